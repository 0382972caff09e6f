"""What a character may be typed as: itself, its syllables in any reading, their initials, and what they sound like to
those who don't tell z from zh or n from l. Worked out when first asked for, and kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from miaohui.domain.pinyin import Readings

_INITIALS = {"z": "zh", "zh": "z", "c": "ch", "ch": "c", "s": "sh", "sh": "s", "n": "l", "l": "n"}
_FINALS = {"in": "ing", "ing": "in", "en": "eng", "eng": "en", "an": "ang", "ang": "an"}
_SPLIT = re.compile("(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)(.*)")


@dataclass(frozen=True, slots=True)
class Typed:
    """``inside`` are the pieces of a word that may stand for the character, ``last`` the syllables of which any
    beginning will do at the word's end."""

    inside: tuple[str, ...]
    last: tuple[str, ...]


class Sounds:
    def __init__(self, readings: Readings) -> None:
        self._readings = readings
        self._exact: dict[str, Typed] = {}
        self._loose: dict[str, Typed] = {}
        self._starting = lru_cache(maxsize=256)(self._make_starting)

    def exact(self, character: str) -> Typed:
        found = self._exact.get(character)
        if found is None:
            found = self._exact[character] = self._make(character, loose=False)
        return found

    def loose(self, character: str) -> Typed:
        found = self._loose.get(character)
        if found is None:
            found = self._loose[character] = self._make(character, loose=True)
        return found

    def _make(self, character: str, *, loose: bool) -> Typed:
        syllables = list(dict.fromkeys(_umlauts(self._readings.get(character, ()))))
        inside = [character, *syllables] if character.isalnum() else []
        inside += [piece for one in syllables for piece in (one[:2] if one[1:2] == "h" else "", one[0]) if piece]
        if loose:
            alike = [other for one in syllables for other in confused(one)]
            syllables, inside = syllables + alike, inside + alike
        return Typed(tuple(dict.fromkeys(inside)), tuple(dict.fromkeys(syllables)))

    def homophones(self, character: str) -> str:
        """Every character that shares a reading with this one, itself first."""
        shared = (self._by_syllable.get(one, "") for one in self._readings.get(character, ()))
        return character + "".join(shared)

    def starting(self, character: str) -> re.Pattern[str]:
        """Matches the characters that a word with this first character may begin at."""
        return self._starting(character)

    def _make_starting(self, character: str) -> re.Pattern[str]:
        alike = _INITIALS.get(character, "")[:1]
        found = self.initial(character) + (self.initial(alike) if alike not in ("", character) else "")
        return re.compile(f"[{re.escape(found)}]")

    def initial(self, character: str) -> str:
        """The character and all whose readings begin with it."""
        return character + self._by_initial.get(character, "")

    @cached_property
    def _by_initial(self) -> dict[str, str]:
        return _grouped((one[0], character) for character, found in self._readings.items() for one in found)

    @cached_property
    def _by_syllable(self) -> dict[str, str]:
        return _grouped((one, character) for character, found in self._readings.items() for one in found)


def confused(syllable: str) -> Iterator[str]:
    """The syllables that are mixed up with this one; some of them don't exist, which does no harm."""
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


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    groups: dict[str, dict[str, None]] = {}
    for key, character in pairs:
        groups.setdefault(key, {})[character] = None
    return {key: "".join(characters) for key, characters in groups.items()}
