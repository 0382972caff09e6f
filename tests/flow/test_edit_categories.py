"""Edits of the categories as change sets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from miaohui.domain.change import ChangeSet, apply
from miaohui.domain.library import Library
from miaohui.domain.reply import Category
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow.edit import restore
from miaohui.flow.edit_categories import (
    add_category,
    delete_category,
    move_category,
    rename_category,
    replies_below,
    set_icon,
)
from tests.domain.samples import reply
from tests.flow.samples import FIRST, SECOND, SHELVES, library

NOW = datetime(2026, 11, 11, 1, 30, tzinfo=UTC)
HERE = library(FIRST, SECOND)
WELCOME, SHIPPING, TRACE = SHELVES.values()


def done(change_set: ChangeSet, there: Library = HERE) -> Library:
    after = apply(there, change_set)
    assert apply(after, change_set.inverse) == there
    return after


def refusal(build: Callable[[], object]) -> Problem:
    with pytest.raises(MiaohuiError) as refused:
        build()
    return refused.value.problem


def names(there: Library) -> list[str]:
    """The tree as it is shown."""
    return [
        name for top in there.tops() for name in (top.name, *(f"{top.name}/{sub.name}" for sub in there.subs(top.id)))
    ]


class TestAdding:
    def test_a_new_one_comes_behind_its_siblings(self) -> None:
        assert names(done(add_category(HERE, " 发 票 ")))[-1] == "发 票"
        assert names(done(add_category(HERE, "改派", "shipping"))) == ["欢迎语", "物流", "物流/查件", "物流/改派"]

    @pytest.mark.parametrize(
        ("name", "parent", "problem"),
        [
            (" ", "", "empty-category"),
            ("a/b", "", "bad-category"),
            ("长" * 31, "", "bad-category"),
            ("物流", "", "category-exists"),
            ("查件", "shipping", "category-exists"),
            ("新", "nowhere", "unknown-category"),
            ("新", "trace", "category-too-deep"),
        ],
    )
    def test_what_doesn_t_fit_is_refused(self, name: str, parent: str, problem: str) -> None:
        assert refusal(lambda: add_category(HERE, name, parent)).id == problem

    def test_the_same_name_below_another_parent_is_another_one(self) -> None:
        assert names(done(add_category(HERE, "查件", "welcome"))) == ["欢迎语", "欢迎语/查件", "物流", "物流/查件"]


def test_renaming_and_icons() -> None:
    assert names(done(rename_category(HERE, SHIPPING, "快递"))) == ["欢迎语", "快递", "快递/查件"]
    assert rename_category(HERE, SHIPPING, " 物流").changes == ()
    assert refusal(lambda: rename_category(HERE, SHIPPING, "欢迎语")).id == "category-exists"
    assert done(set_icon(SHIPPING, "📦")).categories["shipping"].icon == "📦"


class TestMoving:
    def test_to_another_place(self) -> None:
        assert names(done(move_category(HERE, SHIPPING, "", 0))) == ["物流", "物流/查件", "欢迎语"]
        assert move_category(HERE, SHIPPING, "", 1).changes == ()

    def test_to_another_parent_and_to_the_top(self) -> None:
        assert names(done(move_category(HERE, TRACE, "welcome"))) == ["欢迎语", "欢迎语/查件", "物流"]
        assert names(done(move_category(HERE, TRACE, "", 1))) == ["欢迎语", "查件", "物流"]
        assert names(done(move_category(HERE, WELCOME, "shipping", 0))) == ["物流", "物流/欢迎语", "物流/查件"]

    def test_there_is_no_third_level(self) -> None:
        assert refusal(lambda: move_category(HERE, SHIPPING, "welcome")).id == "category-too-deep"
        assert refusal(lambda: move_category(HERE, WELCOME, "trace")).id == "category-too-deep"
        assert refusal(lambda: move_category(HERE, WELCOME, "welcome")).id == "category-too-deep"

    def test_a_name_that_is_there_already_is_refused(self) -> None:
        there = library(FIRST)
        there = Library(there.replies, {**there.categories, "x": Category("x", "查件", order=3)})
        assert refusal(lambda: move_category(there, TRACE, "")).id == "category-exists"


class TestDeleting:
    def test_the_replies_go_into_another_category(self) -> None:
        there = done(delete_category(HERE, SHIPPING, NOW, "welcome"))
        assert names(there) == ["欢迎语"]
        assert there.replies[SECOND.id] == replace(SECOND, category="welcome", rev=2, updated=NOW)

    def test_or_into_the_trash_from_where_they_come_back_into_the_first_category(self) -> None:
        there = done(delete_category(HERE, TRACE, NOW))
        trashed = there.replies[SECOND.id]
        assert (names(there), trashed.deleted) == (["欢迎语", "物流"], NOW)
        assert apply(there, restore(there, trashed, NOW)).replies[SECOND.id].category == "welcome"

    def test_hundreds_of_replies_are_one_step(self) -> None:
        many = [reply(number=n, code=f"x{n}", category="trace") for n in range(10, 700)]
        there = library(FIRST, *many)
        after = done(delete_category(there, SHIPPING, NOW, "welcome"), there)
        assert len(replies_below(after, "welcome")) == 691

    def test_where_to_must_be_there_afterwards(self) -> None:
        assert refusal(lambda: delete_category(HERE, SHIPPING, NOW, "trace")) == Problem(
            "unknown-category", {"category": "物流/查件"}
        )
        assert refusal(lambda: delete_category(HERE, SHIPPING, NOW, "nowhere")).id == "unknown-category"

    def test_a_locked_reply_keeps_its_category(self) -> None:
        there = library(replace(SECOND, locked=True))
        assert refusal(lambda: delete_category(there, SHIPPING, NOW)).id == "reply-locked"
