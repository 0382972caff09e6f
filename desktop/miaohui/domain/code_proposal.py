"""A short code from a title."""

from __future__ import annotations

from collections.abc import Container
from itertools import count

from miaohui.domain.pinyin import Readings, spellings
from miaohui.domain.reply import is_reply_id

MOST_LETTERS = 6


def propose_code(title: str, taken: Container[str], readings: Readings) -> str:
    """The initials of a title, with a number behind them where ``taken`` (casefolded codes) holds them; empty where
    the title has nothing to take them from."""
    initials, _ = spellings(title.casefold(), readings, 1)
    letters = initials[0].letters[:MOST_LETTERS] if initials else ""
    if not letters or is_reply_id(letters):
        return ""
    numbered = (f"{letters}{number}" for number in count(2))
    return letters if letters not in taken else next(code for code in numbered if code not in taken)
