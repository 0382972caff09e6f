"""A reply made ready for searching."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from miaohui.domain.library import Library
from miaohui.domain.pinyin import Readings, Spelling, spellings
from miaohui.domain.reply import Reply
from miaohui.domain.search.folding import Simplified, fold
from miaohui.domain.search.model import Field

MAX_SPELLED = 2_000
"""Characters of a field that are searched by pinyin; as it stands all of it is searched."""

Span = tuple[int, int]
Found = tuple[float, int, tuple[Span, ...]]
"""Score, field's index, the pieces that were matched."""


@dataclass(frozen=True, slots=True)
class Letters:
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

    def search(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, int, int]]:
        """The same for a pattern."""
        text, places = self.text, self.places
        hit = pattern.search(text)
        while hit is not None:
            start, end = hit.span()
            place = places[start]
            if place == places[start - 1]:
                hit = pattern.search(text, start + 1)
                continue
            index = bisect_right(self.ends, start)
            yield self.first + index, place, places[end - 1] + 1
            hit = pattern.search(text, self.ends[index])


@dataclass(frozen=True, slots=True)
class Entry:
    """A reply made ready. ``text`` holds all fields as they stand (folded one to one, so that offsets are those of the
    original), each behind a newline; ``ends`` says where each ends, ``lengths`` how long it is."""

    reply: Reply
    top: str
    fields: tuple[Field, ...]
    text: str
    ends: tuple[int, ...]
    lengths: tuple[int, ...]
    initials: Letters
    full: Letters
    body_initials: Letters
    body_full: Letters

    def place(self, position: int) -> tuple[int, int]:
        """(field's index, offset in it) of a position in ``text`` that isn't a newline."""
        index = bisect_right(self.ends, position)
        return index, position - self.ends[index] + self.lengths[index]

    @property
    def head(self) -> str:
        """The fields before the body, as they stand in ``text``."""
        return self.text[: self.ends[-2]]


def make_entry(reply: Reply, library: Library, readings: Readings, simplified: Simplified) -> Entry:
    head = [
        (Field.TITLE, reply.title),
        (Field.CODE, reply.code),
        *((Field.ALIAS, alias) for alias in reply.aliases),
        *((Field.TAG, tag) for tag in reply.tags),
        *((Field.CATEGORY, category.name) for category in library.category_path(reply.category)),
    ]
    folded = [fold(text, simplified) for _, text in head]
    body = fold(reply.search_text, simplified)
    lengths = tuple(map(len, (*folded, body)))
    spelled = [spellings(text[:MAX_SPELLED], readings) for text in folded]
    body_initials, body_full = spellings(body[:MAX_SPELLED], readings, variants=1)
    return Entry(
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


def _letters(fields: Iterable[Iterable[Spelling]], first: int = 0) -> Letters:
    text = ""
    ends: list[int] = []
    places = array("h")
    for variants in fields:
        for spelling in variants:
            text += f"\n{spelling.letters}"
            places.append(-1)
            places.extend(spelling.places)
        ends.append(len(text))
    return Letters(text, tuple(ends), places, first)
