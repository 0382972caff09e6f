"""What a hit counts. The reasons and the figures stand in decisions/007."""

from __future__ import annotations

from miaohui.domain.search.index import Entry, Found
from miaohui.domain.search.model import Field

WEIGHT = {Field.TITLE: 100, Field.CODE: 95, Field.ALIAS: 80, Field.TAG: 70, Field.CATEGORY: 40, Field.BODY: 12}
AT_START, WHOLE, SHARE = 30, 40, 10
WHOLE_CODE = 100
"""A code typed in full comes before everything, however often the others are used."""
LITERAL, FULL, MIXED, INITIALS = 15, 12, 8, 5
BELOW = 100
"""Off a starter reply's score: any hit in an own reply's head comes first, but not before a code typed in full."""
BODY_INITIALS = 0.0
"""Some three letters in a row fit nearly any long text: such hits come last, and below the cap of usage."""
FUZZY, GAPPED, HOMOPHONE, TYPO = -15, -20, -25, -30


def scored(entry: Entry, index: int, start: int, end: int, kind: int) -> Found:
    """A hit in one piece."""
    return worth(entry, index, start, end, kind), index, ((start, end),)


def worth(entry: Entry, index: int, start: int, end: int, kind: int) -> float:
    field = entry.fields[index]
    length = entry.lengths[index]
    score = WEIGHT[field] + kind + SHARE * (end - start) / length
    if start == 0:
        score += AT_START
        if end == length:
            score += WHOLE_CODE if field is Field.CODE else WHOLE
    return score
