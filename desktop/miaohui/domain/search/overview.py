"""What the empty text lists: favourites in their places, then by usage, then in the library's order. It is kept up to
date reply by reply, and needs nothing that takes long to load."""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from miaohui.domain.library import Library
from miaohui.domain.reply import Reply
from miaohui.domain.search.changes import differing
from miaohui.domain.search.model import ENOUGH, Bonus, Hit, Query, Result
from miaohui.domain.search.steps import Steps
from miaohui.domain.search.weights import BELOW
from miaohui.domain.season import Seasons
from miaohui.domain.starter import StarterMode, is_starter

_MANY = 500
"""With more changes than this everything is sorted anew."""

_Key = tuple[str, int, str, str]


class _Group(NamedTuple):
    """Replies that are offered together."""

    top: str
    category: str
    starter: bool
    only_in: tuple[str, ...]
    scope: str
    tags: tuple[str, ...]


class Overview:
    """``library`` is what it lists, None before the first."""

    def __init__(self, seasons: Seasons) -> None:
        self.seasons = seasons
        self.library: Library | None = None
        self._order: list[_Key] = []
        self._groups: Counter[_Group] = Counter()
        self._favourites: set[str] = set()

    def following(self, library: Library) -> Steps[None]:
        """List this library; until the end the one before is listed."""
        before = self.library
        changed = differing(before.replies, library.replies) if before is not None else []
        if before is None or len(changed) > _MANY or before.categories != library.categories:
            yield from self._anew(library)
            return
        for one in changed:
            old, new = before.replies.get(one), library.replies.get(one)
            if old is not None and old.deleted is None:
                del self._order[bisect_left(self._order, _key(old))]
                self._groups[_group(old, before)] -= 1
            self._favourites.discard(one)
            if new is not None and new.deleted is None:
                insort(self._order, _key(new))
                self._groups[_group(new, library)] += 1
                if new.favourite is not None:
                    self._favourites.add(one)
        self.library = library

    def _anew(self, library: Library) -> Steps[None]:
        order: list[_Key] = []
        groups: Counter[_Group] = Counter()
        replies = library.active()
        while some := list(islice(replies, _MANY)):
            order += map(_key, some)
            groups.update(_group(reply, library) for reply in some)
            yield
        order.sort()
        self._favourites = {one.id for one in library.active() if one.favourite is not None}
        self._order, self._groups, self.library = order, groups, library

    @property
    def _listed(self) -> Library:
        return self.library or Library()

    def result(self, query: Query, bonus: Bonus) -> Result:
        counts: Counter[str] = Counter()
        fitting = 0
        for group, count in self._groups.items():
            if count and self._offers(query, group):
                counts[group.top] += count
                fitting += count * (not query.category or query.category in (group.top, group.category))
        for one in query.hidden:
            reply = self._listed.replies.get(one)
            if (
                reply is not None
                and reply.deleted is None
                and self._offers(query, group := _group(reply, self._listed))
            ):
                counts[group.top] -= 1
                fitting -= not query.category or query.category in (group.top, group.category)
        replies = self._candidates(query, bonus)
        worth = bonus.get if isinstance(bonus, Mapping) else lambda reply, _: bonus(reply)

        def score(reply: Reply) -> float:
            below = query.starter is StarterMode.BELOW and is_starter(reply)
            return worth(reply.id, 0.0) - BELOW * below

        scored = [(reply, score(reply)) for reply in replies]
        scored.sort(key=lambda one: (_favourite_place(one[0]), -one[1], _key(one[0])))
        hits = tuple(Hit(reply, points, ()) for reply, points in scored[: query.limit or None])
        return Result(hits, counts, fitting < ENOUGH)

    def filtering(self, query: Query) -> Steps[Sequence[Reply]]:
        """All replies that fit, in the library's order, whatever usage says."""
        keys, replies = iter(self._order.copy()), self._listed.replies
        found: list[Reply] = []
        while some := list(islice(keys, _MANY)):
            found += [reply for key in some if self._fits(query, reply := replies[key[3]])]
            yield
        return found

    def _candidates(self, query: Query, bonus: Bonus) -> list[Reply]:
        """Among these are the first ones; usage can only lift a reply."""
        replies = self._listed.replies
        if not isinstance(bonus, Mapping) or not query.limit:
            return list(self._in_order(query))
        found: dict[str, Reply] = {}
        own = 0
        for reply in self._in_order(query):
            if query.starter is not StarterMode.BELOW or not is_starter(reply):
                own += 1
            elif len(found) - own >= query.limit:
                continue
            found[reply.id] = reply
            if own >= query.limit:
                break
        for one in (*self._favourites, *bonus):
            if one in replies and self._fits(query, replies[one]):
                found[one] = replies[one]
        return list(found.values())

    def _in_order(self, query: Query) -> Iterator[Reply]:
        replies = self._listed.replies
        return (reply for key in self._order if self._fits(query, reply := replies[key[3]]))

    def _fits(self, query: Query, reply: Reply) -> bool:
        group = _group(reply, self._listed)
        here = not query.category or query.category in (group.top, group.category)
        return here and reply.deleted is None and reply.id not in query.hidden and self._offers(query, group)

    def _offers(self, query: Query, group: _Group) -> bool:
        if group.starter and query.starter is StarterMode.HIDDEN:
            return False
        if (query.scope and group.scope != query.scope) or (query.tag and query.tag not in group.tags):
            return False
        if not group.only_in or not query.season:
            return True
        return any(one in group.only_in for one in self.seasons.chain(query.season))


def _group(reply: Reply, library: Library) -> _Group:
    top = library.top_of(reply.category)
    return _Group(top, reply.category, is_starter(reply), reply.only_in, reply.scope, reply.tags)


def _key(reply: Reply) -> _Key:
    return reply.scope, reply.order, reply.code, reply.id


def _favourite_place(reply: Reply) -> float:
    return math.inf if reply.favourite is None else reply.favourite
