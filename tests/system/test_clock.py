"""The machine's clock and its time zone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.system.clock import SystemClock

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows takes no zone from the environment")
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    with monkeypatch.context() as patch:
        yield patch
    time.tzset()


def test_a_zone_that_is_set_meanwhile_is_in_force(zone: pytest.MonkeyPatch) -> None:
    clock = SystemClock()
    for name, hours in (("Asia/Shanghai", 8), ("Asia/Tokyo", 9)):
        zone.setenv("TZ", name)
        assert clock.now().utcoffset() == timedelta(hours=hours)
        assert datetime(2026, 7, 1, tzinfo=clock.zone).utcoffset() == timedelta(hours=hours)


@pytest.fixture(scope="module")
def berlin() -> Iterator[SystemClock]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "Europe/Berlin")
        clock = SystemClock()
        clock.now()
        yield clock
    time.tzset()


@given(seconds=st.integers(0, 10 * 366 * 24 * 3600))
def test_any_moment_is_shown_as_the_zone_shows_it(berlin: SystemClock, seconds: int) -> None:
    moment = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    local, expected = moment.astimezone(berlin.zone), moment.astimezone(BERLIN)
    assert (local.replace(tzinfo=None), local.fold) == (expected.replace(tzinfo=None), expected.fold)
    assert local.astimezone(UTC) == moment


@pytest.mark.parametrize(
    "local", ["2026-03-29 02:30", "2026-10-25 02:30", "2026-07-01 00:00", "2026-12-08 00:00"], ids=str
)
def test_a_local_time_is_the_moment_that_the_zone_means(berlin: SystemClock, local: str) -> None:
    naive = datetime.fromisoformat(local)
    assert naive.replace(tzinfo=berlin.zone).astimezone(UTC) == naive.replace(tzinfo=BERLIN).astimezone(UTC)


def test_twice_the_same_hour(berlin: SystemClock) -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC).astimezone(berlin.zone)
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC).astimezone(berlin.zone)
    assert (f"{first:%H:%M}", first.fold, f"{second:%H:%M}", second.fold) == ("02:30", 0, "02:30", 1)
