"""What the palette does: queries, previews, picks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, QRect, QTimer, Signal

from miaohui.domain.draft import Draft, FormField, Situation
from miaohui.domain.reply import Reply
from miaohui.domain.search import Field, Hit, Result
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow import edit
from miaohui.flow.deliver import Deliver, Delivered, hindrance
from miaohui.flow.find import Find
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _
from miaohui.messages import label, sentence
from miaohui.ui import rich_text
from miaohui.ui.names import client_name, season_name, variable_label
from miaohui.ui.palette.window import PaletteWindow
from miaohui.ui.row_delegate import Row
from miaohui.ui.theme import Theme

MAX_NUMBERED = 9
WIDEN_AFTER = 40
"""Milliseconds of rest after a key before the search looks further: never in the frame of a key."""
MAX_QUERIES = 20
NICKNAME, SHOP = "客服昵称", "店铺"


@dataclass(frozen=True)
class _Pending:
    """A reply that is being filled in or waits for a second Enter."""

    draft: Draft
    situation: Situation


class PaletteController(QObject):
    """Joins the window with the use cases."""

    new_requested = Signal(str)
    edit_requested = Signal(str)
    details_requested = Signal()
    import_requested = Signal()

    def __init__(self, window: PaletteWindow, workspace: Workspace, find: Find, deliver: Deliver, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._find = find
        self._deliver = deliver
        self._theme = theme
        self._category = ""
        self._hits: tuple[Hit, ...] = ()
        self._numbers: dict[int, int] = {}
        self._queries: list[str] = []
        self._situation = workspace.situation()
        self._held: _Pending | None = None
        self._filling: _Pending | None = None
        self._notices: list[Problem] = list(workspace.notices)
        self._widen_timer = QTimer(self)
        self._widen_timer.setSingleShot(True)
        self._widen_timer.setInterval(WIDEN_AFTER)
        self._widen_timer.timeout.connect(self._widen)

        theme.changed.connect(self._retheme)
        window.queried.connect(self._query)
        window.category_chosen.connect(self._choose_category)
        window.row_changed.connect(self._preview)
        window.picked.connect(self._pick)
        window.form_requested.connect(self._open_form)
        window.form.changed.connect(self._fill)
        window.form.accepted.connect(self._filled)
        window.form.cancelled.connect(self._cancel_form)
        window.new_requested.connect(lambda: self.new_requested.emit(window.search.query))
        window.edit_requested.connect(self._edit)
        window.undo_requested.connect(self._undo)
        window.number_pressed.connect(self._pick_number)
        window.favourite_requested.connect(self._toggle_favourite)
        window.details_requested.connect(self._open_details)
        window.dragged.connect(self._keep_place)
        window.dragged_back.connect(self._forget_place)
        window.welcome.finished.connect(self._welcomed)
        window.welcome.left.connect(self._leave_welcome)
        window.welcome.import_requested.connect(self.import_requested)
        window.input_method_toggled.connect(self._show_keys)
        window.recall_requested.connect(self._recall)
        workspace.watch(self._refresh)
        self._refresh()

    # opening

    def prepare(self) -> None:
        """Draw everything once, unseen: fonts and pixmaps are loaded, and the first opening is as quick as any."""
        self._window.grab()

    @property
    def window_id(self) -> int:
        return self._window.winId()

    def open(self, chat_window: QRect | None = None) -> None:
        """Show the palette, empty, over the chat window; a form that is being filled in comes back as it was left."""
        if self._filling is not None and self._window.isVisible():
            self._window.show_again()
            return
        self._category = ""
        self._forget()
        self._window.close_form()
        self._window.say("  ".join(sentence(problem) for problem in self._notices))
        self._situation = self._workspace.situation()
        self._window.show_over(chat_window, self._workspace.settings.places.get(self._situation.client))
        self._query(self._window.search.query)

    def close(self) -> None:
        self._window.dismiss()

    @property
    def is_open(self) -> bool:
        """Open and in use; a palette that is pinned may also just stand there."""
        return self._window.isVisible() and self._window.isActiveWindow()

    def notify(self, problem: Problem) -> None:
        """Say it in the palette's line until the next pick."""
        self._notices.append(problem)
        self._window.say("  ".join(sentence(p) for p in self._notices))

    def _retheme(self) -> None:
        self._window.set_tokens(self._theme.tokens)

    def _refresh(self) -> None:
        """After any change of library or settings."""
        self._situation = self._workspace.situation()
        names = [(category.id, category.name) for category in self._workspace.library.tops()]
        self._window.bar.set_categories(names)
        self._show_client()
        self._show_season()
        self._show_keys()
        row = self._window.row
        current = self._hits[row].reply.id if 0 <= row < len(self._hits) else ""
        self._query(self._window.search.query)
        if current and self._widen_timer.isActive() and all(hit.reply.id != current for hit in self._hits):
            self._widen()  # it was one of those further below
        self._window.select(next((i for i, hit in enumerate(self._hits) if hit.reply.id == current), 0))

    # client and season

    def _show_client(self) -> None:
        choices = [(client.id, client_name(client)) for client in self._workspace.tables.clients.values()]
        self._window.client_chip.offer(choices, self._situation.client, lambda client: self._set(client=client))

    def _show_season(self) -> None:
        workspace, chip = self._workspace, self._window.season_chip
        seasons = workspace.tables.seasons
        choices = [(season.id, season_name(season, seasons)) for season in seasons]
        chip.offer(choices, workspace.season.id, lambda season: self._try(lambda: workspace.use_season(season)))
        chip.mark("peak" if seasons.is_peak(workspace.season.id) else "base")

    # searching

    def _choose_category(self, category: str) -> None:
        self._category = category
        self._query(self._window.search.query)

    def _query(self, text: str) -> None:
        self._held = None
        filtered = self._find.filtered(text)
        category = filtered.category or self._category
        self._situation = self._workspace.situation(season=filtered.season)
        result = self._find(filtered.words, category=category, season=filtered.season)
        further = result.scarce and bool(filtered.words.strip())
        # What is found a moment later should not be denied before.
        self._show_result(result, text, category, "" if further else self._nothing(text))
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
        held = self._held
        self._show_result(result, text, category, self._nothing(text))
        if 0 <= row < len(hits) and result.hits[row].reply is hits[row].reply:
            self._window.select(row)
            self._held = held

    def _show_result(self, result: Result, text: str, category: str, nothing: str) -> None:
        self._hits = result.hits
        self._window.bar.show_counts(dict(result.counts), self._workspace.library.top_of(category))
        self._numbers = self._numbered(text)
        self._window.show_hits(len(result.hits), self._row, nothing)
        self._show_keys()

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

    def _remember(self, query: str) -> None:
        """The latest first, in memory only."""
        if query.strip():
            self._queries = [query, *(earlier for earlier in self._queries if earlier != query)][:MAX_QUERIES]

    def _recall(self) -> None:
        shown = self._window.recalled
        place = self._queries.index(shown) + 1 if shown in self._queries else 0
        if place < len(self._queries):
            self._window.recall(self._queries[place])

    def _row(self, index: int) -> Row:
        hit = self._hits[index]
        draft = self._workspace.draft(hit.reply, self._situation)
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

    def _preview(self, row: int) -> None:
        self._held = None
        if 0 <= row < len(self._hits):
            self._show_draft(self._workspace.draft(self._hits[row].reply, self._situation))
        else:
            self._window.preview.show_draft(None)

    def _show_draft(self, draft: Draft) -> None:
        seasons = self._workspace.tables.seasons
        variant = season_name(seasons.by_id[draft.variant], seasons) if draft.variant is not None else ""
        self._window.preview.show_draft(draft, variant)

    # picking

    def _pick_number(self, number: int) -> None:
        if number in self._numbers:
            self._pick(self._numbers[number])

    def _pick(self, row: int) -> None:
        held = self._held
        draft = self._workspace.draft(self._hits[row].reply, self._situation)
        if draft.missing:
            self._ask(draft, self._situation, everything=False)
        elif held is not None and held.draft.reply is draft.reply:
            self._hand_over(held.draft, held.situation, confirmed=True)
        else:
            self._window.select(row)
            self._hand_over(draft, self._situation)

    def _hand_over(self, draft: Draft, situation: Situation, *, confirmed: bool = False) -> None:
        problem = hindrance(draft, confirmed=confirmed)
        if problem is not None and problem.id != "held-back":
            self._window.preview.warn(sentence(problem))
            return
        if problem is not None:
            self._held = _Pending(draft, situation)
            self._window.preview.warn(_("{problem} Enter copies it all the same.").format(problem=sentence(problem)))
            return
        outcome = self._deliver(draft, confirmed=confirmed)
        self._notices = []
        if isinstance(outcome, Delivered):
            self._find.used(outcome.use)
            self._notices.extend(outcome.notices)
            self._forget()
            self._remember(self._window.search.text())
            self._close_after(draft.reply)
        else:
            self._window.say(sentence(outcome.problem))

    def _close_after(self, reply: Reply) -> None:
        if not self._window.pin.isChecked():
            self._window.dismiss()
            return
        self._window.close_form()
        self._window.say(sentence(Problem("copied", {"title": reply.title})))

    # filling in

    def _open_form(self, row: int) -> None:
        draft = self._workspace.draft(self._hits[row].reply, self._situation)
        if draft.fields:
            self._ask(draft, self._situation, everything=True)

    def _ask(self, draft: Draft, situation: Situation, *, everything: bool) -> None:
        self._filling = _Pending(draft, situation)
        fields = [field for field in draft.fields if everything or field.missing]
        labels = {field.variable.name: variable_label(field, self._workspace.tables.variables) for field in fields}
        self._window.open_form(draft.reply.title)
        self._window.form.ask(fields, labels)
        self._show_draft(draft)
        self._show_keys()

    def _fill(self, values: Mapping[str, str]) -> None:
        if self._filling is not None:
            situation = replace(self._filling.situation, typed={**self._filling.situation.typed, **values})
            self._show_draft(self._workspace.draft(self._filling.draft.reply, situation))

    def _filled(self, values: dict[str, str]) -> None:
        if self._filling is None:
            return
        fields = {field.variable.name: field for field in self._filling.draft.fields}
        situation = replace(self._filling.situation, typed={**self._filling.situation.typed, **values})
        self._keep_profile(fields, values)
        draft = self._workspace.draft(self._filling.draft.reply, situation)
        if draft.missing:  # a condition was filled in and opened a part with variables of its own
            self._ask(draft, situation, everything=False)
            return
        waiting = self._held
        confirmed = waiting is not None and waiting.draft.texts == draft.texts
        self._hand_over(draft, situation, confirmed=confirmed)

    def _keep_profile(self, fields: Mapping[str, FormField], values: Mapping[str, str]) -> None:
        """The agent's own facts are asked once and kept; a customer's never are."""
        own = {name: value for name, value in values.items() if fields[name].in_profile and fields[name].missing}
        if own:
            self._set(profile={**self._workspace.settings.profile, **own})

    def _cancel_form(self) -> None:
        self._forget()
        self._window.close_form()
        self._preview(self._window.row)
        self._show_keys()

    def _forget(self) -> None:
        """Drop what was typed for the customer."""
        self._filling = None
        self._held = None

    # editing

    def _edit(self, row: int) -> None:
        if 0 <= row < len(self._hits):
            self.edit_requested.emit(self._hits[row].reply.id)

    def _toggle_favourite(self, row: int) -> None:
        if 0 <= row < len(self._hits):
            reply = self._hits[row].reply
            self._try(lambda: self._workspace.commit(edit.toggle_favourite(self._workspace.library, reply)))

    def _undo(self) -> None:
        try:
            undone = self._workspace.undo()
        except MiaohuiError as error:
            self._window.say(sentence(error.problem))
        else:
            self._window.say(sentence(Problem("undone", {"what": label(undone.label)})))

    def _try(self, action: Callable[[], object]) -> None:
        try:
            action()
        except MiaohuiError as error:
            self._window.say(sentence(error.problem))

    def _set(self, **changes: Any) -> None:  # noqa: ANN401 — the fields of Settings
        self._try(lambda: self._workspace.set(replace(self._workspace.settings, **changes)))

    # the first start, and the agent's own facts

    def show_hotkey(self, hotkey: str) -> None:
        self._window.welcome.show_hotkey(hotkey)

    def _open_details(self) -> None:
        if self._window.welcome_shown:
            self._window.welcome.start()
        else:
            self.details_requested.emit()

    def _welcomed(self, nickname: str, shop: str) -> None:
        given = {name: value for name, value in ((NICKNAME, nickname), (SHOP, shop)) if value}
        self._set(profile={**self._workspace.settings.profile, **given}, welcomed=True)
        self._window.search.setFocus()

    def _leave_welcome(self) -> None:
        self._set(welcomed=True)
        self._window.search.setFocus()

    # place

    def _keep_place(self, left: int, top: int) -> None:
        self._set(places={**self._workspace.settings.places, self._situation.client: (left, top)})

    def _forget_place(self) -> None:
        places = dict(self._workspace.settings.places)
        if places.pop(self._situation.client, None) is not None:
            self._set(places=places)
        self._window.move_home()

    # keys

    def _show_keys(self) -> None:
        if self._window.form_open:
            self._window.show_keys([("Enter", _("Fill in and copy")), ("Tab", _("Next")), ("Esc", _("Back"))])
            return
        left = [("Esc", _("Close"))]
        if self._hits:
            left = [
                ("Enter", _("Copy")),
                ("→", _("Fill in")),
                ("Alt 1-9", _("Pick")),
                ("Tab", _("Category")),
                ("Ctrl E", _("Edit")),
            ]
        left.insert(-1 if not self._hits else len(left), ("Ctrl N", _("New")))
        if self._window.welcome_shown:
            left[-1] = ("F3", _("My details"))
        state = _("Input method: on") if self._window.search.input_method_on else _("Input method: off")
        self._window.show_keys(left, [("F1", state)])


def _spans(hit: Hit, field: Field) -> tuple[tuple[int, int], ...]:
    return tuple((match.start, match.end) for match in hit.matches if match.field is field)
