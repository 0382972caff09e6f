"""The report on wording: groups, and fixes as one change."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from miaohui.domain.change import apply
from miaohui.domain.library import Library
from miaohui.domain.reply import Reply, Wording
from miaohui.domain.search import finished
from miaohui.domain.wording import Level
from miaohui.flow.proofreading import Proofreading
from miaohui.flow.wording_report import Grouping, Report, Reporting, accept, fixed, fixing, grouped
from tests.domain.samples import CHART, reply
from tests.fakes import MemoryLibraryStore
from tests.flow.samples import Here, library
from tests.flow.test_proofreading import Desk

NOW = datetime(2026, 11, 11, tzinfo=UTC)
ONE = replace(reply("坏，差", CHART, "坏坏", number=1, category="trace"), variants={"promo": (Wording(("坏透",)),)})
TWO = reply("差", number=2, category="welcome")
GOOD = reply("好", number=3, category="welcome")
LOCKED = replace(reply("坏", number=4, category="welcome"), locked=True)


@pytest.fixture
def proofreading() -> Proofreading:
    return Desk(Here(MemoryLibraryStore(library(ONE, TWO, GOOD, LOCKED)))).open()


def report(proofreading: Proofreading, here: Library | None = None, before: Report | None = None) -> Report:
    return finished(Reporting(proofreading, here or library(ONE, TWO, GOOD, LOCKED), before=before).steps())


def test_every_reply_is_looked_at_in_every_season(proofreading: Proofreading) -> None:
    done = report(proofreading)
    assert done.replies == 4
    assert done.counts == {Level.ERROR: 5, Level.WARNING: 2, Level.HINT: 0}


def test_work_goes_on_in_steps_of_one_reply(proofreading: Proofreading) -> None:
    reporting = Reporting(proofreading, library(ONE, TWO, GOOD))
    steps = reporting.steps()
    next(steps)
    next(steps)
    assert (reporting.done, reporting.total) == (2, 3)


def test_an_imports_replies_are_looked_at_without_the_others(proofreading: Proofreading) -> None:
    reporting = Reporting(proofreading, library(ONE), [reply("差", number=9)])
    assert finished(reporting.steps()).counts == {Level.ERROR: 0, Level.WARNING: 1, Level.HINT: 0}


def test_what_has_not_changed_is_not_looked_at_again(
    proofreading: Proofreading, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = report(proofreading)
    looked: list[str] = []
    found = proofreading.found

    def counted(one: Reply, *more: object) -> object:
        looked.append(one.id)
        return found(one, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(proofreading, "found", counted)
    again = report(proofreading, library(ONE, replace(TWO, title="anders"), GOOD, LOCKED), before)
    assert looked == [TWO.id]
    assert again.counts == before.counts


@pytest.mark.parametrize(
    ("grouping", "keys"),
    [
        (Grouping.RULE, [("bad", 5), ("poor", 2)]),
        (Grouping.LEVEL, [("error", 5), ("warning", 2)]),
        (Grouping.CATEGORY, [("welcome", 2), ("trace", 5)]),
    ],
)
def test_findings_come_in_groups(proofreading: Proofreading, grouping: Grouping, keys: list[tuple[str, int]]) -> None:
    groups = grouped(report(proofreading), grouping)
    assert [(group.key, len(group.found)) for group in groups] == keys


def test_levels_can_be_left_out(proofreading: Proofreading) -> None:
    groups = grouped(report(proofreading), Grouping.RULE, [Level.WARNING])
    assert [group.key for group in groups] == ["poor"]


def test_fixes_of_many_findings_are_one_change_of_what_can_be_changed(proofreading: Proofreading) -> None:
    here = library(ONE, TWO, GOOD, LOCKED)
    fixes = fixed(report(proofreading).found)
    assert [one.before.id for one in fixes] == [ONE.id]
    assert fixes[0].messages == (("坏，差", "好，差"), ("坏坏", "好好"), ("坏透", "好透"))
    change_set = fixing(fixes, NOW)
    after = apply(here, change_set).replies[ONE.id]
    assert after.wordings[0].parts == ("好，差", CHART, "好好")
    assert after.variants["promo"][0].parts == ("好透",)
    assert (after.rev, after.updated) == (ONE.rev + 1, NOW)
    assert apply(apply(here, change_set), change_set.inverse).replies[ONE.id] == ONE


def test_only_what_was_chosen_is_fixed(proofreading: Proofreading) -> None:
    chosen = [one for one in report(proofreading).found if one.text == "坏坏"][1:]
    (one,) = fixed(chosen)
    assert one.messages == (("坏坏", "坏好"),)


def test_what_is_accepted_is_gone_from_the_next_report(proofreading: Proofreading) -> None:
    done = report(proofreading)
    accept(proofreading, [one for one in done.found if one.text == "坏坏"])
    assert report(proofreading).counts[Level.ERROR] == 3
