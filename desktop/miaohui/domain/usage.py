"""Usage: which replies are used, with an influence that halves every thirty days."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

HALF_LIFE_DAYS = 30.0
WEIGHT = 4.0
CAP = 24.0
LATELY = timedelta(days=30)
_KEPT = timedelta(hours=1)


@dataclass(frozen=True)
class Use:
    """One delivery: when (UTC), which reply, for which client, in which season, which of its wordings (from 0).

    ``ms`` is how long it took from the palette's opening, None where none was opened. Nothing that was typed.
    """

    time: datetime
    reply: str
    client: str
    season: str
    wording: int = 0
    ms: int | None = None


def last_uses(uses: Iterable[Use]) -> dict[str, datetime]:
    """When each reply that was ever used was used last, by its id."""
    found: dict[str, datetime] = {}
    for use in uses:
        found[use.reply] = max(use.time, found.get(use.reply, use.time))
    return found


class Tally:
    """Decayed use counts by reply id."""

    def __init__(self, uses: Iterable[Use] = ()) -> None:
        self._counts: dict[str, tuple[float, datetime]] = {}
        self._bonuses: tuple[datetime, Mapping[str, float]] | None = None
        for use in uses:
            self.add(use)

    def add(self, use: Use) -> None:
        self._count(use, 1.0)

    def take_back(self, use: Use) -> None:
        """Uncount what was added before."""
        self._count(use, -1.0)

    def _count(self, use: Use, weight: float) -> None:
        count, since = self._counts.get(use.reply, (0.0, use.time))
        later = max(since, use.time)
        self._bonuses = None
        counted = _decayed(count, since, later) + _decayed(weight, use.time, later)
        self._counts[use.reply] = (max(0.0, counted), later)

    def bonus(self, reply: str, now: datetime) -> float:
        """Points for the ranking, 0 for a reply never used, at most :data:`CAP`."""
        if reply not in self._counts:
            return 0.0
        count, since = self._counts[reply]
        return min(CAP, WEIGHT * math.log1p(_decayed(count, since, now)))

    def bonuses(self, now: datetime) -> Mapping[str, float]:
        """Those of all replies that were ever used: the same mapping for an hour, in which nothing decays that counts,
        or until the next use."""
        if self._bonuses is None or not timedelta() <= now - self._bonuses[0] < _KEPT:
            self._bonuses = now, {reply: self.bonus(reply, now) for reply in self._counts}
        return self._bonuses[1]


class Lately:
    """How often each reply was used in the last :data:`LATELY`."""

    def __init__(self, uses: Iterable[Use] = ()) -> None:
        every = tuple(uses)
        last = max((use.time for use in every), default=None)
        self._uses = [] if last is None else [use for use in every if last - use.time <= LATELY]

    def add(self, use: Use) -> None:
        self._uses.append(use)

    def take_back(self, use: Use) -> None:
        """Uncount what was added before."""
        if use in self._uses:
            self._uses.remove(use)

    def counts(self, now: datetime) -> Mapping[str, int]:
        """By reply, those never used left out."""
        self._uses = [use for use in self._uses if now - use.time <= LATELY]
        return Counter(use.reply for use in self._uses)


def _decayed(count: float, since: datetime, now: datetime) -> float:
    days = max(0.0, (now - since).total_seconds() / 86400)
    return count * 2 ** (-days / HALF_LIFE_DAYS)
