"""Seeing through disguises: 加 薇 信, 最·好, ＶＸ, 最好的服務, 加❤微❤信 read as what they mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from miaohui.domain.search.folding import Simplified, fold

NOTHING = "\ue003"
"""A character of a judged text that isn't there: the rest of a variable, a mark of an optional part."""

_CHINESE = "\u3400-\u9fff"
_BLANKS = " \\t\u00a0\u2000-\u200a\u202f\u205f"
_LOOKALIKES = {
    **dict.fromkeys("❤♥♡", "心"),
    **dict.fromkeys("⭐★☆🌟", "星"),
    "➕": "加",
    "✚": "加",
    "🧧": "红包",
    "🐧": "企鹅",
    "💰": "钱",
}
_SPECIAL = re.compile(
    # what isn't seen
    f"(?P<gone>[{NOTHING}\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\u0300-\u036f]+"
    # blanks and separators within Chinese, blanks beside it, blanks between single letters
    f"|(?<=[{_CHINESE}])[{_BLANKS}·.*_|^•‧∙・\\\\-]{{1,8}}(?=[{_CHINESE}])"
    f"|(?<![a-z0-9])[{_BLANKS}]+|[{_BLANKS}]+(?![a-z0-9])"
    f"|(?<=(?<![a-z0-9])[a-z])[{_BLANKS}]+(?=[a-z](?![a-z0-9])))"
    f"|(?P<like>[{''.join(_LOOKALIKES)}])"
    "|(?P<variant>[\u2460-\u24ff\u3200-\u33ff\U0001d400-\U0001d7ff\U0001f130-\U0001f169])"
)


def is_lookalike(character: str) -> bool:
    """Whether this picture stands for a word in a disguise (微❤)."""
    return character in _LOOKALIKES


def unmask(text: str, simplified: Simplified) -> tuple[str, Sequence[int]]:
    """The text as it is meant, and for each of its characters the place in ``text`` where it came from."""
    folded = fold(text, simplified)
    pieces: list[str] = []
    places: list[int] = []
    position = 0
    for match in _SPECIAL.finditer(folded):
        start, end = match.span()
        if start > position:
            pieces.append(folded[position:start])
            places.extend(range(position, start))
        if not match["gone"]:
            shown = _LOOKALIKES.get(match.group()) or unicodedata.normalize("NFKC", match.group()).lower()
            pieces.append(shown)
            places.extend([start] * len(shown))
        position = end
    if not pieces and position == 0:
        return folded, range(len(folded))
    pieces.append(folded[position:])
    places.extend(range(position, len(folded)))
    return "".join(pieces), places
