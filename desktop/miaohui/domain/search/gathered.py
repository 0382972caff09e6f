"""What a query has found so far, in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from miaohui.domain.reply import Reply
from miaohui.domain.search.deciding import Span, deciding
from miaohui.domain.search.found import NOT, Found
from miaohui.domain.search.index import Index, Mask
from miaohui.domain.search.model import ENOUGH, Hit, Match, Query, Result
from miaohui.domain.search.scoring import Scores

ALIKE = 2.0
"""Points of difference, usage aside, up to which hits fit equally well."""
_DECIDED, _BESIDE = 12, 200
"""Hits that are told apart, and titles that they are compared with."""

Rows = npt.NDArray[np.int64]


class Gathered:
    """The hits, the best first."""

    def __init__(self, index: Index, query: Query, offered: Mask, added: Callable[[Rows], Scores]) -> None:
        """``added`` is what rows get whatever was typed."""
        self._index = index
        self._query = query
        self._offered = offered
        self._added = added
        self._hits: list[tuple[float, int, Sequence[Found]]] = []
        self._rows: Rows = np.zeros(0, np.int64)
        self._plain: Scores = np.full(len(index), NOT)
        self._last: tuple[Sequence[Found], Scores] | None = None
        self.open = offered.copy()
        """What is offered and not found yet."""
        self.count = 0
        """Hits of the category asked for."""

    def fitting(self, scores: Scores) -> int:
        """How many of these hits are of the category asked for."""
        return len(self._here(np.flatnonzero((scores > NOT) & self.open)))

    def add(self, found: Sequence[Found], plain: Scores) -> None:
        """Rows with their scores, usage aside, below what is there: scores are cut to that of the last hit so far."""
        rows = np.flatnonzero((plain > NOT) & self.open)
        self.open[rows] = False
        rows = self._here(rows)
        self.count += len(rows)
        room = self._query.limit - len(self._hits) if self._query.limit else len(rows)
        if not len(rows) or room <= 0:
            return
        scores = plain[rows] + self._added(rows)
        best = _best(scores, rows, self._index, room)
        floor = self._hits[-1][0] if self._hits else np.inf
        chosen = [(min(float(scores[n]), floor), int(rows[n]), found) for n in best.tolist()]
        chosen.sort(key=lambda hit: (-hit[0], self._index.places[hit[1]], self._index.replies[hit[1]].code))
        if not self._hits:
            self._plain, self._rows = plain, rows
        self._hits += chosen

    def add_last(self, found: Sequence[Found], plain: Scores) -> None:
        """Those that owe a word to initials somewhere in a text: below whatever else is found, and not counted."""
        self._last = found, plain

    def replies(self) -> Sequence[Reply]:
        """The hits' replies, the best first."""
        if self._last is not None:
            self.add(*self._last)
        return [self._index.replies[row] for _, row, _ in self._hits]

    def result(self) -> Result:
        scarce = self.count < ENOUGH
        if self._last is not None:
            self.add(*self._last)
        index = self._index
        seen = self._offered & ~self.open
        numbers = np.bincount(index.tops[seen], minlength=len(index.names)).tolist()
        counts = Counter({name: count for name, count in zip(index.names, numbers, strict=True) if count})
        marks = self._marks()
        decides = self._decides()
        hits = tuple(
            Hit(index.replies[row], score, tuple(dict.fromkeys(marks[row])), decides.get(row))
            for score, row, _ in self._hits
        )
        return Result(hits, counts, scarce)

    def _here(self, rows: Rows) -> Rows:
        category = self._query.category
        return rows[self._index.within(category, rows)] if category else rows

    def _marks(self) -> dict[int, list[Match]]:
        stages = {id(found): found for _, _, found in self._hits}
        marks: dict[int, list[Match]] = {}
        for stage in stages.values():
            rows = [row for _, row, found in self._hits if found is stage]
            for row in rows:
                marks[row] = []
            for word in stage:
                for row, some in word.marks(rows).items():
                    marks[row] += some
        return marks

    def _decides(self) -> dict[int, Span]:
        """For the first hits: the word that tells each from the others that fit as well."""
        found: dict[int, Span] = {}
        shown = [row for _, row, _ in self._hits[:_DECIDED] if self._plain[row] > NOT]
        plain = self._plain[self._rows]
        points = dict.fromkeys(round(float(self._plain[row]), 1) for row in shown)
        for score in points:
            near = self._rows[np.abs(plain - score) <= ALIKE][:_BESIDE].tolist()
            alike = dict.fromkeys([row for row in shown if abs(self._plain[row] - score) <= ALIKE] + near)
            rows = list(alike)
            asked = [n for n, row in enumerate(rows[: len(shown)]) if round(float(self._plain[row]), 1) == score]
            if len(rows) > 1:
                spans = deciding([self._index.replies[row].title for row in rows], asked)
                found |= {rows[number]: span for number, span in spans.items()}
        return found


def total(found: Sequence[Found]) -> Scores:
    """-inf where a word is missing."""
    scores = found[0].scores
    for one in found[1:]:
        scores = scores + one.scores
    return scores


def _best(scores: Scores, rows: Rows, index: Index, limit: int) -> npt.NDArray[np.int64]:
    """The numbers of the best, in order; among equals the library's order decides."""
    chosen = np.arange(len(scores))
    if len(scores) > limit:
        chosen = np.flatnonzero(scores >= np.partition(scores, -limit)[-limit])
    equal = rows[chosen]
    return chosen[np.lexsort((index.codes[equal], index.places[equal], -scores[chosen]))][:limit]
