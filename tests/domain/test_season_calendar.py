"""Which season is in force when: dates of each year, overlaps, what is chosen by hand, and clocks that jump."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.season_calendar import (
    Calendar,
    Choice,
    InForce,
    Period,
    choose,
    in_force,
    instant,
    parse_day,
)
from miaohui.errors import MiaohuiError
from tests.domain.samples import tables
from tests.fakes import CHINA

BERLIN, SAO_PAULO = ZoneInfo("Europe/Berlin"), ZoneInfo("America/Sao_Paulo")
NEW_YEARS = {2026: date(2026, 2, 17), 2027: date(2027, 2, 6), 2028: date(2028, 1, 26)}


def period(first: str, last: str, season: str = "promo", key: str = "", priority: int = 0) -> Period:
    return Period(key or f"{season} {first}", season, (parse_day(first), parse_day(last)), priority=priority)


def calendar(*periods: Period) -> Calendar:
    return Calendar({one.id: one for one in periods}, NEW_YEARS)


def dates(one: Period, year: int) -> tuple[str, str] | None:
    span = calendar(one).span(one, year)
    return (f"{span.start:%Y-%m-%d %H:%M}", f"{span.end:%Y-%m-%d %H:%M}") if span else None


def at(moment: str, shop: Calendar | None = None, choice: Choice | None = None) -> InForce:
    """In China at this local time, by the shipped calendar unless another is given."""
    now = datetime.fromisoformat(moment).replace(tzinfo=CHINA)
    return in_force(shop or tables().calendar, choice or Choice(), now, CHINA)


def local(moment: datetime | None) -> str:
    assert moment is not None
    return f"{moment.astimezone(CHINA):%Y-%m-%d %H:%M}"


class TestDays:
    @pytest.mark.parametrize(
        ("text", "written"),
        [
            ("11-11", "11-11"),
            ("11月1日", "11-01"),
            ("10/31  20:00", "10-31 20:00"),
            ("11-11 24:00", "11-11 24:00"),
            ("2026-10-24 8:05", "2026-10-24 08:05"),
            ("春节-7", "春节-7"),
            ("spring+6 18:00", "春节+6 18:00"),
            ("春节", "春节"),
            ("02-29", "02-29"),
        ],
    )
    def test_a_day_is_read_and_written(self, text: str, written: str) -> None:
        assert str(parse_day(text)) == written
        assert parse_day(written) == parse_day(text)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "  ",
            "13-01",
            "02-30",
            "2027-02-29",
            "11-11 25:00",
            "11-11 24:01",
            "11-11 20:00 x",
            "春节7",
            "明天",
            "0-1",
        ],
    )
    def test_what_is_no_day_is_refused(self, text: str) -> None:
        with pytest.raises(MiaohuiError) as refused:
            parse_day(text)
        assert refused.value.problem.id == "bad-day"

    @given(st.text(max_size=30))
    def test_any_text_is_a_day_or_refused(self, text: str) -> None:
        try:
            day = parse_day(text)
        except MiaohuiError:
            return
        assert parse_day(str(day)) == day


class TestDatesOfAYear:
    def test_a_day_without_a_time_begins_and_ends_at_midnight(self) -> None:
        assert dates(period("12-08", "12-12"), 2026) == ("2026-12-08 00:00", "2026-12-13 00:00")
        assert dates(period("10-31 20:00", "11-11 23:30"), 2026) == ("2026-10-31 20:00", "2026-11-11 23:30")

    def test_days_are_counted_from_the_lunar_new_year(self) -> None:
        stop = period("春节-7", "春节+6")
        assert dates(stop, 2026) == ("2026-02-10 00:00", "2026-02-24 00:00")
        assert dates(stop, 2028) == ("2028-01-19 00:00", "2028-02-02 00:00")
        assert dates(period("春节-30", "春节-8"), 2028) == ("2027-12-27 00:00", "2028-01-19 00:00")
        assert dates(stop, 2040) is None  # a year that the table doesn't know

    @pytest.mark.parametrize(
        ("year", "end"), [(2026, "2026-03-01 00:00"), (2027, "2027-03-01 00:00"), (2028, "2028-03-01 00:00")]
    )
    def test_29_february_is_the_last_of_february(self, year: int, end: str) -> None:
        assert dates(period("02-20", "02-29"), year) == (f"{year}-02-20 00:00", end)
        day = "29" if year == 2028 else "28"
        assert dates(period("02-29", "02-29"), year) == (f"{year}-02-{day} 00:00", end)

    def test_a_period_may_go_over_the_end_of_the_year(self) -> None:
        assert dates(period("12-25", "01-05"), 2026) == ("2026-12-25 00:00", "2027-01-06 00:00")
        shop = calendar(period("12-25", "01-05"))
        assert [at(day, shop).season for day in ("2026-12-24", "2026-12-31", "2027-01-05", "2027-01-06")] == [
            *("normal", "promo", "promo", "normal"),
        ]

    def test_single_years_have_days_of_their_own_or_none(self) -> None:
        years = {2026: (parse_day("06-10"), parse_day("06-21")), 2027: None}
        own = replace(period("06-16", "06-20"), years=years)
        assert dates(own, 2026) == ("2026-06-10 00:00", "2026-06-22 00:00")
        assert dates(own, 2027) is None
        assert dates(own, 2028) == ("2028-06-16 00:00", "2028-06-21 00:00")
        assert dates(replace(own, off=True), 2028) is None

    def test_a_day_with_a_year_comes_once(self) -> None:
        once = period("2026-12-03", "2026-12-05")
        assert dates(once, 2026) == ("2026-12-03 00:00", "2026-12-06 00:00")
        assert dates(once, 2027) is None


class TestTheShippedCalendar:
    @pytest.mark.parametrize(
        ("moment", "season"),
        [
            ("2026-01-17 23:59", "normal"),
            ("2026-01-18 00:00", "newyear"),
            ("2026-02-09 23:59", "newyear"),
            ("2026-02-10 00:00", "spring"),
            ("2026-02-23 23:59", "spring"),
            ("2026-02-24 00:00", "normal"),
            ("2026-06-15 23:59", "peak"),
            ("2026-06-16 00:00", "promo"),
            ("2026-10-20 00:00", "peak"),
            ("2026-10-31 19:59", "peak"),
            ("2026-10-31 20:00", "promo"),
            ("2026-11-12 00:00", "peak"),
            ("2026-11-21 00:00", "normal"),
            ("2026-12-12 12:00", "promo"),
            ("2027-02-06 09:00", "spring"),
            ("2028-01-26 09:00", "spring"),
            ("2028-02-29 09:00", "normal"),
        ],
    )
    def test_it_proposes(self, moment: str, season: str) -> None:
        assert at(moment).season == season

    @pytest.mark.parametrize("year", [2026, 2027, 2028])
    def test_every_period_has_dates_in_these_years(self, year: int) -> None:
        shipped = tables().calendar
        assert {span.period.id for span in shipped.spans(year, year)} == set(shipped.periods)

    def test_every_season_but_the_base_is_in_it(self) -> None:
        seasons = {one.season for one in tables().calendar.periods.values()}
        assert seasons == {"peak", "promo", "newyear", "spring"}


class TestOverlaps:
    WIDE, NARROW = period("11-01", "11-30", "peak"), period("11-10", "11-12", "promo")

    def test_the_shorter_one_is_in_force(self) -> None:
        shop = calendar(self.WIDE, self.NARROW)
        assert at("2026-11-09 23:59", shop) == InForce(
            "peak", by_hand=False, until=datetime(2026, 11, 9, 16, tzinfo=UTC), then="promo", span=shop.at(
                datetime(2026, 11, 9, tzinfo=CHINA), CHINA
            ),
        )  # fmt: skip
        assert at("2026-11-11", shop).season == "promo"
        assert at("2026-11-11", shop).then == "peak"
        assert at("2026-11-13", shop).season == "peak"

    def test_a_higher_priority_goes_before(self) -> None:
        shop = calendar(replace(self.WIDE, priority=1), self.NARROW)
        assert at("2026-11-11", shop).season == "peak"
        assert local(at("2026-11-11", shop).until) == "2026-12-01 00:00"

    def test_of_equals_the_later_one_is_in_force(self) -> None:
        shop = calendar(period("11-01", "11-10", "peak"), period("11-05", "11-14", "promo"))
        assert at("2026-11-04", shop).season == "peak"
        assert at("2026-11-05", shop).season == "promo"
        assert at("2026-11-12", shop).season == "promo"

    @given(
        st.lists(
            st.tuples(st.integers(1, 28), st.integers(1, 28), st.sampled_from(["peak", "promo", "spring"])), max_size=5
        ),
        st.integers(0, 40),
    )
    def test_until_its_end_nothing_else_is_in_force(self, drawn: list[tuple[int, int, str]], days: int) -> None:
        shop = calendar(
            *(
                period(f"11-{min(a, b):02d}", f"11-{max(a, b):02d}", season, key=str(number))
                for number, (a, b, season) in enumerate(drawn)
            )
        )
        now = datetime(2026, 10, 25, 12, tzinfo=CHINA) + timedelta(days=days)
        found = in_force(shop, Choice(), now, CHINA)
        if found.until is None:
            assert shop.periods == {}
            return
        assert found.until > now
        just_before = found.until - timedelta(seconds=1)
        assert in_force(shop, Choice(), just_before, CHINA).season == found.season
        assert in_force(shop, Choice(), found.until, CHINA).season == found.then


class TestByHand:
    def test_it_holds_until_the_calendar_changes_next(self) -> None:
        now = datetime(2026, 11, 5, 10, tzinfo=CHINA)
        choice = choose(tables().calendar, "normal", now, CHINA)
        assert choice == Choice("normal", datetime.fromisoformat("2026-11-12"))
        found = at("2026-11-05 10:00", choice=choice)
        assert (found.season, found.by_hand, local(found.until), found.then) == (
            *("normal", True, "2026-11-12 00:00", "peak"),
        )
        assert at("2026-11-11 23:59", choice=choice).season == "normal"
        after = at("2026-11-12 00:00", choice=choice)
        assert (after.season, after.by_hand) == ("peak", False)

    def test_on_a_quiet_day_it_ends_with_the_next_period(self) -> None:
        choice = choose(tables().calendar, "promo", datetime(2026, 4, 1, tzinfo=CHINA), CHINA)
        assert choice.until == datetime.fromisoformat("2026-05-20")

    def test_without_a_calendar_it_has_no_end(self) -> None:
        assert choose(Calendar(), "promo", datetime(2026, 4, 1, tzinfo=CHINA), CHINA).until is None
        found = at("2030-01-01", Calendar(), Choice("promo"))
        assert (found.season, found.by_hand, found.until) == ("promo", True, None)

    def test_the_period_of_a_season_chosen_by_hand_counts_if_it_runs(self) -> None:
        found = at("2026-11-05", choice=Choice("peak"))
        assert found.span is not None
        assert found.span.period.id == "double-11-season"
        assert at("2026-11-05", choice=Choice("spring")).span is None


class TestClocks:
    """A period is wall-clock time where the shop is."""

    def test_another_time_zone_has_its_own_midnight(self) -> None:
        now = datetime(2026, 12, 7, 20, tzinfo=UTC)
        assert in_force(tables().calendar, Choice(), now, CHINA).season == "promo"
        assert in_force(tables().calendar, Choice(), now, BERLIN).season == "normal"
        assert in_force(tables().calendar, Choice(), now.astimezone(BERLIN), CHINA).season == "promo"

    def test_a_clock_set_back_brings_the_season_back(self) -> None:
        assert [at(moment).season for moment in ("2026-12-08 00:01", "2026-12-07 23:58", "2026-12-08 00:00")] == [
            *("promo", "normal", "promo"),
        ]

    def test_what_begins_in_a_skipped_hour_begins_after_it(self) -> None:
        """On 29 March 2026 02:00 is followed by 03:00."""
        shop = calendar(period("03-29 02:30", "03-30"))
        before, after = datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
        assert in_force(shop, Choice(), before, BERLIN).season == "normal"
        assert in_force(shop, Choice(), after, BERLIN).season == "promo"
        assert in_force(shop, Choice(), before, BERLIN).until == instant(
            datetime.fromisoformat("2026-03-29 02:30"), BERLIN
        )

    def test_a_midnight_that_is_skipped(self) -> None:
        """On 4 November 2018 in São Paulo the day began at 01:00."""
        shop = calendar(period("11-04", "11-04"))
        first = datetime(2018, 11, 4, 3, tzinfo=UTC)
        assert in_force(shop, Choice(), first - timedelta(seconds=1), SAO_PAULO).season == "normal"
        assert in_force(shop, Choice(), first, SAO_PAULO).season == "promo"

    def test_an_hour_that_comes_twice_doesn_t_take_the_season_back(self) -> None:
        """On 25 October 2026 03:00 is followed by 02:00."""
        shop = calendar(period("10-25 02:30", "10-26"))
        start = datetime(2026, 10, 25, 0, 0, tzinfo=UTC)  # 02:00, the first time
        seasons = [in_force(shop, Choice(), start + timedelta(minutes=15 * n), BERLIN).season for n in range(9)]
        assert seasons == ["normal"] * 2 + ["promo"] * 7

    def test_the_day_of_a_change_is_23_hours_long(self) -> None:
        shop = calendar(period("03-29", "03-29"))
        found = in_force(shop, Choice(), datetime(2026, 3, 29, 0, tzinfo=BERLIN), BERLIN)
        assert found.until == datetime(2026, 3, 29, 22, tzinfo=UTC)
