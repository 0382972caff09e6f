"""Pick → fill → render → clipboard → usage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from miaohui.domain import delivery as deliveries
from miaohui.domain.delivery import Delivery
from miaohui.domain.draft import Draft
from miaohui.domain.usage import Use
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow.ports import Clipboard, Clock, Pictures, UsageLog


@dataclass(frozen=True)
class Delivered:
    """It is on the clipboard. ``uses`` are what was counted for it, none where the reply has been counted before;
    ``notices`` say what went wrong beside it."""

    delivery: Delivery
    uses: tuple[Use, ...] = ()
    notices: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Failed:
    problem: Problem


Outcome = Delivered | Failed


def hindrance(draft: Draft, *, confirmed: bool = False) -> Problem | None:
    """Why this draft must not leave: something is missing, the guard holds it back (unless confirmed), or nothing is
    left of it."""
    if draft.missing:
        return Problem("missing-values", {"names": "、".join(draft.missing)})
    if draft.held and not confirmed:
        return Problem("held-back", {"texts": "  ".join(draft.held)})
    if not draft.text.strip() and not draft.pictures:
        return Problem("empty-draft")
    return None


class Deliver:
    """Puts drafts on the clipboard and counts their use."""

    def __init__(self, clipboard: Clipboard, usage: UsageLog, clock: Clock, pictures: Pictures) -> None:
        self._clipboard = clipboard
        self._usage = usage
        self._clock = clock
        self._pictures = pictures

    def __call__(self, *drafts: Draft, confirmed: bool = False, ms: int | None = None) -> Outcome:
        """Copy all texts of the drafts (at least one) as one text, or the first picture where there is none.

        ``ms`` is how long picking took. Further pictures are a notice, and so is a use that can't be written down: the
        copy counts.
        """
        problem = next(filter(None, (hindrance(draft, confirmed=confirmed) for draft in drafts)), None)
        if problem is not None:
            return Failed(problem)
        message, left = deliveries.together(drafts)
        title = " + ".join(dict.fromkeys(draft.reply.title for draft in drafts))
        done = self._copied(Delivery(self._clock.now(), title, message))
        if isinstance(done, Failed):
            return done
        notices = (Problem("pictures-not-copied", {"count": left}),) if left else ()
        return self._counted(replace(done, notices=notices), drafts, ms)

    def part(self, draft: Draft, number: int, *, confirmed: bool = False, ms: int | None = None) -> Outcome:
        """Copy one message of the draft, from 0; its use is counted with the first."""
        problem = hindrance(draft, confirmed=confirmed)
        if problem is not None:
            return Failed(problem)
        message, count = deliveries.part(draft, number), len(draft.parts)
        done = self._copied(Delivery(self._clock.now(), draft.reply.title, message, number + 1, count))
        return self._counted(done, (draft,), ms) if isinstance(done, Delivered) and number == 0 else done

    def again(self, delivery: Delivery) -> Outcome:
        """Copy the same once more; it is no other use."""
        return self._copied(replace(delivery, time=self._clock.now()))

    def take_back(self, uses: Sequence[Use]) -> tuple[Problem, ...]:
        """Uncount these uses; what went wrong."""
        try:
            for use in uses:
                self._usage.take_back(use)
        except MiaohuiError as error:
            return (error.problem,)
        return ()

    def _copied(self, delivery: Delivery) -> Outcome:
        message = delivery.message
        try:
            if message.picture is not None:
                self._clipboard.set_picture(self._pictures.content(message.picture))
            else:
                self._clipboard.set_text(message.text, message.html, personal=message.personal)
        except MiaohuiError as error:
            return Failed(error.problem)
        return Delivered(delivery)

    def _counted(self, done: Delivered, drafts: Sequence[Draft], ms: int | None) -> Delivered:
        time = done.delivery.time.astimezone(UTC)
        uses = tuple(_use(draft, time, ms) for draft in drafts)
        notices = list(done.notices)
        try:
            for use in uses:
                self._usage.append(use)
        except MiaohuiError as error:
            notices.append(error.problem)
        return replace(done, uses=uses, notices=tuple(notices))


def _use(draft: Draft, time: datetime, ms: int | None) -> Use:
    return Use(time, draft.reply.id, draft.client, draft.season, draft.wording, ms)
