"""The category of a reply, chosen by name, pinyin or initials."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from miaohui.domain.library import Library
from miaohui.domain.pinyin import Readings, spellings
from miaohui.i18n import _
from miaohui.ui.editor.pick_field import PickField
from miaohui.ui.editor.popup_list import Entry

_Listed = tuple[str, str, str, tuple[str, ...]]
"""A category's id, name with its top's, its icon, and its names in letters."""


class CategoryField(PickField):
    """``library`` gives what there is now."""

    edited = Signal()

    def __init__(
        self, library: Callable[[], Library], readings: Callable[[], Readings], parent: QWidget | None = None
    ) -> None:
        super().__init__(self._entries, parent)
        self._library = library
        self._readings = readings
        self._category = ""
        self._known: Library | None = None
        self._listed: list[_Listed] = []
        self.setPlaceholderText(_("Choose one"))
        self.picked.connect(self._chosen)

    @property
    def category(self) -> str:
        """The id; it may be one that is gone by now, or empty."""
        return self._category

    def show_category(self, category: str) -> None:
        self._category = category
        self.show_text(self._library().category_name(category).replace("/", " / "))

    def _chosen(self, value: object) -> None:
        self.show_category(str(value))
        self.edited.emit()

    def _entries(self, typed: str) -> Sequence[Entry]:
        self._list_all()
        typed = "".join(typed.casefold().replace("/", "").split())
        ranked = [
            (not any(part.startswith(typed) for part in letters), Entry(f"{icon} {name}".strip(), "", category))
            for category, name, icon, letters in self._listed
            if typed in name.casefold().replace(" / ", "") or any(typed in one for one in letters)
        ]
        return [entry for _rank, entry in sorted(ranked, key=lambda pair: pair[0])]

    def _list_all(self) -> None:
        library = self._library()
        if self._known is not None and library.categories is self._known.categories:
            return
        self._known = library
        self._listed = [
            (
                category.id,
                library.category_name(category.id).replace("/", " / "),
                category.icon,
                self._letters(category.name),
            )
            for top in library.tops()
            for category in (top, *library.subs(top.id))
        ]

    def _letters(self, name: str) -> tuple[str, ...]:
        initials, full = spellings(name.casefold(), self._readings(), 4)
        return tuple(one.letters for one in (*initials, *full))
