"""Edits as change sets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypedDict, Unpack

import pytest

from miaohui.domain.change import Change, ChangeSet, apply
from miaohui.domain.library import Library
from miaohui.domain.picture import Picture
from miaohui.domain.reply import Category, Reply, Scope, Wording, is_reply_id
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow.edit import ReplyFields, add, change, create, delete, place_favourite, restore, revise
from tests.domain.samples import CHART, PHOTO, reply, tables
from tests.flow.samples import FIRST, SECOND, library

NOW = datetime(2026, 11, 11, 1, 30, tzinfo=UTC)
SEASONS = tables().seasons
FULL = ReplyFields(title="签收", code="wl2", category="物流", body="已签收")


class Fields(TypedDict, total=False):
    title: str
    code: str
    category: str
    body: str
    pictures: tuple[Picture, ...]
    aliases: tuple[str, ...]
    tags: tuple[str, ...]
    variants: dict[str, str]
    scope: Scope


def edited(one: Reply, there: Library | None = None, **fields: Unpack[Fields]) -> ChangeSet:
    return change(there or library(FIRST, SECOND), one, ReplyFields(**fields), SEASONS, NOW)


def after(change_set: ChangeSet) -> Reply:
    """The reply that the change set leaves."""
    entity = change_set.changes[-1].after
    assert isinstance(entity, Reply)
    return entity


def refusal(build: Callable[[], object]) -> str:
    with pytest.raises(MiaohuiError) as refused:
        build()
    return refused.value.problem.id


class TestAdding:
    def test_a_new_reply_is_complete(self) -> None:
        fields = replace(
            FULL,
            aliases=(" 到了 吗 ", "到了吗", "", "到了 吗"),
            tags=("便利型",),
            variants={"旺季": "已签收，抱歉久等"},
        )
        change_set = add(library(FIRST, SECOND), fields, SEASONS, NOW)
        one = after(change_set)
        assert is_reply_id(one.id)
        assert change_set == ChangeSet("add", (Change(None, one),))
        assert one == Reply(
            id=one.id,
            code="wl2",
            title="签收",
            category="shipping",
            wordings=(Wording(("已签收",)),),
            aliases=("到了 吗", "到了吗"),
            tags=("便利型",),
            variants={"peak": (Wording(("已签收，抱歉久等",)),)},
            order=1,
            created=NOW,
            updated=NOW,
        )

    def test_pictures_are_put_behind_the_text(self) -> None:
        fields = replace(FULL, pictures=(CHART, PHOTO), variants={"peak": "忙"})
        one = after(add(library(), fields, SEASONS, NOW))
        assert (one.wordings, one.variants) == (
            (Wording(("已签收", CHART, PHOTO)),),
            {"peak": (Wording(("忙",)),)},
        )

    @pytest.mark.parametrize("body", [None, "", " \n"])
    def test_a_picture_alone_is_something_to_say(self, body: str | None) -> None:
        one = after(add(library(), replace(FULL, body=body, pictures=(CHART,)), SEASONS, NOW))
        assert one.wordings == (Wording((CHART,)),)

    def test_it_comes_behind_the_others(self) -> None:
        there = library(replace(FIRST, order=7), SECOND)
        assert after(add(there, FULL, SEASONS, NOW)).order == 8

    @pytest.mark.parametrize(
        ("fields", "problem"),
        [
            (replace(FULL, title=" "), "empty-title"),
            (replace(FULL, title=None), "empty-title"),
            (replace(FULL, code=""), "empty-code"),
            (replace(FULL, code="a b"), "bad-code"),
            (replace(FULL, body="---"), "empty-text"),
            (replace(FULL, body=None), "empty-text"),
            (replace(FULL, category=None), "unknown-category"),
            (replace(FULL, category=" / "), "unknown-category"),
            (replace(FULL, category="a/b/c"), "unknown-category"),
            (replace(FULL, category="/b"), "unknown-category"),
            (replace(FULL, category="trace/b"), "unknown-category"),
            (replace(FULL, variants={"春天": "x"}), "unknown-season"),
            (replace(FULL, variants={"平日": "x"}), "unknown-season"),
            (replace(FULL, code="HY1"), "code-taken"),
        ],
    )
    def test_what_doesn_t_fit_is_refused_by_name(self, fields: ReplyFields, problem: str) -> None:
        assert refusal(lambda: add(library(FIRST, SECOND), fields, SEASONS, NOW)) == problem

    @pytest.mark.parametrize("other", [replace(FIRST, scope=Scope.SHOP), replace(FIRST, deleted=NOW)])
    def test_a_code_is_taken_only_within_a_scope_and_outside_the_trash(self, other: Reply) -> None:
        assert after(add(library(other), replace(FULL, code="hy1"), SEASONS, NOW)).code == "hy1"

    def test_a_code_is_taken_within_the_shop_too(self) -> None:
        there = library(replace(FIRST, scope=Scope.SHOP))
        fields = replace(FULL, code="Hy1", scope=Scope.SHOP)
        assert refusal(lambda: add(there, fields, SEASONS, NOW)) == "code-taken"


def applied(change_set: ChangeSet, there: Library | None = None) -> Library:
    return apply(there or library(FIRST, SECOND), change_set)


class TestCreating:
    """Whole replies, as a form has them."""

    BLANK = replace(reply("已签收", code="wl2", title="签收", category="shipping"), id="")

    def test_it_gets_an_id_its_times_and_a_place_behind_the_others(self) -> None:
        given = replace(self.BLANK, rev=9, order=9, created=None, deleted=NOW, title=" 签  收 ", aliases=("到了吗", ""))
        one = after(create(library(replace(FIRST, order=7)), given, NOW))
        assert is_reply_id(one.id)
        expected = replace(given, id=one.id, rev=1, order=8, created=NOW, updated=NOW, deleted=None)
        assert one == replace(expected, title="签 收", aliases=("到了吗",))

    def test_an_id_that_it_has_is_kept(self) -> None:
        assert after(create(library(), replace(self.BLANK, id="r-00000000000000ff"), NOW)).id == "r-00000000000000ff"

    @pytest.mark.parametrize(
        ("given", "problem"),
        [
            (replace(BLANK, title=" "), "empty-title"),
            (replace(BLANK, title="长" * 101), "title-too-long"),
            (replace(BLANK, code=""), "empty-code"),
            (replace(BLANK, code="x" * 41), "code-too-long"),
            (replace(BLANK, code="HY1"), "code-taken"),
            (replace(BLANK, category="gone"), "category-gone"),
            (replace(BLANK, wordings=()), "empty-text"),
            (replace(BLANK, wordings=(Wording(()),)), "empty-text"),
            (replace(BLANK, wordings=(Wording((" ",)),)), "empty-text"),
            (replace(BLANK, wordings=(Wording(("长" * 100_001,)),)), "text-too-long"),
            (replace(BLANK, variants={"peak": (Wording(("长" * 100_001,)),)}), "text-too-long"),
            (replace(BLANK, aliases=("长" * 101,)), "word-too-long"),
            (replace(BLANK, favourite=10), "bad-favourite"),
            (replace(BLANK, favourite=1), "favourite-taken"),
            (replace(BLANK, id="r-00000000000000ff", next=(("r-00000000000000ff", ""),)), "next-itself"),
            (replace(BLANK, next=(("r-00000000000000aa", ""),)), "next-gone"),
        ],
    )
    def test_what_doesn_t_fit_is_refused_by_name(self, given: Reply, problem: str) -> None:
        there = library(replace(FIRST, favourite=1), SECOND)
        assert refusal(lambda: create(there, given, NOW)) == problem

    def test_a_text_of_a_hundred_thousand_characters_is_kept(self) -> None:
        one = replace(self.BLANK, wordings=(Wording(("长" * 100_000,)),))
        assert after(create(library(), one, NOW)).text == "长" * 100_000


class TestRevising:
    def test_what_belongs_to_the_library_stays(self) -> None:
        given = replace(FIRST, id="r-00000000000000ff", title="您好", rev=7, created=NOW, locked=True, deleted=NOW)
        change_set = revise(library(FIRST, SECOND), FIRST, given, NOW)
        assert change_set == ChangeSet("edit", (Change(FIRST, replace(FIRST, title="您好", rev=2, updated=NOW)),))

    def test_the_same_again_changes_nothing(self) -> None:
        assert revise(library(FIRST, SECOND), FIRST, replace(FIRST, title=" 欢迎"), NOW).changes == ()

    def test_what_is_in_the_trash_is_taken_out_first(self) -> None:
        gone = replace(FIRST, deleted=NOW)
        assert refusal(lambda: revise(library(gone), gone, replace(FIRST, title="x"), NOW)) == "reply-in-trash"

    def test_a_category_that_went_meanwhile_is_refused(self) -> None:
        assert refusal(lambda: revise(library(FIRST), FIRST, replace(FIRST, category="x"), NOW)) == "category-gone"

    def test_somebody_else_s_change_meanwhile_refuses_with_the_title(self) -> None:
        there = library(replace(FIRST, title="别人的", rev=2), SECOND)
        change_set = revise(there, FIRST, replace(FIRST, title="我的"), NOW)
        with pytest.raises(MiaohuiError) as refused:
            apply(there, change_set)
        assert refused.value.problem == Problem("changed-meanwhile", {"title": "我的"})

    def test_replies_never_follow_each_other_in_a_ring(self) -> None:
        third = reply("三", number=3, code="c3", category="welcome")
        there = library(replace(FIRST, next=((SECOND.id, ""),)), replace(SECOND, next=((third.id, ""),)), third)
        given = replace(third, next=((FIRST.id, "再来"),))
        with pytest.raises(MiaohuiError) as refused:
            revise(there, third, given, NOW)
        assert refused.value.problem == Problem("next-cycle", {"title": FIRST.title})
        assert refusal(lambda: revise(there, third, replace(third, next=((third.id, ""),)), NOW)) == "next-itself"

    def test_what_was_wrong_before_doesn_t_keep_the_rest_from_being_edited(self) -> None:
        old = replace(
            FIRST, title="长" * 200, category="gone", next=(("r-00000000000000aa", ""),), aliases=("a" * 200,)
        )
        assert after(revise(library(old), old, replace(old, tags=("x",)), NOW)).tags == ("x",)

    def test_a_new_follower_beside_one_that_is_gone(self) -> None:
        old = replace(FIRST, next=(("r-00000000000000aa", ""),))
        given = replace(old, next=(*old.next, (SECOND.id, "查件")))
        assert after(revise(library(old, SECOND), old, given, NOW)).next == given.next


class TestFavourites:
    def test_a_place_is_taken_and_left(self) -> None:
        there = applied(place_favourite(library(FIRST, SECOND), FIRST, 3))
        assert there.replies[FIRST.id] == replace(FIRST, favourite=3)
        assert applied(place_favourite(there, there.replies[FIRST.id], None), there).replies[FIRST.id] == FIRST

    def test_two_change_their_places(self) -> None:
        there = library(replace(FIRST, favourite=1), replace(SECOND, favourite=2))
        there = applied(place_favourite(there, there.replies[FIRST.id], 2), there)
        assert [there.replies[one.id].favourite for one in (FIRST, SECOND)] == [2, 1]

    def test_there_are_nine(self) -> None:
        assert refusal(lambda: place_favourite(library(FIRST), FIRST, 10)) == "bad-favourite"


class TestShelves:
    @pytest.mark.parametrize(
        ("name", "category"),
        [("物流", "shipping"), ("物流/查件", "trace"), (" 物流 / 查件 ", "trace"), ("trace", "trace")],
    )
    def test_one_that_is_there_is_used(self, name: str, category: str) -> None:
        change_set = add(library(), replace(FULL, category=name), SEASONS, NOW)
        assert after(change_set).category == category
        assert len(change_set.changes) == 1

    def test_a_new_top_comes_behind_the_others(self) -> None:
        there = library()
        done = apply(there, add(there, replace(FULL, category="发票"), SEASONS, NOW))
        made = done.tops()[-1]
        assert (made.name, made.parent, made.order) == ("发票", "", 3)
        (one,) = done.replies.values()
        assert one.category == made.id

    def test_a_new_sub_hangs_below_the_top_that_is_there(self) -> None:
        there = library()
        done = apply(there, add(there, replace(FULL, category="物流/改派"), SEASONS, NOW))
        assert [(c.name, c.parent, c.order) for c in done.subs("shipping")] == [
            ("查件", "shipping", 1),
            ("改派", "shipping", 2),
        ]

    def test_both_levels_are_made_together(self) -> None:
        change_set = add(library(), replace(FULL, category="发票/专票"), SEASONS, NOW)
        done = apply(library(), change_set)
        assert done.category_name(after(change_set).category) == "发票/专票"
        assert apply(done, change_set.inverse) == library()

    def test_an_edit_can_move_to_a_new_shelf(self) -> None:
        change_set = edited(FIRST, category="发票")
        assert [type(one.after) for one in change_set.changes] == [Category, Reply]
        assert apply(library(FIRST, SECOND), change_set).category_name(after(change_set).category) == "发票"


class TestChanging:
    def test_nothing_written_changes_nothing(self) -> None:
        assert edited(FIRST).changes == ()

    def test_the_same_again_changes_nothing(self) -> None:
        one = replace(FIRST, aliases=("在吗",), variants={"peak": (Wording(("旺",)),)})
        same = edited(
            one,
            library(one),
            title=" 欢迎 ",
            code="hy1",
            category="欢迎语",
            body="亲，您好\n",
            aliases=("在吗", "在吗"),
            tags=(),
            variants={"peak": "旺"},
            scope=Scope.PERSONAL,
        )
        assert after(same).wordings == (Wording(("亲，您好\n",)),)
        assert (
            edited(one, library(one), body="亲，您好", aliases=("在吗", "在吗"), variants={"旺季": "旺"}).changes == ()
        )

    def test_only_what_was_written_changes(self) -> None:
        assert after(edited(FIRST, title="您好")) == replace(FIRST, title="您好", rev=2, updated=NOW)

    def test_the_body_is_the_first_wording(self) -> None:
        one = replace(FIRST, wordings=(Wording(("一",)), Wording(("二",))))
        assert after(edited(one, body="新\n---\n段")).wordings == (Wording(("新", "段")), Wording(("二",)))

    def test_pictures_are_put_behind_what_is_there_or_what_is_written(self) -> None:
        one = replace(FIRST, wordings=(Wording(("一", PHOTO)), Wording(("二",))))
        assert after(edited(one, pictures=(CHART,))).wordings == (Wording(("一", PHOTO, CHART)), Wording(("二",)))
        assert after(edited(one, body="新", pictures=(CHART,))).wordings[0] == Wording(("新", CHART))
        assert after(edited(one, body="", pictures=(CHART,))).wordings[0] == Wording((CHART,))

    def test_a_picture_is_written_in_its_text_form_too(self) -> None:
        one = after(edited(FIRST, body=f"看图\n{CHART.text}", variants={"peak": CHART.text}))
        assert (one.wordings, one.variants) == ((Wording(("看图", CHART)),), {"peak": (Wording((CHART,)),)})

    def test_a_code_may_change_its_letter_case(self) -> None:
        assert after(edited(FIRST, code="HY1")).code == "HY1"

    def test_a_code_that_another_has_is_refused(self) -> None:
        assert refusal(lambda: edited(FIRST, code="WL1")) == "code-taken"

    def test_a_scope_in_which_another_has_the_code_is_refused(self) -> None:
        there = library(FIRST, replace(SECOND, code="hy1", scope=Scope.SHOP))
        assert refusal(lambda: edited(FIRST, there, scope=Scope.SHOP)) == "code-taken"

    def test_a_clash_that_is_there_already_doesn_t_lock_the_other_fields(self) -> None:
        there = library(FIRST, replace(SECOND, code="hy1"))
        assert after(edited(FIRST, there, title="您好")).title == "您好"

    def test_variants_are_added_replaced_and_taken_away(self) -> None:
        one = replace(FIRST, variants={"peak": (Wording(("旺",)), Wording(("再旺",))), "promo": (Wording(("促",)),)})
        variants = after(edited(one, variants={"旺季": "更旺", "大促": " ", "年货节": "年", "spring": ""})).variants
        assert variants == {"peak": (Wording(("更旺",)), Wording(("再旺",))), "newyear": (Wording(("年",)),)}
        assert len(one.variants["peak"]) == 2

    @pytest.mark.parametrize(
        ("fields", "problem"),
        [
            (Fields(title=""), "empty-title"),
            (Fields(code=""), "empty-code"),
            (Fields(body=" "), "empty-text"),
            (Fields(category=""), "unknown-category"),
            (Fields(variants={"": "x"}), "unknown-season"),
        ],
    )
    def test_what_doesn_t_fit_is_refused(self, fields: Fields, problem: str) -> None:
        assert refusal(lambda: edited(FIRST, **fields)) == problem


class TestTrash:
    def test_there_and_back(self) -> None:
        there = library(FIRST, SECOND)
        gone = apply(there, delete(FIRST, NOW))
        assert gone.find("hy1") is None
        trashed = gone.replies[FIRST.id]
        back = apply(gone, restore(gone, trashed, NOW))
        assert back.find("hy1") == replace(FIRST, rev=3, updated=NOW)

    def test_a_code_that_another_took_meanwhile_is_refused(self) -> None:
        trashed = replace(FIRST, deleted=NOW)
        there = library(trashed, replace(SECOND, code="HY1"))
        assert refusal(lambda: restore(there, trashed, NOW)) == "code-taken"

    def test_a_locked_reply_is_left_alone(self) -> None:
        locked = replace(FIRST, locked=True, scope=Scope.SHOP)
        assert refusal(lambda: edited(locked, title="x")) == "reply-locked"
        assert refusal(lambda: delete(locked, NOW)) == "reply-locked"


def test_two_new_replies_never_share_an_id() -> None:
    ids = {after(add(library(), FULL, SEASONS, NOW)).id for _ in range(100)}
    assert len(ids) == 100
    assert reply().id not in ids
