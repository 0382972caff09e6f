"""What a switch would change, and a start for a season."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from miaohui.domain.reply import Reply, Wording
from miaohui.errors import MiaohuiError
from miaohui.flow.season_preview import preview, start
from tests.domain.samples import reply, tables
from tests.fakes import MemoryLibraryStore
from tests.flow.samples import Here, library

NOW = datetime(2026, 11, 1, tzinfo=UTC)
SEASONS = tables().seasons


def say(number: int, category: str = "trace", **variants: str) -> Reply:
    texts = {season: (Wording((text,)),) for season, text in variants.items()}
    return replace(reply(f"平{number}", number=number, category=category), variants=texts)


BOTH = say(1, peak="旺1")
BASE = say(2)
PROMO = say(3, peak="旺3", promo="促3")
ONLY_PEAK = replace(say(4, "welcome"), only_in=("peak",))
ONLY_QUIET = replace(say(5, "welcome"), only_in=("normal",))
DELETED = replace(say(6, peak="旺6"), deleted=NOW)
SHOP = library(BOTH, BASE, PROMO, ONLY_PEAK, replace(ONLY_QUIET, only_in=("spring",)), DELETED)


def ids(replies: tuple[Reply, ...]) -> list[int]:
    return [int(one.id.removeprefix("r-"), 16) for one in replies]


def test_a_switch_to_peak() -> None:
    found = preview(SHOP, SEASONS, "normal", "peak")
    assert [(one.reply.id, one.before[0].text, one.after[0].text, one.variant) for one in found.changed] == [
        (BOTH.id, "平1", "旺1", "peak"),
        (PROMO.id, "平3", "旺3", "peak"),
    ]
    assert ids(found.appearing) == [4]
    assert ids(found.disappearing) == []
    assert ids(found.without) == [2]
    assert ids(found.same) == [2]


def test_in_a_season_below_what_its_parent_says_stays() -> None:
    found = preview(SHOP, SEASONS, "peak", "promo")
    assert [(one.reply.id, one.after[0].text) for one in found.changed] == [(PROMO.id, "促3")]
    assert ids(found.same) == [4, 1, 2]


def test_back_to_the_base_nothing_is_missing() -> None:
    found = preview(SHOP, SEASONS, "spring", "normal")
    assert ids(found.disappearing) == [4, 5]
    assert found.without == ()
    assert [one.variant for one in found.changed] == [None, None]


def test_the_same_season_changes_nothing() -> None:
    found = preview(SHOP, SEASONS, "promo", "promo")
    assert (found.changed, found.appearing, found.disappearing) == ((), (), ())


class TestAStart:
    def test_a_category_s_texts_become_the_season_s_in_one_step(self) -> None:
        here = Here(MemoryLibraryStore(SHOP)).open()
        here.commit(start(here.library, SEASONS, "promo", "shipping", NOW))
        variants = {one.id: one.variants.get("promo") for one in here.library.active()}
        assert variants[BOTH.id] == (Wording(("旺1",)),)  # what it says there already
        assert variants[BASE.id] == (Wording(("平2",)),)
        assert variants[PROMO.id] == (Wording(("促3",)),)
        assert variants[ONLY_PEAK.id] is None  # another category
        assert here.library.replies[BASE.id].wordings == BASE.wordings
        assert DELETED.id not in {change.id for change in start(SHOP, SEASONS, "promo", "shipping", NOW).changes}
        here.undo()
        assert dict(here.library.replies) == dict(SHOP.replies)

    def test_locked_ones_stay_and_the_choice_can_be_narrowed(self) -> None:
        shop = library(BOTH, BASE, replace(say(7), locked=True))
        assert {change.id for change in start(shop, SEASONS, "promo", "shipping", NOW).changes} == {BOTH.id, BASE.id}
        some = start(shop, SEASONS, "promo", "shipping", NOW, frozenset({BASE.id}))
        assert {change.id for change in some.changes} == {BASE.id}

    @pytest.mark.parametrize("season", ["normal", "gone"])
    def test_the_base_needs_none(self, season: str) -> None:
        with pytest.raises(MiaohuiError) as refused:
            start(SHOP, SEASONS, season, "shipping", NOW)
        assert refused.value.problem.id == "unknown-season"
