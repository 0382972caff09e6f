"""The second page: how the table begins, and what its columns hold."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout

from miaohui.domain.library import Library
from miaohui.domain.reply import Scope
from miaohui.errors import Problem
from miaohui.flow.transfer import UNFILED, Beginning, Field, Row, Table
from miaohui.flow.transfer.archive import Archive
from miaohui.i18n import _
from miaohui.ui.form_dialog import choice, form_of, label
from miaohui.ui.import_wizard.column_header import ColumnHeader
from miaohui.ui.import_wizard.names import field_name
from miaohui.ui.import_wizard.page import Page
from miaohui.ui.rows_table import cell, table

SHOWN = 40
"""Rows of a file without columns."""
ALONE = (Field.TEXT, Field.CODE, Field.ID)
"""What one column at most holds."""
WIDEST = 320
NARROWEST = 130
"""px of a column at 100 %."""


class ColumnsPage(Page):
    """``mapping_changed`` when somebody says what a column holds, or whether the table has a heading."""

    mapping_changed = Signal()

    def __init__(self, categories: Sequence[str]) -> None:
        super().__init__(_("What do the columns hold?"))
        self._hint = label(name="muted")
        self.table = table(_("How the file begins"))
        self.header = ColumnHeader(self.table)
        self.table.setHorizontalHeader(self.header)
        self.header.changed.connect(self._mapped)
        self.header.reached.connect(self._show_column)
        self.table.horizontalScrollBar().valueChanged.connect(self._moved)
        self.heading = QCheckBox(_("The first row holds headings"))
        self.heading.clicked.connect(self._mapped)
        self.category = QComboBox()
        self.category.setEditable(True)
        self.category.setAccessibleName(_("Category of rows without one"))
        self.category.addItems([UNFILED, *(name for name in categories if name != UNFILED)])
        scopes = ((Scope.PERSONAL, _("Mine")), (Scope.SHOP, _("The shop's")))
        self.scope = choice(_("New replies are"), [(one.value, text) for one, text in scopes])
        self.column.addWidget(self._hint)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.heading)
        self.column.addWidget(self._error)
        options = QHBoxLayout()
        options.setSpacing(24)
        options.addLayout(form_of(self.category), 3)
        options.addLayout(form_of(self.scope), 2)
        self.column.addLayout(options)

    @property
    def fields(self) -> tuple[Field | None, ...]:
        return self.header.fields

    @property
    def problem(self) -> Problem | None:
        """Why the file can't be read with what was said; None where it can."""
        fields = self.fields
        if fields and Field.TEXT not in fields:
            return Problem("no-text-column")
        twice = next((field for field in ALONE if fields.count(field) > 1), None)
        return None if twice is None else Problem("column-twice", {"field": field_name(twice)})

    def _mapped(self) -> None:
        problem = self.problem
        self.say(problem)
        if problem is not None:
            self.set_ready(False)
        self.mapping_changed.emit()

    def show_table(self, read: Table, library: Library) -> None:
        if read.beginning is not None:
            self._show_beginning(read.beginning)
        elif read.archive is not None:
            self._show_replies(read.archive)
        else:
            self._show_rows(read.rows[:SHOWN])
        self.heading.setVisible(read.beginning is not None)
        for box in (self.category, self.scope):
            box.setEnabled(read.archive is None)
        self.say(self.problem)
        self.set_ready(self.problem is None)

    def _show_beginning(self, begins: Beginning) -> None:
        self._hint.setText(_("Above each column stands what it was taken for; choose another where that is wrong."))
        self.heading.setChecked(bool(begins.headings))
        named = [*begins.headings, *[""] * len(begins.fields)][: len(begins.fields)]
        if len(self.header.choices) != len(begins.fields) or self.header.fields != begins.fields:
            self.header.show_fields(begins.fields, named)
        self._fill(named, [cells for _number, cells in begins.rows], [str(number) for number, _cells in begins.rows])

    def _show_rows(self, rows: Sequence[Row]) -> None:
        self._hint.setText(_("This format says itself what is what."))
        self.header.show_fields((), ())
        headings = [field_name(field) for field in (Field.CODE, Field.TITLE, Field.CATEGORY, Field.TEXT)]
        cells = [(row.code, row.title, row.category, row.text) for row in rows]
        self._fill(headings, cells, [str(row.number) for row in rows])

    def _show_replies(self, archive: Archive) -> None:
        self._hint.setText(_("Everything these replies have comes in: texts for seasons, pictures, favourite places."))
        self.header.show_fields((), ())
        there = Library({}, {category.id: category for category in archive.categories})
        headings = [field_name(field) for field in (Field.CODE, Field.TITLE, Field.CATEGORY, Field.TEXT)]
        shown = archive.replies[:SHOWN]
        rows = [(reply.code, reply.title, there.category_name(reply.category), reply.text) for _, reply in shown]
        self._fill(headings, rows, [str(number) for number, _ in shown])

    def _fill(self, headings: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[str]) -> None:
        shown = self.table
        shown.clear()
        shown.setColumnCount(len(headings))
        shown.setRowCount(len(rows))
        shown.setHorizontalHeaderLabels(list(headings))
        shown.setVerticalHeaderLabels(list(numbers))
        for place, cells in enumerate(rows):
            for column, text in enumerate(cells[: len(headings)]):
                shown.setItem(place, column, cell(text.strip("\t\r\n")))
        shown.resizeColumnsToContents()
        for column in range(len(headings)):
            shown.setColumnWidth(column, max(NARROWEST, min(shown.columnWidth(column), WIDEST)))
        self.header.setStretchLastSection(True)
        shown.scrollToTop()

    def _show_column(self, number: int) -> None:
        self.table.scrollTo(self.table.model().index(0, number))

    def _moved(self, _value: int) -> None:
        self.header.scroll_along()
