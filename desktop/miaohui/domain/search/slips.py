"""One slip of the finger: two letters swapped, one left out, one too many, or the key beside it."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def _neighbours() -> dict[str, str]:
    """Each key's neighbours on a keyboard whose rows are shifted by about half a key."""
    place = {key: (column + row / 2, row) for row, keys in enumerate(_ROWS) for column, key in enumerate(keys)}
    return {
        key: "".join(o for o, (a, b) in place.items() if o != key and abs(a - x) <= 1 and abs(b - y) <= 1)
        for key, (x, y) in place.items()
    }


NEIGHBOURS = _neighbours()


def of(typed: str) -> tuple[str, ...]:
    """What may have been meant: everything one slip away."""
    return tuple(dict.fromkeys((*swapped(typed), *beside(typed), *_too_many(typed), *_left_out(typed))))


def swapped(typed: str, first: int = 0) -> Iterator[str]:
    """Those that differ from ``first`` on."""
    for i in range(first, len(typed) - 1):
        if typed[i] != typed[i + 1]:
            yield typed[:i] + typed[i + 1] + typed[i] + typed[i + 2 :]


def beside(typed: str, first: int = 0) -> Iterator[str]:
    for i in range(first, len(typed)):
        for key in NEIGHBOURS.get(typed[i], ""):
            yield typed[:i] + key + typed[i + 1 :]


def _too_many(typed: str) -> Iterator[str]:
    for i in range(len(typed)):
        yield typed[:i] + typed[i + 1 :]


def _left_out(typed: str) -> Iterator[str]:
    for i in range(len(typed) + 1):
        for key in ascii_lowercase:
            yield typed[:i] + key + typed[i:]
