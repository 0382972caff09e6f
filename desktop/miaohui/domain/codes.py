"""Codes for replies that have none yet."""

from __future__ import annotations

from collections.abc import Collection
from itertools import count

from miaohui.domain.library import Library
from miaohui.domain.pinyin import Readings, spellings
from miaohui.domain.reply import Scope

LENGTH = 4
_WITHOUT_LETTERS = "hf"
"""回复: for a title of signs alone."""


def propose_code(title: str, readings: Readings, taken: Collection[str]) -> str:
    """The initials of the title's first characters (什么时候发货 → ``smsh``), with a number from 2 where that is taken.

    ``taken`` are codes in folded case (:func:`taken_codes`).
    """
    initials, _ = spellings(title.casefold()[: 4 * LENGTH], readings, variants=1)
    letters = initials[0].letters[:LENGTH] or _WITHOUT_LETTERS
    if letters not in taken:
        return letters
    return next(code for number in count(2) if (code := f"{letters}{number}") not in taken)


def taken_codes(library: Library, scope: Scope, but: str = "") -> frozenset[str]:
    """The codes of a scope in folded case, without that of one reply (an id)."""
    return frozenset(r.code.casefold() for r in library.active() if r.scope is scope and r.id != but)
