"""What a hit counts. The reasons and the figures stand in decisions/007."""

from __future__ import annotations

from miaohui.domain.search.model import Field

WEIGHT = {Field.TITLE: 100, Field.CODE: 95, Field.ALIAS: 80, Field.TAG: 70, Field.CATEGORY: 40, Field.BODY: 12}
AT_START, WHOLE, SHARE = 30, 40, 10
WHOLE_CODE = 100
"""A code typed in full comes before everything, however often the others are used."""
LITERAL, FULL, INITIALS = 15, 12, 5
BELOW = 100
"""Off a starter reply's score: any hit in an own reply's head comes first, but not before a code typed in full."""
BODY_INITIALS = 0.0
"""Some three letters in a row fit nearly any long text: such hits come last, and below the cap of usage."""
FUZZY, GAPPED, HOMOPHONE, TYPO = -15, -20, -25, -30
A_GAP = 2
IN_USE = 6
"""For the category in use: among near equals only."""
