"""The search for words: what is found in which order. Needs numpy, which takes some time to load."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from miaohui.domain.library import Library
from miaohui.domain.search import later
from miaohui.domain.search.changes import differing
from miaohui.domain.search.deciding import deciding
from miaohui.domain.search.found import NOT, Found
from miaohui.domain.search.index import Batch, Index, Mask
from miaohui.domain.search.model import ENOUGH, FEW, Bonus, Hit, Match, Query, Result
from miaohui.domain.search.scoring import Scores
from miaohui.domain.search.sounds import Sounds
from miaohui.domain.search.steps import Steps
from miaohui.domain.search.weights import BELOW, IN_USE
from miaohui.domain.season import Seasons
from miaohui.domain.starter import StarterMode

_BATCH = 200
"""Replies made ready in one step."""
ALIKE = 2.0
"""Points of difference, usage aside, up to which hits fit equally well."""
_DECIDED, _BESIDE = 12, 200
"""Hits that are told apart, and titles that they are compared with."""

_PASSES = ((ENOUGH, later.fuzzy), (FEW, later.slips), (FEW, later.gaps), (FEW, later.sentence))
"""One after the other, where there are fewer hits than this; each below what was found before it."""

_Rows = npt.NDArray[np.int64]


class RankedSearch:
    def __init__(self, sounds: Sounds, seasons: Seasons) -> None:
        self._seasons = seasons
        self._sounds = sounds
        self.library: Library | None = None
        """What is searched, None before the first."""
        self.index = Index(self._sounds)
        self._lifted: tuple[object, Index, int, Scores] | None = None

    def following(self, library: Library) -> Steps[None]:
        """Make this library ready; until the end what was there before is searched."""
        before = self.library
        anew = before is None or before.categories != library.categories or self.index.is_mostly_dead
        index = Index(self._sounds) if anew else self.index
        changed = differing(before.replies if before is not None and not anew else {}, library.replies)
        present = [reply for key in changed if (reply := library.replies.get(key)) and reply.deleted is None]
        batches: list[Batch] = []
        for start in range(0, len(present), _BATCH):
            batches.append(Batch.of(present[start : start + _BATCH], library, self._sounds))
            yield
        yield from index.adding(batches, changed)
        yield from index.warming()
        self.index, self.library = index, library

    def strictly(self, query: Query, words: Sequence[str], bonus: Bonus) -> Gathered:
        """Bodies are looked through where the heads alone give fewer hits than asked for."""
        gathered = Gathered(self, query, bonus)
        found = [self.index.heads(word) for word in words]
        total = _sum(found)
        if not query.limit or gathered.fitting(total) < query.limit:
            found = [head | self.index.bodies(word) for head, word in zip(found, words, strict=True)]
            total = _sum(found)
        weak = np.logical_or.reduce([one.scores == 0 for one in found])
        gathered.add(np.where(weak, NOT, total), found)
        gathered.weak = (np.where(weak, total, NOT), found)
        return gathered

    def widening(self, query: Query, words: Sequence[str], bonus: Bonus) -> Steps[Result]:
        """The same, and below it what the later passes find."""
        gathered = self.strictly(query, words, bonus)
        yield
        index = self.index
        for enough, one_pass in _PASSES:
            if gathered.count >= enough:
                break
            found = yield from one_pass(index, words, gathered.open)
            if found:
                gathered.add(_sum(found), found)
                yield
        return gathered.result()

    def offered(self, query: Query) -> Mask:
        """The rows that the query is about, whatever category was asked for."""
        index = self.index
        offered = index.alive.copy()
        for row, reply in index.seasonal.items():
            offered[row] &= self._seasons.offers(reply, query.season)
        if query.starter is StarterMode.HIDDEN:
            offered &= ~index.starters
        return offered

    def added(self, rows: _Rows, query: Query, bonus: Bonus) -> Scores:
        """What is added to these rows' scores, whatever was typed."""
        index = self.index
        if isinstance(bonus, Mapping):
            added = self._lifts(bonus)[rows]
        else:
            added = np.fromiter((bonus(index.replies[row].id) for row in rows.tolist()), np.float32, len(rows))
        if query.starter is StarterMode.BELOW:
            added = np.where(index.starters[rows], added - np.float32(BELOW), added)
        if query.in_use:
            added = np.where(index.within(query.in_use, rows), added + np.float32(IN_USE), added)
        return added

    def _lifts(self, bonus: Mapping[str, float]) -> Scores:
        """By row; kept, as the same mapping comes with every key."""
        index = self.index
        kept = self._lifted
        if kept is None or kept[0] is not bonus or kept[1] is not index or kept[2] != len(index):
            lifts = np.zeros(len(index), np.float32)
            for reply, points in bonus.items():
                row = index.row_of.get(reply)
                if row is not None:
                    lifts[row] = points
            kept = self._lifted = (bonus, index, len(index), lifts)
        return kept[3]


class Gathered:
    """What a query has found so far, the best first. ``weak`` are those that owe a word to initials somewhere in a
    text: they come last whatever else is found."""

    def __init__(self, search: RankedSearch, query: Query, bonus: Bonus) -> None:
        self._search = search
        self._index = search.index
        self._query = query
        self._bonus = bonus
        self._hits: list[tuple[float, int, Sequence[Found]]] = []
        self._rows: _Rows = np.zeros(0, np.int64)
        self._plain: Scores = np.full(len(search.index), NOT)
        self.open = search.offered(query)
        """What is offered and not found yet."""
        self._offered = self.open.copy()
        self.count = 0
        self.weak: tuple[Scores, Sequence[Found]] | None = None

    def fitting(self, total: Scores) -> int:
        """How many of these hits are of the category asked for."""
        return len(self._here(np.flatnonzero((total > NOT) & self.open)))

    def add(self, total: Scores, found: Sequence[Found]) -> None:
        """Below what is there: scores are cut to that of the last hit so far."""
        rows = np.flatnonzero((total > NOT) & self.open)
        self.open[rows] = False
        rows = self._here(rows)
        self.count += len(rows)
        room = self._query.limit - len(self._hits) if self._query.limit else len(rows)
        if not len(rows) or room <= 0:
            return
        scores = total[rows] + self._search.added(rows, self._query, self._bonus)
        best = _best(scores, rows, self._index, room)
        floor = self._hits[-1][0] if self._hits else np.inf
        chosen = [(min(float(scores[n]), floor), int(rows[n]), found) for n in best.tolist()]
        chosen.sort(key=lambda hit: (-hit[0], self._index.places[hit[1]], self._index.replies[hit[1]].code))
        if not self._hits:
            self._plain, self._rows = total, rows
        self._hits += chosen

    def result(self) -> Result:
        scarce = self.count < ENOUGH
        if self.weak is not None:
            self.add(*self.weak)
            self.weak = None
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

    def _here(self, rows: _Rows) -> _Rows:
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

    def _decides(self) -> dict[int, tuple[int, int]]:
        """For the first hits: the word that tells each from the others that fit as well."""
        found: dict[int, tuple[int, int]] = {}
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


def _sum(found: Sequence[Found]) -> Scores:
    """-inf where a word is missing."""
    total = found[0].scores
    for one in found[1:]:
        total = total + one.scores
    return total


def _best(scores: Scores, rows: _Rows, index: Index, limit: int) -> npt.NDArray[np.int64]:
    """The numbers of the best, in order; among equals the library's order decides."""
    chosen = np.arange(len(scores))
    if len(scores) > limit:
        chosen = np.flatnonzero(scores >= np.partition(scores, -limit)[-limit])
    equal = rows[chosen]
    return chosen[np.lexsort((index.codes[equal], index.places[equal], -scores[chosen]))][:limit]
