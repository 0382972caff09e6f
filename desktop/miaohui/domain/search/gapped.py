"""Initials with gaps in a title: td for 退货地址."""

from __future__ import annotations

import re
from collections.abc import Callable

from miaohui.domain.search.index import Entry, Found, Span
from miaohui.domain.search.sounds import Sounds
from miaohui.domain.search.strict import letters_of
from miaohui.domain.search.weights import GAPPED, INITIALS, worth

MOST_LETTERS = 6
_A_GAP = 2


def prepare(word: str, sounds: Sounds) -> Callable[[Entry], list[Found]] | None:
    letters = letters_of(word)
    if not 2 <= len(letters) <= MOST_LETTERS or not letters.isalpha():
        return None

    pattern = re.compile(".*?".join(f"[{re.escape(sounds.initial(letter))}]" for letter in letters))

    def find(entry: Entry) -> list[Found]:
        if not pattern.search(entry.text, 1, entry.ends[0]):
            return []
        title = entry.text[1 : entry.ends[0]]
        for start, character in enumerate(title):
            if letters[0] in sounds.exact(character).inside and (start == 0 or not title[start - 1].isalnum()):
                spans = _spans(title, start, letters, sounds)
                if spans:
                    score = worth(entry, 0, start, start + len(letters), INITIALS + GAPPED)
                    return [(score - _A_GAP * (len(spans) - 1), 0, spans)]
        return []

    return find


def _spans(title: str, start: int, letters: str, sounds: Sounds) -> tuple[Span, ...]:
    """The characters that the letters are initials of, neighbours joined; none if a letter is left over."""
    spans: list[Span] = []
    used = 0
    for place in range(start, len(title)):
        if letters[used] in sounds.exact(title[place]).inside:
            if spans and spans[-1][1] == place:
                spans[-1] = (spans[-1][0], place + 1)
            else:
                spans.append((place, place + 1))
            used += 1
            if used == len(letters):
                return tuple(spans)
    return ()
