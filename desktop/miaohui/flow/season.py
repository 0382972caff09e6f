"""The seasons of a shop: the shipped ones and its own, and which is in force now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from miaohui.domain.season import AUTO, Season
from miaohui.domain.season_calendar import Choice, InForce, Period, choose, in_force
from miaohui.domain.season_facts import facts
from miaohui.domain.settings import Settings
from miaohui.domain.tables import Tables
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow.ports import OwnSeasons, ZonedClock


def with_own(shipped: Tables, own: OwnSeasons) -> tuple[Tables, OwnSeasons, tuple[Problem, ...]]:
    """The tables with the shop's own seasons and periods, those of them that have a place there, and why not the
    others."""
    seasons, taken = shipped.seasons, dict[str, Season]()
    waiting = list(own.seasons.values())
    problems: list[Problem] = []
    placed = True
    while placed and waiting:  # one may stand below another that comes later
        placed, problems = False, []
        for season in tuple(waiting):
            try:
                seasons.check_own(season)
            except MiaohuiError as error:
                problems.append(error.problem)
            else:
                placed = True
                waiting.remove(season)
                taken[season.id] = season
                seasons = shipped.seasons.with_own(taken)
    periods = {one.id: one for one in own.periods.values() if one.season in seasons.by_id}
    lost = (Problem("unknown-season", {"season": one.season}) for one in own.periods.values() if one.id not in periods)
    calendar = replace(shipped.calendar, periods={**shipped.calendar.periods, **periods})
    tables = replace(shipped, seasons=seasons, calendar=calendar)
    return tables, OwnSeasons(taken, periods), (*problems, *lost)


class Now:
    """Which season is in force now and what it brings with it. Asked with every key, so an answer is kept for as long
    as it holds: until its end, a minute at most, and never backwards."""

    def __init__(self, clock: ZonedClock) -> None:
        self._clock = clock
        self._tables: Tables | None = None
        self._asked: tuple[object, ...] = ()
        self._from = self._to = datetime.min.replace(tzinfo=UTC)
        self._answer: InForce | None = None
        self._facts: dict[str, dict[str, str]] = {}

    def in_force(self, tables: Tables, settings: Settings) -> InForce:
        now = self._clock.now()
        asked = (settings.season, settings.season_until, now.utcoffset())
        known = tables is self._tables and asked == self._asked and self._from <= now < self._to
        if self._answer is None or not known:
            choice = Choice(settings.season, _moment(settings.season_until))
            if tables.seasons.find(choice.season) is None:
                choice = Choice(AUTO)
            self._answer = in_force(tables.calendar, choice, now, self._clock.zone)
            self._tables, self._asked = tables, asked
            self._from, self._to = now, now + timedelta(minutes=1)
            if self._answer.until is not None:
                self._to = min(self._to, self._answer.until)
            self._facts.clear()
        return self._answer

    def facts(self, tables: Tables, settings: Settings, season: str) -> Mapping[str, str]:
        """What the season (an id) says now, by variable."""
        self.in_force(tables, settings)
        if season not in self._facts:
            self._facts[season] = facts(tables.seasons, tables.calendar, season, self._clock.now(), self._clock.zone)
        return self._facts[season]


def chosen(tables: Tables, settings: Settings, season: str, clock: ZonedClock) -> Settings:
    """The settings with a season (an id) by hand, which holds until the calendar changes next, or with the calendar."""
    if season == AUTO:
        return replace(settings, season=AUTO, season_until="")
    choice = choose(tables.calendar, season, clock.now(), clock.zone)
    until = choice.until.isoformat(timespec="minutes") if choice.until is not None else ""
    return replace(settings, season=season, season_until=until)


def check_period(tables: Tables, period: Period, year: int) -> None:
    """Raises MiaohuiError ``unknown-season``, or ``bad-period`` for one that never comes (``year`` is this one)."""
    if period.season not in tables.seasons.by_id:
        raise MiaohuiError("unknown-season", season=period.season)
    on = replace(period, off=False)
    if (
        not any(tables.calendar.span(on, one) for one in range(year - 1, year + 3))
        and None not in period.years.values()
    ):
        raise MiaohuiError("bad-period", period=period.name or period.id)


def _moment(text: str) -> datetime | None:
    """None without one; what somebody wrote into the settings is checked when they are read."""
    return datetime.fromisoformat(text) if text else None
