"""The clipboard of the windowed program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QDeadlineTimer, QMimeData, QObject, QThread, Signal
from PySide6.QtGui import QClipboard, QGuiApplication

from miaohui.errors import MiaohuiError
from miaohui.flow.ports import Clipboard
from miaohui.system.qt.clipboard_content import Content, Copied, Forms, Picture, Text, png_of
from miaohui.system.qt.contest import Contest, Contested
from miaohui.system.session import OperatingSystem, Session

TAKE_OVER = 2000
"""Milliseconds for another process to become the owner."""

_HINTS: Mapping[OperatingSystem, Mapping[str, bytes]] = {
    OperatingSystem.LINUX: {"x-kde-passwordManagerHint": b"secret"},
    OperatingSystem.WINDOWS: {"ExcludeClipboardContentFromMonitorProcessing": b"1"},
}
"""What tells tools that keep a history (Klipper, CopyQ; Windows' own) to leave this out; Qt sets none on macOS."""


class Outside(Clipboard, Protocol):
    """Another way to the clipboard, past Qt (PyperclipClipboard)."""

    def put(self, text: str) -> None:
        """Like ``set_text``, without reading back: while Qt is the owner it would be this thread that is asked."""

    def put_picture(self, content: bytes) -> None:
        """Like ``set_picture``, without reading back."""


@dataclass(frozen=True)
class Changes:
    """``others`` counts what other programs have copied since the start (only on X11), ``own`` what this one has."""

    others: int
    own: int


class QtClipboard(QObject):
    """Sets the clipboard through Qt, makes sure that it is there, and falls back on another way.

    What can be known at once is known when setting returns. What takes time happens afterwards and not in the GUI
    thread (see contest.py); ``lost`` comes with a Problem when the copy did not last.
    It never reads what other programs offer through Qt, which would wait 15 s in the GUI thread for one that hangs.
    """

    lost = Signal(object)

    def __init__(self, session: Session, outside: Outside, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._outside = outside
        self._hints = _HINTS.get(session.system, {})
        self._way = _choose(session, self._clipboard)
        self._copies = 0
        self._contest = Contest(self)
        self._contest.lost.connect(self.lost)

    def set_text(self, text: str, html: str = "", *, personal: bool = False) -> None:
        """Never raises; where it fails, ``lost`` tells."""
        self._set(Text(text, html, self._hints if personal else {}), lambda: self._outside.set_text(text))

    def set_picture(self, content: bytes) -> None:
        """Offered in its own format byte for byte, and as PNG and whatever else Qt writes when somebody asks for it.

        Raises:
            MiaohuiError: ``picture-damaged``. Where it fails otherwise, ``lost`` tells.
        """
        self._set(Picture(content), lambda: self._outside.set_picture(content))

    def changes(self) -> Changes:
        """How often the clipboard has changed hands so far."""
        return Changes(self._way.taken_by_others(), self._copies)

    def put_back(self, forms: Mapping[str, bytes]) -> None:
        """What another program had there, by X target. Where it fails, what is there stays."""
        self._copies += 1
        self._contest.end()
        self._way.set(Forms(forms))

    def _set(self, content: Copied, elsewhere: Callable[[], None]) -> None:
        self._copies += 1
        if self._way.set(content):
            self._contest.begin(self._way.contested(content))
        else:
            self._contest.go_elsewhere(lambda: _held(elsewhere))

    def hand_over(self) -> bool:
        """At quit: give our text or picture to a process that outlives us. True when there was one to give and it was
        taken.

        A tool is asked even where a clipboard manager runs: whether the manager takes it can't be known before the
        end. Where there is no tool, Qt itself asks the manager while the application ends.
        """
        ours = self._clipboard.mimeData() if self._way.ends_with_us() else QMimeData()
        try:
            if ours.hasText() and ours.text():
                self._outside.put(ours.text())
            elif ours.hasImage():
                self._outside.put_picture(png_of(ours))
            else:
                return False
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
        self._contest.end()
        self._way.close()


def _held(action: Callable[[], None]) -> None:
    """To the windowed program it is all one why the other way fails too: it holds the clipboard's place itself."""
    try:
        action()
    except MiaohuiError as error:
        raise MiaohuiError("clipboard-held") from error


class _Way(Protocol):
    def set(self, content: Content) -> bool:
        """True when it is there, or was and a ``contested`` tells the rest."""

    def contested(self, content: Copied) -> Contested | None:
        """How to see later whether it is still there; None where that can't be seen or needn't be."""

    def taken_by_others(self) -> int:
        """How often another program has copied something, where that can be seen."""

    def ends_with_us(self) -> bool:
        """True when the clipboard holds something of ours which is gone once this process ends."""

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

    def set(self, content: Content) -> bool:
        if QGuiApplication.focusWindow() is None:
            return False
        content.put_on(self._clipboard)
        return self._clipboard.ownsClipboard()

    def contested(self, content: Copied) -> None:  # noqa: ARG002
        return None

    def taken_by_others(self) -> int:
        return 0

    def ends_with_us(self) -> bool:
        return self._clipboard.ownsClipboard()

    def close(self) -> None: ...


class _Other:
    """Windows and macOS keep it after our end. Setting it fails on Windows while another program has the
    clipboard open; Qt tries again by itself, and what is ours can be read back from memory."""

    def __init__(self, session: Session, clipboard: QClipboard) -> None:
        self._clipboard = clipboard
        self._ownership_is_known = session.system is OperatingSystem.WINDOWS

    def set(self, content: Content) -> bool:
        content.put_on(self._clipboard)
        if self._ownership_is_known and not self._clipboard.ownsClipboard():
            return False
        return content.is_on(self._clipboard)

    def contested(self, content: Copied) -> None:  # noqa: ARG002
        return None

    def taken_by_others(self) -> int:
        return 0

    def ends_with_us(self) -> bool:
        return False

    def close(self) -> None: ...
