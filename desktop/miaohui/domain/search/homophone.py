"""Other characters of the same sound, as input methods offer them: 宝邮 for 包邮."""

from __future__ import annotations

from miaohui.domain.search.found import Found
from miaohui.domain.search.index import Index, hits
from miaohui.domain.search.weights import HOMOPHONE, LITERAL

FEWEST, MOST = 2, 12
"""Characters of such a word."""


def find(index: Index, word: str) -> Found:
    if not FEWEST <= len(word) <= MOST:
        return Found.of(len(index), ())
    tables = [table for character in word if (table := index.sounds.homophones(character)) is not None]
    if len(tables) < len(word):
        return Found.of(len(index), ())
    found = (hits(s.head, s.first, s.head.classes(tables), LITERAL + HOMOPHONE) for s in index.segments)
    return Found.of(len(index), found)
