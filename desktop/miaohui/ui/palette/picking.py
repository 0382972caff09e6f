"""From the picked row to the clipboard."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from miaohui.domain.draft import Draft, Situation
from miaohui.domain.reply import Reply
from miaohui.errors import Problem
from miaohui.flow.deliver import Deliver, Delivered, hindrance
from miaohui.i18n import _
from miaohui.messages import sentence
from miaohui.ui.palette.filling import Filling
from miaohui.ui.palette.searching import Searching
from miaohui.ui.palette.window import PaletteWindow


class Picking(QObject):
    """``delivered`` carries the flow's ``Delivered``."""

    delivered = Signal(object)

    def __init__(self, window: PaletteWindow, searching: Searching, filling: Filling, deliver: Deliver) -> None:
        super().__init__(window)
        self._window = window
        self._searching = searching
        self._filling = filling
        self._deliver = deliver
        self._held: Draft | None = None
        """What the guard holds back until a second Enter."""
        window.picked.connect(self._pick)
        window.number_pressed.connect(self._pick_number)
        window.form_requested.connect(self._open_form)
        filling.filled.connect(self._hand_over)

    def forget(self) -> None:
        """What was held back is no longer what is shown."""
        self._held = None

    def _pick_number(self, number: int) -> None:
        row = self._searching.numbered(number)
        if row is not None:
            self._pick(row)

    def _pick(self, row: int) -> None:
        draft = self._searching.draft(row)
        if draft.missing:
            self._filling.ask(draft, self._searching.situation, everything=False)
            return
        held = self._held
        self._window.select(row)
        self._held = held if held is not None and held.reply is draft.reply else None
        self._hand_over(self._held or draft, self._searching.situation)

    def _open_form(self, row: int) -> None:
        draft = self._searching.draft(row)
        if draft.fields:
            self._filling.ask(draft, self._searching.situation, everything=True)

    def _hand_over(self, draft: Draft, situation: Situation) -> None:
        confirmed = self._held is not None and self._held.texts == draft.texts
        problem = hindrance(draft, confirmed=confirmed)
        if problem is not None and problem.id != "held-back":
            self._window.preview.warn(sentence(problem))
            return
        if problem is not None:
            self._held = draft
            self._window.preview.warn(_("{problem} Enter copies it all the same.").format(problem=sentence(problem)))
            return
        outcome = self._deliver(draft, confirmed=confirmed)
        if isinstance(outcome, Delivered):
            self._held = None
            self._filling.keep(situation)
            self._filling.forget()
            self._searching.remember()
            self._close_after(draft.reply)
            self.delivered.emit(outcome)
        else:
            self._window.say(sentence(outcome.problem))

    def _close_after(self, reply: Reply) -> None:
        if self._window.pin.isChecked():
            self._window.say(sentence(Problem("copied", {"title": reply.title})))
        else:
            self._window.dismiss()
