"""seasons.toml: own seasons and days, edited by hand or by Miaohui; what is broken is named and the rest holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.season import Season
from miaohui.domain.season_calendar import Day, Period, parse_day
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow import season_records
from miaohui.flow.ports import OwnSeasons
from miaohui.flow.season import with_own
from miaohui.library.season_store import TomlSeasonStore
from miaohui.paths import Paths
from tests.domain.samples import tables

ANNIVERSARY = Season("s-1", "店庆", "peak", "#aa00ff", facts={"延迟原因": "店庆单多"})
DAYS = Period(
    "s-1",
    "s-1",
    (parse_day("03-03"), parse_day("03-05 22:00")),
    "店庆",
    priority=1,
    years={2027: (parse_day("2027-03-04"), parse_day("03-06")), 2028: None},
)

PEAK = '[[period]]\nid = "x"\nseason = "peak"\n'


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "home", tmp_path / "run")


def written(paths: Paths, text: str | bytes) -> TomlSeasonStore:
    paths.home.mkdir(exist_ok=True)
    paths.seasons.write_bytes(text.encode() if isinstance(text, str) else text)
    return TomlSeasonStore(paths)


def test_what_is_put_is_read_again(paths: Paths) -> None:
    store = TomlSeasonStore(paths)
    assert store.load() == (OwnSeasons(), ())
    store.put(ANNIVERSARY)
    store.put(DAYS)
    assert store.changed()
    assert store.load() == (OwnSeasons({"s-1": ANNIVERSARY}, {"s-1": DAYS}), ())
    assert not store.changed()
    assert paths.seasons.stat().st_mode & 0o077 == 0
    store.put(replace(DAYS, priority=0, years={}, off=True))
    assert store.load()[0].periods["s-1"] == replace(DAYS, priority=0, years={}, off=True)
    store.remove(ANNIVERSARY, DAYS)
    assert store.load() == (OwnSeasons(), ())


def test_comments_and_unknown_keys_stay(paths: Paths) -> None:
    text = '# our shop\n[[season]]\nid = "s-1"  # never to be changed\nname = "店庆"\nparent = "peak"\nlater = 1\n'
    store = written(paths, text)
    store.load()
    store.put(replace(ANNIVERSARY, facts={}))
    store.put(DAYS)
    kept = paths.seasons.read_text("utf-8")
    assert "# our shop" in kept
    assert "# never to be changed" in kept
    assert "later = 1" in kept
    assert store.load()[0].seasons["s-1"].colour == "#aa00ff"


def test_a_person_may_write_dates_without_quotes(paths: Paths) -> None:
    store = written(
        paths,
        '[[period]]\nid = "618"\nseason = "promo"\nfrom = 2026-06-10\nto = 2026-06-21\n'
        "[period.years]\n2027 = [2027-06-11 20:00:00, 2027-06-20]\n",
    )
    found, problems = store.load()
    assert problems == ()
    assert [str(day) for day in found.periods["618"].days] == ["2026-06-10", "2026-06-21"]
    assert found.periods["618"].years[2027] == (parse_day("2027-06-11 20:00"), parse_day("2027-06-20"))


@pytest.mark.parametrize(
    ("broken", "line", "problem", "wrong"),
    [
        ('[[season]]\nname = "x"\n', 4, "season-ignored", "id"),
        ('[[season]]\nid = "x"\n', 4, "season-ignored", "name"),
        ('[[season]]\nid = "x"\nname = "x"\ncolour = "red"\n', 4, "season-ignored", "red"),
        ('[[season]]\nid = "x"\nname = "x"\nfacts = 3\n', 4, "season-ignored", "facts"),
        (f'{PEAK}from = "32-1"\nto = "1-1"\n', 4, "period-ignored", "32-1"),
        (f'{PEAK}from = "1-1"\n', 4, "period-ignored", "to"),
        (f'{PEAK}from = "1-1"\nto = "1-2"\nyears = {{ x = [] }}\n', 4, "period-ignored", "years"),
        (f'{PEAK}from = "1-1"\nto = "1-2"\npriority = true\n', 4, "period-ignored", "priority"),
    ],
)  # fmt: skip
def test_a_broken_entry_is_named_and_the_others_hold(
    paths: Paths, broken: str, line: int, problem: str, wrong: str
) -> None:
    good = '[[season]]\nid = "s-2"\nname = "上新"\n'
    found, problems = written(paths, f"{good}{broken}").load()
    assert list(found.seasons) == ["s-2"]
    assert found.periods == {}
    assert problems == (Problem(problem, {"path": str(paths.seasons), "line": line, "wrong": wrong}),)


@pytest.mark.parametrize(
    ("text", "line"),
    [('[[season]]\nid = "x', 2), ("season = 3\n", 1), (b"\xff\xfe", 1), ("a = [" * 5000, 1)],
    ids=["torn", "no list", "no UTF-8", "deep"],
)
def test_a_broken_file_is_named_and_never_overwritten(paths: Paths, text: str | bytes, line: int) -> None:
    store = written(paths, text)
    before = paths.seasons.read_bytes()
    problem = Problem("seasons-unreadable", {"path": str(paths.seasons), "line": line})
    assert store.load() == (OwnSeasons(), (problem,))
    with pytest.raises(MiaohuiError) as refused:
        store.put(ANNIVERSARY)
    assert refused.value.problem == problem
    assert paths.seasons.read_bytes() == before


class TestBesideTheShipped:
    def test_own_ones_have_their_place_in_any_order(self) -> None:
        below = Season("s-0", "店庆首日", "s-1")
        found, own, problems = with_own(tables(), OwnSeasons({"s-0": below, "s-1": ANNIVERSARY}, {"s-1": DAYS}))
        assert problems == ()
        assert found.seasons.chain("s-0") == ("s-0", "s-1", "peak", "normal")
        assert set(own.seasons) == {"s-0", "s-1"}
        assert "s-1" in found.calendar.periods

    def test_what_has_no_place_is_told_and_left_out(self) -> None:
        lost = Season("s-2", "孤儿", "gone")
        ring = {"a": Season("a", "甲", "b"), "b": Season("b", "乙", "a")}
        nowhere = Period("p", "gone", DAYS.days)
        given = OwnSeasons({"s-2": lost, **ring, "s-1": ANNIVERSARY}, {"p": nowhere, "s-1": DAYS})
        found, own, problems = with_own(tables(), given)
        assert [problem.id for problem in problems] == ["unknown-season"] * 4
        assert (set(own.seasons), set(own.periods)) == ({"s-1"}, {"s-1"})
        assert "p" not in found.calendar.periods

    def test_the_base_stays_the_base(self) -> None:
        below = Season("normal", "平日", "peak")
        _found, own, problems = with_own(tables(), OwnSeasons({"normal": below}))
        assert [problem.id for problem in problems] == ["bad-season"]
        assert own.seasons == {}

    def test_a_shipped_one_can_be_changed(self) -> None:
        renamed = replace(tables().seasons.by_id["promo"], name="大促销", aliases=())
        found, _own, problems = with_own(tables(), OwnSeasons({"promo": renamed}))
        assert problems == ()
        assert found.seasons.find("大促销") == renamed
        assert found.seasons.find("双11") is None
        assert list(found.seasons.by_id) == list(tables().seasons.by_id)


_days = st.builds(Day, st.integers(1, 12), st.integers(1, 28)) | st.builds(Day, offset=st.integers(-99, 99))
_names = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8)


@given(
    st.builds(
        Season,
        _names,
        _names,
        _names | st.just(""),
        st.just("#123abc"),
        facts=st.dictionaries(_names, _names, max_size=3),
    )
    | st.builds(
        Period,
        _names,
        _names,
        st.tuples(_days, _days),
        priority=st.integers(-3, 3),
        off=st.booleans(),
        years=st.dictionaries(st.integers(2020, 2040), st.none() | st.tuples(_days, _days), max_size=2),
    )
)
def test_a_record_says_everything(one: Season | Period) -> None:
    assert season_records.decode(season_records.encode(one)) == one
