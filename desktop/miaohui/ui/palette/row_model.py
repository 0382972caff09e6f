"""The rows of the palette's list."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from miaohui.ui.row_delegate import ROW_ROLE, Row


class RowModel(QAbstractListModel):
    """The rows of the current hits; each is made when it is first drawn."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._count = 0
        self._make: Callable[[int], Row] | None = None
        self._made: dict[int, Row] = {}

    def show_rows(self, count: int, make: Callable[[int], Row]) -> None:
        """``make(index)`` returns the Row."""
        self.beginResetModel()
        self._count, self._make, self._made = count, make, {}
        self.endResetModel()

    def make_again(self, number: int) -> None:
        """This row shows something else now."""
        self._made.pop(number, None)
        index = self.index(number, 0)
        self.dataChanged.emit(index, index)

    def make_all_again(self) -> None:
        """All rows may show something else now."""
        self._made.clear()
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, 0))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        return 0 if parent.isValid() else self._count

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (ROW_ROLE, Qt.ItemDataRole.AccessibleTextRole):
            return None
        number = index.row()
        if number not in self._made:
            assert self._make is not None
            self._made[number] = self._make(number)
        row = self._made[number]
        return row if role == ROW_ROLE else row.accessible_text
