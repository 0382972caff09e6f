"""Work in another thread whose result is taken over in this one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal

T = TypeVar("T")


class _Messenger(QObject):
    """Belongs to nobody, so that a thread can speak to it when the window that asked is gone."""

    brought = Signal(object)


class Beside(QObject):
    """What isn't done when this is deleted is done for nothing, and nobody hears of it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._messenger = _Messenger()
        self._messenger.brought.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Returns at once; ``done`` gets what the work returns, in this thread."""
        messenger = self._messenger

        def bring() -> None:
            result = work()
            messenger.brought.emit(lambda: done(result))

        QThreadPool.globalInstance().start(bring)

    def _take(self, hand_over: Callable[[], None]) -> None:
        hand_over()
