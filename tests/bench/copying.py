"""Enter → clipboard readable by another process, which asks as soon as it hears of the new owner."""

from __future__ import annotations

from tests.bench.figures import Bound, Line, Note, Samples
from tests.bench.observer import NothingSeenError
from tests.bench.stage import HOTKEY, Stage

COUNT = 2_000
ROUNDS = 40
_BOUND = Bound("p95 ≤ 20 ms", None, 20)


def run(stage: Stage, rounds: int | None) -> list[Line | Note]:
    """The first reply of the list, each time."""
    observer = stage.observer
    times: list[float] = []
    with stage.miaohui(COUNT):
        for _ in range(rounds or ROUNDS):
            observer.opening(lambda: observer.press(*HOTKEY))
            taken, text = observer.copying(lambda: observer.press("Return"))
            if not text.strip():
                raise NothingSeenError("the clipboard is empty")
            times.append(taken)
            observer.settle()
    return [Line("Enter → clipboard read by another process", Samples(times), bound=_BOUND)]
