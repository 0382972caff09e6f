"""A buyer's whole sentence: the replies whose title or alias shares the most pairs of characters with it."""

from __future__ import annotations

import numpy as np

from miaohui.domain.search.found import NOT, Found
from miaohui.domain.search.gapped import joined
from miaohui.domain.search.index import Index, Mask, Segment
from miaohui.domain.search.model import Field, Match
from miaohui.domain.search.strip import KINDS, Places

FEWEST, MOST = 3, 60
"""Characters of a sentence."""
SHOWN = 20
_FIELDS = [KINDS.index(kind) for kind in (Field.TITLE, Field.ALIAS)]


def pairs_of(words: list[str]) -> list[str]:
    """The sentence's pairs of characters, each once."""
    sentences = [word[:MOST] for word in words if len(word) >= FEWEST]
    pairs = dict.fromkeys(s[i : i + 2] for s in sentences for i in range(len(s) - 1))
    return [pair for pair in pairs if pair.isalnum() and not pair.isascii()][:MOST]


def find(index: Index, pairs: list[str], wanted: Mask) -> Found:
    """The best :data:`SHOWN`. A pair counts the more the fewer fields have it."""
    scores = np.full(len(index), NOT)
    given: dict[int, tuple[Match, ...]] = {}
    having = [[_fields(segment, pair) for pair in pairs] for segment in index.segments]
    spread = np.array([sum(len(one[number]) for one in having) for number in range(len(pairs))])
    sharing = sum(len(np.unique(np.concatenate(one))) for one in having)
    worth = np.log1p(sharing / np.maximum(spread, 1))
    everything = float(worth[spread > 0].sum()) or 1.0
    for segment, fields_of in zip(index.segments, having, strict=True):
        strip = segment.head.strip
        points = np.zeros(len(strip.rows))
        for fields, value in zip(fields_of, worth.tolist(), strict=True):
            points[fields] += value
        points += (points > 0) / (1 + strip.lengths)
        points *= wanted[strip.rows + segment.first]
        for number in np.argsort(-points, kind="stable")[: 2 * SHOWN].tolist():
            row, score = int(strip.rows[number]) + segment.first, 100 * float(points[number]) / everything
            if score > max(0.0, float(scores[row])):
                scores[row] = score
                given[row] = _marks(segment, number, pairs)
    scores[np.argsort(-scores, kind="stable")[SHOWN:]] = NOT
    return Found(scores, (), given)


def _fields(segment: Segment, pair: str) -> Places:
    """The titles and aliases that have it."""
    strip = segment.head.strip
    fields = np.unique(strip.field_at[segment.head.literal(pair).origins])
    return fields[np.isin(strip.kinds[fields], _FIELDS)]


def _marks(segment: Segment, number: int, pairs: list[str]) -> tuple[Match, ...]:
    strip = segment.head.strip
    start = int(strip.starts[number])
    found: list[tuple[int, int]] = []
    for pair in pairs:
        origins = segment.head.literal(pair).origins
        origins = origins[strip.field_at[origins] == number]
        found += [(origin - start, origin - start + 2) for origin in origins.tolist()]
    return tuple(Match(KINDS[strip.kinds[number]], *span) for span in joined(sorted(found)))
