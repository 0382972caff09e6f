"""Pick → fill → render → clipboard → usage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC

from miaohui.domain.draft import Draft
from miaohui.domain.usage import Use
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow.ports import Clipboard, Clock, Pictures, UsageLog


@dataclass(frozen=True)
class Delivered:
    """It is on the clipboard. ``notices`` say what went wrong beside it."""

    use: Use
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

    def __call__(self, draft: Draft, *, confirmed: bool = False) -> Outcome:
        """Copy the draft: all texts as one, or its first picture where it has no text.

        Further pictures are a notice, and so is a use that can't be written down: the copy counts.
        """
        problem = hindrance(draft, confirmed=confirmed)
        if problem is not None:
            return Failed(problem)
        try:
            left = self._copy(draft)
        except MiaohuiError as error:
            return Failed(error.problem)
        notices = [Problem("pictures-not-copied", {"count": left})] if left else []
        use = Use(self._clock.now().astimezone(UTC), draft.reply.id, draft.client, draft.season)
        try:
            self._usage.append(use)
        except MiaohuiError as error:
            notices.append(error.problem)
        return Delivered(use, tuple(notices))

    def _copy(self, draft: Draft) -> int:
        """How many pictures are left over. Raises MiaohuiError."""
        if draft.text.strip():
            self._clipboard.set_text(draft.text, personal=draft.personal)
            return len(draft.pictures)
        self._clipboard.set_picture(self._pictures.content(draft.pictures[0]))
        return len(draft.pictures) - 1
