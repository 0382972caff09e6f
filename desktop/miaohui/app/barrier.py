"""The one barrier: whatever nobody expected ends here, is logged once and shown in one sentence."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal

from miaohui import log
from miaohui.errors import Problem
from miaohui.ui import error_box


class Barrier(QObject):
    """Catches what no handler took, in every thread of the program."""

    _met = Signal(object)

    def __init__(self, logs: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._logs = logs
        self._met.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def put_up(self) -> None:
        sys.excepthook = self._catch

    def _catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        import traceback  # only a bug needs it

        file = log.unexpected(self._logs, error)
        problem = Problem("unexpected", {"path": str(file or self._logs)})
        # Without the error's own words: they may hold what somebody typed.
        details = "".join([*traceback.format_tb(trace), kind.__name__])
        self._met.emit((problem, details))  # maybe from a worker thread; windows belong to this one

    def _show(self, bug: tuple[Problem, str]) -> None:
        error_box.show_bug(*bug)
