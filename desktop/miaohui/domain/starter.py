"""The starter library's replies beside the agent's own: strangers' phrases must not drown them."""

from __future__ import annotations

from enum import StrEnum

from miaohui.domain.library import Library
from miaohui.domain.registry import STARTER_SOURCE
from miaohui.domain.reply import Reply


class StarterMode(StrEnum):
    """AUTO: below one's own as soon as something was imported, mixed until then."""

    AUTO = "auto"
    MIXED = "mixed"
    BELOW = "below"
    HIDDEN = "hidden"


def is_starter(reply: Reply) -> bool:
    return reply.source.startswith(STARTER_SOURCE)


def resolved(mode: StarterMode, library: Library) -> StarterMode:
    """The mode that AUTO means for this library."""
    if mode is not StarterMode.AUTO:
        return mode
    return StarterMode.BELOW if library.registry.imported else StarterMode.MIXED
