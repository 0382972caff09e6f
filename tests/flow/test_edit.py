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
from miaohui.errors import MiaohuiError
from miaohui.flow.edit import ReplyFields, add, change, delete, restore
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
