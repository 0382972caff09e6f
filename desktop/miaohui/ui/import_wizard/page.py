"""What the pages of the wizard have in common."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLabel, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from miaohui.errors import Problem
from miaohui.messages import sentence


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
        self._error = QLabel()
        self._error.setObjectName("error")
        self._error.setWordWrap(True)
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


def label(text: str = "", name: str = "", *, wraps: bool = True) -> QLabel:
    made = QLabel(text)
    made.setObjectName(name)
    made.setWordWrap(wraps)
    return made


def choice(name: str, items: Iterable[tuple[str, str]]) -> QComboBox:
    """A list of (id, what is shown)."""
    made = QComboBox()
    made.setAccessibleName(name)
    for item, text in items:
        made.addItem(text, item)
    return made


def table(name: str, headings: Iterable[str] = ()) -> QTableWidget:
    """One to look at, row by row; Tab goes on to what is behind it."""
    made = QTableWidget()
    made.setObjectName("rows")
    made.setAccessibleName(name)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    made.setTabKeyNavigation(False)
    made.setShowGrid(False)
    made.setWordWrap(False)
    made.setAlternatingRowColors(True)
    made.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    made.verticalHeader().hide()
    made.verticalHeader().setDefaultSectionSize(made.fontMetrics().lineSpacing() + 12)
    headings = list(headings)
    made.setColumnCount(len(headings))
    made.setHorizontalHeaderLabels(headings)
    made.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    made.horizontalHeader().setHighlightSections(False)
    made.horizontalHeader().setSectionsClickable(False)
    return made


def cell(text: str) -> QTableWidgetItem:
    """On one line, the whole as a tip."""
    made = QTableWidgetItem(" ⏎ ".join(text.split("\n")))
    made.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    if len(text) > 20 or "\n" in text:
        made.setToolTip(text)
    return made
