"""The shipped seasons and their calendar, and what the starter library says in them."""

from __future__ import annotations

from datetime import datetime

import pytest

from miaohui.domain.draft import Situation, compose
from miaohui.domain.reply import Reply
from miaohui.domain.season_facts import facts
from miaohui.library import starter
from tests.domain.samples import tables
from tests.fakes import CHINA, FixedClock

SEASONS, CALENDAR = tables().seasons, tables().calendar
REPLIES = [
    change.after for change in starter.starter_change_set(FixedClock()).changes if isinstance(change.after, Reply)
]
DAYS = {
    "normal": "2026-04-15 09:30",
    "peak": "2026-10-25 09:30",
    "promo": "2026-11-05 09:30",
    "newyear": "2027-01-10 09:30",
    "spring": "2027-02-06 09:30",
}


def text(reply: Reply, season: str) -> str:
    now = datetime.fromisoformat(DAYS[season]).replace(tzinfo=CHINA)
    return compose(reply, Situation(season, "wangwang", now, facts=facts_of(season)), tables()).text


def facts_of(season: str) -> dict[str, str]:
    now = datetime.fromisoformat(DAYS[season]).replace(tzinfo=CHINA)
    return facts(SEASONS, CALENDAR, season, now, CHINA)


@pytest.mark.parametrize("reply", [one for one in REPLIES if set(one.variants) == {"peak"}], ids=lambda one: one.code)
def test_in_a_big_sale_what_is_written_for_the_peak_is_said(reply: Reply) -> None:
    now = datetime.fromisoformat(DAYS["promo"]).replace(tzinfo=CHINA)
    made = compose(reply, Situation("promo", "wangwang", now), tables())
    assert made.variant == "peak"
    assert made.text == compose(reply, Situation("peak", "wangwang", now), tables()).text
    assert made.text != compose(reply, Situation("normal", "wangwang", now), tables()).text


@pytest.mark.parametrize("season", DAYS)
def test_each_season_is_in_force_on_its_day_and_is_told_apart(season: str) -> None:
    now = datetime.fromisoformat(DAYS[season]).replace(tzinfo=CHINA)
    span = CALENDAR.at(now, CHINA)
    assert (span.season if span is not None else "normal") == season
    colours = [one.colour for one in SEASONS]
    assert len(set(colours)) == len(colours)


def test_facts_are_variables_that_the_form_can_ask() -> None:
    variables = tables().variables
    known = {*variables.by_name, *variables.profile}
    assert {name for season in SEASONS for name in season.facts} <= known
    assert {name for season in DAYS for name in facts_of(season)} <= known


def test_in_the_stop_replies_name_the_day_of_return() -> None:
    returning = [reply for reply in REPLIES if any("恢复时间" in one.text for one in reply.variants.get("spring", ()))]
    assert len(returning) >= 4
    for reply in returning:
        assert "2月13日" in text(reply, "spring")


def test_periods_are_named_in_both_languages() -> None:
    for period in CALENDAR.periods.values():
        assert period.name
        assert period.name_en
        assert period.called(chinese=True) == period.name
