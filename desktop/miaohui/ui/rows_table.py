"""A table to look at: rows on one line each, in the product's look."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem


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
