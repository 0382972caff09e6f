"""Going back to an earlier version of a reply."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from miaohui.domain.history import Past, Version
from miaohui.domain.reply import Reply, Wording
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow import versions
from miaohui.flow.workspace import Stores, Workspace
from tests.domain.samples import reply, tables
from tests.fakes import FixedClock, MemoryLibraryStore, MemorySettingsStore
from tests.flow.samples import FIRST, SECOND, library

NOW = datetime(2026, 11, 11, 1, 30, tzinfo=UTC)
OLD = replace(FIRST, wordings=(Wording(("您好呀",)),), code="hy9", category="trace", next=((SECOND.id, "查件"),))


class Memory:
    """What was before, by reply."""

    def __init__(self, **past: Sequence[Past]) -> None:
        self._past = past

    def past(self, reply_id: str) -> Sequence[Past]:
        return self._past.get(reply_id.replace("-", "_"), ())

    def add(self, past: Iterable[Past]) -> None:
        raise AssertionError("nobody takes replies in here")


def opened(*replies: Reply, history: bool = True) -> Workspace:
    memory = Memory(**{FIRST.id.replace("-", "_"): (Past(NOW, "edit", OLD),)})
    stores = Stores(MemoryLibraryStore(library(*replies)), MemorySettingsStore(), history=memory if history else None)
    return Workspace(stores, tables(), FixedClock())


def earlier(here: Workspace) -> Version:
    return versions.numbered(here.history(FIRST.id), 1)


def test_the_newest_comes_first_and_is_what_the_reply_is_now() -> None:
    here = opened(FIRST, SECOND)
    found = here.history(FIRST.id)
    assert [(one.number, one.reply) for one in found] == [(2, FIRST), (1, OLD)]
    assert (found[0].time, found[0].label) == (NOW, "edit")
    with pytest.raises(MiaohuiError) as refused:
        here.history("r-00000000000000ff")
    assert refused.value.problem.id == "unknown-reply"


def test_without_a_memory_there_is_the_one_of_now() -> None:
    assert [one.reply for one in opened(FIRST, history=False).history(FIRST.id)] == [FIRST]


def test_it_says_again_what_it_said_where_it_stands_now() -> None:
    here = opened(replace(FIRST, favourite=2), SECOND)
    now = here.library.replies[FIRST.id]
    here.commit(versions.revert(here.library, now, earlier(here), NOW))
    after = here.library.replies[FIRST.id]
    assert (after.text, after.code, after.next) == ("您好呀", "hy9", ((SECOND.id, "查件"),))
    assert (after.category, after.favourite, after.rev) == ("welcome", 2, 2)
    assert here.undo_label == "revert"
    here.undo()
    assert here.library.replies[FIRST.id] == now


def test_what_followed_and_is_gone_is_left_out() -> None:
    here = opened(FIRST)
    here.commit(versions.revert(here.library, FIRST, earlier(here), NOW))
    assert here.library.replies[FIRST.id].next == ()


def test_a_code_that_another_has_by_now_is_refused() -> None:
    here = opened(FIRST, SECOND, reply(number=9, code="HY9", category="trace", title="新主人"))
    with pytest.raises(MiaohuiError) as refused:
        versions.revert(here.library, FIRST, earlier(here), NOW)
    assert refused.value.problem == Problem("code-taken", {"code": "hy9", "title": "新主人"})


def test_a_version_that_isn_t_there_is_named() -> None:
    with pytest.raises(MiaohuiError) as refused:
        versions.numbered(opened(FIRST).history(FIRST.id), 7)
    assert refused.value.problem == Problem("unknown-version", {"number": 7})


def test_locked_replies_stay() -> None:
    here = opened(replace(FIRST, locked=True))
    with pytest.raises(MiaohuiError) as refused:
        versions.revert(here.library, here.library.replies[FIRST.id], earlier(here), NOW)
    assert refused.value.problem.id == "reply-locked"
