"""Whether what was copied is still there a moment later: some programs take every new clipboard for themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer, Signal

from miaohui.errors import MiaohuiError, Problem

CHECK_AFTER = 60
"""Milliseconds. Programs that take the clipboard over do so as soon as they hear of a new owner; a human who copies
something else takes longer."""
ATTEMPTS = 6
"""So the end is told after half a second, a second where an owner doesn't answer."""


class Contested(Protocol):
    """Something copied. The methods but the last belong to the GUI thread."""

    def put(self) -> bool:
        """Once more; True when it is there now."""

    def is_ours(self) -> bool:
        """Whether this program is the one that others ask for it."""

    def is_offered(self) -> bool:
        """In a worker thread: whether another program offers the same, as a clipboard manager may. Has a limit."""


class Contest(QObject):
    """Watches the last thing copied. ``lost`` comes with a Problem where another program keeps taking the clipboard,
    or where the way past Qt fails as well. Nothing here waits in the GUI thread."""

    lost = Signal(object)
    _answered = Signal(object, bool)
    _failed = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._content: Contested | None = None
        self._elsewhere: Callable[[], None] | None = None
        self._attempts = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(CHECK_AFTER)
        self._timer.timeout.connect(self._check)
        self._answered.connect(self._judge, Qt.ConnectionType.QueuedConnection)
        self._failed.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def begin(self, content: Contested | None) -> None:
        """It has just been put there. None means that what was copied before is watched no longer."""
        self.end()
        self._content, self._attempts = content, ATTEMPTS
        if content is not None:
            self._timer.start()

    def go_elsewhere(self, action: Callable[[], None]) -> None:
        """Another way to copy, which may take its time: in a worker thread. It raises MiaohuiError."""
        self.end()
        self._elsewhere = action

        def work() -> None:
            try:
                action()
            except MiaohuiError as error:
                self._failed.emit(action, error.problem)  # to the GUI thread

        QThreadPool.globalInstance().start(work)

    def end(self) -> None:
        """Whatever was copied last is watched no longer."""
        self._timer.stop()
        self._content = self._elsewhere = None

    def _check(self) -> None:
        content = self._content
        if content is None or content.is_ours():
            self._content = None
            return
        QThreadPool.globalInstance().start(lambda: self._answered.emit(content, content.is_offered()))

    def _judge(self, content: Contested, offered: bool) -> None:
        if content is not self._content:  # something else was copied meanwhile
            return
        self._attempts -= 1
        if offered:
            self._content = None
        elif self._attempts > 0:
            content.put()
            self._timer.start()
        else:
            self.end()
            self.lost.emit(Problem("clipboard-held"))

    def _tell(self, action: object, problem: Problem) -> None:
        if action is self._elsewhere:
            self.end()
            self.lost.emit(problem)
