"""A small library to search, with the real readings."""

from __future__ import annotations

from functools import cache, cached_property

from miaohui.domain.library import Library
from miaohui.domain.pinyin import Readings
from miaohui.domain.reply import Category, Reply
from miaohui.domain.search import Query, Result, Simplified, TextSearch
from miaohui.domain.search.sounds import Sounds
from miaohui.library.tables import load_readings, load_simplified
from tests.domain.samples import tables

SHELVES = {
    c.id: c for c in (Category("c1", "物流", order=1), Category("c2", "催件", "c1"), Category("c3", "售后", order=2))
}


@cache
def readings() -> Readings:
    return load_readings()


@cache
def simplified() -> Simplified:
    return load_simplified()


def nothing(_: str) -> float:
    return 0.0


@cache
def _shared() -> Sounds:
    return Sounds(readings(), simplified())


class _QuickSearch(TextSearch):
    """Working out the sounds takes longer than all else: it is done once."""

    @cached_property
    def _sounds(self) -> Sounds:
        return _shared()


def engine(*replies: Reply) -> TextSearch:
    found = _QuickSearch(readings(), tables().seasons, simplified())
    found.update(Library({one.id: one for one in replies}, SHELVES))
    return found


def widened(text: str, *replies: Reply, category: str = "") -> Result:
    return engine(*replies).widen(Query(text, category=category), nothing)


def titles(result: Result) -> list[str]:
    return [hit.reply.title for hit in result.hits]


def marks(result: Result) -> list[str]:
    """What is marked in the first hit's title."""
    hit = result.hits[0]
    return [hit.reply.title[m.start : m.end] for m in hit.matches if m.field.value == "title"]
