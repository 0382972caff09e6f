"""Milliseconds of a key, of the later passes, of making the index ready, of an edit; and memory."""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from miaohui.domain.library import Library
from miaohui.domain.pinyin import Readings
from miaohui.domain.search import Query, TextSearch
from tests.bench.search import shops
from tests.bench.search.styles import STYLES, keys
from tests.bench.search.uses import Uses


@dataclass
class Times:
    """All in ms; ``slices`` are the longest of each kind that can be interrupted."""

    key: list[float] = field(default_factory=list)
    later: list[float] = field(default_factory=list)
    later_slices: list[float] = field(default_factory=list)
    building: float = 0.0
    building_slices: list[float] = field(default_factory=list)
    edits: list[float] = field(default_factory=list)
    memory: float = 0.0


def measure(library: Library, make: Callable[[], TextSearch], readings: Readings, queries: int) -> Times:
    """``queries`` of every style are typed key by key, the best fifty with their marks each time."""
    found = Times()
    uses = Uses(library, 3)
    bonuses = uses.bonuses()
    engine = make()
    engine.search(Query("x"), bonuses)  # what is loaded once
    gc.collect()
    before = _memory()
    engine.update(library)
    found.building_slices = _steps(engine.preparing())
    found.building = sum(found.building_slices)
    gc.collect()
    gc.freeze()  # as the app does
    chance = random.Random(11)
    asked = [
        make_query(chance, library.replies[wanted], readings)
        for make_query in STYLES.values()
        for wanted in uses.draw(queries)
    ]
    chance.shuffle(asked)
    for query in asked:
        for text in keys(query):
            found.key.append(_time(partial(engine.search, Query(text), bonuses)))
        if engine.search(Query(query), bonuses).scarce:
            slices = _steps(engine.widening(Query(query), bonuses))
            found.later.append(sum(slices))
            found.later_slices += slices
    found.memory = _memory() - before
    gc.unfreeze()
    for _ in range(10):
        library = shops.edited(library)

        def edit(library: Library = library) -> None:
            engine.update(library)
            engine.search(Query("gai"), bonuses)

        plain = _time(lambda: engine.search(Query("gai"), bonuses))
        found.edits.append(_time(edit) - plain)
    return found


def _time(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def _steps(steps: Iterable[None]) -> list[float]:
    """The time of each step."""
    times: list[float] = []
    start = time.perf_counter()
    for _ in steps:
        now = time.perf_counter()
        times.append((now - start) * 1000)
        start = now
    times.append((time.perf_counter() - start) * 1000)
    return times


def _memory() -> float:
    """MB resident now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 2**20
