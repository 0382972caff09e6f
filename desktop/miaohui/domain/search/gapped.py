"""Initials with gaps in a title: td for 退货地址."""

from __future__ import annotations

import numpy as np

from miaohui.domain.search.found import NOT, Found
from miaohui.domain.search.index import Index, Mask, letters_of
from miaohui.domain.search.model import Field, Match
from miaohui.domain.search.sounds import Sounds
from miaohui.domain.search.strip import KINDS
from miaohui.domain.search.weights import A_GAP, AT_START, GAPPED, INITIALS, SHARE, WEIGHT

FEWEST, MOST = 2, 6
"""Letters of such a word."""
_LOOKED_AT = 300
"""Titles that have all the letters, the shortest first."""

Span = tuple[int, int]


def find(index: Index, word: str, wanted: Mask) -> Found:
    letters = letters_of(word)
    if not FEWEST <= len(letters) <= MOST or not letters.isalpha():
        return Found.of(len(index), ())
    scores = np.full(len(index), NOT)
    given: dict[int, tuple[Match, ...]] = {}
    for row in _having(index, letters, wanted):
        title = index.replies[row].title
        spans = _first(title, letters, index.sounds)
        if spans:
            score = WEIGHT[Field.TITLE] + INITIALS + GAPPED + SHARE * len(letters) / len(title)
            scores[row] = score + AT_START * (spans[0][0] == 0) - A_GAP * (len(spans) - 1)
            given[row] = tuple(Match(Field.TITLE, *span) for span in spans)
    return Found(scores, (), given)


def _having(index: Index, letters: str, wanted: Mask) -> list[int]:
    """The rows whose titles have all the letters somewhere."""
    rows: list[int] = []
    title = KINDS.index(Field.TITLE)
    for segment in index.segments:
        strip = segment.head.strip
        having = strip.kinds == title
        for letter in set(letters):
            with_it = np.zeros(len(having), np.bool_)
            with_it[strip.field_at[segment.head.starting(letter)]] = True
            having &= with_it
        fields = np.flatnonzero(having & wanted[strip.rows + segment.first])
        shortest = fields[np.argsort(strip.lengths[fields], kind="stable")[:_LOOKED_AT]]
        rows += (strip.rows[shortest] + segment.first).tolist()
    return rows


def _first(title: str, letters: str, sounds: Sounds) -> tuple[Span, ...]:
    folded = [sounds.initials(character) for character in sounds.text(title)]
    for start, typed in enumerate(folded):
        if letters[0] in typed and (start == 0 or not title[start - 1].isalnum()):
            spans = _spans(folded, start, letters)
            if spans:
                return spans
    return ()


def _spans(typed: list[set[str]], start: int, letters: str) -> tuple[Span, ...]:
    """The characters that the letters are initials of, neighbours joined; none if a letter is left over."""
    spans: list[Span] = []
    used = 0
    for place in range(start, len(typed)):
        if letters[used] in typed[place]:
            spans = joined([*spans, (place, place + 1)])
            used += 1
            if used == len(letters):
                return tuple(spans)
    return ()


def joined(spans: list[Span]) -> list[Span]:
    """Those that touch or overlap as one; ``spans`` are in order."""
    found: list[Span] = []
    for start, end in spans:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
