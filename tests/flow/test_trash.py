"""The trash: there, back, and gone for good."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from miaohui.domain.change import apply
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow import trash
from tests.domain.samples import reply
from tests.fakes import MemoryLibraryStore
from tests.flow.samples import FIRST, SECOND, Here, library

NOW = datetime(2026, 11, 11, 1, 30, tzinfo=UTC)
MANY = [reply(number=n, code=f"x{n}", category="trace") for n in range(10, 510)]


def test_hundreds_go_and_come_back_in_one_step_each() -> None:
    here = Here(MemoryLibraryStore(library(FIRST, *MANY))).open()
    before = here.library
    here.commit(trash.delete_all(MANY, NOW))
    assert [one.id for one in here.library.active()] == [FIRST.id]
    trashed = trash.contents(here.library)
    here.commit(trash.restore_all(here.library, trashed, NOW))
    assert len(list(here.library.active())) == 501
    here.undo()
    here.undo()
    assert here.library == before


def test_the_last_one_deleted_comes_first_with_the_days_it_has_left() -> None:
    old, new = (replace(one, deleted=NOW - timedelta(days=d)) for one, d in ((FIRST, 29), (SECOND, 1)))
    assert trash.contents(library(old, new)) == [new, old]
    assert [trash.days_left(one, NOW) for one in (old, new)] == [1, 29]
    assert trash.days_left(replace(new, deleted=NOW), NOW + timedelta(minutes=1)) == 30
    assert trash.days_left(replace(old, deleted=NOW - timedelta(days=40)), NOW) == 0


def test_two_with_one_code_don_t_both_come_back() -> None:
    one, other = (replace(each, code="x", deleted=NOW) for each in (FIRST, SECOND))
    with pytest.raises(MiaohuiError) as refused:
        trash.restore_all(library(one, other), [one, other], NOW)
    assert refused.value.problem == Problem("code-taken", {"code": "x", "title": FIRST.title})


def test_a_locked_reply_keeps_all_of_them() -> None:
    with pytest.raises(MiaohuiError) as refused:
        trash.delete_all([FIRST, replace(SECOND, locked=True)], NOW)
    assert refused.value.problem.id == "reply-locked"


def test_what_is_gone_for_good_follows_nobody_any_more() -> None:
    gone = replace(SECOND, deleted=NOW)
    there = library(replace(FIRST, next=((SECOND.id, "查件"), ("r-00000000000000aa", ""))), gone)
    after = apply(there, trash.empty(there))
    assert list(after.replies) == [FIRST.id]
    assert after.replies[FIRST.id].next == (("r-00000000000000aa", ""),)
    assert trash.empty(after).changes == ()


def test_one_alone_can_be_removed_for_good() -> None:
    there = library(*(replace(one, deleted=NOW) for one in (FIRST, SECOND)))
    assert list(apply(there, trash.empty(there, [there.replies[FIRST.id]])).replies) == [SECOND.id]


def test_after_thirty_days_it_goes_by_itself_and_isn_t_the_session_s_to_undo() -> None:
    stores = Here()
    now = stores.clock.now()
    old, young = (replace(one, deleted=now - timedelta(days=d)) for one, d in ((FIRST, 31), (SECOND, 29)))
    stores.library.library = library(old, young)
    here = stores.open()
    here.remove_expired()
    assert list(here.library.replies) == [SECOND.id]
    assert here.undo_label is None
    here.remove_expired()
    assert len(stores.library.committed) == 1
