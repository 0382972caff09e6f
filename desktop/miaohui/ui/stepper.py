"""Work in slices, between the events of the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from miaohui.domain.search import Steps

SLICE = 6
"""Milliseconds after which no further step is begun until the window has looked at its events."""

T = TypeVar("T")


class Stepper(QObject, Generic[T]):
    """Runs one piece of work at a time; a new one takes the place of the one before, which is dropped."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Steps[T] | None = None
        self._done: Callable[[T], None] | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)

    def run(self, steps: Steps[T], done: Callable[[T], None]) -> None:
        """Begin at once, with a first slice; ``done`` gets what the work returns, maybe before this does."""
        self.drop()
        self._steps, self._done = steps, done
        self._timer.start(0)
        self._go_on()

    @property
    def running(self) -> bool:
        return self._steps is not None

    def drop(self) -> None:
        """What it would have found is no longer wanted."""
        self._timer.stop()
        if self._steps is not None:
            self._steps.close()
            self._steps = None

    def _go_on(self) -> None:
        steps, done = self._steps, self._done
        if steps is None or done is None:
            return
        clock = QElapsedTimer()
        clock.start()
        try:
            while clock.elapsed() < SLICE:
                next(steps)
        except StopIteration as end:
            self.drop()
            done(end.value)
        except Exception:
            self.drop()  # a generator that has failed would only end the next time, with None
            raise
