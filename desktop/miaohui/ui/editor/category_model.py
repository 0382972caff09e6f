"""The category tree's rows: favourites, everything, the categories in two levels, the trash."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from miaohui.domain.library import Library
from miaohui.domain.reply import Category
from miaohui.i18n import _
from miaohui.ui.editor.reply_mime import REPLIES, replies_in
from miaohui.ui.editor.section import ALL, FAVOURITES, TRASH, Kind, Section, section_name, section_of

Index = QModelIndex | QPersistentModelIndex

SECTION_ROLE = int(Qt.ItemDataRole.UserRole) + 1
COUNT_ROLE = int(Qt.ItemDataRole.UserRole) + 2
ICON_ROLE = int(Qt.ItemDataRole.UserRole) + 3
_CATEGORY = "application/x-miaohui-category"
_HEAD: tuple[Section, ...] = (FAVOURITES, ALL)
_SIGNS = {Kind.FAVOURITES: "★", Kind.TRASH: "🗑️"}
_NO_INDEX = QModelIndex()


class CategoryModel(QAbstractItemModel):
    """Shows and asks; changes nothing itself. ``renamed`` carries a category's id and its new name, ``category_moved``
    its id, the id of the top it goes under ("" for none) and the place among its new sisters, ``replies_dropped`` the
    replies' ids and the section that they were dropped on."""

    renamed = Signal(str, str)
    category_moved = Signal(str, str, int)
    replies_dropped = Signal(object, object)

    def __init__(self, library: Library, parent: QObject) -> None:
        super().__init__(parent)
        self._library = library
        self._counts: Mapping[Section, int] = {}
        self._tops: list[Category] = library.tops()
        self._subs: dict[str, list[Category]] = _subs(library, self._tops)
        self._numbers: dict[Section, int] = {}
        self._sections: list[Section] = []

    # what is shown

    def follow(self, library: Library, counts: Mapping[Section, int]) -> None:
        """Another library; what is open, chosen and scrolled to stays."""
        tops = library.tops()
        subs = _subs(library, tops)
        other = _shape(tops, subs) != _shape(self._tops, self._subs)
        if other:
            self.layoutAboutToBeChanged.emit()
            kept = [(index, self.section(index)) for index in self.persistentIndexList()]
            self._library, self._tops, self._subs, self._counts = library, tops, subs, counts
            for index, section in kept:
                self.changePersistentIndex(index, self.index_of(section))
            self.layoutChanged.emit()
        else:
            self._library, self._tops, self._subs, self._counts = library, tops, subs, counts
        self._all_changed(_NO_INDEX)

    def _all_changed(self, parent: QModelIndex) -> None:
        rows = self.rowCount(parent)
        if rows:
            self.dataChanged.emit(self.index(0, 0, parent), self.index(rows - 1, 0, parent))
        for row in range(rows if not parent.isValid() else 0):
            self._all_changed(self.index(row, 0, parent))

    def section(self, index: Index) -> Section:
        """``index`` is valid."""
        return self._sections[index.internalId()]

    def index_of(self, section: Section) -> QModelIndex:
        """Invalid for a category that isn't there."""
        for row, one in enumerate(self._top_sections):
            if one == section:
                return self.createIndex(row, 0, self._number(section))
        for subs in self._subs.values():
            for row, category in enumerate(subs):
                if category.id == section.category:
                    return self.createIndex(row, 0, self._number(section))
        return QModelIndex()

    @property
    def _top_sections(self) -> list[Section]:
        return [*_HEAD, *map(section_of, self._tops), TRASH]

    def _number(self, section: Section) -> int:
        if section not in self._numbers:
            self._numbers[section] = len(self._sections)
            self._sections.append(section)
        return self._numbers[section]

    def _below(self, parent: Index) -> Sequence[Section]:
        if not parent.isValid():
            return self._top_sections
        return [section_of(sub) for sub in self._subs.get(self.section(parent).category, ())]

    def index(self, row: int, column: int, parent: Index = _NO_INDEX) -> QModelIndex:
        below = self._below(parent)
        if column != 0 or not 0 <= row < len(below):
            return QModelIndex()
        return self.createIndex(row, column, self._number(below[row]))

    def parent(self, index: Index | None = None) -> QModelIndex:  # type: ignore[override] # QObject.parent() as well
        if index is None or not index.isValid():
            return QModelIndex()
        category = self._library.categories.get(self.section(index).category)
        if category is None or category.parent not in self._subs:
            return QModelIndex()
        return self.index_of(Section(Kind.CATEGORY, category.parent))

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return len(self._below(parent))

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        section = self.section(index)
        name = section_name(section, self._library)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return name
            case Qt.ItemDataRole.AccessibleTextRole:
                return _("{category}: {count} replies").format(category=name, count=self._counts.get(section, 0))
            case _ if role == SECTION_ROLE:
                return section
            case _ if role == COUNT_ROLE:
                return self._counts.get(section, 0)
            case _ if role == ICON_ROLE:
                category = self._library.categories.get(section.category)
                return category.icon if category is not None else _SIGNS.get(section.kind, "")
        return None

    # renaming, dragging and dropping

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        section = self.section(index)
        name = " ".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or not name or name == section_name(section, self._library):
            return False
        self.renamed.emit(section.category, name)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        kind = self.section(index).kind
        if kind is not Kind.ALL:
            flags |= Qt.ItemFlag.ItemIsDropEnabled
        if kind is Kind.CATEGORY:
            flags |= Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsEditable
        return flags

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [_CATEGORY, REPLIES]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(_CATEGORY, self.section(indexes[0]).category.encode())
        return data

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        if data.hasFormat(REPLIES):
            return row < 0 and parent.isValid() and self.section(parent).kind is not Kind.ALL
        if not data.hasFormat(_CATEGORY):
            return False
        category = self._library.categories.get(_text(data, _CATEGORY))
        if category is None:
            return False
        if not parent.isValid():  # between the tops
            return row >= 0
        above = self.section(parent)
        top = above.kind is Kind.CATEGORY and self._is_top(above.category)
        return top and above.category != category.id and not self._subs.get(category.id)

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Always False: the view is not to take anything away, the rows follow the library."""
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        if data.hasFormat(REPLIES):
            self.replies_dropped.emit(replies_in(data), self.section(parent))
            return False
        category = self._library.categories[_text(data, _CATEGORY)]
        above = self.section(parent).category if parent.isValid() else ""
        sisters = self._subs.get(above, []) if above else self._tops
        place = len(sisters) if row < 0 else min(max(0, row - (0 if above else len(_HEAD))), len(sisters))
        before = [sister.id for sister in sisters[:place]]
        self.category_moved.emit(category.id, above, place - (category.id in before))
        return False

    def _is_top(self, category: str) -> bool:
        return any(top.id == category for top in self._tops)


def _subs(library: Library, tops: Iterable[Category]) -> dict[str, list[Category]]:
    return {top.id: library.subs(top.id) for top in tops}


def _shape(tops: Iterable[Category], subs: Mapping[str, Iterable[Category]]) -> object:
    return [(top.id, [sub.id for sub in subs[top.id]]) for top in tops]


def _text(data: QMimeData, kind: str) -> str:
    return bytes(data.data(kind).data()).decode()
