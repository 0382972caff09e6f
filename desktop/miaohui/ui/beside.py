"""Work in another thread whose result is taken over in this one."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from threading import Lock
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal

T = TypeVar("T")

_numbers = count()
_lock = Lock()
_at_work = 0


class _Messenger(QObject):
    """One for all, and for good: a thread can speak to it when the window that asked is gone."""

    brought = Signal(int, object)


@cache
def _messenger() -> _Messenger:
    return _Messenger()


@contextmanager
def nothing_collected() -> Iterator[None]:
    """WORKAROUND: Python collects garbage in whatever thread makes it run over, and Qt's objects must not be destroyed
    in another thread than theirs. It waits until the work is done."""
    global _at_work
    with _lock:
        _at_work += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _at_work -= 1
            if not _at_work:
                gc.enable()


class Beside(QObject):
    """What isn't done when this is deleted is done for nothing, and nobody hears of it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: dict[int, Callable[[object], None]] = {}
        _messenger().brought.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Returns at once; ``done`` gets what the work returns, in this thread. The work holds no widgets: they would
        be destroyed where it ends, were they gone by then."""
        number = next(_numbers)
        self._waiting[number] = done  # type: ignore[assignment]
        brought = _messenger().brought

        def bring() -> None:
            with nothing_collected():
                result = work()
                brought.emit(number, result)

        QThreadPool.globalInstance().start(bring)

    def _take(self, number: int, result: object) -> None:
        done = self._waiting.pop(number, None)
        if done is not None:
            done(result)
