"""The trash, in the table's place: what was deleted when, for how long it stays, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from miaohui.domain.reply import Reply
from miaohui.flow import trash
from miaohui.i18n import _, ngettext
from miaohui.ui.editor.nothing import Nothing
from miaohui.ui.editor.when import spoken
from miaohui.ui.form_dialog import button

Index = QModelIndex | QPersistentModelIndex

_NO_INDEX = QModelIndex()


class TrashModel(QAbstractTableModel):
    """Title, when it was deleted, days left."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._replies: list[Reply] = []
        self._now: datetime | None = None

    def show(self, replies: Sequence[Reply], now: datetime) -> None:
        """``now`` is local; the replies are deleted ones."""
        some = list(replies)
        if some == self._replies and self._now is not None and self._now.date() == now.date():
            return
        self.layoutAboutToBeChanged.emit()
        rows = {reply.id: row for row, reply in enumerate(some)}
        kept = [(index, self._replies[index.row()].id) for index in self.persistentIndexList()]
        self._replies, self._now = some, now
        for index, one in kept:
            known = one in rows
            self.changePersistentIndex(index, self.index(rows[one], index.column()) if known else QModelIndex())
        self.layoutChanged.emit()

    def reply(self, row: int) -> Reply:
        return self._replies[row]

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._replies)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._replies) or self._now is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 2:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        reply = self._replies[index.row()]
        match index.column():
            case 0:
                return reply.title
            case 1:
                return spoken(_deleted(reply), self._now)
        left = trash.days_left(reply, self._now)
        return ngettext("{number} day", "{number} days", left).format(number=left)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == 2 else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return (_("Title"), _("Deleted"), _("Days left"))[section] if role == Qt.ItemDataRole.DisplayRole else None


def _deleted(reply: Reply) -> datetime:
    assert reply.deleted is not None
    return reply.deleted


class _Table(QTableView):
    restore_requested = Signal()
    leave_requested = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.restore_requested.emit()
            case Qt.Key.Key_Left:
                self.leave_requested.emit()
            case _:
                super().keyPressEvent(event)


class Trash(QWidget):
    """``restore_requested`` carries replies' ids; ``empty_requested`` comes after a second click."""

    restore_requested = Signal(object)
    empty_requested = Signal()
    leave_requested = Signal()
    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = TrashModel(self)
        self.table = _Table()
        self.table.setObjectName("trash")
        self.table.setAccessibleName(_("Trash"))
        self.table.setModel(self.model)
        self.table.setShowGrid(False)
        self.table.setFrameShape(QTableView.Shape.NoFrame)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(38)
        header = self.table.horizontalHeader()
        header.setFixedHeight(36)
        header.setHighlightSections(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 136), (2, 84)):
            header.resizeSection(column, width)
        self.table.restore_requested.connect(self._restore)
        self.table.leave_requested.connect(self.leave_requested)
        self.table.doubleClicked.connect(lambda: self._restore())
        self.table.selectionModel().selectionChanged.connect(self._chosen)
        days = trash.KEPT.days
        told = ngettext(
            "What is deleted stays here for {number} day.", "What is deleted stays here for {number} days.", days
        )
        hint = QLabel(told.format(number=days))
        hint.setObjectName("small")
        hint.setWordWrap(True)
        self.restore = button(_("Restore"), self._restore)
        self.empty = QPushButton(_("Empty the trash"))
        self.empty.setObjectName("danger")
        self.empty.setAutoDefault(False)
        self.empty.clicked.connect(self._empty)
        self._sure = False
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(14, 8, 10, 8)
        row.addWidget(hint, 1)
        row.addWidget(self.empty)
        row.addWidget(self.restore)
        full = QWidget()
        rows = QVBoxLayout(full)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.table, 1)
        rows.addWidget(bar)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(full)
        self._stack.addWidget(Nothing(_("The trash is empty.")))

    def show_replies(self, replies: Sequence[Reply], now: datetime) -> None:
        self.model.show(replies, now)
        self._ask_again()
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        self._chosen()

    @property
    def replies(self) -> list[Reply]:
        """The chosen ones."""
        return [self.model.reply(index.row()) for index in self.table.selectionModel().selectedRows()]

    def _chosen(self) -> None:
        self.restore.setEnabled(bool(self.replies))
        self._ask_again()
        self.chosen.emit()

    def _restore(self) -> None:
        ids = [reply.id for reply in self.replies]
        if ids:
            self.restore_requested.emit(ids)

    def _empty(self) -> None:
        """What is gone for good can only be brought back before the program ends: asked for twice."""
        if self._sure:
            self.empty_requested.emit()
        else:
            count = self.model.rowCount()
            self._sure = True
            told = ngettext("Delete {number} for good", "Delete all {number} for good", count)
            self.empty.setText(told.format(number=count))

    def _ask_again(self) -> None:
        self._sure = False
        self.empty.setText(_("Empty the trash"))
