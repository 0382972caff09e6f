"""What a switch to another season would change, reply by reply, before it is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from miaohui.domain.difference import wordings_text
from miaohui.domain.reply import Reply
from miaohui.domain.season import BASE_SEASON
from miaohui.errors import MiaohuiError
from miaohui.flow.season_preview import Preview, preview, start
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _, ngettext
from miaohui.messages import sentence
from miaohui.ui.form_dialog import button
from miaohui.ui.front import bring
from miaohui.ui.names import season_name
from miaohui.ui.seasons.beside import Beside
from miaohui.ui.theme import Theme

SIZE = (940, 580)
TAB_FRAME = 32
"""Of a tab, left and right together (style.qss)."""


@dataclass(frozen=True, repr=False)
class Entry:
    """A reply and what it says before and after; an empty text where it isn't offered."""

    reply: Reply
    before: str
    after: str


class PreviewWindow(QWidget):
    """``switched`` carries the season to switch the shop to."""

    switched = Signal(str)

    def __init__(self, workspace: Workspace, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._workspace = workspace
        self._theme = theme
        self._pages: tuple[tuple[Entry, ...], ...] = ()
        self._page = 0
        self._stale = True
        self.setWindowTitle(_("Preview of a switch"))
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.resize(*SIZE)
        self._build()
        theme.changed.connect(self._retheme)
        workspace.watch(self._refresh)

    def _build(self) -> None:
        self.season = self._chooser(_("From"))
        self.to = self._chooser(_("To"))
        top = QHBoxLayout()
        top.setSpacing(10)
        for name, chooser in ((_("From"), self.season), (_("To"), self.to)):
            label = QLabel(name)
            label.setObjectName("muted")
            label.setBuddy(chooser)
            top.addWidget(label)
            top.addWidget(chooser)
        top.addStretch(1)
        self.switch = button(_("Switch now"), self._switch)
        self.switch.setDefault(True)
        top.addWidget(self.switch)

        self.tabs = QButtonGroup(self)
        tabs = QHBoxLayout()
        tabs.setSpacing(6)
        for number in range(4):
            tab = QToolButton()
            tab.setObjectName("choice")
            tab.setCheckable(True)
            tab.setChecked(number == 0)
            self.tabs.addButton(tab, number)
            tabs.addWidget(tab)
        tabs.addStretch(1)
        self.tabs.idClicked.connect(self._open_page)

        self.replies = QListWidget()
        self.replies.setObjectName("list")
        self.replies.setAccessibleName(_("Replies"))
        self.replies.currentRowChanged.connect(self._show_entry)
        self.beside = Beside(self._theme.tokens)
        self.nothing = QLabel()
        self.nothing.setObjectName("muted")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)

        self.category = self._chooser(_("Category"))
        self.copy = QPushButton()
        self.copy.setAutoDefault(False)
        self.copy.clicked.connect(self._copy)
        self._start = QWidget()
        start_row = QHBoxLayout(self._start)
        start_row.setContentsMargins(0, 0, 0, 0)
        start_row.setSpacing(10)
        start_row.addWidget(self.category)
        start_row.addWidget(self.copy)
        start_row.addStretch(1)
        self.notice = QLabel()
        self.notice.setObjectName("small")
        self.notice.setWordWrap(True)

        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.beside, 1)
        right.addWidget(self.nothing, 1)
        right.addWidget(self._start)
        right.addWidget(self.notice)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(self.replies, 34)
        body.addLayout(right, 66)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(14)
        column.addLayout(top)
        column.addLayout(tabs)
        column.addLayout(body, 1)

    def _chooser(self, name: str) -> QComboBox:
        chooser = QComboBox()
        chooser.setAccessibleName(name)
        chooser.currentIndexChanged.connect(self._refresh)
        return chooser

    # showing

    def show_switch(self, to: str = "") -> None:
        """From the season in force to another one (an id), the one that comes next unless it is named."""
        workspace = self._workspace
        season = workspace.season.id
        next_one = workspace.in_force.then
        to = to or (next_one if next_one != season else BASE_SEASON if season != BASE_SEASON else "peak")
        self._fill(self.season, season)
        self._fill(self.to, to)
        self.notice.clear()
        bring(self)
        self._page = 0
        self._refresh()
        self._page = next((number for number, page in enumerate(self._pages[:3]) if page), 0)
        self.tabs.button(self._page).setChecked(True)
        self._open_page(self._page)

    def _fill(self, chooser: QComboBox, chosen: str) -> None:
        seasons = self._workspace.tables.seasons
        chooser.blockSignals(True)
        chooser.clear()
        for season in seasons:
            chooser.addItem(season_name(season, seasons), season.id)
        chooser.setCurrentIndex(max(0, chooser.findData(chosen)))
        chooser.blockSignals(False)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _retheme(self) -> None:
        self.beside.set_tokens(self._theme.tokens)

    def _refresh(self) -> None:
        """After any change of library, settings or what is chosen here."""
        self._stale = not self.isVisible()
        before, after = self.season.currentData(), self.to.currentData()
        if self._stale or before is None or after is None:
            return
        seasons, library = self._workspace.tables.seasons, self._workspace.library
        if before not in seasons.by_id or after not in seasons.by_id:  # it was deleted meanwhile
            self.show_switch()
            return
        found = preview(library, seasons, before, after)
        self._pages = self._entries(found)
        names = (_("Say something else"), _("Appear"), _("Disappear"), _("Without a text of their own"))
        for number, (name, page) in enumerate(zip(names, self._pages, strict=True)):
            tab = self.tabs.button(number)
            tab.setText(f"{name}  {len(page)}")
            tab.setAccessibleName(f"{name} {len(page)}")
            tab.ensurePolished()
            bold = QFont(tab.font())
            bold.setWeight(QFont.Weight.DemiBold)  # as the chosen one is drawn: the row doesn't move
            tab.setMinimumWidth(QFontMetrics(bold).horizontalAdvance(tab.text()) + TAB_FRAME)
        for chooser, side in ((self.season, self.beside.before), (self.to, self.beside.after)):
            side.heading.setText(chooser.currentText())
        self.switch.setEnabled(after != self._workspace.season.id)
        self._offer_categories(found.without)
        self._open_page(self._page)

    def _entries(self, found: Preview) -> tuple[tuple[Entry, ...], ...]:
        seasons = self._workspace.tables.seasons

        def text(reply: Reply, season: str) -> str:
            return wordings_text(seasons.wordings(reply, season))

        return (
            tuple(Entry(one.reply, wordings_text(one.before), wordings_text(one.after)) for one in found.changed),
            tuple(Entry(reply, "", text(reply, found.to)) for reply in found.appearing),
            tuple(Entry(reply, text(reply, found.season), "") for reply in found.disappearing),
            tuple(Entry(reply, text(reply, found.season), text(reply, found.to)) for reply in found.without),
        )

    def _open_page(self, page: int) -> None:
        row = self.replies.currentRow() if page == self._page else 0
        self._page = page
        entries = self._pages[page] if self._pages else ()
        self.replies.blockSignals(True)
        self.replies.clear()
        for entry in entries:
            item = QListWidgetItem(entry.reply.title)
            item.setToolTip(f"{entry.reply.code} · {self._workspace.library.category_name(entry.reply.category)}")
            self.replies.addItem(item)
        self.replies.blockSignals(False)
        self.beside.setVisible(bool(entries))
        self.nothing.setVisible(not entries)
        nothing = (
            _("Every reply says the same in both."),
            _("No reply is for this season alone."),
            _("No reply is missing there."),
            _("Every reply has a text for this season or one above it."),
        )
        self.nothing.setText(nothing[page])
        self._start.setVisible(page == 3 and bool(entries))
        self.replies.setCurrentRow(max(0, min(row, len(entries) - 1)) if entries else -1)
        self._show_entry(self.replies.currentRow())

    def _show_entry(self, row: int) -> None:
        entries = self._pages[self._page] if self._pages else ()
        if 0 <= row < len(entries):
            self.beside.show_texts(entries[row].before, entries[row].after)

    # a start for a season

    def _offer_categories(self, replies: Sequence[Reply]) -> None:
        """The top categories in which some reply lacks a text, with how many."""
        library = self._workspace.library
        counts: dict[str, int] = {}
        for reply in replies:
            if not reply.locked:
                counts[library.top_of(reply.category)] = counts.get(library.top_of(reply.category), 0) + 1
        chosen = self.category.currentData()
        self.category.blockSignals(True)
        self.category.clear()
        for top in library.tops():
            if top.id in counts:
                self.category.addItem(f"{top.name} ({counts[top.id]})", top.id)
        self.category.setCurrentIndex(max(0, self.category.findData(chosen)))
        self.category.blockSignals(False)
        self.copy.setText(_("Copy its texts into {season} as a start").format(season=self.to.currentText()))
        self.copy.setEnabled(bool(counts))

    def _copy(self) -> None:
        workspace = self._workspace
        without = frozenset(entry.reply.id for entry in self._pages[3])

        def copy() -> int:
            change_set = start(
                workspace.library,
                workspace.tables.seasons,
                self.to.currentData(),
                self.category.currentData(),
                workspace.clock.now().astimezone(UTC),
                without,
            )
            workspace.commit(change_set)
            return len(change_set.changes)

        self._try(copy)

    def _try(self, action: Callable[[], int]) -> None:
        try:
            count = action()
        except MiaohuiError as error:
            self.notice.setText(sentence(error.problem))
        else:
            text = ngettext(
                "{number} text was copied. Ctrl+Z in the palette takes it back.",
                "{number} texts were copied. Ctrl+Z in the palette takes them back.",
                count,
            )
            self.notice.setText(text.format(number=count))

    def _switch(self) -> None:
        self.switched.emit(self.to.currentData())
