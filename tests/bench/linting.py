"""The wording check: one reply, and a library of 10,000, in this process."""

from __future__ import annotations

import time

from miaohui.domain.change import apply
from miaohui.domain.library import Library
from miaohui.domain.wording import Context
from miaohui.flow.wording import WordingCheck
from miaohui.library import tables
from tests.bench import replies
from tests.bench.figures import Bound, Line, Note, Samples
from tests.bench.stage import Stage
from tests.wording import load_checker

COUNT = 10_000
ROUNDS = 3


def run(stage: Stage, rounds: int | None) -> list[Line | Note]:
    facts = tables.load_tables()
    start = time.perf_counter()
    check = WordingCheck(load_checker(facts.emoticons), facts, tables.load_simplified())
    ready = _since(start)
    library = apply(Library(), replies.change_set(COUNT))
    check.template(next(library.active()).text, Context())
    one: list[float] = []
    for reply in list(library.active())[:1000]:
        start = time.perf_counter()
        check.template(reply.text, Context())
        one.append(_since(start))
    whole: list[float] = []
    for _ in range(rounds or ROUNDS):
        start = time.perf_counter()
        for _found in check.library(library, "wangwang"):
            pass
        whole.append(_since(start))
    return [
        Line("wording, one reply", Samples(one), bound=Bound("1 ms", p95=1)),
        Line(f"wording, {COUNT:,} replies", Samples(whole), bound=Bound("3 s", 3000)),
        Line("  reading the rules", Samples([ready])),
    ]


def _since(start: float) -> float:
    return (time.perf_counter() - start) * 1000
