"""Putting back what was on the clipboard before a reply was pasted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from miaohui.flow.ports import Target
from miaohui.system.qt.clipboard import Changes, QtClipboard
from miaohui.system.session import Session

if TYPE_CHECKING:
    from miaohui.system.qt.fetching_x11 import Fetching

AFTER_PAINT = 50
"""Milliseconds: the palette is just being shown, and a reader would take the interpreter from it."""
PATIENCE = 2000
"""Milliseconds in which the target must have fetched the reply."""
QUIET = 300
"""Milliseconds after the target's last request: programs ask for one form after the other."""


class QtPreviousClipboard(QObject):
    """A ``flow.ports.PreviousClipboard``; does nothing outside X11, where nobody tells what the target has fetched.

    Everything is put back or nothing. Nothing is where it could not be read before the copy, where another program has
    taken the clipboard since, and where the target wasn't seen to fetch the reply: then the reply stays. ``kept`` comes
    when everything was read, ``ended`` with whether it was put back.
    """

    kept = Signal()
    ended = Signal(bool)
    _read = Signal(int, object)

    def __init__(self, session: Session, clipboard: QtClipboard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = session.x11_name
        self._clipboard = clipboard
        self._works = QGuiApplication.platformName() == "xcb"
        self._number = 0
        self._before: Changes | None = None
        self._kept: Mapping[str, bytes] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._finish)
        self._reading = QTimer(self)
        self._reading.setSingleShot(True)
        self._reading.setInterval(AFTER_PAINT)
        self._reading.timeout.connect(self._begin)
        self._fetched = False
        self._watch: Fetching | None = None
        self._read.connect(self._keep, Qt.ConnectionType.QueuedConnection)

    def keep(self) -> None:
        self._stop()
        self._kept = {}
        self._number += 1
        if self._works:
            self._reading.start()

    def restore(self, target: Target) -> None:
        self._stop()
        if not self._kept:
            return
        from miaohui.system.qt.fetching_x11 import Fetching

        self._fetched = False
        self._watch = Fetching(target.window, self._name, self)
        self._watch.fetched.connect(self._note)
        self._timer.start(PATIENCE)

    def close(self) -> None:
        """Before the application object goes."""
        self._stop()
        self._kept = {}

    def _begin(self) -> None:
        self._before = self._clipboard.changes()
        number, name = self._number, self._name

        def work() -> None:
            from miaohui.system.clipboard.x11_previous import read_all

            self._read.emit(number, read_all(name))

        QThreadPool.globalInstance().start(work)

    def _keep(self, number: int, read: Mapping[str, bytes]) -> None:
        # Read to the end before anything else was copied: else it may be the reply itself.
        if number == self._number and self._clipboard.changes() == self._before:
            self._kept = read
            self.kept.emit()

    def _note(self) -> None:
        self._fetched = True
        self._timer.start(QUIET)

    def _finish(self) -> None:
        fetched, kept, before = self._fetched, self._kept, self._before
        self._stop()
        self._kept = {}
        now = self._clipboard.changes()
        if fetched and before is not None and now == Changes(before.others, before.own + 1):
            self._clipboard.put_back(kept)
            self.ended.emit(True)
        else:
            self.ended.emit(False)

    def _stop(self) -> None:
        self._reading.stop()
        self._timer.stop()
        if self._watch is not None:
            self._watch.close()
            self._watch.deleteLater()
            self._watch = None
