"""Usage: more and later counts more, up to a cap."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.usage import CAP, HALF_LIFE_DAYS, Tally, Use, last_uses
from tests.domain.samples import NOW

A_MONTH = timedelta(days=HALF_LIFE_DAYS)


def use(time: datetime = NOW, reply: str = "r") -> Use:
    return Use(time, reply, "plain", "normal")


def test_what_was_never_used_gets_nothing() -> None:
    assert Tally().bonus("r", NOW) == 0
    assert Tally([use(reply="other")]).bonus("r", NOW) == 0


def test_more_uses_count_more_up_to_the_cap() -> None:
    bonuses = [Tally([use()] * number).bonus("r", NOW) for number in (1, 2, 10, 100, 100_000)]
    assert bonuses == sorted(set(bonuses))
    assert bonuses[-1] == CAP


def test_influence_halves_each_month() -> None:
    assert Tally([use()] * 2).bonus("r", NOW + A_MONTH) == pytest.approx(Tally([use()]).bonus("r", NOW))
    assert Tally([use()] * 8).bonus("r", NOW + 3 * A_MONTH) == pytest.approx(Tally([use()]).bonus("r", NOW))
    assert Tally([use(NOW - A_MONTH), use(NOW - A_MONTH)]).bonus("r", NOW) == pytest.approx(
        Tally([use()]).bonus("r", NOW)
    )


def test_a_clock_set_back_makes_nothing_grow() -> None:
    assert Tally([use()]).bonus("r", NOW - A_MONTH) == Tally([use()]).bonus("r", NOW)


@given(st.lists(st.integers(0, 400), max_size=12))
def test_the_order_of_the_log_doesn_t_matter(days: list[int]) -> None:
    uses = [use(NOW - timedelta(days=number)) for number in days]
    assert Tally(uses).bonus("r", NOW) == pytest.approx(Tally(reversed(uses)).bonus("r", NOW))


def test_a_use_counts_at_once() -> None:
    tally = Tally([use()])
    tally.add(use())
    assert tally.bonus("r", NOW) == Tally([use()] * 2).bonus("r", NOW)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_a_use_taken_back_counts_no_more(first: int, second: int, later: int) -> None:
    tally = Tally([use(NOW - timedelta(days=first))])
    wrong = use(NOW - timedelta(days=second))
    tally.add(wrong)
    tally.take_back(wrong)
    now = NOW + timedelta(days=later)
    assert tally.bonus("r", now) == pytest.approx(Tally([use(NOW - timedelta(days=first))]).bonus("r", now))


def test_the_bonuses_are_those_of_what_was_used_and_follow_at_once() -> None:
    tally = Tally([use(), use(reply="s")])
    first = tally.bonuses(NOW)
    assert first == {"r": tally.bonus("r", NOW), "s": tally.bonus("s", NOW)}
    assert tally.bonuses(NOW + timedelta(minutes=5)) is first
    assert tally.bonuses(NOW + A_MONTH)["r"] < first["r"]
    tally.add(use())
    assert tally.bonuses(NOW)["r"] > first["r"]


def test_the_last_use_of_each_reply_counts_whatever_the_order() -> None:
    early, late = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 9, tzinfo=UTC)
    uses = [Use(moment, reply, "plain", "normal") for moment, reply in ((late, "a"), (early, "a"), (early, "b"))]
    assert last_uses(uses) == {"a": late, "b": early}
