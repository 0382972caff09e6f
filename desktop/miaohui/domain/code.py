"""A code for a reply, made of its title."""

from __future__ import annotations

from collections.abc import Collection
from itertools import count

from miaohui.domain.pinyin import Readings, spellings

LONGEST = 6
"""Letters: more than that nobody types."""


def proposed_code(title: str, readings: Readings, taken: Collection[str]) -> str:
    """The title's initials, with the first number behind that makes it a code nobody has (``taken`` is casefolded);
    empty for a title without letters and digits."""
    initials, _full = spellings(title, readings, 1)
    letters = initials[0].letters.casefold()[:LONGEST] if initials else ""
    if not letters or letters not in taken:
        return letters
    return next(code for number in count(1) if (code := f"{letters}{number}") not in taken)
