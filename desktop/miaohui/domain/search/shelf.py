"""Some hundreds of entries side by side: which of them have a word is found in three strings, not in thousands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from miaohui.domain.search.index import Entry
from miaohui.domain.search.strict import MIN_BODY_LETTERS, letters_of

SIZE = 500
"""Entries of a shelf: after an edit only its shelf is put together anew."""


class Shelf:
    """Never changes. Each of the joined texts begins with a newline, so no word is found across two entries."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self._text = _Joined(entry.text for entry in entries)
        self._letters = _Joined(entry.initials.text + entry.full.text for entry in entries)
        self._body = _Joined(entry.body_initials.text + entry.body_full.text for entry in entries)

    def having(self, words: Iterable[str]) -> list[Entry]:
        """The entries that may have all words, in their order; :mod:`strict` decides."""
        numbers = set(range(len(self.entries)))
        for word in words:
            numbers &= self._numbers(word)
            if not numbers:
                break
        return [self.entries[number] for number in sorted(numbers)]

    def _numbers(self, word: str) -> set[int]:
        letters = letters_of(word)
        numbers = set() if letters and len(word) == 1 else self._text.having(word)
        if letters:
            numbers |= self._letters.having(letters)
        if len(letters) >= MIN_BODY_LETTERS:
            numbers |= self._body.having(letters)
        return numbers


class _Joined:
    def __init__(self, texts: Iterable[str]) -> None:
        pieces = list(texts)
        self._text = "".join(pieces)
        self._ends = list(accumulate(map(len, pieces)))

    def having(self, word: str) -> set[int]:
        found: set[int] = set()
        text, ends = self._text, self._ends
        position = text.find(word)
        while position >= 0:
            number = bisect_right(ends, position)
            found.add(number)
            position = text.find(word, ends[number])
        return found


def shelved(entries: Sequence[Entry], before: Sequence[Shelf]) -> list[Shelf]:
    """All entries on shelves; those of ``before`` that still hold the same are kept."""
    shelves: list[Shelf] = []
    for number, start in enumerate(range(0, len(entries), SIZE)):
        part = entries[start : start + SIZE]
        old = before[number] if number < len(before) else None
        same = (
            old is not None
            and len(old.entries) == len(part)
            and all(a is b for a, b in zip(old.entries, part, strict=True))
        )
        shelves.append(old if old is not None and same else Shelf(part))
    return shelves
