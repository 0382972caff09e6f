"""The display itself: whether it answers, and whether windows may be translucent on it."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from miaohui.system.session import DisplayServer, Session

if TYPE_CHECKING:
    from Xlib.display import Display

PATIENCE = 5.0
"""Seconds for an X server to answer."""


def answers(session: Session, env: Mapping[str, str] = os.environ) -> bool:
    """Whether a window can be opened. Qt ends the process where its display doesn't answer, so it is asked before."""
    if session.server is DisplayServer.WAYLAND and _wayland_answers(session, env):
        return True
    if session.x11_name is None:
        return session.server is DisplayServer.NATIVE
    display = _connect(session)
    if display is None:
        return False
    display.close()
    return True


def is_composited(session: Session) -> bool:
    """On X11 a compositing manager owns the selection ``_NET_WM_CM_Sn`` (EWMH); elsewhere there always is one."""
    if session.server is not DisplayServer.X11:
        return session.has_display
    display = _connect(session)
    if display is None:
        return False
    try:
        owner = display.get_selection_owner(display.intern_atom(f"_NET_WM_CM_S{display.get_default_screen()}"))
        return not isinstance(owner, int)  # an int is "nobody"
    finally:
        display.close()


def _connect(session: Session) -> Display | None:
    """None also for a server that accepts and then says nothing: python-xlib would wait for ever."""
    from Xlib.display import Display
    from Xlib.error import ConnectionClosedError, DisplayError

    found: list[Display] = []

    def connect() -> None:
        with contextlib.suppress(ConnectionClosedError, DisplayError, OSError):
            found.append(Display(session.x11_name))

    waiting = threading.Thread(target=connect, daemon=True)
    waiting.start()
    waiting.join(PATIENCE)
    return found[0] if found else None


def _wayland_answers(session: Session, env: Mapping[str, str]) -> bool:
    place = Path(env.get("XDG_RUNTIME_DIR", ""), session.wayland_name or "")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        try:
            client.connect(str(place))
        except OSError:
            return False
    return True
