"""Which word tells a title from others that fit a query as well."""

from __future__ import annotations

from collections.abc import Sequence

Span = tuple[int, int]
SHORTEST, LONGEST = 2, 6
"""Characters of such a word."""


def deciding(title: str, others: Sequence[str]) -> Span | None:
    """The shortest piece of the title that is in none of the others; of equals the one that begins and ends where a
    word does, then the first. None if there is none."""
    rest = "\n".join(others)
    for size in range(SHORTEST, min(LONGEST, len(title)) + 1):
        spans = ((start, start + size) for start in range(len(title) - size + 1))
        fitting = [span for span in spans if (piece := title[slice(*span)]).isalnum() and piece not in rest]
        if fitting:
            return max(fitting, key=lambda span: _ends(title, *span))
    return None


def _ends(title: str, start: int, end: int) -> int:
    """How many of the piece's ends are those of a run of one kind of characters."""
    begins = start == 0 or _kind(title[start - 1]) != _kind(title[start])
    return begins + (end == len(title) or _kind(title[end]) != _kind(title[end - 1]))


def _kind(character: str) -> str:
    if not character.isalnum():
        return ""
    if character.isdigit():
        return "digit"
    return "letter" if character.isascii() else "character"
