"""Search: all words in any order, over title, code, aliases, tags, category and body.

A word is found as it stands, as pinyin initials or as full pinyin. The weights follow the field's prototype study:
title before code before aliases before tags before category before body; a hit at the field's start and a whole field
count more, and a whole code counts most.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from operator import itemgetter

from miaohui.domain.library import Library
from miaohui.domain.pinyin import Readings, Spelling, spellings
from miaohui.domain.reply import Reply
from miaohui.domain.season import Seasons
from miaohui.domain.starter import StarterMode, is_starter

MAX_SPELLED = 2_000
"""Characters of a field that are searched by pinyin; as it stands all of it is searched."""


class Field(StrEnum):
    TITLE = "title"
    CODE = "code"
    ALIAS = "alias"
    TAG = "tag"
    CATEGORY = "category"
    BODY = "body"


_WEIGHT = {Field.TITLE: 100, Field.CODE: 95, Field.ALIAS: 80, Field.TAG: 70, Field.CATEGORY: 40, Field.BODY: 12}
_AT_START, _WHOLE, _SHARE = 30, 40, 10
_WHOLE_CODE = 100
"""A code typed in full comes before everything, however often the others are used."""
_LITERAL, _FULL, _INITIALS = 15, 12, 5
_BELOW = 100
"""Off a starter reply's score: any hit in an own reply's head comes first, but not before a code typed in full."""
_BODY_INITIALS = 0.0
"""Some three letters in a row fit nearly any long text: such hits come last, and below the cap of usage."""
_MIN_BODY_LETTERS = 3


@dataclass(frozen=True, repr=False)
class Query:
    """``category`` is a category's id, its children included; ``limit`` 0 means all; ``starter`` is resolved."""

    text: str = ""
    season: str = "normal"
    category: str = ""
    limit: int = 50
    starter: StarterMode = StarterMode.MIXED


@dataclass(frozen=True)
class Match:
    """Characters ``start``–``end`` that a word of the query matched in a field's text: the title, the code, one of the
    aliases or tags, the name of the category or of its parent, the base text."""

    field: Field
    start: int
    end: int


@dataclass(frozen=True)
class Hit:
    reply: Reply
    score: float
    matches: tuple[Match, ...]


@dataclass(frozen=True)
class Result:
    """The best hits, and how many there are by top category's id, whatever category was asked for."""

    hits: tuple[Hit, ...]
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class _Letters:
    """All spellings of some fields in one string, each behind a newline (which no word contains).

    ``ends[i]`` is where those of the i-th field end; ``places`` are the characters that the letters are of, -1 for
    newlines; the fields count from ``first``.
    """

    text: str
    ends: tuple[int, ...]
    places: array[int]
    first: int = 0

    def find(self, word: str) -> Iterator[tuple[int, int, int]]:
        """(field, start, end) of each field's first hit that begins where a character does."""
        text, places = self.text, self.places
        position = text.find(word)
        while position >= 0:
            place = places[position]
            if place == places[position - 1]:
                position = text.find(word, position + 1)
                continue
            index = bisect_right(self.ends, position)
            yield self.first + index, place, places[position + len(word) - 1] + 1
            position = text.find(word, self.ends[index])


@dataclass(frozen=True, slots=True)
class _Entry:
    """A reply made ready. ``text`` holds all fields as they stand (folded one to one, so that offsets are those of the
    original), each behind a newline; ``ends`` says where each ends, ``lengths`` how long it is."""

    reply: Reply
    top: str
    fields: tuple[Field, ...]
    text: str
    ends: tuple[int, ...]
    lengths: tuple[int, ...]
    initials: _Letters
    full: _Letters
    body_initials: _Letters
    body_full: _Letters


_Found = tuple[float, int, int, int]
"""Score, field's index, start, end."""


_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def fold(text: str) -> str:
    """Half-width and lower case, character by character: the length never changes."""
    # İ would become two characters, and a Σ another one at a word's end.
    return "".join(c if len(c.lower()) != 1 else c.lower() for c in text.translate(_FOLD))


class TextSearch:
    """A plain engine: every reply's fields, folded and spelled once, looked through at each search."""

    def __init__(self, readings: Readings, seasons: Seasons) -> None:
        self._readings = readings
        self._seasons = seasons
        self._library = Library()
        self._entries: dict[str, _Entry] = {}

    def update(self, library: Library) -> None:
        """Search this library from now on; entries of replies that stay the same are kept."""
        kept = self._entries if library.categories == self._library.categories else {}
        replies = sorted(library.active(), key=lambda reply: (reply.scope, reply.order, reply.code))
        entries: dict[str, _Entry] = {}
        for reply in replies:
            entry = kept.get(reply.id)
            if entry is None or entry.reply is not reply:
                entry = self._entry(reply, library)
            entries[reply.id] = entry
        self._library, self._entries = library, entries

    def _entry(self, reply: Reply, library: Library) -> _Entry:
        head = [
            (Field.TITLE, reply.title),
            (Field.CODE, reply.code),
            *((Field.ALIAS, alias) for alias in reply.aliases),
            *((Field.TAG, tag) for tag in reply.tags),
            *((Field.CATEGORY, category.name) for category in library.category_path(reply.category)),
        ]
        folded = [fold(text) for _, text in head]
        body = fold(reply.search_text)
        lengths = tuple(map(len, (*folded, body)))
        spelled = [spellings(text[:MAX_SPELLED], self._readings) for text in folded]
        body_initials, body_full = spellings(body[:MAX_SPELLED], self._readings, variants=1)
        return _Entry(
            reply=reply,
            top=library.top_of(reply.category),
            fields=(*(field for field, _ in head), Field.BODY),
            text="".join(f"\n{text}" for text in (*folded, body)),
            ends=tuple(accumulate(length + 1 for length in lengths)),
            lengths=lengths,
            initials=_letters([initials for initials, _ in spelled]),
            full=_letters([full for _, full in spelled]),
            body_initials=_letters([body_initials], first=len(head)),
            body_full=_letters([body_full], first=len(head)),
        )

    def search(self, query: Query, bonus: Callable[[str], float]) -> Result:
        """The best hits first; ``bonus(reply id)`` is what usage adds. An empty text lists everything: favourites in
        their places, then by usage."""
        words = fold(query.text).split()
        hits: list[tuple[float, _Entry, list[list[_Found]]]] = []
        counts: dict[str, int] = {}
        for entry in self._entries.values():
            reply = entry.reply
            if reply.only_in and not self._seasons.offers(reply, query.season):
                continue
            score = 0.0
            if query.starter is not StarterMode.MIXED and is_starter(reply):
                if query.starter is StarterMode.HIDDEN:
                    continue
                score -= _BELOW
            found: list[list[_Found]] = []
            for word in words:
                hit = _find(entry, word)
                if not hit:
                    break
                score += max(hit)[0]
                found.append(hit)
            else:
                counts[entry.top] = counts.get(entry.top, 0) + 1
                if not query.category or query.category in (entry.top, reply.category):
                    hits.append((score + bonus(reply.id), entry, found))
        hits.sort(key=itemgetter(0), reverse=True)  # stable: the entries' own order decides among equals
        if not words:
            hits.sort(key=_favourite_place)
        best = hits[: query.limit] if query.limit else hits
        return Result(tuple(Hit(entry.reply, score, _matches(entry, found)) for score, entry, found in best), counts)


def _favourite_place(hit: tuple[float, _Entry, list[list[_Found]]]) -> float:
    place = hit[1].reply.favourite
    return math.inf if place is None else place


def _letters(fields: Iterable[Iterable[Spelling]], first: int = 0) -> _Letters:
    text = ""
    ends: list[int] = []
    places = array("h")
    for variants in fields:
        for spelling in variants:
            text += f"\n{spelling.letters}"
            places.append(-1)
            places.extend(spelling.places)
        ends.append(len(text))
    return _Letters(text, tuple(ends), places, first)


def _find(entry: _Entry, word: str) -> list[_Found]:
    """Where the word stands in the reply: at most one hit for each field and way of writing."""
    found: list[_Found] = []
    text, ends = entry.text, entry.ends
    position = text.find(word)
    while position >= 0:
        index = bisect_right(ends, position)
        end = ends[index]
        start = position - end + entry.lengths[index]
        found.append(_scored(entry, index, start, start + len(word), _LITERAL))
        position = text.find(word, end)
    letters = word.replace("'", "")  # an input method writes bao'you
    if letters.isascii() and letters.isalnum():
        literal = {index for _, index, _, _ in found}  # what stands there as it was typed is the hit
        if letters in entry.initials.text:
            found += [_scored(entry, *hit, _INITIALS) for hit in entry.initials.find(letters) if hit[0] not in literal]
        if len(letters) > 1 and letters in entry.full.text:  # a single letter is an initial
            found += [_scored(entry, *hit, _FULL) for hit in entry.full.find(letters) if hit[0] not in literal]
        if len(letters) >= _MIN_BODY_LETTERS:
            if letters in entry.body_full.text:
                found += [_scored(entry, *hit, _FULL) for hit in entry.body_full.find(letters) if hit[0] not in literal]
            if not found and letters in entry.body_initials.text:
                found += [(_BODY_INITIALS, *hit) for hit in entry.body_initials.find(letters)]
    return found


def _scored(entry: _Entry, index: int, start: int, end: int, kind: int) -> _Found:
    field = entry.fields[index]
    length = entry.lengths[index]
    score = _WEIGHT[field] + kind + _SHARE * (end - start) / length
    if start == 0:
        score += _AT_START
        if end == length:
            score += _WHOLE_CODE if field is Field.CODE else _WHOLE
    return score, index, start, end


def _matches(entry: _Entry, words: list[list[_Found]]) -> tuple[Match, ...]:
    """Each word's best hit in each field."""
    matches: dict[Match, None] = {}
    for found in words:
        best = {index: (start, end) for _, index, start, end in sorted(found)}
        matches |= {Match(entry.fields[index], *span): None for index, span in sorted(best.items())}
    return tuple(matches)
