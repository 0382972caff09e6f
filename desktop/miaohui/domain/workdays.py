"""Working days: Monday to Friday, with the exceptions that the state makes for its holidays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True)
class Workdays:
    """``off`` are weekdays without work, ``on`` weekends with. A year of which nothing is known has neither."""

    off: frozenset[date] = frozenset()
    on: frozenset[date] = frozenset()

    def __contains__(self, day: date) -> bool:
        return day in self.on or (day.weekday() < _SATURDAY and day not in self.off)

    def after(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day`` (before it where negative); with 0 the first from ``day`` on."""
        step = -_DAY if count < 0 else _DAY
        if count == 0:
            day, count = day - _DAY, 1
        for _ in range(abs(count)):
            day += step
            while day not in self:
                day += step
        return day
