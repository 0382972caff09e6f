"""Pinyin: the readings of a character, and text as initials and full syllables with a map back to the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, islice

Readings = Mapping[str, tuple[str, ...]]
"""Character → toneless readings, the commonest first, ü as v."""

MAX_VARIANTS = 12


@dataclass(frozen=True, repr=False)
class Spelling:
    """Text in letters. ``places[i]`` is the index in the text of the character that the letter ``letters[i]`` is of."""

    letters: str
    places: tuple[int, ...]


def spellings(
    text: str, readings: Readings, variants: int = MAX_VARIANTS
) -> tuple[tuple[Spelling, ...], tuple[Spelling, ...]]:
    """The text's initials and its full pinyin, each with further variants for characters of several readings.

    One or two characters at a time take another reading, so the number of variants stays small. Blanks and punctuation
    are left out; letters and digits stand for themselves.
    """
    characters = [(i, readings.get(c) or ((c,) if c.isalnum() else ())) for i, c in enumerate(text)]
    characters = [(i, options) for i, options in characters if options]
    places = [i for i, _ in characters]
    choices = list(islice(_choices([options for _, options in characters]), variants))
    full = _unique(_spelling(places, choice) for choice in choices)
    initials = _unique(_spelling(places, [syllable[:1] for syllable in choice]) for choice in choices)
    return initials, full


def sorting_key(text: str, readings: Readings) -> str:
    """By which titles stand in a list: characters by their commonest reading, letters in any case alike."""
    return "".join(readings[c][0] if c in readings else c for c in text.casefold())


def _choices(characters: list[tuple[str, ...]]) -> Iterator[list[str]]:
    """A reading for each character: all the commonest, then with one other, then with two; second readings first."""
    commonest = [options[0] for options in characters]
    yield commonest
    others = [(rank, place) for place, options in enumerate(characters) for rank in range(1, len(options))]
    others.sort()
    for number in (1, 2):
        for chosen in combinations(others, number):
            choice = commonest.copy()
            for rank, place in chosen:
                choice[place] = characters[place][rank]
            yield choice


def _spelling(places: list[int], syllables: list[str]) -> Spelling:
    letters = tuple(place for place, syllable in zip(places, syllables, strict=True) for _ in syllable)
    return Spelling("".join(syllables), letters)


def _unique(found: Iterable[Spelling]) -> tuple[Spelling, ...]:
    return tuple({spelling.letters: spelling for spelling in found}.values())
