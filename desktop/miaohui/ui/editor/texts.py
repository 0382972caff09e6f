"""What a reply says: its wordings on ordinary days, and those of each season beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from miaohui.domain.reply import Part, Wording
from miaohui.domain.season import BASE_SEASON, Seasons
from miaohui.i18n import _
from miaohui.ui.editor.base_pane import HEADING, BasePane
from miaohui.ui.editor.buttons import link, sign
from miaohui.ui.editor.pills import Pills
from miaohui.ui.editor.text_edit import TemplateEdit
from miaohui.ui.editor.text_tools import TextTools
from miaohui.ui.editor.wording_box import WordingBox
from miaohui.ui.names import season_name

MOST_WORDINGS = 9
_EMPTY = Wording(("",))


@dataclass
class _Page:
    """One wording; its box is made when it is first shown."""

    parts: tuple[Part, ...]
    box: WordingBox | None = None

    @property
    def wording(self) -> Wording:
        return self.box.wording if self.box is not None else Wording(self.parts)


@dataclass
class _Season:
    pages: list[_Page] = field(default_factory=list)
    current: int = 0


class Texts(QWidget):
    """``turned`` carries the season's id and the wording's number (from 0) that are shown now; ``wrote_in`` the text
    that has the focus."""

    edited = Signal()
    turned = Signal(str, int)
    refused = Signal(object)
    wrote_in = Signal(object)

    def __init__(self, seasons: Seasons, tools: TextTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seasons = seasons
        self._tools = tools
        self._read_only = False
        self._texts: dict[str, _Season] = {}
        self._season = BASE_SEASON

        self._add_season = QToolButton()
        self._add_season.setObjectName("formLink")
        self._add_season.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._add_season.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._add_season.setCursor(Qt.CursorShape.PointingHandCursor)
        self._menu = QMenu(self._add_season)
        self._menu.triggered.connect(self._season_chosen)
        self.add_wording = sign("+", _("One more wording"), self._new_wording)
        self.drop_wording = sign("−", _("Remove this wording"), self._remove_wording)
        self.season_tabs = Pills(_("Season"), "Ctrl+Shift+PgUp/PgDn", self._add_season)
        self.season_tabs.chosen.connect(self._to_season)
        self.wording_tabs = Pills(_("Wording"), "Ctrl+PgUp/PgDn", self.add_wording, self.drop_wording)
        self.wording_tabs.chosen.connect(self._to_wording)
        bars = QHBoxLayout()
        bars.setSpacing(12)
        bars.addWidget(self.season_tabs, 1, Qt.AlignmentFlag.AlignTop)
        bars.addWidget(self.wording_tabs, 0, Qt.AlignmentFlag.AlignTop)

        self.base = BasePane()
        self.base.wanted.connect(self._begin_with_base)
        self._stack = _Stack()
        self._own_heading = QLabel()
        self._own_heading.setObjectName("small")
        self._own_heading.setMinimumHeight(HEADING)
        drop = link(_("Remove"), self._remove_season, _("Remove this season's text"))
        drop.setAccessibleName(drop.toolTip())
        self._own_head = QWidget()
        head = QHBoxLayout(self._own_head)
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self._own_heading, 1)
        head.addWidget(drop)
        self.drop_season = drop
        own = QVBoxLayout()
        own.setSpacing(4)
        own.addWidget(self._own_head)
        own.addWidget(self._stack)
        own.addStretch(1)
        side_by_side = QHBoxLayout()
        side_by_side.setSpacing(12)
        side_by_side.addWidget(self.base, 2)
        side_by_side.addLayout(own, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(bars)
        column.addLayout(side_by_side)

    # what stands here

    def show_texts(self, wordings: tuple[Wording, ...], variants: Mapping[str, tuple[Wording, ...]]) -> None:
        for page in self._pages():
            if page.box is not None:
                self._stack.remove(page.box)
        self._texts = {BASE_SEASON: _season(wordings)}
        for season in (*self._seasons.by_id, *variants):  # those that nobody knows any more stay, behind the others
            if season in variants:
                self._texts.setdefault(season, _season(variants[season]))
        self._season = BASE_SEASON
        self._list_seasons()
        self._show_page()

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        for page in self._pages():
            if page.box is not None:
                page.box.set_read_only(read_only)
        self._list_seasons()
        self._show_page()

    @property
    def is_read_only(self) -> bool:
        return self._read_only

    @property
    def wordings(self) -> tuple[Wording, ...]:
        """As they stand here: texts may be empty."""
        return tuple(page.wording for page in self._texts[BASE_SEASON].pages)

    @property
    def variants(self) -> dict[str, tuple[Wording, ...]]:
        """As they stand here, by the season's id."""
        return {
            season: tuple(page.wording for page in text.pages)
            for season, text in self._texts.items()
            if season != BASE_SEASON
        }

    @property
    def season(self) -> str:
        """The id of the season whose text is shown."""
        return self._season

    @property
    def box(self) -> WordingBox:
        """The wording that is shown."""
        page = self._page
        assert page.box is not None
        return page.box

    @property
    def _page(self) -> _Page:
        text = self._texts[self._season]
        return text.pages[text.current]

    def _pages(self) -> Iterator[_Page]:
        return (page for text in self._texts.values() for page in text.pages)

    # tabs

    def _name(self, season: str) -> str:
        found = self._seasons.by_id.get(season)
        return season_name(found, self._seasons) if found is not None else season

    def _list_seasons(self) -> None:
        seasons = list(self._texts)
        self.season_tabs.show_names(list(map(self._name, seasons)), seasons.index(self._season))
        self._menu.clear()
        others = [season.id for season in self._seasons if season.id not in self._texts]
        for season in others:
            action = self._menu.addAction(self._name(season))
            action.setData(season)
        self._add_season.setMenu(self._menu)
        self._add_season.setText(_("+ Season"))
        self._add_season.setAccessibleName(_("A text of its own for a season"))
        self._add_season.setToolTip(self._add_season.accessibleName())
        self._add_season.setVisible(bool(others) and not self._read_only)

    def _season_chosen(self, action: QAction) -> None:
        self.add_season(str(action.data()))

    def add_season(self, season: str) -> None:
        """An empty text for this season, to be written now."""
        self._texts.setdefault(season, _season(()))
        self._texts = {s: self._texts[s] for s in (*self._seasons.by_id, *self._texts) if s in self._texts}
        self._season = season
        self._list_seasons()
        self._show_page()
        self.box.take_focus()
        self.edited.emit()

    def _remove_season(self) -> None:
        gone = self._texts.pop(self._season)
        for page in gone.pages:
            if page.box is not None:
                self._stack.remove(page.box)
        self._season = BASE_SEASON
        self._list_seasons()
        self._show_page()
        self.season_tabs.take_focus()
        self.edited.emit()

    def _to_season(self, place: int) -> None:
        self.show_season(list(self._texts)[place])

    def show_season(self, season: str) -> None:
        """Its own text, if it has one."""
        if season in self._texts and season != self._season:
            self._season = season
            self._list_seasons()
            self._show_page()

    def _to_wording(self, place: int) -> None:
        self._texts[self._season].current = place
        self._show_page()

    def _new_wording(self) -> None:
        text = self._texts[self._season]
        text.pages.append(_Page(_EMPTY.parts))
        text.current = len(text.pages) - 1
        self._show_page()
        self.box.take_focus()
        self.edited.emit()

    def _remove_wording(self) -> None:
        text = self._texts[self._season]
        page = text.pages.pop(text.current)
        if page.box is not None:
            self._stack.remove(page.box)
        text.current = max(0, text.current - 1)
        self._show_page()
        self.wording_tabs.take_focus()
        self.edited.emit()

    def _begin_with_base(self) -> None:
        base = self._texts[BASE_SEASON]
        number = min(self._texts[self._season].current, len(base.pages) - 1)
        self.box.show_parts(base.pages[number].wording.parts)
        self.box.take_focus()
        self._show_page()
        self.edited.emit()

    # pages

    def _show_page(self) -> None:
        text = self._texts[self._season]
        page = text.pages[text.current]
        if page.box is None:
            page.box = self._box(page)
        self._stack.show_page(page.box)
        numbers = range(1, len(text.pages) + 1)
        self.wording_tabs.show_names([_("Wording {number}").format(number=number) for number in numbers], text.current)
        self.add_wording.setVisible(len(text.pages) < MOST_WORDINGS and not self._read_only)
        self.drop_wording.setVisible(len(text.pages) > 1 and not self._read_only)
        own = self._season != BASE_SEASON
        self.base.setVisible(own)
        self._own_head.setVisible(own)
        self._own_heading.setText(self._name(self._season))
        self.drop_season.setVisible(not self._read_only)
        if own:
            base = self._texts[BASE_SEASON]
            wording = base.pages[min(text.current, len(base.pages) - 1)].wording
            empty = not any(part if not isinstance(part, str) else part.strip() for part in page.wording.parts)
            self.base.show_wording(self._name(BASE_SEASON), wording, may_begin=empty and not self._read_only)
        self.turned.emit(self._season, text.current)

    def _box(self, page: _Page) -> WordingBox:
        own = self._season != BASE_SEASON
        placeholder = (
            _("What buyers read in this season instead of the text on the left")
            if own
            else _("What the buyer reads. Type { for a variable; a line --- begins the next message.")
        )
        box = WordingBox(Wording(page.parts), self._tools, self._season, placeholder)
        box.set_read_only(self._read_only)
        box.edited.connect(self.edited)
        box.refused.connect(self.refused)
        self._stack.add(box)
        return box

    def watch_focus(self, focused: QObject | None) -> None:
        """Tell which text is being written."""
        if isinstance(focused, TemplateEdit) and self._stack.isAncestorOf(focused):
            self.box.remember(focused)
            self.wrote_in.emit(focused)

    def turn(self, step: int, *, season: bool) -> None:
        """To the next or previous tab."""
        tabs = self.season_tabs if season else self.wording_tabs
        if len(tabs.names) > 1:
            tabs.choose((tabs.current + step) % len(tabs.names))
            self.box.take_focus()


class _Stack(QWidget):
    """As high as the page that is shown. QStackedWidget asks the hidden ones as well how high they are at a width."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._shown: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def add(self, page: QWidget) -> None:
        page.hide()
        self._column.addWidget(page)

    def remove(self, page: QWidget) -> None:
        if self._shown is page:
            self._shown = None
        self._column.removeWidget(page)
        page.hide()
        page.deleteLater()

    def show_page(self, page: QWidget) -> None:
        before, self._shown = self._shown, page
        page.show()
        if before is not None and before is not page:
            before.hide()


def _season(wordings: tuple[Wording, ...]) -> _Season:
    return _Season([_Page(wording.parts or _EMPTY.parts) for wording in wordings or (_EMPTY,)])
