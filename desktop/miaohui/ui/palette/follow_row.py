"""The one row above the list: what would be copied next without a search."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from miaohui.i18n import _
from miaohui.ui.palette.row_model import RowModel
from miaohui.ui.row_delegate import Row, RowDelegate
from miaohui.ui.theme import Tokens


class FollowRow(QFrame):
    """Hidden while nothing is offered. ``list`` draws it like any row of the hits."""

    def __init__(self, tokens: Tokens, delegate: RowDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("follow")
        self._model = RowModel(self)
        self.list = QListView()
        self.list.setObjectName("hits")
        self.list.setModel(self._model)
        self.list.setItemDelegate(delegate)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFixedHeight(tokens.size("row_height"))
        self.list.setAccessibleName(_("What follows"))
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.list)
        self.leave_room(0)
        self._row: Row | None = None
        self.hide()

    def leave_room(self, width: int) -> None:
        """At the right, px: as the list below does for its scroll bar."""
        self._column.setContentsMargins(8, 6, 8 + width, 6)

    @property
    def row(self) -> Row | None:
        """What is offered."""
        return self._row

    def offer(self, row: Row | None) -> None:
        if row == self._row:
            return
        selected = self.selected
        self._row = row
        self._model.show_rows(0 if row is None else 1, lambda _: row)  # type: ignore[arg-type, return-value]
        self.set_selected(selected=selected)

    @property
    def selected(self) -> bool:
        return self.list.selectionModel().hasSelection()

    def set_selected(self, *, selected: bool) -> None:
        flag = QItemSelectionModel.SelectionFlag
        if selected and self._row is not None:
            self.list.selectionModel().setCurrentIndex(self._model.index(0, 0), flag.ClearAndSelect)
        else:
            self.list.selectionModel().clear()
