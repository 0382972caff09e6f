"""The findings of a report in groups, as a tree of two levels."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from miaohui.flow.wording import Found
from miaohui.flow.wording_report import Group
from miaohui.i18n import _
from miaohui.ui.theme import Tokens
from miaohui.ui.wording_names import LEVEL_TOKENS, level_name, why

Index = QModelIndex | QPersistentModelIndex
AROUND = 12
"""Characters of the text that are shown on either side of what was found."""
FOUND, TEXT, REPLY, PLACE = range(4)
"""The columns."""


class FindingsModel(QAbstractItemModel):
    """``name`` is what a group is called, ``place`` where a finding is: its category, its season."""

    def __init__(
        self, tokens: Tokens, name: Callable[[Group], str], place: Callable[[Found], str], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.tokens = tokens
        self._name = name
        self._place = place
        self._groups: Sequence[Group] = ()

    def show_groups(self, groups: Sequence[Group]) -> None:
        self.beginResetModel()
        self._groups = groups
        self.endResetModel()

    def found(self, index: Index) -> tuple[Found, ...]:
        """The finding of a row, or all of a group."""
        if not index.isValid():
            return ()
        if index.internalId() == 0:
            return self._groups[index.row()].found
        return (self._groups[index.internalId() - 1].found[index.row()],)

    def index_of(self, wanted: Callable[[Found], bool]) -> QModelIndex:
        """The first row that is wanted; an invalid index for none."""
        for number, group in enumerate(self._groups):
            for row, one in enumerate(group.found):
                if wanted(one):
                    return self.createIndex(row, 0, number + 1)
        return QModelIndex()

    # what Qt asks for

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 (Qt's signature)
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, child: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        if not child.isValid() or child.internalId() == 0:
            return QModelIndex()
        return self.createIndex(child.internalId() - 1, 0, 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._groups)
        return len(self._groups[parent.row()].found) if parent.internalId() == 0 and parent.column() == 0 else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return PLACE + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return (_("Found"), _("Text"), _("Reply"), _("Category"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        found = self.found(index)
        if not found:
            return None
        is_group = index.internalId() == 0
        match role:
            case Qt.ItemDataRole.DisplayRole if is_group:
                return self._name(self._groups[index.row()]) if index.column() == 0 else None
            case Qt.ItemDataRole.DisplayRole:
                return self._cell(found[0], index.column())
            case Qt.ItemDataRole.ForegroundRole if index.column() == FOUND and not is_group:
                return self.tokens.colour(LEVEL_TOKENS[found[0].finding.rule.level])
            case Qt.ItemDataRole.ForegroundRole if index.column() in (TEXT, PLACE):
                return self.tokens.colour("muted")
            case Qt.ItemDataRole.FontRole if is_group:
                return self.tokens.font(bold=True)
            case Qt.ItemDataRole.ToolTipRole if not is_group:
                return why(found[0].finding.rule)
            case Qt.ItemDataRole.AccessibleTextRole if not is_group:
                cells = (self._cell(found[0], column) for column in (FOUND, REPLY, PLACE))
                return ", ".join((level_name(found[0].finding.rule.level), *cells))
        return None

    def _cell(self, one: Found, column: int) -> str:
        start, end = one.finding.start, one.finding.end
        match column:
            case 0:
                return _one_line(one.text[start:end][: 2 * AROUND])
            case 1:
                before, behind = max(0, start - AROUND), end + AROUND
                cut = f"{'…' if before else ''}{one.text[before:behind]}{'…' if behind < len(one.text) else ''}"
                return _one_line(cut)
            case 2:
                return f"{one.reply.code}  {one.reply.title}"
        return self._place(one)


def _one_line(text: str) -> str:
    return " ".join(text.split())
