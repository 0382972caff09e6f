"""Couriers, and which of them a tracking number belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass

COURIER = "快递"
"""The variable that a courier's name fills."""


@dataclass(frozen=True)
class Courier:
    """``short`` is how agents and buyers call it; ``shape`` matches its tracking numbers, where it is known."""

    name: str
    short: str
    shape: re.Pattern[str] | None = None


@dataclass(frozen=True)
class Couriers:
    all: tuple[Courier, ...] = ()

    def recognise(self, number: str) -> str:
        """The short name of the only courier whose numbers look like this; empty where there is none or several."""
        number = "".join(number.split()).upper()
        found = [courier.short for courier in self.all if courier.shape is not None and courier.shape.fullmatch(number)]
        return found[0] if len(found) == 1 else ""
