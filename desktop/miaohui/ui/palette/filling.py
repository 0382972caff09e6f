"""The form in the palette: what is asked, and what becomes of the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from miaohui.domain.customer import Source, Suggestion
from miaohui.domain.draft import Draft, FormField, Situation
from miaohui.errors import MiaohuiError
from miaohui.flow.conversation import Conversation
from miaohui.flow.workspace import Workspace
from miaohui.messages import sentence
from miaohui.ui.names import variable_label
from miaohui.ui.palette.window import PaletteWindow


class Filling(QObject):
    """``changed`` carries the draft as it is being filled in; ``filled`` the complete one and its situation;
    ``asking`` comes before the form looks for what to suggest."""

    changed = Signal(object)
    filled = Signal(object, object)
    cancelled = Signal()
    asking = Signal()

    def __init__(self, window: PaletteWindow, workspace: Workspace, conversation: Conversation) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._conversation = conversation
        self._draft: Draft | None = None
        self._asked: Sequence[FormField] = ()
        self._situation: Situation = conversation.situation()
        window.form.changed.connect(self._fill)
        window.form.accepted.connect(self._accept)
        window.form.cancelled.connect(self._cancel)

    @property
    def active(self) -> bool:
        return self._draft is not None

    def ask(self, draft: Draft, situation: Situation, *, everything: bool) -> None:
        """Open the form for what is missing, or for everything that can be filled in."""
        self.asking.emit()
        self._draft, self._situation = draft, situation
        self._asked = draft.fields if everything else draft.asked
        self._show_form(self._suggestions())
        self.redraw()

    def _show_form(self, suggestions: Mapping[str, Suggestion]) -> None:
        assert self._draft is not None
        variables = self._workspace.tables.variables
        labels = {field.variable.name: variable_label(field, variables) for field in self._asked}
        self._window.open_form(self._draft.reply.title)
        self._window.form.ask(self._asked, labels, suggestions)

    def _suggestions(self) -> dict[str, Suggestion]:
        """Not for what was typed in this form before, nor for the agent's own facts."""
        asked = [field for field in self._asked if not field.in_profile]
        asked.sort(key=lambda field: not field.missing)
        typed = self._situation.typed
        return self._conversation.suggestions(field.variable for field in asked if field.variable.name not in typed)

    def redraw(self) -> None:
        """What is shown may have changed meanwhile; what was typed counts."""
        self._fill(self._window.form.values)

    def doubt(self) -> None:
        """Another customer came while the form was open: what was typed is kept, to be confirmed or typed over."""
        if self._draft is None:
            return
        values = {**self._situation.typed, **self._window.form.values}
        self._situation = replace(self._situation, typed={})
        self._draft = self._workspace.draft(self._draft.reply, self._situation, self._draft.wording)
        names = {field.variable.name for field in self._asked} | set(self._draft.missing) | set(values)
        self._asked = _with_values([field for field in self._draft.fields if field.variable.name in names], values)
        doubtful = [field for field in self._asked if field.variable.identifying and not field.in_profile]
        self._show_form(
            {
                field.variable.name: Suggestion(field.value, Source.EARLIER)
                for field in doubtful
                if field.variable.name in values
            }
        )
        self.redraw()

    def drop_suggestions(self) -> None:
        """The agent forgot the customer: what was only offered goes, what was typed stays."""
        if self._draft is None:
            return
        form = self._window.form
        offered, values = form.tentative, form.values
        self._asked = _with_values(self._asked, {n: value for n, value in values.items() if n not in offered})
        self._show_form({})
        self._fill(form.values)

    def keep(self, situation: Situation) -> None:
        """The reply went out with what was typed: that is this customer's now."""
        self._conversation.remember(situation.typed)

    def forget(self) -> None:
        """Drop what was typed and close the form."""
        self._draft = None
        self._asked = ()
        self._situation = self._conversation.situation()
        self._window.close_form()

    def _fill(self, values: Mapping[str, str]) -> None:
        if self._draft is not None:
            self.changed.emit(self._workspace.draft(self._draft.reply, self._typed(values), self._draft.wording))

    def _typed(self, values: Mapping[str, str]) -> Situation:
        return replace(self._situation, typed={**self._situation.typed, **values})

    def _accept(self, values: Mapping[str, str]) -> None:
        if self._draft is None:
            return
        situation = self._typed(values)
        self._keep_profile(values)
        draft = self._workspace.draft(self._draft.reply, situation, self._draft.wording)
        if draft.missing:  # a condition was filled in and opened a part with variables of its own
            self.ask(draft, situation, everything=False)
        else:
            self.filled.emit(draft, situation)

    def _keep_profile(self, values: Mapping[str, str]) -> None:
        """The agent's own facts are asked once and kept; a customer's never are."""
        fields = self._draft.fields if self._draft is not None else ()
        asked = {field.variable.name for field in fields if field.in_profile and field.missing}
        own = {name: value for name, value in values.items() if name in asked}
        if own:
            settings = self._workspace.settings
            try:
                self._workspace.set(replace(settings, profile={**settings.profile, **own}))
            except MiaohuiError as error:
                self._window.say(sentence(error.problem))

    def _cancel(self) -> None:
        self.forget()
        self.cancelled.emit()


def _with_values(fields: Sequence[FormField], values: Mapping[str, str]) -> tuple[FormField, ...]:
    """As if these had always stood there."""
    return tuple(replace(field, value=values.get(field.variable.name, field.value)) for field in fields)
