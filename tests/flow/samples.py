"""A small library with shelves, and a workspace around it."""

from __future__ import annotations

from dataclasses import dataclass, field

from miaohui.domain.library import Library
from miaohui.domain.reply import Category, Reply
from miaohui.flow.workspace import Stores, Workspace
from tests.domain.samples import reply, tables
from tests.fakes import QUIET_DAY, FixedClock, MemoryLibraryStore, MemorySettingsStore

SHELVES = {
    c.id: c
    for c in (
        Category("welcome", "欢迎语", order=1),
        Category("shipping", "物流", order=2),
        Category("trace", "查件", "shipping", order=1),
    )
}


def library(*replies: Reply) -> Library:
    return Library({one.id: one for one in replies}, SHELVES)


FIRST = reply("亲，您好", number=1, code="hy1", title="欢迎", category="welcome")
SECOND = reply("您的快递在路上", number=2, code="wl1", title="查件", category="trace")


@dataclass
class Here:
    """A workspace whose stores can break."""

    library: MemoryLibraryStore = field(default_factory=lambda: MemoryLibraryStore(library(FIRST, SECOND)))
    settings: MemorySettingsStore = field(default_factory=MemorySettingsStore)
    clock: FixedClock = field(default_factory=lambda: FixedClock(QUIET_DAY))

    def open(self) -> Workspace:
        return Workspace(Stores(self.library, self.settings), tables(), self.clock)
