"""Samples of one run, and the table of their ratios."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

_HEADING = ("what", "Miaohui", "beside it", "ratio", "bound", "")


@dataclass(frozen=True)
class Samples:
    """Measured values of one kind in one unit: ``ms`` or ``MB``."""

    values: Sequence[float]
    unit: str = "ms"

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def p95(self) -> float:
        return self.quantile(95)

    def quantile(self, percent: int) -> float:
        """The smallest value that ``percent`` % of the values don't exceed."""
        ordered = sorted(self.values)
        return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]

    def __str__(self) -> str:
        return f"{_short(self.median)} / {_short(self.p95)} {self.unit}"


@dataclass(frozen=True)
class Bound:
    """What DESIGN.md allows. ``median`` and ``p95`` bound ours; where there are samples beside it they bound the ratio
    (theirs to ours with ``faster``, else ours to theirs)."""

    text: str
    median: float | None = None
    p95: float | None = None
    faster: bool = False


@dataclass(frozen=True)
class Line:
    """One row of the table. Without a bound it is information."""

    what: str
    ours: Samples
    beside: Samples | None = None
    name: str = ""
    bound: Bound | None = None

    @property
    def ratios(self) -> tuple[float, float] | None:
        """Of the medians and of the p95; how many times faster ours is, or how many times as much it takes."""
        if self.beside is None:
            return None
        ratios = (self.ours.median / self.beside.median, self.ours.p95 / self.beside.p95)
        return (1 / ratios[0], 1 / ratios[1]) if self.bound is not None and self.bound.faster else ratios

    @property
    def kept(self) -> bool | None:
        """Whether the bound was kept in this run; None without one."""
        if self.bound is None:
            return None
        measured = self.ratios or (self.ours.median, self.ours.p95)
        limits = (self.bound.median, self.bound.p95)
        if self.bound.faster:
            return all(limit is None or value >= limit for value, limit in zip(measured, limits, strict=True))
        return all(limit is None or value <= limit for value, limit in zip(measured, limits, strict=True))

    def cells(self) -> tuple[str, ...]:
        ratios = self.ratios
        return (
            self.what,
            f"{self.ours} ({len(self.ours.values)})",
            f"{self.name} {self.beside}" if self.beside is not None else "",
            f"{ratios[0]:.2f} / {ratios[1]:.2f}" if ratios is not None else "",
            self.bound.text if self.bound is not None else "information",
            {None: "", True: "kept", False: "MISSED"}[self.kept],
        )


@dataclass(frozen=True)
class Note:
    """A sentence in the table: a missing tool, what a figure stands for."""

    text: str


def table(rows: Sequence[Line | Note]) -> str:
    """All lines in columns; each pair is median / p95, the number of samples in brackets."""
    cells = [_HEADING, *(row.cells() for row in rows if isinstance(row, Line))]
    widths = [max(len(line[column]) for line in cells) for column in range(len(_HEADING))]

    def text(line: tuple[str, ...]) -> str:
        return "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()

    written = [text(_HEADING), text(tuple("-" * width for width in widths))]
    written += [text(row.cells()) if isinstance(row, Line) else f"  ({row.text})" for row in rows]
    return "\n".join(written)


def _short(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"
