"""From the picked row to the clipboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, auto

from PySide6.QtCore import QElapsedTimer, QObject, QPoint, Signal

from miaohui.domain import delivery as deliveries
from miaohui.domain.delivery import Delivery
from miaohui.domain.draft import Draft, Situation
from miaohui.domain.reply import Reply
from miaohui.domain.usage import Use
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow.deliver import Deliver, Delivered, Outcome, hindrance
from miaohui.flow.paste import Paste
from miaohui.flow.ports import Clock, CopiedOnly, PasteOutcome
from miaohui.flow.proofreading import Objection, Proofreading
from miaohui.i18n import _, ngettext
from miaohui.messages import sentence
from miaohui.ui.palette.filling import Filling
from miaohui.ui.palette.following import Following, Kind
from miaohui.ui.palette.recent import Recent
from miaohui.ui.palette.searching import Searching
from miaohui.ui.palette.window import PaletteWindow
from miaohui.ui.wording_names import reason


class Way(Enum):
    """What becomes of a picked reply: copied message by message, copied as one text, or put into the basket."""

    PARTS = auto()
    WHOLE = auto()
    COLLECT = auto()


@dataclass(frozen=True, repr=False)
class Pick:
    """The last one, so that it can be taken back: what was counted, and where it was found."""

    uses: tuple[Use, ...]
    reply: Reply
    query: str


@dataclass(frozen=True, repr=False)
class Held:
    """What waits for a second Enter, because of the guard or of the wording check."""

    draft: Draft
    objection: Objection | None = None


class Picking(QObject):
    """``delivered`` carries the flow's ``Delivered``; ``taken_back`` a ``Use`` that doesn't count any more;
    ``not_pasted`` the Problem why it was only copied."""

    delivered = Signal(object)
    taken_back = Signal(object)
    not_pasted = Signal(object)

    def __init__(
        self,
        window: PaletteWindow,
        searching: Searching,
        filling: Filling,
        following: Following,
        deliver: Deliver,
        paste: Paste,
        proofreading: Proofreading,
        clock: Clock,
        look_again: Callable[[], None],
    ) -> None:
        """``look_again`` calls :meth:`customer_changed` if that has happened unseen."""
        super().__init__(window)
        self._window = window
        self._searching = searching
        self._filling = filling
        self._following = following
        self._deliver = deliver
        self._paste = paste
        self._proofreading = proofreading
        self._look_again = look_again
        self._otherwise = False
        self._clock = clock
        self._recent = Recent(window)
        self._opened = QElapsedTimer()
        self._way = Way.PARTS
        self._last: Pick | None = None
        self._held: Held | None = None
        self._notices: tuple[Problem, ...] = ()
        """What went wrong before the copy that is on its way."""
        window.picked.connect(self._pick)
        window.picked_otherwise.connect(lambda row: self._pick(row, otherwise=True))
        window.whole_picked.connect(lambda row: self._pick(row, Way.WHOLE))
        window.collected.connect(lambda row: self._pick(row, Way.COLLECT))
        window.number_pressed.connect(self._pick_number)
        window.follow_picked.connect(self._follow)
        window.follow_picked_otherwise.connect(lambda: self._follow(otherwise=True))
        window.follow_whole_picked.connect(self._follow_whole)
        window.form_requested.connect(self._open_form)
        window.pick_undo_requested.connect(self._take_back)
        window.again_requested.connect(self._copy_last)
        window.recent_requested.connect(self._show_recent)
        window.escaped.connect(self._escape)
        self._recent.chosen.connect(self._copy_again)
        filling.filled.connect(self._hand_over)
        window.form.otherwise.connect(self._turn)

    def begin(self) -> None:
        """The palette opens: from here on the agent's time counts."""
        self.forget()
        self._opened.start()

    def forget(self) -> None:
        """What was held back is no longer what is shown."""
        self._held = None

    @property
    def collecting(self) -> bool:
        """Whether what is filled in goes into the basket."""
        return self._way is Way.COLLECT

    @property
    def otherwise(self) -> bool:
        """Whether Ctrl+Enter was pressed for this pick, at its beginning or in the form on the way."""
        return self._otherwise

    def _turn(self) -> None:
        self._otherwise = True

    def customer_changed(self) -> None:
        """Nothing of the last customer's is offered to this one."""
        self._following.drop()
        self._recent.customer_changed()

    # picking

    def _pick_number(self, number: int) -> None:
        row = self._searching.numbered(number)
        if row is not None:
            self._pick(row)

    def _pick(self, row: int, way: Way = Way.PARTS, *, otherwise: bool = False) -> None:
        self._look_again()
        self._otherwise = otherwise
        draft = self._searching.draft(row)
        if not draft.missing:
            held = self._held
            self._window.select(row)
            self._held = held
        self._start(draft, way)

    def _start(self, draft: Draft, way: Way) -> None:
        self._way = way
        if draft.missing:
            self._filling.ask(draft, self._searching.situation, everything=False)
            return
        if self._held is not None and self._held.draft.reply is not draft.reply:
            self._held = None
        self._hand_over(draft if self._held is None else self._held.draft, self._searching.situation)

    def _open_form(self, row: int) -> None:
        draft = self._searching.draft(row)
        if draft.fields:
            self._way, self._otherwise = Way.PARTS, False
            self._filling.ask(draft, self._searching.situation, everything=True)

    def _hand_over(self, draft: Draft, situation: Situation) -> None:
        held = self._held if self._held is not None and self._held.draft.texts == draft.texts else None
        confirmed = held is not None
        problem = hindrance(draft, confirmed=confirmed)
        if problem is not None and problem.id != "held-back":
            self._window.preview.warn(sentence(problem))
            return
        objection = None if confirmed else self._proofreading.objection(draft)
        if problem is not None or objection is not None:
            self._hold(draft, problem, objection)
            return
        if held is not None and held.objection is not None:
            self._accept(held.objection)
        if self._way is Way.COLLECT:
            self._collect(draft, situation)
        elif self._way is Way.WHOLE:
            self._finish(self._deliver(draft, confirmed=confirmed, ms=self._ms), draft, situation)
        elif self._following.collected:
            self._copy_basket(situation, draft)
        else:
            done = self._deliver.part(draft, 0, confirmed=confirmed, ms=self._ms)
            self._finish(done, draft, situation, sent=1)

    def _hold(self, draft: Draft, problem: Problem | None, objection: Objection | None) -> None:
        """Until the same is picked once more."""
        self._held = Held(draft, objection)
        why = [] if problem is None else [sentence(problem)]
        if objection is not None:
            why.append(reason(objection.first.finding, objection.first.text))
        if objection is not None and objection.count > 1:
            others = objection.count - 1
            why.append(ngettext("And {number} more.", "And {number} more.", others).format(number=others))
        self._window.preview.warn(_("{problem} Enter copies it all the same.").format(problem=" ".join(why)))

    def _accept(self, objection: Objection) -> None:
        """It was looked at and is meant; that this can't be written down is told with the copy."""
        try:
            self._proofreading.accept(objection.acceptances)
        except MiaohuiError as error:
            self._notices = (error.problem,)

    def _collect(self, draft: Draft, situation: Situation) -> None:
        self._clean_up(situation)
        self._following.collect(draft)
        self._window.recall("")

    # the row above the list

    def _follow(self, *, otherwise: bool = False) -> None:
        self._look_again()
        self._otherwise = otherwise
        offer = self._following.offer
        if offer is None:
            return
        draft = offer.drafts[0]
        match offer.kind:
            case Kind.BASKET:
                self._copy_basket(self._searching.situation)
            case Kind.PART:
                done = self._deliver.part(draft, offer.sent, confirmed=True)
                self._finish(done, draft, self._searching.situation, sent=offer.sent + 1)
            case Kind.NEXT:
                self._start(draft, Way.PARTS)

    def _follow_whole(self) -> None:
        self._look_again()
        self._otherwise = False
        offer = self._following.offer
        if offer is None:
            return
        match offer.kind:
            case Kind.BASKET:
                self._copy_basket(self._searching.situation)
            case Kind.PART:
                done = self._deliver(offer.drafts[0], confirmed=True)
                self._finish(done, offer.drafts[0], self._searching.situation)
            case Kind.NEXT:
                self._start(offer.drafts[0], Way.WHOLE)

    def _copy_basket(self, situation: Situation, *last: Draft) -> None:
        """As one text, with one more reply at its end if given. What is in it was confirmed when it was collected."""
        drafts = (*self._following.collected, *last)
        self._finish(self._deliver(*drafts, confirmed=True, ms=self._ms), drafts[-1], situation)

    # after it

    @property
    def _ms(self) -> int | None:
        """Since the palette was opened; None in a pinned one that nobody has opened since the last pick."""
        return self._opened.elapsed() if self._opened.isValid() else None

    def _finish(self, outcome: Outcome, draft: Draft, situation: Situation, sent: int = 0) -> None:
        """``sent`` messages of the draft are copied now, 0 for all as one; ``situation`` holds what was typed."""
        notices, self._notices = self._notices, ()
        if not isinstance(outcome, Delivered):
            self._window.say(sentence(outcome.problem))
            return
        outcome = replace(outcome, notices=(*notices, *outcome.notices))
        if outcome.uses:
            self._last = Pick(outcome.uses, draft.reply, self._window.search.query)
        self._opened.invalidate()
        self._clean_up(situation)
        self._recent.add(outcome.delivery)
        self.delivered.emit(outcome)
        self._wait_for_more(draft, sent, whole=outcome.delivery.count == 0)
        self._close_after(outcome.delivery.title)

    def _wait_for_more(self, draft: Draft, sent: int, *, whole: bool) -> None:
        if self._following.collected:
            self._following.empty()
        waiting = None if whole else deliveries.pending(draft, sent, self._clock.now())
        if waiting is not None:
            self._window.recall("")  # for a pinned palette: the next Enter goes on
            self._following.wait(waiting)
        else:
            self._following.arrive(draft.reply)

    def _clean_up(self, situation: Situation) -> None:
        """What was held or typed for this reply is done with; what was typed is known of this customer from now on."""
        self._held = None
        self._filling.keep(situation)
        self._filling.forget()
        self._searching.remember()

    def _close_after(self, title: str) -> None:
        pastes = self._paste.by_enter(self._searching.situation.client, other=self._otherwise)
        if self._window.pin.isChecked():
            self._searching.refresh()
            self._window.say(sentence(Problem("paste-pinned" if pastes else "copied", {"title": title})))
            return
        self._window.dismiss()
        if pastes:
            self._paste(self._pasted)

    def _pasted(self, outcome: PasteOutcome) -> None:
        if isinstance(outcome, CopiedOnly):
            self.not_pasted.emit(outcome.problem)

    def _escape(self) -> None:
        """First the basket, then the palette."""
        if self._following.collected:
            self._following.empty()
        else:
            self._window.dismiss()

    # once more, or not at all

    def _copy_last(self) -> None:
        self._look_again()
        last = self._recent.last(self._clock.now().date())
        if last is not None:
            self._copy_again(last)
        else:
            self._show_recent()

    def _show_recent(self) -> None:
        corner = self._window.search.mapToGlobal(QPoint(0, self._window.search.height() + 4))
        if not self._recent.open(corner, self._clock.now().date()):
            self._window.say(sentence(Problem("nothing-copied-today")))

    def _copy_again(self, delivery: Delivery) -> None:
        self._otherwise = False
        outcome = self._deliver.again(delivery)
        if isinstance(outcome, Delivered):
            self._recent.add(outcome.delivery)
            self._close_after(delivery.title)
        else:
            self._window.say(sentence(outcome.problem))

    def _take_back(self) -> None:
        """The last pick was not meant: it doesn't count, nothing follows it, and its neighbours are at hand."""
        last, self._last = self._last, None
        if last is None:
            self._window.say(sentence(Problem("no-pick-to-undo")))
            return
        problems = self._deliver.take_back(last.uses)
        for use in last.uses:
            self.taken_back.emit(use)
        self._following.arrive(last.reply)
        self._window.recall(last.query)
        self._window.select(self._searching.place(last.reply.id) or 0)
        said = (Problem("undone", {"what": last.reply.title}), *problems)
        self._window.say("  ".join(map(sentence, said)))
