"""Choose a category by typing some of its name or its initials."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from miaohui.domain.library import Library
from miaohui.domain.pinyin import Readings, spellings
from miaohui.i18n import _
from miaohui.ui.form_dialog import FormDialog, line

TO_TRASH = ""
"""The answer of who takes what is offered beside the categories: the trash."""
CHOICE = 30
"""px of a row."""
_ID = int(Qt.ItemDataRole.UserRole)
_LETTERS = _ID + 1


class CategoryChooser(FormDialog):
    """``do`` gets the id of the category, or :data:`TO_TRASH` where that is offered; a MiaohuiError of it keeps the
    dialog open."""

    def __init__(
        self,
        title: str,
        question: str,
        accept: str,
        library: Library,
        readings: Readings,
        do: Callable[[str], None],
        *,
        without: frozenset[str] = frozenset(),
        trash: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``without`` are categories that aren't offered."""
        super().__init__(title, 380, parent)
        self._do = do
        asked = QLabel(question)
        asked.setWordWrap(True)
        self.filter = line("", _("Category"), _("Name or initials"))
        self.filter.textChanged.connect(self._narrow)
        self.filter.installEventFilter(self)
        self.list = QListWidget()
        self.list.setObjectName("choices")
        self.list.setAccessibleName(_("Categories"))
        self.list.setMinimumHeight(280)
        self.list.itemDoubleClicked.connect(self.attempt)
        for top in library.tops():
            for category in (top, *library.subs(top.id)):
                if category.id not in without:
                    name = library.category_name(category.id).replace("/", " / ")
                    self._add(f"{category.icon} {name}".strip(), category.id, category.name, readings)
        if trash:
            self._add(f"🗑️ {_('Into the trash')}", TO_TRASH, "", readings)
        self.list.setCurrentRow(0)
        self.lay_out(asked, self.filter, self.list, accept=accept, do=self._take)
        self.filter.setFocus()

    def _add(self, shown: str, category: str, name: str, readings: Readings) -> None:
        item = QListWidgetItem(shown)
        item.setSizeHint(QSize(0, CHOICE))
        item.setData(_ID, category)
        initials, full = spellings(name.casefold(), readings)
        item.setData(_LETTERS, [spelling.letters for spelling in (*initials, *full)])
        self.list.addItem(item)

    def _narrow(self, text: str) -> None:
        typed = "".join(text.casefold().split())
        first: QListWidgetItem | None = None
        for row in range(self.list.count()):
            item = self.list.item(row)
            letters: list[str] = item.data(_LETTERS)
            name = "".join(item.text().casefold().split())
            fits = typed in name or any(one.startswith(typed) for one in letters)
            item.setHidden(not fits)
            first = item if fits and first is None else first
        if first is not None:
            self.list.setCurrentItem(first)

    def choose(self, category: str) -> None:
        """Select it."""
        for row in range(self.list.count()):
            if self.list.item(row).data(_ID) == category:
                self.list.setCurrentRow(row)

    def _take(self) -> None:
        row = self.list.currentRow()
        if row >= 0 and not self.list.item(row).isHidden():
            self._do(self.list.item(row).data(_ID))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows go through the list while the field has the focus."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                row = self.list.currentRow() + step
                while 0 <= row < self.list.count() and self.list.item(row).isHidden():
                    row += step
                if 0 <= row < self.list.count():
                    self.list.setCurrentRow(row)
                return True
        return False
