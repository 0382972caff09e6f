"""Finds a word in a strip: all places at once, letter by letter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from miaohui.domain.search.sounds import LONGEST, Sounds, Table, Units, Way
from miaohui.domain.search.strip import Places, Spans, Strip

_REMEMBERED = 2_000_000
"""Places kept for the keys that follow."""


class _Reached(NamedTuple):
    """Where some letters of a word have been used up, and the unit that comes next there."""

    origins: Places
    lasts: Places
    nexts: Places
    units: Units

    def through(self, table: Table | None) -> Spans:
        """Those whose next unit is in the table, with it."""
        if table is None:
            return NOWHERE
        fit = table[self.units]
        return Spans(self.origins[fit], self.nexts[fit])


NOWHERE = Spans(np.zeros(0, np.int32), np.zeros(0, np.int32))


class Matcher:
    """What a prefix has reached is remembered: the next key goes on from there, and a key taken back costs nothing."""

    def __init__(self, strip: Strip, sounds: Sounds) -> None:
        self.strip = strip
        self._sounds = sounds
        self._memory: dict[tuple[str, Way], _Reached] = {}
        self._starts: dict[str, Places] = {}
        self._places: dict[str, Places] = {}
        self._remembered = 0

    def literal(self, word: str) -> Spans:
        """As it stands."""
        first, *others = self._sounds.units(word)
        origins = self._places.get(word[0])
        if origins is None:
            origins = self._places[word[0]] = np.flatnonzero(self.strip.units == first).astype(np.int32)
        for offset, unit in enumerate(others, 1):
            if not len(origins):
                break
            origins = origins[self.strip.units[origins + np.int32(offset)] == unit]
        return Spans(origins, origins + np.int32(len(word) - 1))

    def classes(self, tables: Sequence[Table]) -> Spans:
        """One unit of each table side by side."""
        origins = np.flatnonzero(tables[0][self.strip.units]).astype(np.int32)
        for offset, table in enumerate(tables[1:], 1):
            origins = origins[table[self.strip.units[origins + np.int32(offset)]]]
        return Spans(origins, origins + np.int32(len(tables) - 1))

    def spelled(self, word: str, way: Way) -> Spans:
        """In letters; the last syllable may be unfinished."""
        if len(word) == 1 and word.isascii():  # of each field the first will do
            origins = self.starting(word)
            fields = self.strip.field_at[origins]
            first = np.ones(len(origins), np.bool_)
            first[1:] = fields[1:] != fields[:-1]
            origins = origins[first]
            return Spans(origins, origins)
        return _all(self._through(word, cut, way, last=True) for cut in _cuts(word))

    def slipped(self, word: str) -> Spans:
        """In whole syllables, one of them with one slip, or with a letter too many between two. The first letter is
        taken to be right."""
        size = len(word)
        ways: list[list[Spans]] = [[] for _ in range(size + 1)]  # with the slip behind, by letters used up
        for used in range(size):
            right = self._reached(word[:used], Way.FULL) if used else None
            wrong = self._going_on(_all(ways[used]))
            for end in range(used + 1, min(used + LONGEST + 1, size) + 1):
                piece, last = word[used:end], end == size
                slip = self._sounds.table(piece, Way.SLIPPED, last)
                if right is not None:
                    ways[end].append(right.through(slip))
                elif slip is not None:
                    starts = self.starting(word[0])
                    origins = starts[slip[self.strip.units[starts]]]
                    ways[end].append(Spans(origins, origins))
                ways[end].append(wrong.through(self._sounds.table(piece, Way.FULL, last)))
            if right is not None:
                ways[used + 1].append(Spans(right.origins, right.lasts))
        return _all(ways[size])

    def starting(self, letter: str) -> Places:
        """The units that may be typed as this letter. Found once: most words begin at some of them."""
        origins = self._starts.get(letter)
        if origins is None:
            table = self._sounds.table(letter, Way.INITIALS, False)
            found = np.flatnonzero(table[self.strip.units]) if table is not None else NOWHERE.origins
            origins = self._starts[letter] = found.astype(np.int32)
        return origins

    def _through(self, word: str, cut: int, way: Way, *, last: bool) -> Spans:
        """The word's letters before the cut in any way, those after it in one piece."""
        table = self._sounds.table(word[cut:], way, last)
        if table is None:
            return NOWHERE
        if cut:
            return self._reached(word[:cut], way).through(table)
        if not word[0].isascii():
            origins = self.literal(word[0]).origins
        elif way is Way.LOOSE:
            origins = np.flatnonzero(table[self.strip.units]).astype(np.int32)
        else:
            origins = self.starting(word[0])
            origins = origins[table[self.strip.units[origins]]]
        return Spans(origins, origins)

    def _reached(self, prefix: str, way: Way) -> _Reached:
        found = self._memory.get((prefix, way))
        if found is None:
            found = self._going_on(_all(self._through(prefix, cut, way, last=False) for cut in _cuts(prefix)))
            self._remember(3 * len(found.origins) + 10)
            self._memory[prefix, way] = found
        return found

    def _going_on(self, spans: Spans) -> _Reached:
        nexts = spans.lasts + 1 + self.strip.gaps[spans.lasts]
        return _Reached(*spans, nexts, self.strip.units[nexts])

    def _remember(self, places: int) -> None:
        self._remembered += places
        if self._remembered > _REMEMBERED:
            self._memory.clear()
            self._remembered = places


def _cuts(word: str) -> range:
    return range(max(0, len(word) - LONGEST), len(word))


def _all(spans: Iterable[Spans]) -> Spans:
    found = [one for one in spans if len(one.origins)]
    if len(found) <= 1:
        return found[0] if found else NOWHERE
    return Spans(np.concatenate([one.origins for one in found]), np.concatenate([one.lasts for one in found]))
