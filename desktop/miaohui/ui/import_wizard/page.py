"""What the pages of the wizard have in common."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from miaohui.errors import Problem
from miaohui.messages import sentence
from miaohui.ui.form_dialog import label


class Page(QWidget):
    """``ready_changed`` when ``ready``, whether one can go on from here, may be another."""

    ready_changed = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self.ready = False
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        self._error = label(name="error")
        self._error.hide()

    @property
    def error_text(self) -> str:
        """What is said to be wrong; empty for nothing."""
        return self._error.text()

    def say(self, problem: Problem | None) -> None:
        """What is wrong, in place of what was said before."""
        self._error.setText("" if problem is None else sentence(problem))
        self._error.setVisible(problem is not None)

    def set_ready(self, ready: bool) -> None:
        self.ready = ready
        self.ready_changed.emit()
