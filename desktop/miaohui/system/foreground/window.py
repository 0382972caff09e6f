"""The window that the agent works in, as facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from miaohui.system.session import DisplayServer, Session


@dataclass(frozen=True)
class ForegroundWindow:
    """``title`` may name a customer: never log it. ``class_name`` and ``instance`` are X11's WM_CLASS, ``process`` is
    the program's name; they are empty where nobody can tell. The place is in physical pixels of the whole screen,
    without the window manager's frame."""

    id: int
    title: str = field(repr=False)
    class_name: str
    instance: str
    process: str
    x: int
    y: int
    width: int
    height: int


class Foreground(Protocol):
    def current(self) -> ForegroundWindow | None:
        """The window in front; None when there is none or nobody can tell. Never raises."""

    def title(self, window: int) -> str | None:
        """The title of the window with this id now; None when it is gone or nobody can tell. Never raises."""

    def close(self) -> None: ...


class NoForeground:
    """Wayland tells no program about other windows. Windows and macOS are not built yet."""

    def current(self) -> ForegroundWindow | None:
        return None

    def title(self, window: int) -> str | None:  # noqa: ARG002
        return None

    def close(self) -> None: ...


def open_foreground(session: Session) -> Foreground:
    if session.server is DisplayServer.X11:
        from miaohui.system.foreground.x11 import X11Foreground

        try:
            return X11Foreground(session.x11_name)
        except OSError:
            pass
    return NoForeground()
