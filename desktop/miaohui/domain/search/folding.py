"""Folding: half-width, lower case and simplified characters, character by character."""

from __future__ import annotations

from collections.abc import Mapping

Simplified = Mapping[int, str]
"""Traditional character (its code point) → the simplified one."""

_ODD = "İΣ"
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def fold(text: str, simplified: Simplified | None = None) -> str:
    """Half-width and lower case, and simplified where a table is given: the length never changes."""
    text = text.translate(_HALF_WIDTH)
    if simplified:
        text = text.translate(simplified)
    if text.isascii() or not any(map(text.__contains__, _ODD)):
        return text.lower()
    # İ would become two characters, and a Σ another one at a word's end.
    return "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
