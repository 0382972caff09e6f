"""Which word tells a title from others that fit a query as well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Span = tuple[int, int]
SHORTEST, LONGEST = 2, 6
"""Characters of such a word."""


def deciding(titles: Sequence[str], asked: Iterable[int]) -> dict[int, Span]:
    """For each of the ``asked`` titles, by number: the shortest piece that stands in none of the others, nor twice in
    it. Of equals the one that begins where the title stops being like the most similar other one, then the one that
    ends where a run of characters does, then the first. Those that have no such piece are left out."""
    text = "\n".join(titles)
    order = sorted(range(len(titles)), key=titles.__getitem__)
    place = {number: index for index, number in enumerate(order)}
    found: dict[int, Span] = {}
    for number in asked:
        index = place[number]
        beside = [titles[order[near]] for near in (index - 1, index + 1) if 0 <= near < len(order)]
        span = _deciding(titles[number], text, max((_alike(titles[number], other) for other in beside), default=0))
        if span is not None:
            found[number] = span
    return found


def _deciding(title: str, text: str, different: int) -> Span | None:
    for size in range(SHORTEST, min(LONGEST, len(title)) + 1):
        spans = ((start, start + size) for start in range(len(title) - size + 1))
        fitting = [span for span in spans if _is_word(title, *span) and _is_once(title[slice(*span)], text)]
        if fitting:
            return max(fitting, key=lambda span: (span[0] == different, _ends(title, *span)))
    return None


def _alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _is_word(title: str, start: int, end: int) -> bool:
    """Whether it is all to be typed, and no number or word of letters is cut."""
    cuts = (start, end)
    return title[start:end].isalnum() and not any(
        0 < cut < len(title) and _kind(title[cut - 1]) == _kind(title[cut]) != "character" for cut in cuts
    )


def _is_once(piece: str, text: str) -> bool:
    return text.find(piece) == text.rfind(piece)


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
