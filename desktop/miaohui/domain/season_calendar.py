"""The season calendar: periods that come back every year, and which season is in force at a moment.

A period is written as a shop speaks of it: from a day to a day of each year (``10-31 20:00``, ``11-11``), or counted
from the first day of the lunar year (``春节-7``). All of it is wall-clock time where the shop is. Where periods
overlap, the one with the higher ``priority`` is in force, of equals the shorter one, then the one that begins later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, UTC, date, datetime, timedelta, tzinfo

from miaohui.domain.season import AUTO, BASE_SEASON
from miaohui.errors import MiaohuiError

SPRING = "春节"
_DAY = timedelta(days=1)
_TIME = re.compile(r"([01]?\d|2[0-4])[:：]([0-5]\d)")
_DATE = re.compile(r"(?:(?P<year>\d{4})[-/.年])?(?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})[日号]?")
_LUNAR = re.compile(r"(?:春节|spring)(?P<offset>[+＋-]\d{1,3})?")
_LONGEST = timedelta(days=366)
_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True)
class Day:
    """A day of every year, or of one ``year``: a month and a day, or (``offset``) days after the lunar new year's day;
    ``time`` is the time of that day, None where only the day is told."""

    month: int = 0
    day: int = 0
    offset: int | None = None
    year: int | None = None
    time: timedelta | None = None

    def __str__(self) -> str:
        """As :func:`parse_day` reads it."""
        if self.offset is not None:
            text = f"{SPRING}{self.offset:+d}" if self.offset else SPRING
        else:
            text = (
                f"{self.month:02d}-{self.day:02d}" if self.year is None else str(date(self.year, self.month, self.day))
            )
        if self.time is None:
            return text
        hours, seconds = divmod(int(self.time.total_seconds()), 3600)
        return f"{text} {hours:02d}:{seconds // 60:02d}"


def parse_day(text: str) -> Day:
    """``11-11``, ``10-31 20:00``, ``2026-10-24``, ``春节-7``, ``spring+6 18:00``.

    Raises:
        MiaohuiError: ``bad-day``.
    """
    words = text.split()
    clock = _TIME.fullmatch(words[1]) if len(words) == 2 else None
    if not words or len(words) > 2 or (len(words) == 2 and clock is None):
        raise MiaohuiError("bad-day", text=text)
    time = timedelta(hours=int(clock[1]), minutes=int(clock[2])) if clock is not None else None
    if time is not None and time > _DAY:
        raise MiaohuiError("bad-day", text=text)
    lunar = _LUNAR.fullmatch(words[0].casefold())
    if lunar is not None:
        return Day(offset=int((lunar["offset"] or "0").replace("＋", "+")), time=time)
    found = _DATE.fullmatch(words[0])
    if found is None:
        raise MiaohuiError("bad-day", text=text)
    year = int(found["year"]) if found["year"] else None
    month, day = int(found["month"]), int(found["day"])
    if not 1 <= month <= 12 or not 1 <= day <= _MONTHS[month - 1]:
        raise MiaohuiError("bad-day", text=text)
    if year is not None:
        try:
            date(year, month, day)
        except ValueError:
            raise MiaohuiError("bad-day", text=text) from None
    return Day(month, day, year=year, time=time)


Days = tuple[Day, Day]
"""From and to. A day without a time begins at its first midnight, or ends at its last."""


@dataclass(frozen=True)
class Period:
    """A time of the year in which a season is in force. ``years`` holds what was settled for single years: other days,
    or None where it falls out; ``off`` where the shop takes no part at all."""

    id: str
    season: str
    days: Days
    name: str = ""
    name_en: str = ""
    priority: int = 0
    off: bool = False
    years: Mapping[int, Days | None] = field(default_factory=dict, hash=False)

    def called(self, *, chinese: bool) -> str:
        """Its name in the interface's language."""
        return (self.name if chinese or not self.name_en else self.name_en) or self.id


@dataclass(frozen=True)
class Span:
    """A period in one year: from ``start`` on until before ``end``, both local time without a zone."""

    period: Period
    year: int
    start: datetime
    end: datetime

    @property
    def season(self) -> str:
        return self.period.season

    @property
    def key(self) -> str:
        """Names it for good, with its beginning: a moved one is another."""
        return f"{self.period.id} {self.start:%Y-%m-%d %H:%M}"

    @property
    def rank(self) -> tuple[int, timedelta, int, str]:
        """The smallest is in force."""
        return -self.period.priority, self.end - self.start, -self.start.toordinal(), self.period.id


@dataclass(frozen=True)
class Calendar:
    """All periods by id, in their order. ``new_years`` are the first days of lunar years: without one, what is counted
    from it has no date in that year."""

    periods: Mapping[str, Period] = field(default_factory=dict)
    new_years: Mapping[int, date] = field(default_factory=dict)

    def span(self, period: Period, year: int) -> Span | None:
        """When the period is in this year (the one that it is named after: what is counted from a lunar new year may
        begin before January); None where it falls out."""
        days = period.years.get(year, period.days)
        once = None if year in period.years else period.days[0].year
        if days is None or period.off or once not in (None, year):
            return None
        start = self._moment(days[0], year, ends=False)
        end = self._moment(days[1], year, ends=True)
        if start is not None and end is not None and end <= start:
            end = self._moment(days[1], year + 1, ends=True)
        if start is None or end is None or not start < end <= start + _LONGEST:
            return None
        return Span(period, year, start, end)

    def _moment(self, day: Day, year: int, *, ends: bool) -> datetime | None:
        """29 February is the 28th where there is none."""
        year = day.year or year
        if day.offset is not None:
            new_year = self.new_years.get(year)
            if new_year is None:
                return None
            first = new_year + timedelta(days=day.offset)
        else:
            last = 28 if day.month == 2 and not _is_leap(year) else 31
            first = date(year, day.month, min(day.day, last))
        time = day.time if day.time is not None else _DAY if ends else timedelta()
        return datetime.combine(first, datetime.min.time()) + time

    def spans(self, first: int, last: int) -> Iterator[Span]:
        """All of these years, in no order."""
        for period in self.periods.values():
            for year in range(first, min(last, MAXYEAR - 1) + 1):
                span = self.span(period, year)
                if span is not None:
                    yield span

    def at(self, now: datetime, zone: tzinfo) -> Span | None:
        """The span in force; None in between."""
        return _winner(self._around(now, zone), now, zone)

    def running(self, now: datetime, zone: tzinfo) -> list[Span]:
        """All spans at this moment, the one in force first."""
        return _running(self._around(now, zone), now, zone)

    def coming(self, now: datetime, zone: tzinfo) -> list[Span]:
        """Those that begin later, in this year and the next two, the first one first."""
        spans = [span for span in self._around(now, zone) if instant(span.start, zone) > now]
        return sorted(spans, key=lambda span: (span.start, span.rank))

    def _around(self, now: datetime, zone: tzinfo) -> list[Span]:
        year = now.astimezone(zone).year
        return list(self.spans(year - 1, year + 2))

    def next_change(self, now: datetime, zone: tzinfo) -> tuple[datetime, Span | None] | None:
        """When another span is in force and which (None for none); None if nothing ever changes."""
        spans = self._around(now, zone)
        current = _winner(spans, now, zone)
        borders = {instant(moment, zone) for span in spans for moment in (span.start, span.end)}
        for border in sorted(border for border in borders if border > now):
            after = _winner(spans, border, zone)
            if after != current:
                return border, after
        return None


def instant(moment: datetime, zone: tzinfo) -> datetime:
    """The point in time at which clocks in this zone show ``moment`` first; for one that they skip, where they do.

    Two moments of one zone are compared by what the clock shows, so they are turned into UTC.
    """
    return moment.replace(tzinfo=zone).astimezone(UTC)


def _running(spans: list[Span], now: datetime, zone: tzinfo) -> list[Span]:
    found = [span for span in spans if instant(span.start, zone) <= now < instant(span.end, zone)]
    return sorted(found, key=lambda span: span.rank)


def _winner(spans: list[Span], now: datetime, zone: tzinfo) -> Span | None:
    return next(iter(_running(spans, now, zone)), None)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


@dataclass(frozen=True)
class Choice:
    """What the agent chose: a season by hand, until a local moment or (None) until further notice; or the calendar."""

    season: str = AUTO
    until: datetime | None = None


@dataclass(frozen=True)
class InForce:
    """The season (an id) in force: ``by_hand`` or by the calendar, ``until`` when (UTC, None for no end) and which
    (``then``) comes next. ``span`` is the period that it stands for, None in between and where another is chosen by
    hand."""

    season: str
    by_hand: bool
    until: datetime | None
    then: str
    span: Span | None


def in_force(calendar: Calendar, choice: Choice, now: datetime, zone: tzinfo) -> InForce:
    """What is chosen by hand holds until its end, then the calendar."""
    now = now.astimezone(UTC)
    by_hand = choice.season != AUTO and (choice.until is None or now < instant(choice.until, zone))
    if not by_hand:
        span, change = calendar.at(now, zone), calendar.next_change(now, zone)
        until, after = change if change is not None else (None, None)
        return InForce(_season(span), by_hand=False, until=until, then=_season(after), span=span)
    until = instant(choice.until, zone) if choice.until is not None else None
    then = _season(calendar.at(until, zone)) if until is not None else choice.season
    span = next((span for span in calendar.running(now, zone) if span.season == choice.season), None)
    return InForce(choice.season, by_hand=True, until=until, then=then, span=span)


def choose(calendar: Calendar, season: str, now: datetime, zone: tzinfo) -> Choice:
    """By hand from now on, until the calendar changes next."""
    change = calendar.next_change(now.astimezone(UTC), zone)
    return Choice(season, change[0].astimezone(zone).replace(tzinfo=None) if change is not None else None)


def _season(span: Span | None) -> str:
    return span.season if span is not None else BASE_SEASON
