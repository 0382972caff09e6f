"""Searches that found nothing: what the library may lack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

MAX_WORDS = 40
"""Characters; a longer query is a text that was pasted, not a name for a reply."""


@dataclass(frozen=True)
class Miss:
    """When (UTC), and for what, empty where the agent doesn't want that kept."""

    time: datetime
    words: str = field(default="", repr=False)


@dataclass(frozen=True)
class MissReport:
    """How many there were, and the words of those that were kept with how often, the commonest first."""

    total: int
    words: tuple[tuple[str, int], ...] = field(repr=False)


def report(misses: Iterable[Miss]) -> MissReport:
    everyone = list(misses)
    words = Counter(miss.words for miss in everyone if miss.words)
    return MissReport(len(everyone), tuple(words.most_common()))
