"""Who uses what how often: Zipf's law with exponent 1, or all alike."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from miaohui.domain.library import Library
from miaohui.domain.usage import Tally, Use

NOW = datetime(2026, 11, 11, 9, tzinfo=UTC)
_COUNT, _DAYS = 4_000, 60


class Uses:
    """``often`` is how often each reply is really used; ``log`` a past drawn from it, which is all that a program
    can know."""

    def __init__(self, library: Library, seed: int) -> None:
        self._chance = random.Random(seed)
        self._ids = list(library.replies)
        self._chance.shuffle(self._ids)
        self.often = {key: 1 / rank for rank, key in enumerate(self._ids, 1)}
        past = self.draw(_COUNT)
        self.log = [Use(NOW - timedelta(days=self._chance.uniform(0, _DAYS)), key, "plain", "normal") for key in past]

    def draw(self, count: int, *, uniform: bool = False) -> list[str]:
        """Ids of replies that an agent wants."""
        weights = None if uniform else [self.often[key] for key in self._ids]
        return self._chance.choices(self._ids, weights, k=count)

    def bonuses(self) -> dict[str, float]:
        """As the program adds them."""
        tally = Tally(self.log)
        return {key: points for key in {use.reply for use in self.log} if (points := tally.bonus(key, NOW))}

    def order(self) -> list[str]:
        """All ids, the most used of the past first."""
        bonuses = self.bonuses()
        return sorted(self._ids, key=lambda key: (-bonuses.get(key, 0.0), key))

    def latest(self) -> list[str]:
        """All ids, the one used last at the end."""
        last = {use.reply: use.time for use in sorted(self.log, key=lambda use: use.time)}
        return sorted(self._ids, key=lambda key: (last.get(key, NOW - timedelta(days=999)), key))
