"""What a piece of a word may stand for, as a table over all units (:func:`units`): itself, the characters that are read
like it in any reading, those whose reading begins with it, and what sounds alike to those who don't tell z from zh or n
from l. Tables are made when first asked for, and kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from miaohui.domain.pinyin import Readings
from miaohui.domain.search import slips
from miaohui.domain.search.folding import Simplified, fold

Units = npt.NDArray[np.uint16]
Table = npt.NDArray[np.bool_]

SEPARATOR = "\0"
"""Unit 0; in a text it stands as another one that no text means."""
_INSTEAD = "\ufffe"
SIZE = 0x10000
LONGEST = 6
"""Letters of a syllable: zhuang."""

_INITIALS = {"z": "zh", "zh": "z", "c": "ch", "ch": "c", "s": "sh", "sh": "s", "n": "l", "l": "n"}
_FINALS = {"in": "ing", "ing": "in", "en": "eng", "eng": "en", "an": "ang", "ang": "an"}
_SPLIT = re.compile("(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)(.*)")


class Way(Enum):
    """How a word is taken to be written."""

    MIXED = auto()
    """Characters, syllables and initials in any mixture."""
    FULL = auto()
    """Whole syllables; the last may be unfinished."""
    INITIALS = auto()
    LOOSE = auto()
    """MIXED, with the sounds that are mixed up."""
    SLIPPED = auto()
    """A syllable with one slip in it."""


def encoded(text: str) -> Units:
    """The text's characters as numbers of 16 bits, one for one. Those beyond share the private ones."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return np.where(codes < SIZE, codes, 0xE000 + codes % 0x1900).astype(np.uint16)


class Sounds:
    def __init__(self, readings: Readings, simplified: Simplified | None = None) -> None:
        self._readings = readings
        self._simplified = simplified
        every = [chr(code) for code in range(SIZE)]
        self._folded = encoded(fold("".join(every), simplified))
        self._by_syllable: dict[str, list[int]] = {}
        for character, found in readings.items():
            if ord(character) < SIZE:
                for syllable in dict.fromkeys(_umlauts(found)):
                    self._by_syllable.setdefault(syllable, []).append(ord(character))
        self._beginning: dict[str, list[str]] = {}
        for syllable in self._by_syllable:
            for end in range(1, len(syllable) + 1):
                self._beginning.setdefault(syllable[:end], []).append(syllable)
        self.spoken = np.fromiter(map(str.isalnum, every), np.bool_, SIZE)
        """The units that a word in letters may mean; all others are skipped."""
        for codes in self._by_syllable.values():
            self.spoken[codes] = True
        self.table = lru_cache(maxsize=128)(self._make_table)  # 64 KB each

    def units(self, text: str) -> Units:
        """The text, folded, without separators of its own."""
        return self._folded[encoded(text.replace(SEPARATOR, _INSTEAD))]

    def joined(self, texts: Iterable[str]) -> Units:
        """The texts, folded, each followed by a separator."""
        return self._folded[encoded("".join(text.replace(SEPARATOR, _INSTEAD) + SEPARATOR for text in texts))]

    def text(self, text: str) -> str:
        """The text folded as its units are."""
        return fold(text, self._simplified)

    def initials(self, character: str) -> set[str]:
        """What the character may be typed as in one key."""
        return {character, *(one[0] for one in self._readings.get(character, ()))}

    def homophones(self, character: str) -> Table | None:
        """Every character that shares a reading with this one; None if there is none."""
        found = self._readings.get(character, ())
        return self._of(found, self.units(character).tolist()) if found else None

    def _make_table(self, piece: str, way: Way, last: bool) -> Table | None:
        """The units that the piece may stand for; ``last`` ones may be unfinished. None if there are none."""
        if not piece.isascii():
            itself = self.units(piece).tolist() if len(piece) == 1 else []
            return self._of((), itself)
        if way is Way.SLIPPED:
            known = self._beginning if last else self._by_syllable
            meant = [one for one in slips.of(piece) if one in known]
            whole = [syllable for one in meant for syllable in (self._beginning[one] if last else (one,))]
            return self._of(whole, ())
        syllables = [piece]
        if way is not Way.FULL and (len(piece) == 1 or piece in ("zh", "ch", "sh")):
            syllables = self._beginning.get(piece, [])
        if way is Way.INITIALS and len(piece) > 1:
            return None
        if way is Way.LOOSE:
            syllables = [*syllables, *confused(piece)]
        if last:
            syllables = [*syllables, *self._beginning.get(piece, ())]
            if way is Way.LOOSE:
                alike = (one for one in self._by_syllable if any(other.startswith(piece) for other in confused(one)))
                syllables += alike
        return self._of(syllables, [ord(piece)] if len(piece) == 1 and piece.isalnum() else [])

    def _of(self, syllables: Iterable[str], further: Iterable[int]) -> Table | None:
        codes = [code for one in dict.fromkeys(syllables) for code in self._by_syllable.get(one, ())]
        codes += further
        if not codes:
            return None
        table = np.zeros(SIZE, np.bool_)
        table[codes] = True
        return table


@lru_cache(maxsize=1024)
def confused(syllable: str) -> tuple[str, ...]:
    """The syllables that are mixed up with this one; some of them don't exist, which does no harm."""
    return tuple(_confused(syllable))


def _confused(syllable: str) -> Iterator[str]:
    found = _SPLIT.fullmatch(syllable)
    if found is None:
        return
    initial, final = found.groups()
    for first in (initial, _INITIALS.get(initial)):
        for rest in (final, _FINALS.get(final)):
            if first is not None and rest is not None and first + rest != syllable:
                yield first + rest


def _umlauts(syllables: Iterable[str]) -> Iterator[str]:
    """The table writes ü as v; lue and nu are typed as well."""
    for one in syllables:
        yield one
        if "v" in one:
            yield one.replace("v", "u")
