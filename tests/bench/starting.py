"""Start → hotkey ready, beside an empty tray program.

Ready is when the app answers ``hide`` on its channel: it does so out of its event loop, where the hotkey is waited for
too, and has taken the key before. A press afterwards must open the palette, or the round is void.
"""

from __future__ import annotations

import sys
import time

from tests.bench.figures import Bound, Line, Note, Samples
from tests.bench.stage import HOTKEY, PROGRAMS, Stage, end, wait_for_answer, wait_for_line

COUNT = 2_000
ROUNDS = 8
_BOUND = Bound("≤ 2 × empty", 2, None)


def run(stage: Stage, rounds: int | None) -> list[Line | Note]:
    """All three in turns, after one round that doesn't count: files are in the cache then."""
    rounds = rounds or ROUNDS
    many, starter, empty = [], [], []
    for number in range(rounds + 1):
        times = (_miaohui(stage, COUNT), _miaohui(stage, 0), _empty(stage))
        if number:
            many.append(times[0])
            starter.append(times[1])
            empty.append(times[2])
    beside = Samples(empty)
    return [
        Line("start → hotkey ready, starter library", Samples(starter), beside, "empty tray", _BOUND),
        Line("start → hotkey ready, 2,000 replies", Samples(many), beside, "empty tray", _BOUND),
    ]


def _miaohui(stage: Stage, count: int) -> float:
    home, observer = stage.home(count), stage.observer
    observer.settle()
    start = time.perf_counter()
    process = stage.spawn_miaohui(home)
    try:
        wait_for_answer(home, process)
        ready = time.perf_counter()
        opened = observer.opening(lambda: observer.press(*HOTKEY))
        observer.closing(lambda: observer.press("Escape"), opened.window)
    finally:
        end(process)
    return (ready - start) * 1000


def _empty(stage: Stage) -> float:
    stage.observer.settle()
    start = time.perf_counter()
    process = stage.spawn(sys.executable, str(PROGRAMS / "empty_tray.py"))
    try:
        wait_for_line(process, "ready")
        return (time.perf_counter() - start) * 1000
    finally:
        end(process)
