"""Where one word was found: the best score of each row, and what to mark in those that are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from miaohui.domain.search.model import Match
from miaohui.domain.search.scoring import Scores
from miaohui.domain.search.strip import KINDS, Spans, Strip

NOT = np.float32(-np.inf)


@dataclass(frozen=True, eq=False)
class Hits:
    """Some hits in one strip, whose rows count from ``first``."""

    strip: Strip
    first: int
    spans: Spans
    scores: Scores

    def rows(self) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
        return self.strip.rows[self.strip.field_at[self.spans.origins]] + np.int32(self.first)


@dataclass(frozen=True, eq=False)
class Found:
    scores: Scores
    """By row; -inf where the word isn't."""
    hits: tuple[Hits, ...] = ()
    given: Mapping[int, tuple[Match, ...]] = field(default_factory=dict)
    """Marks that were worked out already."""

    @classmethod
    def of(cls, count: int, hits: Iterable[Hits]) -> Found:
        """``count`` is the number of rows."""
        scores = np.full(count, NOT)
        some = tuple(one for one in hits if len(one.scores))
        for one in some:
            np.maximum.at(scores, one.rows(), one.scores)
        return cls(scores, some)

    def __or__(self, other: Found) -> Found:
        """The better of both."""
        return Found(np.maximum(self.scores, other.scores), self.hits + other.hits, {**other.given, **self.given})

    def or_else(self, other: Found) -> Found:
        """The other one where this one has nothing."""
        scores = np.where(self.scores > NOT, self.scores, other.scores)
        return Found(scores, self.hits + other.hits, {**other.given, **self.given})

    def marks(self, rows: list[int]) -> dict[int, list[Match]]:
        """The best hit in each field of these rows, in the fields' order."""
        shown = np.zeros(len(self.scores), np.bool_)
        shown[rows] = True
        best: dict[tuple[int, int, int], tuple[float, Match]] = {}
        for hits in self.hits:
            strip = hits.strip
            chosen = np.flatnonzero(shown[hits.rows()])
            origins = hits.spans.origins[chosen]
            fields = strip.field_at[origins]
            starts = origins - strip.starts[fields]
            ends = hits.spans.lasts[chosen] - strip.starts[fields] + 1
            for row, index, kind, score, start, end in zip(
                (strip.rows[fields] + hits.first).tolist(),
                fields.tolist(),
                strip.kinds[fields].tolist(),
                hits.scores[chosen].tolist(),
                starts.tolist(),
                ends.tolist(),
                strict=True,
            ):
                key = (row, kind, index)
                before = best.get(key)
                if before is None or score > before[0]:
                    best[key] = score, Match(KINDS[kind], start, end)
        marks: dict[int, list[Match]] = {row: list(self.given.get(row, ())) for row in rows}
        for key in sorted(best):
            marks[key[0]].append(best[key][1])
        return marks
