"""Numbered rows of cells, from delimited text."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from miaohui.flow.transfer import RowProblem

_END = "\x1eend"
"""Put behind the file: where it doesn't come out as a row of its own, a quote is still open."""


@dataclass(frozen=True, repr=False)
class Grid:
    """Rows that hold something, with their numbers as a spreadsheet counts them. ``sheet`` is empty where there is
    only one; ``problems`` are the rows that could not be read."""

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    problems: tuple[RowProblem, ...] = ()
    sheet: str = ""
    delimiter: str = ""

    @property
    def has_lines(self) -> bool:
        """Whether any cell spans lines."""
        return any("\n" in cell or "\r" in cell for _, cells in self.rows for cell in cells)


def from_text(text: str, delimiter: str = ",") -> Grid:
    """Quoted fields may span lines; a double quote in them is written twice."""
    problems: list[RowProblem] = []
    reader = csv.reader(io.StringIO(f"{text}\n{_END}", newline=""), delimiter=delimiter)
    records: list[tuple[int, tuple[str, ...]]] = []
    number = 0
    try:
        for number, fields in enumerate(reader, start=1):
            records.append((number, tuple(fields)))
    except csv.Error:  # a field beyond 128 KiB: what follows a quote that nobody closed
        problems.append(RowProblem(number + 1, "unclosed-quote"))
    else:
        last, fields_at_end = records.pop()
        if fields_at_end != (_END,):
            problems.append(RowProblem(last, "unclosed-quote"))
    return Grid(filled(records), tuple(problems), delimiter=delimiter)


def filled(rows: list[tuple[int, tuple[str, ...]]]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    return tuple((number, cells) for number, cells in rows if any(cell.strip() for cell in cells))
