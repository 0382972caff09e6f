"""One slip of the finger in a word of four letters or more: two letters swapped, one left out, one too many, or the
key beside it. The first letter is taken to be right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from miaohui.domain.search.index import Entry, Found, Letters
from miaohui.domain.search.sounds import Sounds
from miaohui.domain.search.strict import letters_of
from miaohui.domain.search.weights import FULL, INITIALS, TYPO, scored

FEWEST_LETTERS, MOST_LETTERS = 4, 30
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def _neighbours() -> dict[str, str]:
    """Each key's neighbours on a keyboard whose rows are shifted by about half a key."""
    place = {key: (column + row / 2, row) for row, keys in enumerate(_ROWS) for column, key in enumerate(keys)}
    return {
        key: "".join(o for o, (a, b) in place.items() if o != key and abs(a - x) <= 1 and abs(b - y) <= 1)
        for key, (x, y) in place.items()
    }


NEIGHBOURS = _neighbours()


def prepare(word: str, sounds: Sounds) -> Callable[[Entry], list[Found]] | None:  # noqa: ARG001 — as all passes
    letters = letters_of(word)
    if not FEWEST_LETTERS <= len(letters) <= MOST_LETTERS or not letters.isalpha():
        return None
    full = _pattern(letters, (*_swapped(letters), *_beside(letters), *_too_many(letters), *_left_out(letters)))
    initials = _pattern(letters, (*_swapped(letters), *_beside(letters)))
    half = len(letters) // 2
    # With one slip one half is right, or the letters at the middle are swapped.
    pieces = (letters[:half], letters[half:], letters[: half - 1] + letters[half])

    def find(entry: Entry) -> list[Found]:
        found = [scored(entry, *hit, FULL + TYPO) for hit in _hits(entry.full, full, pieces)]
        return found or [scored(entry, *hit, INITIALS + TYPO) for hit in _hits(entry.initials, initials, pieces)]

    return find


def _hits(letters: Letters, pattern: re.Pattern[str], pieces: tuple[str, ...]) -> Iterator[tuple[int, int, int]]:
    text = letters.text
    return letters.search(pattern) if any(piece in text for piece in pieces) else iter(())


def _pattern(letters: str, slips: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"{letters[0]}(?:{'|'.join(dict.fromkeys(slips))})")


def _swapped(word: str) -> Iterator[str]:
    for i in range(1, len(word) - 1):
        if word[i] != word[i + 1]:
            yield word[1:i] + word[i + 1] + word[i] + word[i + 2 :]


def _beside(word: str) -> Iterator[str]:
    for i in range(1, len(word)):
        yield f"{word[1:i]}[{NEIGHBOURS[word[i]]}]{word[i + 1 :]}"


def _too_many(word: str) -> Iterator[str]:
    for i in range(1, len(word)):
        if len(word) > FEWEST_LETTERS:
            yield word[1:i] + word[i + 1 :]


def _left_out(word: str) -> Iterator[str]:
    for i in range(1, len(word)):
        yield f"{word[1:i]}[a-z]{word[i:]}"
