"""Reading what other programs put on the clipboard, without ever waiting for one of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from miaohui.flow.ports import ClipboardReader
from miaohui.system.session import DisplayServer, OperatingSystem, Session

MAX_BYTES = 65_536
"""A longer text is none of a customer's values; it isn't fetched."""

Done = Callable[[str], None]


def open_clipboard_reader(session: Session, parent: QObject) -> ClipboardReader:
    if session.server is DisplayServer.X11:
        from miaohui.system.qt.clipboard_reader_x11 import X11ClipboardReader  # python-xlib is on X11's systems only

        try:
            return X11ClipboardReader(session.x11_name, parent)
        except OSError:
            pass
    if session.system is OperatingSystem.WINDOWS:
        return WindowsClipboardReader()
    return NoClipboardReader()


class NoClipboardReader:
    """Wayland lets a program read only while it has the focus, and then waits for the owner in the GUI thread; for
    macOS nothing is built yet."""

    def read(self, done: Done) -> None:
        done("")

    def settle(self) -> None: ...

    def close(self) -> None: ...


class WindowsClipboardReader:
    """Windows keeps the text itself, but for the rare program that renders it only when it is asked."""

    def read(self, done: Done) -> None:
        clipboard = QGuiApplication.clipboard()
        text = "" if clipboard.ownsClipboard() else clipboard.text()
        done(text if len(text) <= MAX_BYTES else "")

    def settle(self) -> None: ...

    def close(self) -> None: ...
