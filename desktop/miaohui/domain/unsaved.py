"""What stands in the editor's form and isn't saved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from miaohui.domain.reply import Reply

EDITED = (
    "code",
    "title",
    "category",
    "wordings",
    "aliases",
    "tags",
    "channel",
    "variants",
    "only_in",
    "next",
    "look",
    "level",
    "favourite",
    "scope",
)
"""A reply's fields that the form shows; all others stay as they are."""


@dataclass(frozen=True, repr=False)
class Unsaved:
    """``before`` is the reply as it was when the editing began, None for a new one. ``contents`` has its id and may
    lack what a reply needs: a title, a code, a text. ``time`` is UTC."""

    before: Reply | None
    contents: Reply
    time: datetime

    def __repr__(self) -> str:
        return f"Unsaved({self.contents.id})"


def differs(one: Reply, other: Reply) -> bool:
    """Whether the form would show them differently."""
    return any(getattr(one, name) != getattr(other, name) for name in EDITED)


def carried_over(unsaved: Unsaved, current: Reply) -> Reply:
    """The edit made to the reply as it is now: what the agent changed is the agent's, the rest is the current one's."""
    mine = {
        name: getattr(unsaved.contents, name)
        for name in EDITED
        if unsaved.before is None or getattr(unsaved.contents, name) != getattr(unsaved.before, name)
    }
    return replace(current, **mine)
