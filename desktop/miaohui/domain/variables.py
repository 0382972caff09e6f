"""Variables: canonical names, what they hold, and where their values come from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from miaohui.domain.template import is_name
from miaohui.domain.values import VariableKind, clean, fit, written_day
from miaohui.domain.workdays import Workdays
from miaohui.errors import MiaohuiError

_OFFSET_DAY = re.compile(r"今天([+＋-])(\d{1,3})(天|个?工作日)")
_CLOCK_TIME = re.compile(r"([01]?\d|2[0-4])[:：点]([0-5]\d)?分?")
_DATED_TIME = re.compile(
    r"(?:(?P<year>20\d\d)[-/.年])?(?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})[日号]?(?:\s*(?P<clock>\S+))?"
)
_HALF_A_YEAR = timedelta(days=183)


@dataclass(frozen=True)
class Variable:
    """``identifying`` values belong to one customer and are never filled in for the next unseen. ``choices_from`` and
    ``proposed_from`` name facts of the agent's own that hold other choices and the one to begin with. ``example`` is a
    value as it could be, for showing a reply to who writes it."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: VariableKind = VariableKind.TEXT
    choices: tuple[str, ...] = ()
    identifying: bool = True
    label_en: str = ""
    choices_from: str = ""
    proposed_from: str = ""
    example: str = ""


@dataclass(frozen=True)
class ProfileField:
    """One of the agent's own facts, with the value that is used as long as nothing is filled in and an ``example`` of
    how it is written."""

    name: str
    default: str = ""
    label_en: str = ""
    example: str = ""


@dataclass(frozen=True)
class Variables:
    """All variables and profile fields by canonical name."""

    by_name: Mapping[str, Variable] = field(default_factory=dict)
    profile: Mapping[str, ProfileField] = field(default_factory=dict)
    computed: frozenset[str] = frozenset({"今天", "现在", "问候", "距截单", "距结束", "称呼"})
    workdays: Workdays = field(default_factory=Workdays)

    def with_own(self, own: Mapping[str, Variable]) -> Variables:
        """These and a user's own, which go before the ones of the same name and before others' aliases."""
        return replace(self, by_name={**own, **{n: v for n, v in self.by_name.items() if n not in own}})

    def check_own(self, variable: Variable) -> None:
        """Raises MiaohuiError ``bad-variable-name`` (a template couldn't name it) or ``variable-reserved``."""
        for name in (variable.name, *variable.aliases):
            if not is_name(name):
                raise MiaohuiError("bad-variable-name", name=name)
            if name in self.profile or self.is_computed(name):
                raise MiaohuiError("variable-reserved", name=name)

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

    ``now`` is the agent's local time; the keys of ``typed`` may be aliases, and nothing but blanks is no value. What
    was typed is made fit for its kind, here and nowhere else.
    """
    given = fitted(variables, typed, now)

    def own(name: str) -> str:
        profile_field = variables.profile.get(name)
        return "" if profile_field is None else clean(profile.get(name, "")).strip() or profile_field.default

    def value(name: str) -> str | None:
        name = variables.canonical(name)
        return given.get(name) or own(name) or computed(name, now, given.get("昵称", ""), own, variables.workdays)

    return value


def fitted(variables: Variables, typed: Mapping[str, str], now: datetime) -> dict[str, str]:
    """What was typed by canonical name, each value made fit for its kind."""
    fit_values = {name: fit(variables.get(name).kind, value, now) for name, value in typed.items()}
    return {variables.canonical(name): value for name, value in fit_values.items() if value.strip()}


def computed(name: str, now: datetime, buyer: str, own: Callable[[str], str], workdays: Workdays) -> str | None:
    """A value that follows from the time, the buyer's name and the profile; None for other names."""
    match name:
        case "今天":
            return written_day(now)
        case "现在":
            return f"{now:%H:%M}"
        case "问候":
            return _greeting(now.hour)
        case "距截单":
            return _until_cut_off(now, own("截单时间"))
        case "距结束":
            return _until(_moment(own("活动结束"), now), now)
        case "称呼":
            return buyer or own("称呼词")
    offset = _OFFSET_DAY.fullmatch(name)
    if offset:
        days = -int(offset[2]) if offset[1] == "-" else int(offset[2])
        if offset[3] == "天":
            return written_day(now + timedelta(days=days))
        return written_day(workdays.after(now.date(), days))
    return None


def split_list(text: str) -> tuple[str, ...]:
    """``申通、圆通`` as an agent writes a list."""
    return tuple(dict.fromkeys(filter(None, map(str.strip, re.split(r"[、,，;；|/\s]", text)))))


def _greeting(hour: int) -> str:
    if hour < 5 or hour >= 18:
        return "晚上好"
    if hour < 9:
        return "早上好"
    if hour < 12:
        return "上午好"
    return "中午好" if hour < 14 else "下午好"


def _until_cut_off(now: datetime, cut_off: str) -> str:
    """Empty once it has passed and where ``cut_off`` is no time of day."""
    return _until(_clock_time(cut_off, now), now)


def _clock_time(text: str, day: datetime) -> datetime | None:
    """This time of that day (24:00 is one); None for what is no time of day."""
    match = _CLOCK_TIME.fullmatch(text.strip())
    if not match:
        return None
    midnight = day.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(hours=int(match[1]), minutes=int(match[2] or 0))


def _moment(text: str, now: datetime) -> datetime | None:
    """``11-11 20:00``, ``2026年11月11日``, ``23:59`` (today); a day without a time ends at midnight, one without a year
    is the nearest one."""
    match = _DATED_TIME.fullmatch(text.strip())
    if not match:
        return _clock_time(text, now)
    try:
        day = now.replace(year=int(match["year"] or now.year), month=int(match["month"]), day=int(match["day"]))
        if not match["year"] and abs(day - now) > _HALF_A_YEAR:
            day = day.replace(year=now.year + (1 if day < now else -1))
    except ValueError:
        return None
    return _clock_time(match["clock"] or "24:00", day)


def _until(end: datetime | None, now: datetime) -> str:
    """Days and hours, or hours and whole minutes; empty without an end and once it has passed."""
    minutes = 0 if end is None else (end - now) // timedelta(minutes=1)
    if minutes <= 0:
        return ""
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        return f"{days}天" + (f"{hours}小时" if hours else "")
    return (f"{hours}小时" if hours else "") + (f"{minutes}分钟" if minutes else "")
