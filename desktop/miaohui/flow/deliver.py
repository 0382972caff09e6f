"""Pick → fill → render → clipboard → usage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC

from miaohui.domain.draft import Draft
from miaohui.domain.usage import Use
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow.ports import Clipboard, Clock, UsageLog


@dataclass(frozen=True)
class Delivered:
    """The text is on the clipboard. ``notice`` says what went wrong beside it."""

    use: Use
    notice: Problem | None = None


@dataclass(frozen=True)
class Failed:
    problem: Problem


Outcome = Delivered | Failed


def hindrance(draft: Draft, *, confirmed: bool = False) -> Problem | None:
    """Why this draft must not leave: something is missing, the guard holds it back (unless confirmed), or no text is
    left of it."""
    if draft.missing:
        return Problem("missing-values", {"names": "、".join(draft.missing)})
    if draft.held and not confirmed:
        return Problem("held-back", {"texts": "  ".join(draft.held)})
    if not draft.text.strip():
        return Problem("empty-text")
    return None


class Deliver:
    """Puts drafts on the clipboard and counts their use."""

    def __init__(self, clipboard: Clipboard, usage: UsageLog, clock: Clock) -> None:
        self._clipboard = clipboard
        self._usage = usage
        self._clock = clock

    def __call__(self, draft: Draft, *, confirmed: bool = False) -> Outcome:
        """Copy the draft. A use that can't be written down is a notice: the copy counts."""
        problem = hindrance(draft, confirmed=confirmed)
        if problem is not None:
            return Failed(problem)
        try:
            self._clipboard.set_text(draft.text)
        except MiaohuiError as error:
            return Failed(error.problem)
        use = Use(self._clock.now().astimezone(UTC), draft.reply.id, draft.client, draft.season)
        try:
            self._usage.append(use)
        except MiaohuiError as error:
            return Delivered(use, error.problem)
        return Delivered(use)
