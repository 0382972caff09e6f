"""The categories of an import: found by their names, or made."""

from __future__ import annotations

from miaohui.domain.change import Change
from miaohui.domain.library import Library
from miaohui.domain.reply import Category
from miaohui.flow.ids import new_category_id

UNFILED = "未分组"
"""Where rows without a group go; a name in the library, not a label of the interface."""


def shelf_name(name: str) -> str:
    """``top`` or ``top/sub`` as a library has them: deeper levels are joined to the second."""
    pieces = [piece.strip() for piece in name.split("/") if piece.strip()]
    return "/".join([pieces[0], "-".join(pieces[1:])]) if len(pieces) > 1 else (pieces or [UNFILED])[0]


class Shelves:
    """The categories by their names; those that are missing are made on the way, as changes."""

    def __init__(self, library: Library, changes: list[Change]) -> None:
        self._library = library
        self._changes = changes
        self._ids = {library.category_name(c): c for c in library.categories}
        self._orders: dict[str, int] = {}

    def find(self, name: str) -> str:
        """The id of a category, made with its top where needed."""
        parent = ""
        path = ""
        for piece in name.split("/"):
            path = f"{path}/{piece}" if path else piece
            if path not in self._ids:
                self.add(path, Category(new_category_id(), piece, parent, self._next_order(parent)))
            parent = self._ids[path]
        return parent

    def has(self, name: str) -> bool:
        return name in self._ids

    def add(self, name: str, category: Category) -> None:
        self._changes.append(Change(None, category))
        self._ids[name] = category.id

    def _next_order(self, parent: str) -> int:
        known = max((c.order for c in self._library.categories.values() if c.parent == parent), default=0)
        self._orders[parent] = self._orders.get(parent, known) + 1
        return self._orders[parent]
