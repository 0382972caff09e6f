"""A buyer's whole sentence: the replies whose title or alias shares the most pairs of characters with it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from miaohui.domain.search.index import Entry, Found, Span
from miaohui.domain.search.model import Field

FEWEST, MOST = 3, 60
"""Characters of a sentence."""
SHOWN = 20
_FIELDS = (Field.TITLE, Field.ALIAS)


def find(words: list[str], entries: Iterable[Entry]) -> list[tuple[float, Entry, list[Found]]]:
    """The best :data:`SHOWN`, best first. A pair counts the more the fewer replies have it."""
    sentences = [word[:MOST] for word in words]
    pairs = {s[i : i + 2] for s in sentences if len(s) >= FEWEST for i in range(len(s) - 1)}
    pairs = {pair for pair in pairs if pair.isalnum() and not pair.isascii()}
    if not pairs:
        return []
    sharing = [(entry, common) for entry in entries if (common := [p for p in pairs if p in entry.text])]
    spread = Counter(pair for _, common in sharing for pair in common)
    worth = {pair: math.log(1 + len(sharing) / count) for pair, count in spread.items()}
    everything = sum(worth.values())
    hits = []
    for entry, common in sharing:
        found = [one for one in (_in_field(entry, index, common, worth) for index in range(len(entry.fields))) if one]
        if found:
            hits.append((100 * max(found)[0] / everything, entry, found))
    hits.sort(key=lambda hit: hit[0], reverse=True)
    return hits[:SHOWN]


def _in_field(entry: Entry, index: int, pairs: list[str], worth: dict[str, float]) -> Found | None:
    if entry.fields[index] not in _FIELDS:
        return None
    end = entry.ends[index]
    start = end - entry.lengths[index]
    text = entry.text[start:end]
    common = [pair for pair in pairs if pair in text]
    if not common:
        return None
    places = sorted(text.find(pair) for pair in common)
    score = sum(worth[pair] for pair in common) + 1 / (1 + entry.lengths[index])
    return score, index, _joined(places)


def _joined(places: list[int]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for place in places:
        if spans and place <= spans[-1][1]:
            spans[-1] = (spans[-1][0], place + 2)
        else:
            spans.append((place, place + 2))
    return tuple(spans)
