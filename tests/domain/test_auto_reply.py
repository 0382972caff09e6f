"""Which automatic reply holds: the client's own before any client's, the season's before its parents'."""

from __future__ import annotations

import pytest

from miaohui.domain.auto_reply import ANY_CLIENT, AutoReply, AutoSlot, in_force, slots_of
from tests.domain.samples import tables


def found(season: str, *assigned: tuple[str, str, str], client: str = "jd", slot: str = "first") -> str | None:
    """The reply in force; ``assigned`` are client, season and reply."""
    entries = [AutoReply("first", *one) for one in assigned]
    here = in_force({one.id: one for one in entries}, tables().seasons, slot, client, season)
    return None if here is None else here.reply


@pytest.mark.parametrize(
    ("season", "reply"),
    [("normal", "base"), ("peak", "peak"), ("promo", "peak"), ("spring", "spring"), ("unknown", "base")],
)
def test_a_season_takes_its_own_then_its_parents(season: str, reply: str) -> None:
    assert found(season, ("jd", "normal", "base"), ("jd", "peak", "peak"), ("jd", "spring", "spring")) == reply


def test_the_client_s_own_goes_before_any_client_s() -> None:
    shared = (ANY_CLIENT, "peak", "shared")
    assert found("peak", shared) == "shared"
    assert found("peak", shared, ("jd", "peak", "own")) == "own"
    assert found("peak", shared, ("jd", "normal", "own")) == "own"
    assert found("peak", shared, ("jd", "spring", "own")) == "shared"
    assert found("peak", shared, ("qq", "peak", "foreign")) == "shared"


def test_any_client_knows_nothing_of_single_ones() -> None:
    assert found("peak", ("jd", "peak", "own"), client=ANY_CLIENT) is None


def test_another_slot_is_another_matter() -> None:
    assert found("normal", ("jd", "normal", "own"), slot="busy") is None


def test_a_client_has_only_the_slots_that_name_it() -> None:
    both, one = AutoSlot("first", "首条", clients=("jd", "qq")), AutoSlot("off", "下班", clients=("jd",))
    assert slots_of((both, one), "qq") == (both,)
    assert slots_of((both, one), "wechat") == ()
    assert slots_of((both, one), ANY_CLIENT) == (both, one)
