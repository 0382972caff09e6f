"""The starter library's replies beside the agent's own: strangers' phrases must not drown them."""

from __future__ import annotations

from enum import StrEnum

from miaohui.domain.library import Library
from miaohui.domain.reply import Reply, Scope

SOURCE = "starter:"
"""What a starter reply's ``source`` begins with; its code follows."""


class StarterMode(StrEnum):
    """AUTO: below one's own as soon as something was imported, mixed until then."""

    AUTO = "auto"
    MIXED = "mixed"
    BELOW = "below"
    HIDDEN = "hidden"


def is_starter(reply: Reply) -> bool:
    return reply.source.startswith(SOURCE)


def resolved(mode: StarterMode, library: Library) -> StarterMode:
    """The mode that AUTO means for this library."""
    if mode is not StarterMode.AUTO:
        return mode
    imported = any(r.scope is Scope.PERSONAL and r.source and not is_starter(r) for r in library.active())
    return StarterMode.BELOW if imported else StarterMode.MIXED
