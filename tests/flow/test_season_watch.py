"""The calendar while the app runs: announced once, switched at its moment, whatever clocks and sleep do."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone, tzinfo

import pytest

from miaohui.domain.settings import Settings
from miaohui.errors import Problem
from miaohui.flow.season_watch import SeasonWatch
from miaohui.flow.workspace import Workspace
from tests.fakes import CHINA, FixedClock, MemorySettingsStore
from tests.flow.samples import Here


@dataclass
class Running:
    """An app that looks at the calendar whenever a test says so."""

    stores: Here = field(default_factory=Here)

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        self.workspace: Workspace = self.stores.open()
        self.watch = SeasonWatch(self.workspace)
        self.refreshed = 0
        self.workspace.watch(self._count)

    def _count(self) -> None:
        self.refreshed += 1

    def at(self, moment: str, zone: tzinfo = CHINA) -> list[str]:
        """What is told at this local time: ids of problems."""
        self.stores.clock.moment = datetime.fromisoformat(moment).replace(tzinfo=zone)
        return [problem.id for problem in self.watch.look()]

    @property
    def season(self) -> str:
        return self.workspace.season.id


@pytest.fixture
def app() -> Running:
    running = Running()
    assert running.at("2026-12-01 09:00") == []
    assert running.season == "normal"
    return running


def test_the_day_before_it_is_announced_once(app: Running) -> None:
    assert app.at("2026-12-07 08:59") == []
    app.stores.clock.moment = datetime(2026, 12, 7, 9, tzinfo=CHINA)
    assert app.watch.look() == (
        Problem(
            "season-coming",
            {"time": datetime(2026, 12, 8, tzinfo=CHINA), "season": "Big sale", "period": "Double 12"},
        ),
    )
    assert app.at("2026-12-07 09:01") == []
    app.restart()
    assert app.at("2026-12-07 20:00") == []
    assert app.season == "normal"


def test_at_midnight_the_season_changes_by_itself(app: Running) -> None:
    app.at("2026-12-07 12:00")
    assert app.at("2026-12-07 23:59:59") == []
    before = app.refreshed
    assert app.at("2026-12-08 00:00") == ["season-switched"]
    assert app.season == "promo"
    assert app.refreshed > before  # palette and tray hear of it
    assert app.at("2026-12-08 00:01") == []
    assert app.at("2026-12-12 09:00") == ["season-ending"]
    assert app.at("2026-12-13 00:00") == ["season-switched"]
    assert app.season == "normal"


def test_what_came_in_sleep_is_seen_on_waking(app: Running) -> None:
    app.at("2026-12-06 22:00")
    assert app.at("2026-12-09 08:30") == ["season-switched"]
    assert app.season == "promo"


def test_what_came_while_the_app_was_off_is_told_at_the_start(app: Running) -> None:
    app.restart()
    assert app.at("2026-12-09 08:30") == ["season-switched"]


def test_a_whole_season_slept_through_is_no_change(app: Running) -> None:
    assert app.at("2026-12-20 08:30") == []
    assert app.season == "normal"


def test_the_first_start_tells_nothing_about_now() -> None:
    assert Running().at("2026-12-09 08:30") == []


def test_a_clock_that_is_set_back_brings_back_what_was(app: Running) -> None:
    assert app.at("2026-12-08 00:00") == ["season-switched"]
    assert app.at("2026-12-07 08:00") == ["season-switched"]
    assert app.season == "normal"
    assert app.at("2026-12-07 10:00") == ["season-coming"]


def test_another_time_zone_has_another_midnight(app: Running) -> None:
    utc = timezone(timedelta(0))
    assert app.at("2026-12-07 17:00", utc) == ["season-coming"]
    assert app.season == "normal"
    assert app.at("2026-12-08 01:00", CHINA) == ["season-switched"]  # the same moment
    assert app.season == "promo"


class TestByHand:
    def test_it_holds_until_the_period_ends(self, app: Running) -> None:
        app.at("2026-12-09 10:00")
        app.workspace.use_season("平日")
        assert app.at("2026-12-09 10:01") == []
        found = app.workspace.in_force
        assert (app.season, found.by_hand, found.then) == ("normal", True, "normal")
        assert app.at("2026-12-12 23:59") == []
        assert app.at("2026-12-13 00:00") == []  # the same season by the calendar
        assert app.workspace.settings.season == "auto"
        assert not app.workspace.in_force.by_hand

    def test_the_calendar_takes_over_and_announces_it(self, app: Running) -> None:
        app.at("2026-12-01 10:00")
        app.workspace.use_season("春节停发")
        assert app.at("2026-12-07 10:00") == ["season-coming"]
        assert app.at("2026-12-08 00:00") == ["season-switched"]
        assert app.season == "promo"
        assert app.workspace.settings.season == "auto"

    def test_back_to_the_calendar_at_once(self, app: Running) -> None:
        app.at("2026-12-09 10:00")
        app.workspace.use_season("平日")
        app.workspace.use_season("auto")
        assert app.season == "promo"

    def test_what_has_no_end_stays(self) -> None:
        settings = MemorySettingsStore(Settings(season="peak"))
        app = Running(Here(settings=settings))
        assert app.at("2026-12-07 10:00") == []
        assert app.at("2026-12-08 00:00") == []
        assert app.season == "peak"


def test_where_nothing_can_be_written_it_still_switches_and_tells_once(app: Running) -> None:
    app.stores.settings.broken = True
    assert app.at("2026-12-08 00:00") == ["season-switched"]
    assert app.at("2026-12-08 00:01") == []
    assert app.season == "promo"


def test_changed_days_count_at_once(app: Running) -> None:
    shipped = app.workspace.tables
    double_12 = shipped.calendar.periods["double-12"]
    periods = {**shipped.calendar.periods, "double-12": replace(double_12, off=True)}
    app.at("2026-12-09 10:00")
    app.workspace.tables = replace(shipped, calendar=replace(shipped.calendar, periods=periods))
    assert app.at("2026-12-09 10:01") == ["season-switched"]
    assert app.season == "normal"


def test_an_answer_is_kept_no_longer_than_it_holds() -> None:
    """Between two looks as well: the palette asks with every key."""
    clock = FixedClock(datetime(2026, 12, 7, 23, 59, 30, tzinfo=CHINA))
    here = Here(clock=clock).open()
    assert here.season.id == "normal"
    clock.moment += timedelta(seconds=29)
    assert here.season.id == "normal"
    clock.moment += timedelta(seconds=1)
    assert here.season.id == "promo"
    clock.moment -= timedelta(seconds=1)
    assert here.season.id == "normal"
