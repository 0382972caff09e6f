"""The table's rows: replies of the library, sorted by a column or as they were found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from miaohui.domain.library import Library
from miaohui.domain.pinyin import Readings, sorting_key
from miaohui.domain.reply import Reply
from miaohui.i18n import _
from miaohui.ui.editor.reply_mime import dragged

Index = QModelIndex | QPersistentModelIndex

REPLY_ROLE = int(Qt.ItemDataRole.UserRole) + 1
AS_FOUND = -1
"""The sort column that leaves the rows in the order in which they were found."""
_NO_INDEX = QModelIndex()


class Column(IntEnum):
    CODE = 0
    TITLE = 1
    SEASON = 2
    USES = 3


class ReplyModel(QAbstractTableModel):
    """Rows follow the library in place: selection and scrolling stay. ``sorted`` tells by which column from now on."""

    resorted = Signal(int, object)

    def __init__(self, readings: Readings, parent: QObject) -> None:
        super().__init__(parent)
        self._readings = readings
        self._library = Library()
        self._uses: Mapping[str, int] = {}
        self._found: Sequence[str] = ()
        self._ids: list[str] = []
        self._rows: dict[str, int] | None = None
        self._sort = (int(Column.USES), Qt.SortOrder.DescendingOrder)
        self._keys: dict[str, str] = {}

    def show(self, library: Library, found: Iterable[Reply], uses: Mapping[str, int]) -> None:
        """List these replies of the library; where the rows stay the same only what changed is drawn again."""
        before, self._library = self._library, library
        used, self._uses = self._uses, uses
        self._found = [reply.id for reply in found]
        if not self._arrange():
            changed = [
                row
                for row, one in enumerate(self._ids)
                if before.replies.get(one) is not library.replies[one] or used.get(one) != uses.get(one)
            ]
            if changed:
                self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], len(Column) - 1))

    def _arrange(self) -> bool:
        """Whether other rows are shown, or in another order."""
        ids = self._sorted()
        if ids == self._ids:
            return False
        self.layoutAboutToBeChanged.emit()
        kept = [(index, self._ids[index.row()]) for index in self.persistentIndexList()]
        self._ids, self._rows = ids, None
        for index, one in kept:
            row = self.row_of(one)
            self.changePersistentIndex(index, QModelIndex() if row is None else self.index(row, index.column()))
        self.layoutChanged.emit()
        return True

    def _sorted(self) -> list[str]:
        column, order = self._sort
        if column == AS_FOUND:
            return list(self._found)
        replies = self._library.replies
        key: Callable[[str], object]
        match column:
            case Column.CODE:
                key = lambda one: replies[one].code.casefold()  # noqa: E731
            case Column.TITLE:
                key = lambda one: self._key(replies[one].title)  # noqa: E731
            case Column.SEASON:
                key = lambda one: is_seasonal(replies[one])  # noqa: E731
            case _:
                key = lambda one: self._uses.get(one, 0)  # noqa: E731
        return sorted(self._found, key=key, reverse=order is Qt.SortOrder.DescendingOrder)

    def _key(self, title: str) -> str:
        key = self._keys.get(title)
        if key is None:
            key = self._keys[title] = sorting_key(title, self._readings)
        return key

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Equals stay in the order in which they were found."""
        self._sort = (column, order)
        self._arrange()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        self.resorted.emit(column, order)

    @property
    def sorted_by(self) -> tuple[int, Qt.SortOrder]:
        return self._sort

    # rows

    @property
    def ids(self) -> Sequence[str]:
        """In the order that is shown."""
        return self._ids

    def reply(self, row: int) -> Reply:
        return self._library.replies[self._ids[row]]

    def row_of(self, reply: str) -> int | None:
        if self._rows is None:
            self._rows = {one: row for row, one in enumerate(self._ids)}
        return self._rows.get(reply)

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        reply = self.reply(index.row())
        if role == REPLY_ROLE:
            return reply
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(reply, Column(index.column()), spoken=role == Qt.ItemDataRole.AccessibleTextRole)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == Column.SEASON and is_seasonal(reply):
            return _("Has texts for seasons")
        return None

    def _text(self, reply: Reply, column: Column, *, spoken: bool) -> str:
        match column:
            case Column.CODE:
                return reply.code
            case Column.TITLE:
                return reply.title
            case Column.SEASON:
                return _("Has texts for seasons") if spoken and is_seasonal(reply) else ""
            case Column.USES:
                count = self._uses.get(reply.id, 0)
                return str(count) if count or spoken else ""

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                column, order = self._sort
                arrow = (" ↑" if order is Qt.SortOrder.AscendingOrder else " ↓") if column == section else ""
                return (_("Code"), _("Title"), _("Season"), _("30 days"))[section] + arrow
            case Qt.ItemDataRole.ToolTipRole if section == Column.USES:
                return _("How often it was copied in the last 30 days")
            case Qt.ItemDataRole.TextAlignmentRole:
                right = section in (Column.SEASON, Column.USES)
                side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsDragEnabled

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return dragged(dict.fromkeys(self._ids[index.row()] for index in indexes))


def is_seasonal(reply: Reply) -> bool:
    """Whether it says something else in a season, or is used in some alone."""
    return bool(reply.variants or reply.only_in)
