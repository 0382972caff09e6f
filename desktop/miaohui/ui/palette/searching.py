"""From the query to the rows: what is listed, what is selected."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from miaohui.domain.draft import Draft, Situation
from miaohui.domain.search import Field, Hit, Result
from miaohui.flow.conversation import Conversation
from miaohui.flow.find import Find
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _
from miaohui.ui import rich_text
from miaohui.ui.palette.window import PaletteWindow
from miaohui.ui.row_delegate import Row

MAX_NUMBERED = 9
WIDEN_AFTER = 40
"""Milliseconds of rest after a key before the search looks further: never in the frame of a key."""
MAX_QUERIES = 20


class Searching(QObject):
    """``chosen`` carries the selected reply's draft, or None; ``listed`` says that there are other rows."""

    chosen = Signal(object)
    listed = Signal()

    def __init__(self, window: PaletteWindow, workspace: Workspace, conversation: Conversation, find: Find) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._conversation = conversation
        self._find = find
        self._category = ""
        self._hits: tuple[Hit, ...] = ()
        self._numbers: dict[int, int] = {}
        self._queries: list[str] = []
        self._chosen: Draft | None = None
        self.situation: Situation = conversation.situation()
        self._widen_timer = QTimer(self)
        self._widen_timer.setSingleShot(True)
        self._widen_timer.setInterval(WIDEN_AFTER)
        self._widen_timer.timeout.connect(self._widen)
        window.queried.connect(self._query)
        window.category_chosen.connect(self._choose_category)
        window.row_changed.connect(self._choose)
        window.recall_requested.connect(self._recall)

    def begin(self) -> None:
        """For a palette that opens: everything, and no category."""
        self._category = ""
        self._chosen = None
        self._query(self._window.search.query)

    def refresh(self) -> None:
        """After a change of library or settings: the same query, the same reply where it is still there."""
        current = self._chosen.reply.id if self._chosen is not None else ""
        self._query(self._window.search.query)
        if current and self._widen_timer.isActive() and self._place(current) is None:
            self._widen()  # it was one of those further below
        self._window.select(self._place(current) or 0)

    def _place(self, reply: str) -> int | None:
        return next((place for place, hit in enumerate(self._hits) if hit.reply.id == reply), None)

    # what is listed

    def hit(self, row: int) -> Hit | None:
        return self._hits[row] if 0 <= row < len(self._hits) else None

    def numbered(self, number: int) -> int | None:
        """The row that Alt and this number pick."""
        return self._numbers.get(number)

    def draft(self, row: int) -> Draft:
        """What this row would copy now."""
        return self._workspace.draft(self._hits[row].reply, self.situation)

    def _choose(self, row: int) -> None:
        draft = self.draft(row) if self.hit(row) is not None else None
        if draft is None or draft != self._chosen:  # the same one again is already shown, and maybe waits for an Enter
            self._chosen = draft
            self.chosen.emit(draft)

    # searching

    def _choose_category(self, category: str) -> None:
        self._category = category
        self._query(self._window.search.query)

    def _query(self, text: str) -> None:
        filtered = self._find.filtered(text)
        category = filtered.category or self._category
        self.situation = self._conversation.situation(season=filtered.season)
        result = self._find(filtered.words, category=category, season=filtered.season)
        further = result.scarce and bool(filtered.words.strip())
        # What is found a moment later should not be denied before.
        self._show(result, text, category, "" if further else self._nothing(text))
        self._window.show_welcome(shown=not text and not self._workspace.settings.welcomed)
        if further:
            self._widen_timer.start()
        else:
            self._widen_timer.stop()

    def _widen(self) -> None:
        """A moment after the last key, what else may be meant: below the hits that are there."""
        self._widen_timer.stop()
        if self._window.form_open:
            return
        text = self._window.search.query
        row, hits = self._window.row, self._hits
        filtered = self._find.filtered(text)
        category = filtered.category or self._category
        result = self._find.widen(filtered.words, category=category, season=filtered.season)
        if result.hits == hits and hits:
            return
        same = 0 <= row < len(hits) and result.hits[row].reply is hits[row].reply
        self._show(result, text, category, self._nothing(text), row if same else 0)

    def _show(self, result: Result, text: str, category: str, nothing: str, row: int = 0) -> None:
        self._hits = result.hits
        self._window.bar.show_counts(dict(result.counts), self._workspace.library.top_of(category))
        self._numbers = self._numbered(text)
        self._window.show_hits(len(result.hits), self._row, nothing, row)
        self.listed.emit()

    def _numbered(self, text: str) -> dict[int, int]:
        """Which row each of the keys Alt+1…9 picks: a favourite's place on the empty palette, else the row's own."""
        places = {hit.reply.favourite: row for row, hit in enumerate(self._hits) if hit.reply.favourite is not None}
        if places and not text.strip() and not self._category:
            return places
        return {row + 1: row for row in range(min(MAX_NUMBERED, len(self._hits)))}

    def _nothing(self, text: str) -> str:
        if text.strip():
            return _("Nothing found for “{query}”.\n\nCtrl+N makes a new reply of it.").format(query=text.strip())
        return _("No replies here yet.\n\nCtrl+N makes one.")

    # earlier queries

    def remember(self) -> None:
        """The query that has found something; the latest first, in memory only."""
        query = self._window.search.text()
        if query.strip():
            self._queries = [query, *(earlier for earlier in self._queries if earlier != query)][:MAX_QUERIES]

    def _recall(self) -> None:
        shown = self._window.recalled
        place = self._queries.index(shown) + 1 if shown in self._queries else 0
        if place < len(self._queries):
            self._window.recall(self._queries[place])

    # rows

    def _row(self, index: int) -> Row:
        hit = self._hits[index]
        draft = self.draft(index)
        return Row(
            number=next((number for number, row in self._numbers.items() if row == index), 0),
            title=hit.reply.title,
            title_spans=_spans(hit, Field.TITLE),
            code=hit.reply.code,
            code_spans=_spans(hit, Field.CODE),
            place=self._workspace.library.category_name(hit.reply.category).replace("/", " / "),
            line=rich_text.one_line(draft.parts[0]),
            season=self._season_mark(draft),
            favourite=hit.reply.favourite is not None,
        )

    def _season_mark(self, draft: Draft) -> str:
        if draft.variant is None:
            return ""
        return "peak" if self._workspace.tables.seasons.is_peak(draft.variant) else "base"


def _spans(hit: Hit, field: Field) -> tuple[tuple[int, int], ...]:
    return tuple((match.start, match.end) for match in hit.matches if match.field is field)
