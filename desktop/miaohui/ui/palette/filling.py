"""The form in the palette: what is asked, and what becomes of the answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from miaohui.domain.draft import Draft, Situation
from miaohui.errors import MiaohuiError
from miaohui.flow.workspace import Workspace
from miaohui.messages import sentence
from miaohui.ui.names import variable_label
from miaohui.ui.palette.window import PaletteWindow


class Filling(QObject):
    """``changed`` carries the draft as it is being filled in; ``filled`` the complete one and its situation."""

    changed = Signal(object)
    filled = Signal(object, object)
    cancelled = Signal()

    def __init__(self, window: PaletteWindow, workspace: Workspace) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._draft: Draft | None = None
        self._situation: Situation = workspace.situation()
        window.form.changed.connect(self._fill)
        window.form.accepted.connect(self._accept)
        window.form.cancelled.connect(self._cancel)

    @property
    def active(self) -> bool:
        return self._draft is not None

    def ask(self, draft: Draft, situation: Situation, *, everything: bool) -> None:
        """Open the form for what is missing, or for everything that can be filled in."""
        self._draft, self._situation = draft, situation
        fields = draft.fields if everything else draft.asked
        labels = {field.variable.name: variable_label(field, self._workspace.tables.variables) for field in fields}
        self._window.open_form(draft.reply.title)
        self._window.form.ask(fields, labels)
        self.redraw()

    def redraw(self) -> None:
        """What is shown may have changed meanwhile; what was typed counts."""
        self._fill(self._window.form.values)

    def forget(self) -> None:
        """Drop what was typed for the customer and close the form."""
        self._draft = None
        self._situation = self._workspace.situation()
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
