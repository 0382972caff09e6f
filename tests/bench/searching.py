"""Search per key at 2,000 and 10,000 replies, in this process: the top 50 with highlights."""

from __future__ import annotations

import gc
import time
from dataclasses import replace

from miaohui.domain.change import apply
from miaohui.domain.library import Library
from miaohui.domain.search import Query, TextSearch
from miaohui.library import tables
from tests.bench import replies
from tests.bench.figures import Bound, Line, Note, Samples
from tests.bench.stage import Stage

COUNTS = (2_000, 10_000)
ROUNDS = 5
LATER = ("fauho", "发或", "bao邮", "wuliucaxun", "zzzz", "dizhi流c", "帮我改一下地址")
"""What a key finds little for: the time of the search some moments after the key."""
QUERIES = ("", "f", "fh", "fhsj", "fahuo", "发货", "wl 申通", "th1", "优惠 199", "zzzz", "dz dh", "gxie")


def edited(library: Library) -> Library:
    one = next(library.active())
    return Library({**library.replies, one.id: replace(one, title="改过")}, library.categories)


def run(stage: Stage, rounds: int | None) -> list[Line | Note]:
    facts = tables.load_readings(), tables.load_tables().seasons, tables.load_simplified()
    found: list[Line | Note] = []
    for count in COUNTS:
        engine = TextSearch(*facts)
        library = apply(Library(), replies.change_set(count))
        start = time.perf_counter()
        engine.update(library)
        built = (time.perf_counter() - start) * 1000
        gc.freeze()  # as app.run does
        times: list[float] = []
        for _ in range(rounds or ROUNDS):
            for text in QUERIES:
                start = time.perf_counter()
                engine.search(Query(text), lambda _: 0.0)
                times.append((time.perf_counter() - start) * 1000)
        later: list[float] = []
        for _ in range(rounds or ROUNDS):
            for text in LATER:
                start = time.perf_counter()
                engine.widen(Query(text), lambda _: 0.0)
                later.append((time.perf_counter() - start) * 1000)
        gc.unfreeze()
        bound = Bound("aim 2 ms", 2, None) if count == 2_000 else None
        found.append(Line(f"search per key, {count:,} replies", Samples(times), bound=bound))
        found.append(Line("  later passes, 40 ms after a key", Samples(later)))
        found.append(Line("  making the index ready", Samples([built])))
        start = time.perf_counter()
        engine.update(edited(library))
        found.append(Line("  after one edit", Samples([(time.perf_counter() - start) * 1000])))
    return found
