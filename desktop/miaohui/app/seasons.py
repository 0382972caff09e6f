"""The calendar's clock: looks regularly, whatever the machine's clock and its sleep have done in between."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from miaohui.flow.season_watch import SeasonWatch
from miaohui.flow.workspace import Workspace

LOOK_EVERY = 60_000
"""Milliseconds. Timers stand still while the machine sleeps and don't know of a clock that is set: one that waits for
the moment itself would miss it. Looking costs microseconds."""


class CalendarClock(QObject):
    """``noticed`` tells a change that has come or is coming."""

    noticed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._watch = SeasonWatch(workspace)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        self.look()
        self._timer.start()

    def look(self) -> None:
        """Now, without waiting for the next turn."""
        for problem in self._watch.look():
            self.noticed.emit(problem)
