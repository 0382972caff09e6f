"""Finding: the engine over the workspace's library, with what usage adds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta

from miaohui.domain.change import Change, ChangeSet
from miaohui.domain.library import Library
from miaohui.domain.search import Bonus, Query, Result, TextSearch
from miaohui.domain.search.steps import finished
from miaohui.domain.usage import Use
from miaohui.flow.find import Find
from tests.domain.samples import tables
from tests.fakes import MemoryLibraryStore, MemoryUsageLog
from tests.flow.samples import FIRST, SECOND, Here, library

OTHER = replace(FIRST, id="r-9", code="hy9", title="欢迎再来", order=9)


class CountingEngine(TextSearch):
    """Counts how often it was given a library, and remembers the last query."""

    def __init__(self) -> None:
        super().__init__({}, tables().seasons)
        self.updates = 0
        self.query = Query()

    def update(self, library: Library) -> None:
        self.updates += 1
        super().update(library)

    def search(self, query: Query, bonus: Bonus) -> Result:
        self.query = query
        return super().search(query, bonus)


def titles(result: Result) -> list[str]:
    return [hit.reply.title for hit in result.hits]


def test_uses_of_the_past_and_of_now_lift_a_reply() -> None:
    stores = Here(MemoryLibraryStore(library(FIRST, OTHER)))
    now = stores.clock.now().astimezone(UTC)
    past = Use(now - timedelta(days=3), OTHER.id, "plain", "normal")
    find = Find(stores.open(), CountingEngine(), MemoryUsageLog([past]))
    assert titles(find("欢迎再")) == ["欢迎再来"]
    assert titles(find("")) == ["欢迎再来", "欢迎"]
    for _ in range(2):
        find.used(Use(now, FIRST.id, "plain", "normal"))
    assert titles(find("")) == ["欢迎", "欢迎再来"]


def test_the_engine_follows_the_library_and_only_the_library() -> None:
    here = Here().open()
    engine = CountingEngine()
    find = Find(here, engine, MemoryUsageLog())
    here.use_season("peak")
    here.commit(ChangeSet("edit", ()))
    assert engine.updates == 1
    here.commit(ChangeSet("edit", (Change(FIRST, replace(FIRST, title="您好")),)))
    assert engine.updates == 2
    assert titles(find("您好")) == ["您好"]
    here.undo()
    assert titles(find("欢迎")) == ["欢迎"]


def test_the_season_in_force_is_searched_unless_another_is_named() -> None:
    here = Here(MemoryLibraryStore(library(FIRST, replace(SECOND, only_in=("peak",))))).open()
    engine = CountingEngine()
    find = Find(here, engine, MemoryUsageLog())
    assert titles(find("查件")) == []
    assert titles(find("查件", season="promo")) == ["查件"]
    here.use_season("peak")
    assert titles(find("查件")) == ["查件"]
    find("x", category="trace", limit=3)
    assert engine.query == Query("x", "peak", "trace", 3)


def test_widening_adds_below_what_a_key_finds() -> None:
    find = Find(Here(MemoryLibraryStore(library(FIRST, OTHER))).open(), CountingEngine(), MemoryUsageLog())
    assert find("我们热烈欢迎您").scarce
    assert titles(find("我们热烈欢迎您")) == []
    assert set(titles(find.widen("我们热烈欢迎您"))) == {"欢迎", "欢迎再来"}
    assert find.widen("欢迎再").hits[:1] == find("欢迎再").hits


def test_what_usually_follows_the_last_reply_is_known_for_two_minutes() -> None:
    third = replace(FIRST, id="r-8", code="hy8", title="欢迎您", order=5)
    first = replace(FIRST, next=((third.id, ""), ("r-gone", ""), (OTHER.id, "again")))
    stores = Here(MemoryLibraryStore(library(first, third, OTHER)))
    find = Find(stores.open(), CountingEngine(), MemoryUsageLog())
    assert titles(find("")) == ["欢迎", "欢迎您", "欢迎再来"]
    assert find.following() == ()
    find.used(Use(stores.clock.now().astimezone(UTC), first.id, "plain", "normal"))
    assert find.following() == (third, OTHER)
    assert titles(find(""))[0] == "欢迎再来"  # the first of them stands above the list
    stores.clock.moment += timedelta(minutes=2)
    assert find.following() == ()
    assert titles(find(""))[0] == "欢迎"


def test_nothing_follows_where_the_season_has_no_place_for_it() -> None:
    first = replace(FIRST, next=((SECOND.id, ""),))
    stores = Here(MemoryLibraryStore(library(first, replace(SECOND, only_in=("peak",)))))
    find = Find(stores.open(), CountingEngine(), MemoryUsageLog())
    find.used(Use(stores.clock.now().astimezone(UTC), first.id, "plain", "normal"))
    assert find.following() == ()


def test_a_pick_taken_back_counts_for_nothing() -> None:
    first = replace(FIRST, next=((OTHER.id, ""),), wordings=FIRST.wordings * 2)
    stores = Here(MemoryLibraryStore(library(first, OTHER)))
    find = Find(stores.open(), CountingEngine(), MemoryUsageLog())
    use = Use(stores.clock.now().astimezone(UTC), first.id, "plain", "normal")
    find.used(use)
    assert find.wording(first, "normal") == 1
    find.take_back(use)
    assert find.wording(first, "normal") == 0
    assert find.following() == ()
    assert find("").hits == Find(stores.open(), CountingEngine(), MemoryUsageLog())("").hits


def test_the_wording_not_used_last_is_known_after_a_restart() -> None:
    first = replace(FIRST, wordings=FIRST.wordings * 3)
    stores = Here(MemoryLibraryStore(library(first)))
    log = MemoryUsageLog([Use(stores.clock.now().astimezone(UTC), first.id, "plain", "normal", wording=1)])
    assert Find(stores.open(), CountingEngine(), log).wording(first, "normal") == 2


def filtered(find: Find, text: str) -> list[str]:
    return [reply.title for reply in finished(find.filtering(text))]


def test_filtering_finds_all_that_the_palette_finds_in_any_season() -> None:
    only = replace(OTHER, only_in=("peak",))
    find = Find(Here(MemoryLibraryStore(library(FIRST, SECOND, only))).open(), CountingEngine(), MemoryUsageLog())
    assert filtered(find, "欢迎") == ["欢迎", "欢迎再来"]
    assert titles(find("欢迎")) == ["欢迎"]
    assert filtered(find, "#欢迎语") == ["欢迎", "欢迎再来"]
    assert filtered(find, "#物流 欢迎") == []


def test_a_season_keeps_the_replies_that_it_changes() -> None:
    varied = replace(SECOND, variants={"peak": SECOND.wordings})
    only = replace(OTHER, only_in=("peak",))
    find = Find(Here(MemoryLibraryStore(library(FIRST, varied, only))).open(), CountingEngine(), MemoryUsageLog())
    assert sorted(filtered(find, "@旺季")) == ["查件", "欢迎再来"]


def test_filtering_sees_what_was_changed_a_moment_ago() -> None:
    here = Here().open()
    find = Find(here, CountingEngine(), MemoryUsageLog())
    assert filtered(find, "再见") == []
    here.commit(ChangeSet("edit", (Change(FIRST, replace(FIRST, title="再见")),)))
    assert filtered(find, "再见") == ["再见"]


def test_uses_are_counted_for_thirty_days() -> None:
    stores = Here(MemoryLibraryStore(library(FIRST, SECOND)))
    now = stores.clock.now().astimezone(UTC)
    log = MemoryUsageLog(Use(now - timedelta(days=days), FIRST.id, "plain", "normal") for days in (31, 29, 1))
    find = Find(stores.open(), CountingEngine(), log)
    use = Use(now, SECOND.id, "plain", "normal")
    find.used(use)
    assert find.used_lately() == {FIRST.id: 2, SECOND.id: 1}
    find.take_back(use)
    assert find.used_lately() == {FIRST.id: 2}
