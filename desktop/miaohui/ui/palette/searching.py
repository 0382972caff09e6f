"""From the query to the rows: what is listed, what is selected."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer, Signal

from miaohui.domain.draft import Draft, Situation
from miaohui.domain.filters import Filter, complete
from miaohui.domain.reply import Reply
from miaohui.domain.search import Field, Hit, Result
from miaohui.flow.conversation import Conversation
from miaohui.flow.find import Find
from miaohui.flow.misses import Misses
from miaohui.flow.workspace import Workspace
from miaohui.ui import rich_text
from miaohui.ui.palette.window import PaletteWindow
from miaohui.ui.row_delegate import Row
from miaohui.ui.stepper import Stepper

MAX_NUMBERED = 9
WIDEN_AFTER = 40
"""Milliseconds of rest after a key before the search looks further: never in the frame of a key."""
MAX_QUERIES = 20


class Searching(QObject):
    """``chosen`` carries the selected reply's draft, or None; ``listed`` says that there are other rows."""

    chosen = Signal(object)
    listed = Signal()
    _loaded = Signal()

    def __init__(
        self,
        window: PaletteWindow,
        workspace: Workspace,
        conversation: Conversation,
        find: Find,
        misses: Misses,
        is_faulty: Callable[[Reply], bool],
    ) -> None:
        """``is_faulty`` says which replies get the mark of the wording check."""
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._conversation = conversation
        self._find = find
        self._misses = misses
        self._is_faulty = is_faulty
        self._category = ""
        self._library = workspace.library
        self._hits: tuple[Hit, ...] = ()
        self._numbers: dict[int, int] = {}
        self._queries: list[str] = []
        self._completions: tuple[Filter, ...] = ()
        self._chosen: Draft | None = None
        self._wordings: dict[str, int] = {}
        """Which wording ←/→ have chosen, by reply."""
        self.following: Draft | None = None
        """What the row above the list shows."""
        self.situation: Situation = conversation.situation()
        self._preparing: Stepper[None] = Stepper(self)
        self._widening: Stepper[Result] = Stepper(self)
        self._widen_timer = QTimer(self)
        self._widen_timer.setSingleShot(True)
        self._widen_timer.setInterval(WIDEN_AFTER)
        self._widen_timer.timeout.connect(self._widen)
        self._loaded.connect(self._prepare_index, Qt.ConnectionType.QueuedConnection)
        window.queried.connect(self._query)
        window.category_chosen.connect(self._choose_category)
        window.row_changed.connect(self._choose)
        window.wording_stepped.connect(self._step_wording)
        window.recall_requested.connect(self._recall)
        window.completion_chosen.connect(self._complete)
        window.unfiltered_requested.connect(self._drop_filters)
        window.dismissed.connect(self._misses.given_up)

    def prepare(self) -> None:
        """Make the library ready for the first word: libraries are loaded beside this thread, the rest is done between
        other events."""
        QThreadPool.globalInstance().start(self._load)

    def _load(self) -> None:
        self._find.load()
        self._loaded.emit()

    def _prepare_index(self) -> None:
        if not self._preparing.running:
            self._preparing.run(self._find.preparing(), lambda _: None)

    def begin(self) -> None:
        """For a palette that opens: everything, and no category."""
        self._category = ""
        self._chosen = None
        self._wordings.clear()
        self._query(self._window.search.query)

    def refresh(self) -> None:
        """After a change of library or settings: the same query, the same reply where it is still there.

        After a large import that takes a moment; what was there before is listed until then.
        """
        if self._workspace.library is not self._library:
            self._library = self._workspace.library
            self._preparing.run(self._find.preparing(), lambda _: self._list_again())
            if not self._preparing.running:
                return
        self._list_again()

    def _list_again(self) -> None:
        if self._window.follow_selected:
            self._query(self._window.search.query)
            return
        current = self._chosen.reply.id if self._chosen is not None else ""
        self._query(self._window.search.query)
        if current and self._widen_timer.isActive() and self.place(current) is None:
            self._widen_timer.stop()  # it was one of those further below
            self._widened(self._find.widen(self._window.search.query, category=self._category))
        self._window.select(self.place(current) or 0)

    def place(self, reply: str) -> int | None:
        """The row of the reply with this id."""
        return _place(self._hits, reply)

    # what is listed

    def hit(self, row: int) -> Hit | None:
        return self._hits[row] if 0 <= row < len(self._hits) else None

    def numbered(self, number: int) -> int | None:
        """The row that Alt and this number pick."""
        return self._numbers.get(number)

    def draft(self, row: int) -> Draft:
        """What this row would copy now."""
        reply = self._hits[row].reply
        wording = self._wordings.get(reply.id)
        if wording is None:
            wording = self._find.wording(reply, self.situation.season)
        return self._workspace.draft(reply, self.situation, wording)

    @property
    def chosen_draft(self) -> Draft | None:
        """Of the current row."""
        if self._window.follow_selected:
            return self.following
        return self.draft(self._window.row) if self.hit(self._window.row) is not None else None

    def _step_wording(self, row: int, step: int) -> None:
        if self.hit(row) is None:
            return
        draft = self.draft(row)
        self._wordings[draft.reply.id] = (draft.wording + step) % draft.wordings
        self._window.model.make_again(row)
        self._choose(row)

    def _choose(self, row: int) -> None:
        draft = self.draft(row) if self.hit(row) is not None else None
        if draft is None and self._window.follow_selected:
            draft = self.following
        if draft is None or draft != self._chosen:  # the same one again is already shown, and maybe waits for an Enter
            self._chosen = draft
            self.chosen.emit(draft)

    # searching

    def _choose_category(self, category: str) -> None:
        self._category = category
        self._query(self._window.search.query)

    def _query(self, text: str) -> None:
        self._widening.drop()
        filtered = self._find.filtered(text)
        category = filtered.category or self._category
        self.situation = self._conversation.situation(season=filtered.season)
        result = self._find(text, category=self._category)
        further = result.scarce and bool(filtered.words.strip())
        first = -1 if self.following is not None and not text and not category else 0
        self._show(result, category, first, certain=not further)
        self._completions = self._find.completions(text)
        self._window.show_completions([completion.word for completion in self._completions])
        welcome = not text and self.following is None and not self._workspace.settings.welcomed
        self._window.show_welcome(shown=welcome)
        if further:
            self._widen_timer.start()
        else:
            self._widen_timer.stop()

    def _widen(self) -> None:
        """A moment after the last key, what else may be meant: below the hits that are there."""
        self._widen_timer.stop()
        if not self._window.form_open:
            self._widening.run(self._find.widening(self._window.search.query, category=self._category), self._widened)

    def _widened(self, result: Result) -> None:
        text = self._window.search.query
        if self._window.form_open or (result.hits == self._hits and self._hits):
            return
        # A chosen reply stays chosen where others come before it; the first row is nobody's choice.
        chosen = self.hit(self._window.row) if self._window.row > 0 else None
        row = _place(result.hits, chosen.reply.id) or 0 if chosen is not None else 0
        self._show(result, self._find.filtered(text).category or self._category, row, certain=True)

    def _show(self, result: Result, category: str, row: int = 0, *, certain: bool) -> None:
        self._hits = result.hits
        self._window.bar.show_counts(dict(result.counts), self._workspace.library.top_of(category))
        self._numbers = self._numbered(self._window.search.query)
        if not result.hits and certain:
            self._offer()
        else:  # what is found a moment later should not be denied before
            self._window.nothing.hold_back()
        if result.hits:
            self._misses.given_up()
        self._window.show_hits(len(result.hits), self._row, row)
        self.listed.emit()

    def _numbered(self, text: str) -> dict[int, int]:
        """Which row each of the keys Alt+1…9 picks: a favourite's place on the empty palette, else the row's own."""
        places = {hit.reply.favourite: row for row, hit in enumerate(self._hits) if hit.reply.favourite is not None}
        if places and not text.strip() and not self._category:
            return places
        return {row + 1: row for row in range(min(MAX_NUMBERED, len(self._hits)))}

    # where nothing was found

    def _offer(self) -> None:
        filtered = self._find.filtered(self._window.search.query)
        narrowed = bool(self._category) or filtered.narrowed
        unfiltered = narrowed and self._find.widen(filtered.words, season=filtered.season).total > 0
        self._window.nothing.keep.setChecked(self._workspace.settings.keep_missed)
        self._window.nothing.show_offers(filtered.words, unfiltered=unfiltered)
        self._misses.nothing_found(filtered.words)

    def _drop_filters(self) -> None:
        """The same words in the whole library."""
        self._category = ""
        words = self._find.filtered(self._window.search.query).words
        self._window.search.setText(words)
        self._query(words)

    def _complete(self, place: int) -> None:
        self._window.search.setText(complete(self._window.search.text(), self._completions[place]))

    # earlier queries

    def remember(self) -> None:
        """The query that has found something, the latest first, in memory only. What ←/→ have chosen is forgotten."""
        self._wordings.clear()
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
            title_decides=hit.decides,
            place=self._workspace.library.category_name(hit.reply.category).replace("/", " / "),
            line=rich_text.one_line(draft.parts[0]),
            season=self._season_mark(draft),
            favourite=hit.reply.favourite is not None,
            faulty=self._is_faulty(hit.reply),
        )

    def _season_mark(self, draft: Draft) -> str:
        if draft.variant is None:
            return ""
        return "peak" if self._workspace.tables.seasons.is_peak(draft.variant) else "base"


def _place(hits: Sequence[Hit], reply: str) -> int | None:
    return next((place for place, hit in enumerate(hits) if hit.reply.id == reply), None)


def _spans(hit: Hit, field: Field) -> tuple[tuple[int, int], ...]:
    return tuple((match.start, match.end) for match in hit.matches if match.field is field)
