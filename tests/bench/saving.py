"""Saving one edit among 50,000 replies, in this process: until it is durable, and how long the GUI thread is held."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC
from functools import partial

from miaohui.domain.change import Change, ChangeSet
from miaohui.domain.search import TextSearch
from miaohui.flow import edit
from miaohui.flow.find import Find
from miaohui.flow.workspace import Stores, Workspace
from miaohui.library import tables
from miaohui.library.settings_store import JsonSettingsStore
from miaohui.library.store import JsonLibraryStore
from miaohui.library.usage_log import JsonlUsageLog
from miaohui.system.clock import SystemClock
from tests.bench import replies
from tests.bench.figures import Bound, Line, Note, Samples
from tests.bench.stage import Stage

COUNT = 50_000
ROUNDS = 30
_DURABLE = Bound("p95 ≤ 20 ms", None, 20)
_BLOCK = Bound("never > 8 ms", None, 8)


def run(stage: Stage, rounds: int | None) -> list[Line | Note]:
    """The app commits in the GUI thread: its block is the whole ``Workspace.commit`` with the search engine following,
    and the list searched again as an open palette does."""
    paths = stage.home(COUNT)
    clock = SystemClock()
    store = JsonLibraryStore(paths, clock, lambda: replies.change_set(COUNT))
    facts = tables.load_tables()
    workspace = Workspace(Stores(store, JsonSettingsStore(paths, clock), history=store.history), facts, clock)
    find = Find(
        workspace,
        TextSearch(tables.load_readings(), facts.seasons, tables.load_simplified()),
        JsonlUsageLog(paths.usage),
    )
    gc.freeze()  # as app.run does
    durable: list[float] = []
    block: list[float] = []
    searched: list[float] = []
    revised: list[float] = []
    undone: list[float] = []
    redone: list[float] = []
    remembered: list[float] = []
    ids = list(workspace.library.replies)
    for number in range(rounds or ROUNDS):
        durable.append(_ms(partial(store.commit, _edit(workspace, ids[number]))))
        block.append(_ms(partial(workspace.commit, _edit(workspace, ids[-1 - number]))))
        searched.append(_ms(lambda: find("")))
        revised.append(_ms(partial(_revise, workspace, ids[1000 + number])))
        undone.append(_ms(workspace.undo))
        redone.append(_ms(workspace.redo))
        remembered.append(_ms(partial(workspace.history, ids[1000 + number])))
    longest = max(*durable, *block, *searched, *revised, *undone, *redone)
    fold = _ms(store.fold)
    store.close()
    gc.unfreeze()
    return [
        Line("save one edit, 50,000 replies: store.commit", Samples(durable), bound=_DURABLE),
        Line("  GUI thread: Workspace.commit, index follows", Samples(block), bound=_BLOCK),
        Line("  GUI thread: the open palette's list again", Samples(searched), bound=_BLOCK),
        Line("  GUI thread: edit.revise checks and Workspace.commit", Samples(revised), bound=_BLOCK),
        Line("  GUI thread: undo", Samples(undone), bound=_BLOCK),
        Line("  GUI thread: redo", Samples(redone), bound=_BLOCK),
        Line("  GUI thread: the longest of all these", Samples([longest]), bound=_BLOCK),
        Line("  the history of a reply", Samples(remembered)),
        Line("  GUI thread: the fold 30 s later", Samples([fold]), bound=_BLOCK),
    ]


def _edit(workspace: Workspace, reply_id: str) -> ChangeSet:
    before = workspace.library.replies[reply_id]
    return ChangeSet("edit", (Change(before, replace(before, title=f"{before.title}!", rev=before.rev + 1)),))


def _revise(workspace: Workspace, reply_id: str) -> None:
    """As the editor does: everything checked, code and followers too."""
    before = workspace.library.replies[reply_id]
    after = replace(before, code=f"{before.code}x", tags=(*before.tags, "改"))
    workspace.commit(edit.revise(workspace.library, before, after, workspace.clock.now().astimezone(UTC)))


def _ms(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000
