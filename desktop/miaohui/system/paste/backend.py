"""Pasting by role: which sessions can do it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from miaohui.system.session import DisplayServer, Session

if TYPE_CHECKING:
    from miaohui.system.paste.x11 import X11Paster


def open_paster(session: Session, own_window: int) -> X11Paster | None:
    """None where nobody can press a key in another program's window and be sure which: Wayland lets no program do so
    (an X client's key would reach XWayland's windows only). For Windows and macOS it isn't built yet. ``own_window`` is
    the id of any window of ours."""
    if session.server is not DisplayServer.X11:
        return None
    from miaohui.system.paste.x11 import X11Paster

    try:
        return X11Paster(session.x11_name, own_window)
    except OSError:
        return None
