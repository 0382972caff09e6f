"""Foreign placeholders and the variables that take their places: each kind is accepted or not, with any variable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from miaohui.domain.placeholders import ANYTHING
from miaohui.flow.transfer.preparing import Placeholder
from miaohui.i18n import _
from miaohui.ui.form_dialog import button, label
from miaohui.ui.rows_table import cell, table

TEXT, COUNT, VARIABLE, SAMPLE = range(4)
AROUND = 14
"""Characters of the sample on both sides of the placeholder."""


class PlaceholderTable(QWidget):
    changed = Signal()

    def __init__(self, variables: Sequence[str]) -> None:
        super().__init__()
        self._found: list[Placeholder] = []
        self.table = table(_("Placeholders"), (_("Found"), _("How often"), _("Becomes the variable"), _("Such as in")))
        self.table.setItemDelegateForColumn(VARIABLE, _VariableDelegate(variables, self))
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.table.itemChanged.connect(self._item_changed)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(SAMPLE, QHeaderView.ResizeMode.Stretch)
        buttons = QHBoxLayout()
        hint = _("Ticked ones become variables that are filled in when you copy; the others stay text.")
        buttons.addWidget(label(hint, "muted"), 1)
        buttons.addWidget(button(_("Tick all"), self._tick_all))
        buttons.addWidget(button(_("Tick none"), self._tick_none))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)

    @property
    def chosen(self) -> Mapping[tuple[str, str], str]:
        """The kinds that were accepted, with their variables in braces."""
        chosen = {}
        for row, one in enumerate(self._found):
            variable = self._item(row, VARIABLE).text().strip().strip("{}｛｝").strip()
            if self._item(row, TEXT).checkState() is Qt.CheckState.Checked and variable:
                chosen[one.kind] = f"{{{variable}}}"
        return chosen

    def show_found(self, found: Iterable[Placeholder]) -> None:
        """All are proposed but blanks that don't say what they want."""
        self._found = list(found)
        shown = self.table
        shown.blockSignals(True)
        shown.setRowCount(len(self._found))
        for row, one in enumerate(self._found):
            text = cell(one.text)
            anonymous = one.variable.strip("{}").startswith(ANYTHING)
            text.setFlags(text.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            text.setCheckState(Qt.CheckState.Unchecked if anonymous else Qt.CheckState.Checked)
            variable = QTableWidgetItem(one.variable.removeprefix("{").removesuffix("}"))
            variable.setToolTip(_("F2 or a double click chooses another variable"))
            count = cell(str(one.count))
            count.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for column, item in ((TEXT, text), (COUNT, count), (VARIABLE, variable), (SAMPLE, cell(_around(one)))):
                shown.setItem(row, column, item)
        shown.blockSignals(False)
        for column, width in ((TEXT, 180), (COUNT, 80), (VARIABLE, 180)):
            shown.setColumnWidth(column, width)
        if self._found:
            shown.setCurrentCell(0, TEXT)

    def _item(self, row: int, column: int) -> QTableWidgetItem:
        item = self.table.item(row, column)
        assert item is not None
        return item

    def _item_changed(self, item: QTableWidgetItem) -> None:
        if item.column() in (TEXT, VARIABLE):
            self.changed.emit()

    def _tick_all(self) -> None:
        self._tick(Qt.CheckState.Checked)

    def _tick_none(self) -> None:
        self._tick(Qt.CheckState.Unchecked)

    def _tick(self, state: Qt.CheckState) -> None:
        self.table.blockSignals(True)
        for row in range(self.table.rowCount()):
            self._item(row, TEXT).setCheckState(state)
        self.table.blockSignals(False)
        self.table.viewport().update()
        self.changed.emit()


def _around(one: Placeholder) -> str:
    start, end = max(0, one.start - AROUND), one.start + len(one.text) + AROUND
    cut = " ".join(one.sample[start:end].split())
    return f"{'…' if start else ''}{cut}{'…' if end < len(one.sample) else ''}"


class _VariableDelegate(QStyledItemDelegate):
    """A variable is chosen from those there are, or named anew."""

    def __init__(self, variables: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._variables = variables

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        editor = QComboBox(parent)
        editor.setEditable(True)
        editor.addItems(list(self._variables))
        editor.setAccessibleName(_("Variable"))
        return editor

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        assert isinstance(editor, QComboBox)
        editor.setCurrentText(index.data())

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        assert isinstance(editor, QComboBox)
        model.setData(index, editor.currentText().strip())
