"""Replies that say the same, or nearly.

Two texts are the more alike the more pairs of neighbouring characters they share: the Jaccard index of their sets of
such pairs, blanks, punctuation and letter case aside. An index of which texts hold a pair tells for each text at once
how much it shares with all the others.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from miaohui.domain.reply import Reply
from miaohui.domain.search.steps import Steps

ALIKE = 0.75
"""From this index on texts count as nearly the same."""
_SLICE = 100
"""Replies that are looked at in one step."""


@dataclass(frozen=True, repr=False)
class Alike:
    """Replies that say the same, in the order of the library. ``likeness`` is that of the least alike neighbours among
    them: 1 where all of them say exactly the same, signs and blanks aside."""

    replies: tuple[Reply, ...]
    likeness: float


def normalised(text: str) -> str:
    """Letters, digits and characters alone, in folded case and their narrow forms."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def finding_alike(replies: Iterable[Reply], least: float = ALIKE) -> Steps[tuple[Alike, ...]]:
    """Groups of replies whose first wordings are alike, the largest first; in steps of some milliseconds."""
    there = list(replies)
    same: dict[str, list[Reply]] = defaultdict(list)
    for number, reply in enumerate(there):
        same[normalised(reply.text) or reply.text].append(reply)
        if number % _SLICE == 0:
            yield
    texts = list(same)
    groups = yield from _grouped(texts, least)
    places = {reply.id: place for place, reply in enumerate(there)}
    found: list[Alike] = []
    for members, likeness in groups:
        together = sorted((r for member in members for r in same[member]), key=lambda r: places[r.id])
        if len(together) > 1:
            found.append(Alike(tuple(together), likeness))
    found.sort(key=lambda one: (-len(one.replies), -one.likeness, places[one.replies[0].id]))
    return tuple(found)


def _grouped(texts: list[str], least: float) -> Steps[list[tuple[list[str], float]]]:
    """Groups of texts in which each is joined to another by an index of at least this, and the least of these."""
    import numpy as np  # takes some time to load

    pairs: list[list[int]] = []
    numbers: dict[str, int] = {}
    holders: list[list[int]] = []
    for place, text in enumerate(texts):
        if place % _SLICE == 0:
            yield
        pairs.append([numbers.setdefault(pair, len(numbers)) for pair in set(map("".join, pairwise(text)))])
        holders += ([] for _ in range(len(numbers) - len(holders)))
        for number in pairs[-1]:
            holders[number].append(place)
    held = [np.array(places, np.int32) for places in holders]
    sizes = np.array(list(map(len, pairs)), np.int32)
    group = np.arange(len(texts))
    likeness = [1.0] * len(texts)
    for place in range(len(texts)):
        yield
        if not pairs[place]:
            continue
        # How many pairs each of the texts before this one shares with it.
        shared = np.bincount(np.concatenate([held[number] for number in pairs[place]]), minlength=place)[:place]
        index = shared / (sizes[:place] + sizes[place] - shared)
        for other in np.flatnonzero(index >= least).tolist():
            joined, into = int(group[place]), int(group[other])
            if joined != into:
                group[group == joined] = into
                likeness[into] = min(likeness[into], likeness[joined], float(index[other]))
    members: dict[int, list[str]] = defaultdict(list)
    for place, text in enumerate(texts):
        members[int(group[place])].append(text)
    return [(together, likeness[number]) for number, together in members.items()]
