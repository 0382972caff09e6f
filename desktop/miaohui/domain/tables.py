"""The facts of the trade as values, read from data/ and passed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from miaohui.domain.auto_reply import AutoSlot
from miaohui.domain.courier import Couriers
from miaohui.domain.emoticon import Client, Emoticons
from miaohui.domain.season import Seasons
from miaohui.domain.season_calendar import Calendar
from miaohui.domain.variables import Variables
from miaohui.errors import Problem


@dataclass(frozen=True, repr=False)
class Tables:
    """``clients`` and ``auto_slots`` by id, in the order they are offered; ``notices`` tell what couldn't be read."""

    seasons: Seasons
    variables: Variables
    emoticons: Emoticons
    clients: Mapping[str, Client]
    couriers: Couriers = field(default_factory=Couriers)
    auto_slots: Mapping[str, AutoSlot] = field(default_factory=dict)
    calendar: Calendar = field(default_factory=Calendar)
    notices: tuple[Problem, ...] = ()
