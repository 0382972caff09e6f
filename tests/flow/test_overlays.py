"""Personal wordings of shop replies, and how they follow the shop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from miaohui.domain.change import Change, ChangeSet
from miaohui.domain.overlay import conflicts, overlay_of
from miaohui.domain.replacing import Replacement
from miaohui.domain.reply import Reply, Scope, Wording
from miaohui.domain.search import TextSearch
from miaohui.errors import MiaohuiError
from miaohui.flow import bulk, edit, overlays, trash
from miaohui.flow.find import Find
from miaohui.flow.workspace import Workspace
from tests.domain.samples import tables
from tests.fakes import MemoryLibraryStore, MemoryUsageLog
from tests.flow.samples import FIRST, SECOND, Here, library

NOW = datetime(2026, 11, 11, 1, 30, tzinfo=UTC)
SHOP = replace(FIRST, scope=Scope.SHOP, favourite=2)


@pytest.fixture
def here() -> Workspace:
    return Here(MemoryLibraryStore(library(SHOP, SECOND))).open()


def worded(here: Workspace, **fields: object) -> Reply:
    """An own wording of the shop's reply, created."""
    fields = {"wordings": (Wording(("在呢",)),), **fields}
    mine = replace(overlay_of(here.library.replies[SHOP.id]), **fields)  # type: ignore[arg-type]
    change_set = edit.create(here.library, mine, NOW)
    here.commit(change_set)
    return here.library.replies[change_set.changes[-1].id]


def revise(here: Workspace, reply_id: str, **fields: object) -> None:
    before = here.library.replies[reply_id]
    here.commit(edit.revise(here.library, before, replace(before, **fields), NOW))  # type: ignore[arg-type]


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(MiaohuiError) as refused:
        act()
    return refused.value.problem.id


def test_it_stands_in_the_shop_s_place_the_favourite_s_too(here: Workspace) -> None:
    before = here.library
    mine = worded(here)
    assert here.find("hy1") == mine
    assert (mine.favourite, here.library.replies[SHOP.id].favourite) == (2, None)
    here.commit(overlays.remove(here.library, mine, NOW))
    assert here.find("hy1") == SHOP
    here.undo()
    assert here.find("hy1") == mine
    here.undo()
    assert here.library == before


def test_there_is_one_of_each_and_none_of_a_locked_one(here: Workspace) -> None:
    worded(here)
    assert refusal(lambda: worded(here)) == "overlay-exists"
    locked = Here(MemoryLibraryStore(library(replace(SHOP, locked=True)))).open()
    assert refusal(lambda: worded(locked)) == "overlay-locked"


def test_the_shop_s_change_and_what_follows_from_it_are_one_step(here: Workspace) -> None:
    mine = worded(here)
    before = here.library
    revise(here, SHOP.id, title="您好", category="shipping", code="hy2")
    after = here.library.replies[mine.id]
    assert (after.title, after.category, after.code, after.text) == ("您好", "shipping", "hy2", "在呢")
    assert after.rev == mine.rev + 1
    here.undo()
    assert here.library == before
    here.redo()
    assert here.library.replies[mine.id] == after


def test_another_process_s_change_is_followed_too(here: Workspace) -> None:
    mine = worded(here)
    now = here.library.replies[SHOP.id]
    here.take_over(ChangeSet("import", (Change(now, replace(now, title="您好")),)))
    assert here.library.replies[mine.id].title == "您好"


def test_what_both_changed_warns_until_it_was_seen(here: Workspace) -> None:
    mine = worded(here)
    revise(here, SHOP.id, wordings=(Wording(("亲，在的哦",)),))
    mine, shop = here.library.replies[mine.id], here.library.replies[SHOP.id]
    assert (mine.text, conflicts(mine, shop)) == ("在呢", ("wordings",))
    here.commit(overlays.accept(here.library, mine, NOW))
    assert conflicts(here.library.replies[mine.id], shop) == ()
    assert overlays.accept(here.library, here.library.replies[mine.id], NOW).changes == ()
    here.undo()
    here.commit(overlays.take_shop(here.library, mine, NOW))
    assert here.library.replies[mine.id].text == "亲，在的哦"


def test_a_code_that_is_taken_isn_t_followed(here: Workspace) -> None:
    mine = worded(here)
    revise(here, SHOP.id, code="wl1")
    assert here.library.replies[mine.id].code == "hy1"
    assert here.find("wl1").id == SECOND.id


def test_a_reply_that_becomes_locked_shows_itself_again(here: Workspace) -> None:
    mine = worded(here)
    now = here.library.replies[SHOP.id]
    here.commit(ChangeSet("import", (Change(now, replace(now, locked=True)),)))
    assert here.find("hy1").id == SHOP.id
    assert here.library.replies[mine.id].deleted is not None
    trashed = here.library.replies[mine.id]
    assert refusal(lambda: edit.restore(here.library, trashed, NOW)) == "overlay-locked"


def test_without_the_shop_s_reply_the_wording_goes_on_alone(here: Workspace) -> None:
    mine = worded(here)
    here.commit(edit.delete(here.library.replies[SHOP.id], NOW))
    assert here.find("hy1") == mine
    here.commit(trash.empty(here.library))
    alone = here.library.replies[mine.id]
    assert (alone.overlays, alone.overlaid, alone.text) == ("", None, "在呢")
    here.undo()
    assert here.library.replies[mine.id] == mine


def test_what_changed_while_it_was_in_the_trash_is_followed_afterwards(here: Workspace) -> None:
    mine = worded(here)
    here.commit(edit.delete(mine, NOW))
    revise(here, SHOP.id, title="您好")
    here.commit(edit.restore(here.library, here.library.replies[mine.id], NOW))
    assert here.library.replies[mine.id].title == "您好"


def test_replacing_in_both_at_once_is_no_conflict(here: Workspace) -> None:
    mine = worded(here, wordings=SHOP.wordings, title="我的")
    found = bulk.find_and_replace(here.library.active(), Replacement("您好", "在的"), NOW)
    here.commit(found.change_set)
    after, shop = here.library.replies[mine.id], here.library.replies[SHOP.id]
    assert after.text == shop.text == "亲，在的"
    assert conflicts(after, shop) == ()
    assert after.rev == mine.rev + 1


class TestFinding:
    def find(self, here: Workspace) -> Find:
        return Find(here, TextSearch({}, tables().seasons), MemoryUsageLog())

    @pytest.mark.parametrize("words", ["", "欢迎"])
    def test_the_agent_s_own_is_found_instead_and_the_shop_s_among_the_shop_s(
        self, here: Workspace, words: str
    ) -> None:
        find = self.find(here)
        before = find(words).total
        mine = worded(here)
        ids = [hit.reply.id for hit in find(words).hits]
        assert mine.id in ids
        assert SHOP.id not in ids
        assert find(words).total == before
        assert [hit.reply.id for hit in find(f"{words} @shop").hits] == [SHOP.id]
        here.undo()
        assert SHOP.id in [hit.reply.id for hit in find(words).hits]

    def test_what_follows_is_the_agent_s_own(self, here: Workspace) -> None:
        mine = worded(here)
        revise(here, SECOND.id, next=((SHOP.id, "欢迎"),))
        find = self.find(here)
        from miaohui.domain.usage import Use

        find.used(Use(here.clock.now(), SECOND.id, "plain", "normal"))
        assert [one.id for one in find.following()] == [mine.id]
