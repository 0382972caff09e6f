"""Work in another thread whose result is taken over in this one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import count
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal

T = TypeVar("T")

_numbers = count()


class _Messenger(QObject):
    """One for all, and for good: a thread can speak to it when the window that asked is gone."""

    brought = Signal(int, object, object)


@cache
def _messenger() -> _Messenger:
    return _Messenger()


class Worker(QObject):
    """What isn't done when this is deleted is done for nothing, and nobody hears of it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: dict[int, tuple[Callable[[object], None], Callable[[Exception], None]]] = {}
        _messenger().brought.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def run(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None] | None = None
    ) -> None:
        """Returns at once; ``done`` gets what the work returns, in this thread, or ``failed`` what it raises, which
        without ``failed`` is raised here. The work holds no widgets: they would be destroyed where it ends, were they
        gone by then."""
        number = next(_numbers)
        self._waiting[number] = done, failed or _raise  # type: ignore[assignment]
        brought = _messenger().brought

        def bring() -> None:
            try:
                result = work()
            except Exception as error:  # nobody would see it here
                brought.emit(number, None, error)
            else:
                brought.emit(number, result, None)

        QThreadPool.globalInstance().start(bring)

    def _take(self, number: int, result: object, error: Exception | None) -> None:
        waiting = self._waiting.pop(number, None)
        if waiting is None:
            return
        done, failed = waiting
        if error is None:
            done(result)
        else:
            failed(error)


def _raise(error: Exception) -> None:
    raise error
