"""An agent's own wording of a shop's reply: three values of each field."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.library import Library
from miaohui.domain.overlay import (
    FIELDS,
    Overlaid,
    accepted,
    check_overlay,
    conflicts,
    differences,
    followed,
    overlay_of,
    released,
    reset,
)
from miaohui.domain.reply import Reply, Scope, Wording
from miaohui.errors import MiaohuiError
from tests.domain.samples import NOW, reply

SHOP = replace(reply("亲，在的", title="欢迎", code="hy1"), scope=Scope.SHOP, source="starter:hy1", tags=("店",))
MINE = replace(overlay_of(SHOP), id="r-00000000000000ff", wordings=(Wording(("在呢",)),))


def shop(**fields: object) -> Reply:
    return replace(SHOP, **fields)  # type: ignore[arg-type]


def test_it_begins_as_the_shop_s_and_personal() -> None:
    mine = overlay_of(SHOP)
    assert (mine.scope, mine.overlays, mine.source, mine.id) == (Scope.PERSONAL, SHOP.id, "", "")
    assert differences(mine, SHOP) == ()
    assert differences(MINE, SHOP) == (Overlaid("wordings", conflict=False),)


def test_what_the_agent_left_alone_follows() -> None:
    changed = shop(title="您好", tags=("新",), category="c2")
    after = followed(MINE, changed)
    assert (after.title, after.tags, after.category, after.wordings) == ("您好", ("新",), "c2", MINE.wordings)
    assert differences(after, changed) == (Overlaid("wordings", conflict=False),)
    assert followed(after, changed) == after


def test_what_both_changed_stays_the_agent_s_with_a_warning_until_it_was_seen() -> None:
    changed = shop(wordings=(Wording(("亲，在的哦",)),))
    after = followed(MINE, changed)
    assert after.wordings == MINE.wordings
    assert conflicts(after, changed) == ("wordings",)
    again = followed(after, replace(changed, title="您好"))
    assert (again.title, conflicts(again, replace(changed, title="您好"))) == ("您好", ("wordings",))
    assert conflicts(accepted(after, changed), changed) == ()
    assert accepted(after, changed).wordings == MINE.wordings


def test_the_same_change_on_both_sides_is_none() -> None:
    changed = shop(wordings=MINE.wordings)
    after = followed(MINE, changed)
    assert differences(after, changed) == ()
    later = shop(wordings=(Wording(("又变了",)),))
    assert followed(after, later).wordings == later.wordings


def test_fields_can_be_given_back() -> None:
    changed = shop(wordings=(Wording(("亲，在的哦",)),))
    mine = replace(followed(MINE, changed), title="我的")
    back = reset(mine, changed, ["wordings"])
    assert (back.wordings, back.title) == (changed.wordings, "我的")
    assert differences(back, changed) == (Overlaid("title", conflict=False),)
    assert differences(reset(mine, changed), changed) == ()


def test_without_the_shop_s_reply_it_is_a_reply_of_one_s_own() -> None:
    alone = released(MINE)
    assert (alone.overlays, alone.overlaid, alone.wordings) == ("", None, MINE.wordings)


@pytest.mark.parametrize(
    ("there", "mine", "problem"),
    [
        (SHOP, MINE, None),
        (shop(locked=True), MINE, "overlay-locked"),
        (shop(deleted=NOW), MINE, "overlay-gone"),
        (shop(scope=Scope.PERSONAL), MINE, "overlay-gone"),
        (shop(id="r-0000000000000009"), MINE, "overlay-gone"),
        (SHOP, replace(MINE, scope=Scope.SHOP), "overlay-personal"),
        (SHOP, replace(MINE, id="r-00000000000000fe"), "overlay-exists"),
    ],
)
def test_not_everything_can_stand_in_the_shop_s_place(there: Reply, mine: Reply, problem: str | None) -> None:
    library = Library({there.id: there, MINE.id: MINE})
    if problem is None:
        check_overlay(library, mine)
        return
    with pytest.raises(MiaohuiError) as refused:
        check_overlay(library, mine)
    assert refused.value.problem.id == problem


class TestInTheLibrary:
    def test_the_agent_s_own_is_shown_and_found_by_either_code(self) -> None:
        mine = replace(MINE, code="zn")
        library = Library({SHOP.id: SHOP, mine.id: mine})
        assert list(library.shown()) == [mine]
        assert [library.find(reference) for reference in ("hy1", "zn", SHOP.id)] == [mine, mine, SHOP]

    @pytest.mark.parametrize("there", [shop(deleted=NOW), shop(locked=True)])
    def test_a_shop_s_reply_that_is_locked_or_gone_isn_t_stood_for(self, there: Reply) -> None:
        library = Library({there.id: there, MINE.id: MINE})
        assert library.overlays == {}

    def test_from_the_trash_nothing_stands_for_anything(self) -> None:
        library = Library({SHOP.id: SHOP, MINE.id: replace(MINE, deleted=NOW)})
        assert list(library.shown()) == [SHOP]


values = st.sampled_from(["a", "b", "c"])


@given(base=values, now=values, own=values)
def test_three_values_give_one_answer(base: str, now: str, own: str) -> None:
    mine = replace(overlay_of(shop(title=base)), title=own)
    after = followed(mine, shop(title=now))
    assert after.title == (now if own == base else own)
    assert bool(conflicts(after, shop(title=now))) == (len({base, now, own}) == 3)
    assert set(FIELDS) >= {one.field for one in differences(after, shop(title=now))}
