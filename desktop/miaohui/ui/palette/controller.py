"""What the palette does: queries, previews, picks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from miaohui.domain.draft import Draft, FormField, Situation
from miaohui.domain.search import Field, Hit, Result
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow.deliver import Deliver, Delivered, hindrance
from miaohui.flow.find import Find
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _
from miaohui.messages import sentence
from miaohui.ui import rich_text
from miaohui.ui.names import client_name, season_name, variable_label
from miaohui.ui.palette.window import PaletteWindow
from miaohui.ui.row_delegate import Row
from miaohui.ui.theme import Theme

MAX_NUMBERED = 9


@dataclass(frozen=True)
class _Pending:
    """A reply that is being filled in or waits for a second Enter."""

    draft: Draft
    situation: Situation


class PaletteController(QObject):
    """Joins the window with the use cases. ``delivered`` carries the reply's id."""

    delivered = Signal(str)
    new_requested = Signal(str)
    edit_requested = Signal(str)

    def __init__(self, window: PaletteWindow, workspace: Workspace, find: Find, deliver: Deliver, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._find = find
        self._deliver = deliver
        self._theme = theme
        self._category = ""
        self._hits: tuple[Hit, ...] = ()
        self._situation = workspace.situation()
        self._held: _Pending | None = None
        self._filling: _Pending | None = None
        self._notices: list[Problem] = list(workspace.notices)

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
        window.input_method_toggled.connect(self._show_keys)
        workspace.watch(self._refresh)
        self._refresh()

    # opening

    def open(self, chat_window: QRect | None = None) -> None:
        """Show the palette, empty, over the chat window."""
        self._category = ""
        self._forget()
        self._window.close_form()
        self._window.say("  ".join(sentence(problem) for problem in self._notices))
        self._situation = self._workspace.situation()
        self._window.show_over(chat_window)
        self._query(self._window.search.query)

    def close(self) -> None:
        self._window.dismiss()

    @property
    def is_open(self) -> bool:
        return self._window.isVisible()

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
        self._query(self._window.search.query)

    # client and season

    def _show_client(self) -> None:
        clients = self._workspace.tables.clients
        current = clients[self._situation.client]
        menu = QMenu(self._window)
        group = QActionGroup(menu)
        for client in clients.values():
            action = menu.addAction(client_name(client))
            action.setCheckable(True)
            action.setChecked(client is current)
            action.setData(client.id)
            group.addAction(action)
        group.triggered.connect(lambda action: self._use_client(action.data()))
        self._replace_menu(menu, "client")
        self._window.client_chip.setText(client_name(current))

    def _use_client(self, client: str) -> None:
        self._try(lambda: self._workspace.set(replace(self._workspace.settings, client=client)))

    def _show_season(self) -> None:
        workspace = self._workspace
        current = workspace.season
        menu = QMenu(self._window)
        group = QActionGroup(menu)
        for season in workspace.tables.seasons:
            action = menu.addAction(season_name(season, workspace.tables.seasons))
            action.setCheckable(True)
            action.setChecked(season is current)
            action.setData(season.id)
            group.addAction(action)
        group.triggered.connect(lambda action: self._try(lambda: workspace.use_season(action.data())))
        self._replace_menu(menu, "season")
        chip = self._window.season_chip
        chip.setText(season_name(current, workspace.tables.seasons))
        chip.setProperty("season", "peak" if workspace.tables.seasons.is_peak(current.id) else "base")
        chip.style().unpolish(chip)
        chip.style().polish(chip)

    def _replace_menu(self, menu: QMenu, which: str) -> None:
        chip = self._window.client_chip if which == "client" else self._window.season_chip
        old = chip.menu()
        chip.setMenu(menu)
        if old is not None:
            old.deleteLater()

    # searching

    def _choose_category(self, category: str) -> None:
        self._category = category
        self._query(self._window.search.query)

    def _query(self, text: str) -> None:
        self._held = None
        result: Result = self._find(text, category=self._category)
        self._hits = result.hits
        self._window.bar.show_counts(dict(result.counts), self._category)
        self._window.show_hits(len(result.hits), self._row, self._nothing(text))
        self._show_keys()

    def _nothing(self, text: str) -> str:
        if text.strip():
            return _("Nothing found for “{query}”.\n\nCtrl+N makes a new reply of it.").format(query=text.strip())
        return _("No replies here yet.\n\nCtrl+N makes one.")

    def _row(self, index: int) -> Row:
        hit = self._hits[index]
        draft = self._workspace.draft(hit.reply, self._situation)
        return Row(
            number=index + 1 if index < MAX_NUMBERED else 0,
            title=hit.reply.title,
            title_spans=_spans(hit, Field.TITLE),
            code=hit.reply.code,
            code_spans=_spans(hit, Field.CODE),
            place=self._workspace.library.category_name(hit.reply.category).replace("/", " / "),
            line=rich_text.one_line(draft.parts[0]),
            season=self._season_mark(draft),
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
        if problem is not None:
            self._held = _Pending(draft, situation)
            self._window.preview.warn(_("{problem} Enter copies it all the same.").format(problem=sentence(problem)))
            return
        outcome = self._deliver(draft, confirmed=confirmed)
        self._notices = []
        if isinstance(outcome, Delivered):
            self._find.used(outcome.use)
            if outcome.notice is not None:
                self._notices.append(outcome.notice)
            self._forget()
            self._window.dismiss()
            self.delivered.emit(draft.reply.id)
        else:
            self._window.say(sentence(outcome.problem))

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
            settings = self._workspace.settings
            kept = replace(settings, profile={**settings.profile, **own})
            self._try(lambda: self._workspace.set(kept))

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

    def _undo(self) -> None:
        self._try(lambda: self._workspace.undo())

    def _try(self, action: Callable[[], object]) -> None:
        try:
            action()
        except MiaohuiError as error:
            self._window.say(sentence(error.problem))

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
        state = _("Input method: on") if self._window.search.input_method_on else _("Input method: off")
        self._window.show_keys(left, [("F1", state)])


def _spans(hit: Hit, field: Field) -> tuple[tuple[int, int], ...]:
    return tuple((match.start, match.end) for match in hit.matches if match.field is field)
