"""Edits of many replies at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from miaohui.domain.change import ChangeSet, apply
from miaohui.domain.library import Library
from miaohui.domain.replacing import Replacement
from miaohui.domain.reply import Reply, Wording
from miaohui.domain.search.steps import finished
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow import bulk
from miaohui.flow.bulk import Bulk, Refusal
from tests.domain.samples import reply
from tests.flow.samples import FIRST, SECOND, library

NOW = datetime(2026, 11, 11, 1, 30, tzinfo=UTC)
THIRD = reply("您的快递在路上呢", number=3, code="wl2", title="在途", category="trace")
HERE = library(FIRST, SECOND, THIRD)


def done(change_set: ChangeSet, there: Library = HERE) -> Library:
    after = apply(there, change_set)
    assert apply(after, change_set.inverse) == there
    return after


def left(found: Bulk) -> list[tuple[str, str]]:
    return [(one.reply.id, one.problem.id) for one in found.refused]


class TestReplacing:
    def test_each_changed_reply_is_told_before_and_after(self) -> None:
        found = bulk.find_and_replace(HERE.replies.values(), Replacement("快递", "包裹"), NOW)
        assert [(c.before, c.after) for c in found.change_set.changes] == [
            (SECOND, replace(SECOND, wordings=(Wording(("您的包裹在路上",)),), rev=2, updated=NOW)),
            (THIRD, replace(THIRD, wordings=(Wording(("您的包裹在路上呢",)),), rev=2, updated=NOW)),
        ]
        done(found.change_set)

    def test_nothing_is_emptied_made_too_long_or_changed_that_is_locked(self) -> None:
        locked = replace(THIRD, locked=True)
        replies = [FIRST, SECOND, locked]
        found = bulk.find_and_replace(replies, Replacement("您的快递在路上", ""), NOW)
        assert left(found) == [(SECOND.id, "empty-text"), (locked.id, "reply-locked")]
        assert found.change_set.changes == ()
        found = bulk.find_and_replace(replies, Replacement("查件", ""), NOW)
        assert left(found) == [(SECOND.id, "empty-title")]
        found = bulk.find_and_replace(replies, Replacement("路上", "长" * 100_000), NOW)
        assert left(found) == [(SECOND.id, "text-too-long"), (locked.id, "reply-locked")]


def test_hundreds_are_moved_in_one_step() -> None:
    many = [reply(number=n, code=f"x{n}", category="trace") for n in range(10, 500)]
    there = library(FIRST, *many)
    found = bulk.move(there, [FIRST, *many], "welcome", NOW)
    assert len(found.change_set.changes) == 490
    assert {one.category for one in done(found.change_set, there).active()} == {"welcome"}
    with pytest.raises(MiaohuiError) as refused:
        bulk.move(there, many, "gone", NOW)
    assert refused.value.problem == Problem("unknown-category", {"category": "gone"})


def test_a_locked_reply_stays_where_it_is_and_is_named() -> None:
    locked = replace(FIRST, locked=True)
    found = bulk.move(HERE, [locked, SECOND], "shipping", NOW)
    assert found.refused == (Refusal(locked, Problem("reply-locked", {"title": "欢迎"})),)
    assert [change.id for change in found.change_set.changes] == [SECOND.id]


def test_tags_are_given_and_taken() -> None:
    one, other = replace(FIRST, tags=("旧", "留")), replace(SECOND, tags=("新",))
    found = bulk.tag([one, other], [" 新 ", "新"], ["旧"], NOW)
    there = done(found.change_set, library(one, other))
    assert [there.replies[r.id].tags for r in (one, other)] == [("留", "新"), ("新",)]
    assert [change.id for change in found.change_set.changes] == [one.id]


def test_duplicates_leave_out_the_trash() -> None:
    copy = replace(SECOND, id="r-00000000000000ff", code="wl9")
    (group,) = finished(bulk.duplicates(library(SECOND, copy, replace(copy, id="r-00000000000000fe", deleted=NOW))))
    assert group.replies == (SECOND, copy)


class TestMerging:
    OTHER = replace(
        THIRD,
        wordings=(*THIRD.wordings, *SECOND.wordings),
        variants={"peak": (Wording(("忙",)),)},
        aliases=("到哪了", "在哪"),
        tags=("物流",),
        next=((FIRST.id, "欢迎"),),
        favourite=4,
    )
    KEEP = replace(SECOND, aliases=("在哪",), variants={"peak": (Wording(("旺",)),)})

    def merged(self, *others: Reply, keep: Reply = KEEP) -> Library:
        there = library(*others, keep)
        return done(bulk.merge(there, keep, others, NOW), there)

    def test_one_says_what_all_of_them_said(self) -> None:
        there = self.merged(FIRST, self.OTHER)
        kept = there.replies[SECOND.id]
        assert [one.text for one in kept.wordings] == ["您的快递在路上", "亲，您好", "您的快递在路上呢"]
        assert kept.variants == {"peak": (Wording(("旺",)), Wording(("忙",)))}
        assert (kept.aliases, kept.tags, kept.favourite) == (("在哪", "到哪了"), ("物流",), 4)
        assert (kept.code, kept.title, kept.rev, kept.updated) == ("wl1", "查件", 2, NOW)
        assert [one.id for one in there.active()] == [SECOND.id]
        assert all(one.deleted == NOW and one.favourite is None for one in there.replies.values() if one != kept)

    def test_who_led_to_them_leads_to_the_one(self) -> None:
        leading = replace(FIRST, next=((THIRD.id, "在途"), (SECOND.id, "查件")))
        there = library(leading, SECOND, THIRD)
        after = done(bulk.merge(there, SECOND, [THIRD], NOW), there)
        assert after.replies[FIRST.id].next == ((SECOND.id, "在途"),)

    def test_what_followed_them_follows_the_one_but_never_in_a_ring(self) -> None:
        there = self.merged(self.OTHER, FIRST)
        assert there.replies[SECOND.id].next == ()
        first = replace(FIRST, next=((SECOND.id, ""),))
        there = library(first, self.OTHER, self.KEEP)
        after = done(bulk.merge(there, self.KEEP, [self.OTHER], NOW), there)
        rings = [one for one in after.active() if any(target == one.id for target, _ in one.next)]
        assert rings == []
        assert not (after.replies[FIRST.id].next and after.replies[SECOND.id].next)

    def test_locked_ones_are_left(self) -> None:
        for keep, other in ((self.KEEP, replace(THIRD, locked=True)), (replace(self.KEEP, locked=True), THIRD)):
            with pytest.raises(MiaohuiError) as refused:
                bulk.merge(library(keep, other), keep, [other], NOW)
            assert refused.value.problem.id == "reply-locked"

    def test_with_itself_alone_nothing_happens(self) -> None:
        assert bulk.merge(HERE, SECOND, [SECOND], NOW).changes == ()


def test_unused_is_what_nobody_used_for_long_and_is_no_newer() -> None:
    def day(number: int) -> datetime:
        return NOW - timedelta(days=number)

    old, used, idle, young = (
        replace(reply(number=n, code=f"u{n}"), created=day(age)) for n, age in ((1, 90), (2, 90), (3, 90), (4, 5))
    )
    there = library(old, used, idle, young, replace(old, id="r-00000000000000ff", deleted=NOW))
    uses = {used.id: day(2), idle.id: day(60)}
    assert bulk.unused(there, uses, NOW, 30) == [old, idle]
