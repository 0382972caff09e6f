"""Lines in TOML files, for whoever has to mend one: the standard library's reader keeps none but that of an error."""

from __future__ import annotations

import re

_ERROR_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_ERROR_AT_END = "(at end of document)"


def entry_starts(text: str, key: str) -> list[int]:
    """Where each ``[[key]]`` stands."""
    heading = re.compile(rf"^[ \t]*\[\[[ \t]*{re.escape(key)}[ \t]*\]\]", re.MULTILINE)
    return [match.start() for match in heading.finditer(text)]


def line_at(text: str, place: int) -> int:
    """The line of this place, from 1."""
    return text.count("\n", 0, place) + 1


def entry_line(text: str, key: str, number: int) -> int:
    """The line of the entry with this number (from 0); 1 where the entries aren't written as ``[[key]]``."""
    starts = entry_starts(text, key)
    return line_at(text, starts[number]) if number < len(starts) else 1


def error_line(error: ValueError, text: str) -> int:
    """The line at which the reader gave up; 1 where that isn't told, as for what isn't UTF-8."""
    found = _ERROR_LINE.search(str(error))
    if found:
        return int(found[1])
    return line_at(text, len(text.rstrip())) if _ERROR_AT_END in str(error) else 1
