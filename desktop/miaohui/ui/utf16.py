"""Qt counts a text in UTF-16 units, Python in characters: an emoji is two of the one and one of the other."""

from __future__ import annotations

from collections.abc import Sequence


def length(text: str) -> int:
    """In UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def units(text: str, places: Sequence[int]) -> list[int]:
    """Where these places of a text (characters, in ascending order) are in UTF-16 units."""
    if len(text) == length(text):
        return list(places)
    found, start, at = [], 0, 0
    for place in places:
        at += length(text[start:place])
        start = place
        found.append(at)
    return found


def characters(text: str, unit: int) -> int:
    """Where this UTF-16 unit of a text is, in characters."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * unit].decode("utf-16-le", "replace"))
