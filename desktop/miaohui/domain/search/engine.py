"""The engine: every reply's fields, folded and spelled once, looked through at each search."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter

from miaohui.domain.library import Library
from miaohui.domain.pinyin import Readings
from miaohui.domain.search import gapped, homophone, mixed, overlap, strict, typo
from miaohui.domain.search.folding import Simplified, fold
from miaohui.domain.search.index import Entry, Found, make_entry
from miaohui.domain.search.model import ENOUGH, FEW, Hit, Match, Query, Result
from miaohui.domain.search.shelf import Shelf, shelved
from miaohui.domain.search.sounds import Sounds
from miaohui.domain.search.weights import BELOW, BODY_INITIALS
from miaohui.domain.season import Seasons
from miaohui.domain.starter import StarterMode, is_starter

_PASSES = ((ENOUGH, (mixed.prepare, gapped.prepare)), (FEW, (typo.prepare, homophone.prepare)))
"""One after the other, where there are fewer hits than this; each below what was found before it."""

MOST_WORDS = 12
"""More of them are no query but a text that was pasted; the later passes leave it alone."""

_Scored = tuple[float, Entry, list[list[Found]]]
_Finder = Callable[[Entry], list[Found]]
_Bonus = Callable[[str], float]


@dataclass
class _Gathered:
    """What a query has found so far: the hits of the category asked for, the best first, and ``all`` of any.
    ``weak`` are those that owe a word to initials somewhere in a text: they come last whatever else is found."""

    query: Query
    weak: list[_Scored] = field(default_factory=list)
    hits: list[_Scored] = field(default_factory=list)
    all: list[_Scored] = field(default_factory=list)

    def add(self, more: list[_Scored]) -> None:
        """Below what is there: scores are cut to that of the last hit so far."""
        more.sort(key=itemgetter(0), reverse=True)  # stable: the entries' own order decides among equals
        self.all += more
        category = self.query.category
        if category:
            more = [hit for hit in more if category in (hit[1].top, hit[1].reply.category)]
        if self.hits:
            floor = self.hits[-1][0]
            more = [(min(score, floor), entry, found) for score, entry, found in more]
        self.hits += more

    def result(self) -> Result:
        scarce = len(self.hits) < ENOUGH
        if self.weak:
            found = {entry.reply.id for _, entry, _ in self.all}
            self.add([hit for hit in self.weak if hit[1].reply.id not in found])
        limit = self.query.limit
        best = self.hits[:limit] if limit else self.hits
        hits = tuple(Hit(entry.reply, score, _matches(entry, found)) for score, entry, found in best)
        return Result(hits, Counter(entry.top for _, entry, _ in self.all), scarce)


class TextSearch:
    """``search`` is quick enough for every key; ``widen`` looks further where that finds few."""

    def __init__(self, readings: Readings, seasons: Seasons, simplified: Simplified | None = None) -> None:
        self._readings = readings
        self._seasons = seasons
        self._simplified = simplified or {}
        self._sounds = Sounds(readings)
        self._library = Library()
        self._entries: dict[str, Entry] = {}
        self._shelves: list[Shelf] = []

    def update(self, library: Library) -> None:
        """Search this library from now on; entries of replies that stay the same are kept."""
        kept = self._entries if library.categories == self._library.categories else {}
        replies = sorted(library.active(), key=lambda reply: (reply.scope, reply.order, reply.code))
        entries: dict[str, Entry] = {}
        for reply in replies:
            entry = kept.get(reply.id)
            if entry is None or entry.reply is not reply:
                entry = make_entry(reply, library, self._readings, self._simplified)
            entries[reply.id] = entry
        self._library, self._entries = library, entries
        self._shelves = shelved(list(entries.values()), self._shelves)

    def search(self, query: Query, bonus: _Bonus) -> Result:
        """The best hits first; ``bonus(reply id)`` is what usage adds. An empty text lists everything: favourites in
        their places, then by usage."""
        return self._strictly(query, self._words(query), bonus).result()

    def widen(self, query: Query, bonus: _Bonus) -> Result:
        """The same hits, and if they are few, below them what the later passes find."""
        words = self._words(query)
        found = self._strictly(query, words, bonus)
        if not 1 <= len(words) <= MOST_WORDS:
            return found.result()
        for enough, passes in _PASSES:
            if len(found.hits) >= enough:
                break
            finders = [[finder for prepare in passes if (finder := prepare(word, self._sounds))] for word in words]
            if any(finders):
                found.add(list(_passing(self._rest(found), words, finders, bonus)))
        if len(found.hits) < FEW:
            penalties = {entry.reply.id: penalty for entry, penalty in self._rest(found)}
            entries = (self._entries[reply] for reply in penalties)
            hits = overlap.find(words, entries)
            found.add([(score + penalties[entry.reply.id], entry, [one]) for score, entry, one in hits])
        return found.result()

    def _words(self, query: Query) -> list[str]:
        return list(dict.fromkeys(fold(query.text, self._simplified).split()))

    def _rest(self, gathered: _Gathered) -> Iterator[tuple[Entry, float]]:
        """What is offered and not found yet."""
        found = {entry.reply.id for _, entry, _ in gathered.all}
        return self._offered(gathered.query, (entry for id_, entry in self._entries.items() if id_ not in found))

    def _offered(self, query: Query, entries: Iterable[Entry]) -> Iterator[tuple[Entry, float]]:
        """Those that the query is about, and what is taken off their scores beforehand."""
        for entry in entries:
            reply = entry.reply
            if reply.only_in and not self._seasons.offers(reply, query.season):
                continue
            if (query.scope and reply.scope != query.scope) or (query.tag and query.tag not in reply.tags):
                continue
            if query.starter is StarterMode.MIXED or not is_starter(reply):
                yield entry, 0.0
            elif query.starter is StarterMode.BELOW:
                yield entry, -BELOW

    def _strictly(self, query: Query, words: list[str], bonus: _Bonus) -> _Gathered:
        hits: list[_Scored] = []
        weak: list[_Scored] = []
        for entry, score in self._offered(query, chain.from_iterable(shelf.having(words) for shelf in self._shelves)):
            found: list[list[Found]] = []
            kept = hits
            for word in words:
                hit = strict.find(entry, word)
                if not hit:
                    break
                best = max(hit)[0]
                if best == BODY_INITIALS:
                    kept = weak
                score += best
                found.append(hit)
            else:
                kept.append((score + bonus(entry.reply.id), entry, found))
        gathered = _Gathered(query, weak=weak)
        gathered.add(hits)
        if not words:
            gathered.hits.sort(key=_favourite_place)
        return gathered


def _passing(
    entries: Iterable[tuple[Entry, float]], words: list[str], finders: list[list[_Finder]], bonus: _Bonus
) -> Iterator[_Scored]:
    """The entries in which every word is found, strictly or by one of its finders."""
    for entry, score in entries:
        found: list[list[Found]] = []
        for word, tried in zip(words, finders, strict=True):
            hit = strict.find(entry, word) if len(words) > 1 else []
            for finder in tried:
                hit = hit or finder(entry)
            if not hit:
                break
            score += max(hit)[0]
            found.append(hit)
        else:
            yield score + bonus(entry.reply.id), entry, found


def _favourite_place(hit: _Scored) -> float:
    place = hit[1].reply.favourite
    return math.inf if place is None else place


def _matches(entry: Entry, words: list[list[Found]]) -> tuple[Match, ...]:
    """Each word's best hit in each field."""
    matches: dict[Match, None] = {}
    for found in words:
        best = {index: spans for _, index, spans in sorted(found)}
        matches |= {Match(entry.fields[index], *span): None for index, spans in sorted(best.items()) for span in spans}
    return tuple(matches)
