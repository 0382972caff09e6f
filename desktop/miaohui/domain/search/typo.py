"""One slip of the finger in a word of four letters or more. The first letter is taken to be right."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from miaohui.domain.search import slips
from miaohui.domain.search.found import Hits
from miaohui.domain.search.index import Segment, hits, letters_of
from miaohui.domain.search.sounds import Way
from miaohui.domain.search.weights import FULL, INITIALS, TYPO

FEWEST, MOST = 4, 30
"""Letters of such a word."""
_INITIALS_MOST = 8


def applies(word: str) -> bool:
    letters = letters_of(word)
    return FEWEST <= len(letters) <= MOST and letters.isalpha()


def find(segment: Segment, word: str) -> Iterator[Hits]:
    """Little by little."""
    letters = letters_of(word)
    head = segment.head
    yield hits(head, segment.first, head.slipped(letters), FULL + TYPO)
    for meant in slips.swapped(letters, 1):  # also of the letters of two syllables
        yield hits(head, segment.first, head.spelled(meant, Way.FULL), FULL + TYPO)
    if len(letters) <= _INITIALS_MOST:
        for meant in chain(slips.swapped(letters, 1), slips.beside(letters, 1)):
            yield hits(head, segment.first, head.spelled(meant, Way.INITIALS), INITIALS + TYPO)
