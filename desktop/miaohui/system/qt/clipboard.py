"""The clipboard of the windowed program."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QDeadlineTimer, QThread
from PySide6.QtGui import QClipboard, QGuiApplication

from miaohui.errors import MiaohuiError
from miaohui.flow.ports import Clipboard
from miaohui.system.session import OperatingSystem, Session

TAKE_OVER = 2000
"""Milliseconds for another process to become the owner."""


class Outside(Clipboard, Protocol):
    """Another way to the clipboard, past Qt (PyperclipClipboard)."""

    def put(self, text: str) -> None:
        """Like ``set_text``, without reading back: while Qt is the owner it would be this thread that is asked."""


class QtClipboard:
    """Sets the clipboard through Qt, makes sure that the text is there, and falls back on another way.

    It never reads what other programs offer: Qt would wait 15 s in the GUI thread for one that hangs.
    """

    def __init__(self, session: Session, outside: Outside) -> None:
        self._clipboard = QGuiApplication.clipboard()
        self._outside = outside
        self._way = _choose(session, self._clipboard)

    def set_text(self, text: str) -> None:
        """Raises MiaohuiError ``clipboard-held``."""
        if self._way.set_text(text):
            return
        try:
            self._outside.set_text(text)
        except MiaohuiError as error:
            raise MiaohuiError("clipboard-held") from error

    def hand_over(self) -> bool:
        """At quit: give our text to a process that outlives us. True when there was one to give and it was taken.

        A tool is asked even where a clipboard manager runs: whether the manager takes the text can't be known before
        the end. Where there is no tool, Qt itself asks the manager while the application ends.
        """
        text = self._clipboard.text() if self._way.ends_with_us() else ""
        if not text:
            return False
        try:
            self._outside.put(text)
        except MiaohuiError:
            return False
        taken = QDeadlineTimer(TAKE_OVER)
        while self._way.ends_with_us():
            if taken.hasExpired():
                return False
            QThread.msleep(1)
        return True

    def close(self) -> None:
        """Before the application object goes."""
        self._way.close()


class _Way(Protocol):
    def set_text(self, text: str) -> bool:
        """True when the text is surely there."""

    def ends_with_us(self) -> bool:
        """True when the clipboard holds a text of ours which is gone once this process ends."""

    def close(self) -> None: ...


def _choose(session: Session, clipboard: QClipboard) -> _Way:
    platform = QGuiApplication.platformName()
    if platform == "xcb":
        from miaohui.system.qt.clipboard_x11 import X11Way  # python-xlib is installed on X11's systems only

        return X11Way(session, clipboard)
    if platform.startswith("wayland"):
        return _Wayland(clipboard)
    return _Other(session, clipboard)


class _Wayland:
    """Only the program with the focus may set the clipboard; for others Qt claims success and nothing happens."""

    def __init__(self, clipboard: QClipboard) -> None:
        self._clipboard = clipboard

    def set_text(self, text: str) -> bool:
        if QGuiApplication.focusWindow() is None:
            return False
        self._clipboard.setText(text)
        return self._clipboard.ownsClipboard()

    def ends_with_us(self) -> bool:
        return self._clipboard.ownsClipboard()

    def close(self) -> None: ...


class _Other:
    """Windows and macOS keep the text after our end. Setting it fails on Windows while another program has the
    clipboard open; Qt tries again by itself, and what is ours can be read back from memory."""

    def __init__(self, session: Session, clipboard: QClipboard) -> None:
        self._clipboard = clipboard
        self._ownership_is_known = session.system is OperatingSystem.WINDOWS

    def set_text(self, text: str) -> bool:
        self._clipboard.setText(text)
        if self._ownership_is_known and not self._clipboard.ownsClipboard():
            return False
        return self._clipboard.text() == text

    def ends_with_us(self) -> bool:
        return False

    def close(self) -> None: ...
