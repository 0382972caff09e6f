"""The library and the settings in memory: durable before seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from miaohui.domain.change import Change, ChangeSet
from miaohui.domain.season import AUTO
from miaohui.domain.settings import Settings
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow.workspace import MAX_UNDO, Workspace
from tests.fakes import MemoryLibraryStore, MemorySettingsStore
from tests.flow.samples import FIRST, SECOND, SHELVES, Here, library

EDITED = replace(FIRST, title="您好", rev=2)
EDIT = ChangeSet("edit", (Change(FIRST, EDITED),))


def test_it_begins_with_what_the_stores_hold_and_tells_what_was_mended() -> None:
    torn, reset = Problem("journal-torn"), Problem("settings-unreadable", {"path": "x"})
    here = Here(
        MemoryLibraryStore(library(FIRST), (torn,)), MemorySettingsStore(Settings(client="qq"), (reset,))
    ).open()
    assert here.library == library(FIRST)
    assert here.settings.client == "qq"
    assert here.notices == (torn, reset)


class TestCommitting:
    def test_a_change_is_durable_before_it_is_seen(self) -> None:
        stores = Here()
        here = stores.open()
        seen: list[object] = []
        here.watch(lambda: seen.append((here.library.replies[FIRST.id], stores.library.library == here.library)))
        here.commit(EDIT)
        assert seen == [(EDITED, True)]
        assert stores.library.committed == [EDIT]

    def test_a_store_that_can_t_write_leaves_library_undo_and_watchers_untouched(self) -> None:
        stores = Here()
        here = stores.open()
        here.commit(EDIT)
        before = here.library
        here.watch(lambda: pytest.fail("told of a change that didn't happen"))
        stores.library.broken = True
        for act in (lambda: here.commit(ChangeSet("delete", (Change(SECOND, None),))), here.undo):
            with pytest.raises(MiaohuiError) as failed:
                act()
            assert failed.value.problem.id == "cannot-write"
            assert here.library is before
        stores.library.broken = False
        del here._watchers[:]
        assert here.undo() == EDIT

    def test_a_change_of_something_else_is_refused_and_never_written(self) -> None:
        stores = Here()
        here = stores.open()
        with pytest.raises(MiaohuiError) as refused:
            here.commit(ChangeSet("edit", (Change(EDITED, FIRST),)))
        assert refused.value.problem.id == "changed-meanwhile"
        assert stores.library.committed == []
        with pytest.raises(MiaohuiError):
            here.undo()

    def test_an_edit_without_changes_is_none(self) -> None:
        stores = Here()
        here = stores.open()
        here.commit(EDIT)
        here.watch(lambda: pytest.fail("told of no change"))
        here.commit(ChangeSet("edit", ()))
        assert stores.library.committed == [EDIT]
        del here._watchers[:]
        assert here.undo() == EDIT


class TestUndo:
    def test_the_last_change_is_taken_back_first(self) -> None:
        stores = Here()
        here = stores.open()
        delete = ChangeSet("delete", (Change(EDITED, None),))
        here.commit(EDIT)
        here.commit(delete)
        assert [here.undo(), here.undo()] == [delete, EDIT]
        assert here.library == stores.library.library == library(FIRST, SECOND)
        with pytest.raises(MiaohuiError) as refused:
            here.undo()
        assert refused.value.problem.id == "nothing-to-undo"

    def test_watchers_see_what_can_be_undone_now(self) -> None:
        here = Here().open()
        told: list[int] = []
        here.watch(lambda: told.append(len(here._undo)))
        here.commit(EDIT)
        here.undo()
        assert told == [1, 0]

    def test_only_so_many_changes_are_remembered(self) -> None:
        here = Here().open()
        one = FIRST
        for number in range(MAX_UNDO + 5):
            changed = replace(one, title=str(number))
            here.commit(ChangeSet("edit", (Change(one, changed),)))
            one = changed
        for _ in range(MAX_UNDO):
            here.undo()
        assert here.library.replies[FIRST.id].title == "4"
        with pytest.raises(MiaohuiError):
            here.undo()


class TestRedo:
    def test_what_was_taken_back_is_done_again_in_order(self) -> None:
        here = Here().open()
        delete = ChangeSet("delete", (Change(EDITED, None),))
        here.commit(EDIT)
        here.commit(delete)
        done = here.library
        assert (here.undo_label, here.redo_label) == ("delete", None)
        here.undo()
        here.undo()
        assert (here.undo_label, here.redo_label) == (None, "edit")
        assert [here.redo(), here.redo()] == [EDIT, delete]
        assert here.library == done
        with pytest.raises(MiaohuiError) as refused:
            here.redo()
        assert refused.value.problem.id == "nothing-to-redo"

    def test_a_new_change_forgets_it(self) -> None:
        here = Here().open()
        here.commit(EDIT)
        here.undo()
        here.commit(ChangeSet("delete", (Change(SECOND, None),)))
        assert here.redo_label is None

    def test_a_store_that_can_t_write_leaves_it(self) -> None:
        stores = Here()
        here = stores.open()
        here.commit(EDIT)
        here.undo()
        stores.library.broken = True
        with pytest.raises(MiaohuiError):
            here.redo()
        assert (here.undo_label, here.redo_label) == (None, "edit")


class TestChangesOfOthers:
    """A change that another process made, between this session's own."""

    LATER = replace(EDITED, title="别人的", rev=3)

    def refusal(self, act: Callable[[], object]) -> Problem:
        with pytest.raises(MiaohuiError) as refused:
            act()
        return refused.value.problem

    def test_undo_refuses_by_name_and_goes_on_with_the_step_before(self) -> None:
        here = Here().open()
        other = replace(SECOND, title="查快递", rev=2)
        here.commit(ChangeSet("edit", (Change(SECOND, other),)))
        here.commit(EDIT)
        here.take_over(ChangeSet("edit", (Change(EDITED, self.LATER),)))
        assert self.refusal(here.undo) == Problem("undo-refused", {"title": "别人的"})
        assert here.library.replies[FIRST.id] == self.LATER
        here.undo()
        assert here.library.replies[SECOND.id] == SECOND
        assert self.refusal(here.undo).id == "nothing-to-undo"

    def test_redo_refuses_by_name_too(self) -> None:
        here = Here().open()
        here.commit(EDIT)
        here.undo()
        here.take_over(ChangeSet("edit", (Change(FIRST, self.LATER),)))
        assert self.refusal(here.redo) == Problem("redo-refused", {"title": "别人的"})
        assert here.redo_label is None

    def test_it_isn_t_undone_itself_and_what_it_leaves_alone_is(self) -> None:
        here = Here().open()
        here.commit(EDIT)
        here.take_over(ChangeSet("delete", (Change(SECOND, None),)))
        assert here.undo() == EDIT
        assert list(here.library.replies) == [FIRST.id]

    def test_a_code_that_it_took_keeps_a_reply_away(self) -> None:
        here = Here().open()
        here.commit(ChangeSet("delete", (Change(FIRST, replace(FIRST, deleted=here.clock.now())),)))
        taker = replace(SECOND, id="r-00000000000000ff", code="HY1", title="占用")
        here.take_over(ChangeSet("add", (Change(None, taker),)))
        assert self.refusal(here.undo) == Problem("undo-refused", {"title": "占用"})

    def test_a_category_that_it_took_away_keeps_a_reply_away(self) -> None:
        here = Here().open()
        moved = replace(FIRST, category="trace", rev=2)
        here.commit(ChangeSet("move", (Change(FIRST, moved),)))
        here.take_over(ChangeSet("category", (Change(SHELVES["welcome"], None),)))
        assert self.refusal(here.undo) == Problem("undo-refused", {"title": "欢迎"})


def test_a_watcher_may_add_another() -> None:
    here = Here().open()
    told: list[str] = []

    def once() -> None:
        told.append("first")
        here.watch(lambda: told.append("second"))

    here.watch(once)
    here.commit(EDIT)
    assert told == ["first"]


class TestSettings:
    def test_they_are_durable_before_they_hold(self) -> None:
        stores = Here()
        here = stores.open()
        told: list[str] = []
        here.watch(lambda: told.append(here.settings.client))
        here.set(replace(here.settings, client="wechat"))
        assert told == ["wechat"]
        assert stores.settings.settings.client == "wechat"
        stores.settings.broken = True
        with pytest.raises(MiaohuiError) as failed:
            here.set(replace(here.settings, client="qq"))
        assert failed.value.problem.id == "cannot-write"
        assert here.settings.client == "wechat"
        assert told == ["wechat"]


class TestSeason:
    def test_the_whole_library_switches_at_once(self) -> None:
        stores = Here()
        here = stores.open()
        assert here.season.id == "normal"
        here.use_season("大促")
        assert here.season.id == "promo"
        assert stores.settings.settings.season == "promo"
        here.use_season("双11")
        assert here.situation().season == "promo"
        here.use_season(AUTO)
        assert here.season.id == "normal"
        assert stores.settings.settings.season == AUTO

    def test_an_unknown_one_is_refused(self) -> None:
        here = Here().open()
        with pytest.raises(MiaohuiError) as refused:
            here.use_season("春天")
        assert refused.value.problem == Problem("unknown-season", {"season": "春天"})
        assert here.settings.season == AUTO

    def test_settings_that_name_one_that_is_gone_mean_the_base(self) -> None:
        here = Here(settings=MemorySettingsStore(Settings(season="gone"))).open()
        assert here.season.id == "normal"


class TestSituation:
    @pytest.fixture
    def here(self) -> Workspace:
        settings = Settings(client="wangwang", season="peak", profile={"店铺": "秋水"})
        return Here(settings=MemorySettingsStore(settings)).open()

    def test_it_is_now_with_what_is_set(self, here: Workspace) -> None:
        situation = here.situation()
        assert (situation.client, situation.season, situation.now) == ("wangwang", "peak", here.clock.now())
        assert here.draft(replace(FIRST, category=""), situation).text == "亲，您好"
        assert situation.profile == {"店铺": "秋水"}
        assert situation.typed == {}

    def test_client_and_season_may_be_named(self, here: Workspace) -> None:
        situation = here.situation(client="none", season="年货")
        assert (situation.client, situation.season) == ("none", "newyear")

    @pytest.mark.parametrize(
        ("named", "problem"), [({"client": "msn"}, "unknown-client"), ({"season": "春天"}, "unknown-season")]
    )
    def test_unknown_ones_are_refused(self, here: Workspace, named: dict[str, str], problem: str) -> None:
        with pytest.raises(MiaohuiError) as refused:
            here.situation(**named)
        assert refused.value.problem.id == problem


def test_a_reply_is_found_by_id_or_code() -> None:
    here = Here().open()
    assert here.find("HY1") == here.find(FIRST.id) == FIRST
    with pytest.raises(MiaohuiError) as refused:
        here.find("nix")
    assert refused.value.problem == Problem("unknown-reply", {"reply": "nix"})
