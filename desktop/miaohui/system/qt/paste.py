"""Pasting in the GUI thread, in short steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QDeadlineTimer, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QWindow

from miaohui.errors import Problem
from miaohui.flow.ports import CopiedOnly, Pasted, PasteOutcome, Target
from miaohui.system.paste.backend import open_paster
from miaohui.system.session import Session

LIMIT = 2000
"""Milliseconds in which the target must get the focus and the keys be released."""
STEP = 10
"""Milliseconds between two looks."""


@dataclass(frozen=True)
class _Waiting:
    target: Target
    done: Callable[[PasteOutcome], None]
    deadline: QDeadlineTimer


class QtPaster(QObject):
    """A ``flow.ports.Paster``. No step takes longer than some X round trips; no thread, no nested event loop."""

    def __init__(self, session: Session, parent: QObject | None = None, *, limit: int = LIMIT) -> None:
        super().__init__(parent)
        self._limit = limit
        self._window = QWindow() if QGuiApplication.platformName() == "xcb" else None  # never shown
        self._backend = None
        if self._window is not None:
            self._window.create()
            self._backend = open_paster(session, self._window.winId())
        self._waiting: _Waiting | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(STEP)
        self._timer.timeout.connect(self._step)

    @property
    def available(self) -> bool:
        """Whether this session lets a key be pressed in another program's window."""
        return self._backend is not None

    def target(self) -> Target | None:
        self._end(CopiedOnly(Problem("paste-superseded")))
        return self._backend.target() if self._backend is not None else None

    def paste(self, target: Target, done: Callable[[PasteOutcome], None]) -> None:
        self._end(CopiedOnly(Problem("paste-superseded")))
        self._waiting = _Waiting(target, done, QDeadlineTimer(self._limit))
        # Not at once: the palette is just being hidden, and that is shown first.
        self._timer.start()

    def close(self) -> None:
        """Before the application object goes."""
        self._timer.stop()
        self._waiting = None
        if self._backend is not None:
            self._backend.close()
            self._backend = None
        if self._window is not None:
            self._window.destroy()

    def _step(self) -> None:
        if self._waiting is None or self._backend is None:
            self._end(CopiedOnly(Problem("paste-unavailable")))
            return
        obstacle = self._backend.press(self._waiting.target)
        if obstacle is None:
            self._end(Pasted())
        elif obstacle.lasts or self._waiting.deadline.hasExpired():
            self._end(CopiedOnly(Problem(str(obstacle))))

    def _end(self, outcome: PasteOutcome) -> None:
        self._timer.stop()
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting.done(outcome)
