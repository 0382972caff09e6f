"""A long piece of work in another thread, shown and stopped from the window that waits for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar, cast

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from miaohui.errors import MiaohuiError, Problem
from miaohui.ui.worker import Worker

T = TypeVar("T")

SHOWN_AFTER = 300
"""Milliseconds; shorter work is done before anybody could read that it is under way."""


class Task:
    """What a piece of work knows of those who wait for it; used from its thread."""

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        self._stop = threading.Event()
        self._tell = tell

    @property
    def stopped(self) -> bool:
        """Whether nobody wants the result any more."""
        return self._stop.is_set()

    def stop(self) -> None:
        self._stop.set()

    def tell(self, done: int, total: int) -> None:
        """How far it is."""
        self._tell(done, total)


Work = Callable[[Task], T]
"""Must not touch widgets, nor what belongs to their thread."""


class Background(QObject):
    """One piece of work at a time. A new one takes the place of the one before, which is asked to stop, and what it
    finds is dropped. Lives longer than the windows that use it."""

    shown = Signal(bool)
    """The work takes long enough to be shown (True), or is over (False)."""
    progressed = Signal(int, int)
    """How much of how much is done."""
    _told = Signal(object, int, int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._task: Task | None = None
        self._done: Callable[[object], None] = _ignore
        self._failed: Callable[[Problem], None] = _ignore
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_AFTER)
        self._timer.timeout.connect(self._show)
        self._worker = Worker(self)
        self._told.connect(self._hear, Qt.ConnectionType.QueuedConnection)  # from the other thread

    @property
    def running(self) -> bool:
        return self._task is not None

    def run(self, work: Work[T], done: Callable[[T], None], failed: Callable[[Problem], None]) -> None:
        """``done`` gets what the work returns, ``failed`` the problem where it raises MiaohuiError; neither is called
        for work that was dropped. Both run in this object's thread."""
        self.drop()
        task = Task(lambda some, total: self._told.emit(task, some, total))
        self._task, self._done, self._failed = task, cast("Callable[[object], None]", done), failed
        self._timer.start()
        self._worker.run(
            lambda: work(task), lambda result: self._end(task, result, None), lambda error: self._end(task, None, error)
        )

    def drop(self) -> None:
        """What it would have found is no longer wanted."""
        if self._task is not None:
            self._task.stop()
            self._rest()

    def _rest(self) -> None:
        self._task, self._done, self._failed = None, _ignore, _ignore
        self._timer.stop()
        self.shown.emit(False)

    def _show(self) -> None:
        self.shown.emit(True)

    def _hear(self, task: Task, done: int, total: int) -> None:
        if task is self._task:
            self.progressed.emit(done, total)

    def _end(self, task: Task, result: object, error: Exception | None) -> None:
        if task is not self._task:
            return
        done, failed = self._done, self._failed
        self._rest()
        if error is None:
            done(result)
        elif isinstance(error, MiaohuiError):
            failed(error.problem)
        else:
            raise error


def _ignore(_result: object) -> None:
    """Nobody waits."""
