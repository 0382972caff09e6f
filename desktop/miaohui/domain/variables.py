"""Variables: canonical names, what they hold, and where their values come from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

_OFFSET_DAY = re.compile(r"今天([+＋-])(\d{1,3})天")
_CLOCK_TIME = re.compile(r"([01]?\d|2[0-4])[:：点]([0-5]\d)?分?")


class VariableKind(StrEnum):
    TEXT = "text"
    CHOICE = "choice"
    MULTILINE = "multiline"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    ORDER = "order"
    TRACKING = "tracking"
    PHONE = "phone"
    ADDRESS = "address"
    SIZE = "size"


@dataclass(frozen=True)
class Variable:
    """``identifying`` values belong to one customer and are never kept for the next."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: VariableKind = VariableKind.TEXT
    choices: tuple[str, ...] = ()
    identifying: bool = False
    label_en: str = ""


@dataclass(frozen=True)
class ProfileField:
    """One of the agent's own facts, with the value that is used as long as nothing is filled in."""

    name: str
    default: str = ""
    label_en: str = ""


@dataclass(frozen=True)
class Variables:
    """All variables and profile fields by canonical name."""

    by_name: Mapping[str, Variable] = field(default_factory=dict)
    profile: Mapping[str, ProfileField] = field(default_factory=dict)
    computed: frozenset[str] = frozenset({"今天", "现在", "问候", "距截单", "称呼"})

    def canonical(self, name: str) -> str:
        """The canonical name for an alias; a name nobody knows stays as it is."""
        if name in self.by_name or name in self.profile:
            return name
        folded = name.casefold()
        return next((v.name for v in self.by_name.values() if folded in map(str.casefold, v.aliases)), name)

    def get(self, name: str) -> Variable:
        name = self.canonical(name)
        return self.by_name.get(name) or Variable(name)

    def is_computed(self, name: str) -> bool:
        return name in self.computed or _OFFSET_DAY.fullmatch(name) is not None


def lookup(
    variables: Variables, typed: Mapping[str, str], profile: Mapping[str, str], now: datetime
) -> Callable[[str], str | None]:
    """The value of a name: typed, else the profile's, else computed (which may be empty), else None.

    ``now`` is the agent's local time; the keys of ``typed`` may be aliases, and nothing but blanks is no value.
    """
    given = {variables.canonical(name): value for name, value in typed.items() if value.strip()}

    def own(name: str) -> str:
        profile_field = variables.profile.get(name)
        return "" if profile_field is None else profile.get(name, "").strip() or profile_field.default

    def value(name: str) -> str | None:
        name = variables.canonical(name)
        return given.get(name) or own(name) or computed(name, now, given.get("昵称", ""), own)

    return value


def computed(name: str, now: datetime, buyer: str, own: Callable[[str], str]) -> str | None:
    """A value that follows from the time, the buyer's name and the profile; None for other names."""
    match name:
        case "今天":
            return _day(now)
        case "现在":
            return f"{now:%H:%M}"
        case "问候":
            return _greeting(now.hour)
        case "距截单":
            return _until_cut_off(now, own("截单时间"))
        case "称呼":
            return buyer or own("称呼词")
    offset = _OFFSET_DAY.fullmatch(name)
    if offset:
        days = int(offset[2])
        return _day(now + timedelta(days=-days if offset[1] == "-" else days))
    return None


def _day(moment: datetime) -> str:
    return f"{moment.month}月{moment.day}日"


def _greeting(hour: int) -> str:
    if hour < 5 or hour >= 18:
        return "晚上好"
    if hour < 9:
        return "早上好"
    if hour < 12:
        return "上午好"
    return "中午好" if hour < 14 else "下午好"


def _until_cut_off(now: datetime, cut_off: str) -> str:
    """Hours and whole minutes; empty once it has passed and where ``cut_off`` is no time of day (24:00 is one)."""
    match = _CLOCK_TIME.fullmatch(cut_off.strip())
    if not match:
        return ""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    end = midnight + timedelta(hours=int(match[1]), minutes=int(match[2] or 0))
    minutes = (end - now) // timedelta(minutes=1)
    if minutes <= 0:
        return ""
    hours, minutes = divmod(minutes, 60)
    return (f"{hours}小时" if hours else "") + (f"{minutes}分钟" if minutes else "")
