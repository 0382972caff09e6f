"""The table of replies: sort, choose one or many, drag them onto a category."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from miaohui.i18n import _
from miaohui.ui.editor.reply_delegate import ROW, Index, ReplyDelegate
from miaohui.ui.editor.reply_model import AS_FOUND, Column, ReplyModel
from miaohui.ui.theme import Tokens

HEADER = 36
SETTLED = 60
"""Milliseconds after which a choice counts: an arrow key that is held down chooses nothing on its way."""


class ReplyTable(QTableView):
    """``chosen`` says that the choice has settled; ``entered`` that the chosen reply is to be edited; ``left``
    that the left arrow leads out of it; ``menu_requested`` carries the place on the screen."""

    chosen = Signal()
    entered = Signal()
    left = Signal()
    delete_requested = Signal()
    menu_requested = Signal(QPoint)

    def __init__(self, model: ReplyModel, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._delegate = ReplyDelegate(tokens, self)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLED)
        self._settling.timeout.connect(self.chosen)
        self.setObjectName("replies")
        self.setAccessibleName(_("Replies"))
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)
        self._lay_out_headers()
        self.doubleClicked.connect(lambda: self.entered.emit())
        model.resorted.connect(self._show_order)

    def _lay_out_headers(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW)
        columns = self.horizontalHeader()
        columns.setFixedHeight(HEADER)
        columns.setHighlightSections(False)
        columns.setMinimumSectionSize(40)
        columns.setSectionsClickable(True)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        columns.setSectionResizeMode(Column.TITLE, QHeaderView.ResizeMode.Stretch)
        for column, width in ((Column.CODE, 76), (Column.SEASON, 70), (Column.USES, 84)):
            columns.resizeSection(column, width)
        columns.setSortIndicatorClearable(False)
        columns.setSortIndicator(*self._model.sorted_by)
        self.setSortingEnabled(True)

    def _show_order(self, column: int, order: Qt.SortOrder) -> None:
        header = self.horizontalHeader()
        header.blockSignals(True)
        header.setSortIndicatorShown(column != AS_FOUND)
        header.setSortIndicator(column, order)
        header.blockSignals(False)
        header.viewport().update()

    def set_tokens(self, tokens: Tokens) -> None:
        self._delegate.tokens = tokens
        self.viewport().update()

    # what is chosen

    @property
    def ids(self) -> list[str]:
        """Of the chosen replies, in the order that is shown."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._model.ids[row] for row in rows]

    def choose(self, ids: Iterable[str]) -> None:
        """Those of them that are listed; the first is scrolled to."""
        rows = [row for row in map(self._model.row_of, ids) if row is not None]
        selection = QItemSelection()
        for row in rows:
            index = self._model.index(row, 0)
            selection.select(index, index)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        if rows:
            first = self._model.index(rows[0], Column.TITLE)
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(first)
        self.selectionModel().select(selection, flags)

    def choose_row(self, row: int) -> None:
        """The nearest one that there is; nothing in an empty table."""
        count = self._model.rowCount()
        if count:
            self.choose([self._model.ids[max(0, min(row, count - 1))]])

    @property
    def row(self) -> int:
        """The first chosen one, else 0."""
        return min((index.row() for index in self.selectionModel().selectedRows()), default=0)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.settle_soon()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        for index in (current, previous):  # the mark stands in the first cell, whichever the current one is
            self.update(self._model.index(index.row(), Column.CODE))

    def settle_soon(self) -> None:
        """Rows that go take their choice with them without a word of Qt's: who knows of it calls this."""
        self._settling.start()

    def settle(self) -> None:
        """What is chosen counts now."""
        if self._settling.isActive():
            self._settling.stop()
            self.chosen.emit()

    def _ask_menu(self, place: QPoint) -> None:
        if self.ids:
            self.menu_requested.emit(self.viewport().mapToGlobal(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_F2:
                self.entered.emit()
            case Qt.Key.Key_Left:
                self.left.emit()
            case Qt.Key.Key_Delete:
                self.delete_requested.emit()
            case Qt.Key.Key_Menu:
                self._ask_menu(self.visualRect(self.currentIndex()).bottomLeft())
            case _:
                super().keyPressEvent(event)
