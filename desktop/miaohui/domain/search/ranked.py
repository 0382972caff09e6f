"""The search for words: what is found in which order. Needs numpy, which takes some time to load."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np

from miaohui.domain.library import Library
from miaohui.domain.reply import Reply
from miaohui.domain.search import later
from miaohui.domain.search.changes import differing
from miaohui.domain.search.found import NOT
from miaohui.domain.search.gathered import Gathered, Rows, total
from miaohui.domain.search.index import Batch, Index, Mask
from miaohui.domain.search.model import ENOUGH, FEW, Bonus, Query, Result
from miaohui.domain.search.scoring import Scores
from miaohui.domain.search.sounds import Sounds
from miaohui.domain.search.steps import Steps
from miaohui.domain.search.weights import BELOW, BODY_INITIALS, IN_USE
from miaohui.domain.season import Seasons
from miaohui.domain.starter import StarterMode

_BATCH = 200
"""Replies made ready in one step."""
_PASSES = ((ENOUGH, later.fuzzy), (FEW, later.slips), (FEW, later.gaps), (FEW, later.sentence))
"""One after the other, where there are fewer hits than this; each below what was found before it."""


class RankedSearch:
    def __init__(self, sounds: Sounds, seasons: Seasons) -> None:
        self.seasons = seasons
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
        gathered = Gathered(self.index, query, self._offered(query), partial(self._added, query=query, bonus=bonus))
        found = [self.index.heads(word) for word in words]
        if not query.limit or gathered.fitting(total(found)) < query.limit:
            found = [head | self.index.bodies(word) for head, word in zip(found, words, strict=True)]
        scores = total(found)
        weak = np.logical_or.reduce([one.scores == BODY_INITIALS for one in found])
        gathered.add(found, np.where(weak, NOT, scores))
        gathered.add_last(found, np.where(weak, scores, NOT))
        return gathered

    def widening(self, query: Query, words: Sequence[str], bonus: Bonus) -> Steps[Result]:
        """The same, and below it what the later passes find."""
        gathered = yield from self._widened(query, words, bonus)
        return gathered.result()

    def filtering(self, query: Query, words: Sequence[str], bonus: Bonus) -> Steps[Sequence[Reply]]:
        """The replies of :meth:`widening` alone, without what a list shows of each."""
        gathered = yield from self._widened(query, words, bonus)
        return gathered.replies()

    def _widened(self, query: Query, words: Sequence[str], bonus: Bonus) -> Steps[Gathered]:
        index, size = self.index, len(self.index)
        steps = self._widening(query, words, bonus)
        while self.index is index and len(index) == size:
            try:
                next(steps)
            except StopIteration as end:
                gathered: Gathered = end.value
                return gathered
            yield
        return self.strictly(query, words, bonus)  # the library has changed in between

    def _widening(self, query: Query, words: Sequence[str], bonus: Bonus) -> Steps[Gathered]:
        gathered = self.strictly(query, words, bonus)
        yield
        for enough, one_pass in _PASSES:
            if gathered.count >= enough:
                break
            found = yield from one_pass(self.index, words, gathered.open)
            if found:
                gathered.add(found, total(found))
                yield
        return gathered

    def _offered(self, query: Query) -> Mask:
        """The rows that the query is about, whatever category was asked for."""
        index = self.index
        offered = index.alive.copy()
        for row, reply in index.seasonal.items() if query.season else ():
            offered[row] &= self.seasons.offers(reply, query.season)
        offered[[index.row_of[one] for one in query.hidden if one in index.row_of]] = False
        if query.starter is StarterMode.HIDDEN:
            offered &= ~index.starters
        if query.scope:
            offered &= [reply.scope == query.scope for reply in index.replies]
        if query.tag:
            offered &= [query.tag in reply.tags for reply in index.replies]
        return offered

    def _added(self, rows: Rows, query: Query, bonus: Bonus) -> Scores:
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
