"""Enter → clipboard readable by another process, which asks as soon as it hears of the new owner; also while the owner
before hangs (its process is stopped), which must cost neither the opening nor the copy anything."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from tests.bench.figures import Bound, Line, Note, Samples
from tests.bench.observer import NothingSeenError
from tests.bench.stage import HOTKEY, Stage

COUNT = 2_000
ROUNDS = 40
_BOUND = Bound("p95 ≤ 20 ms", None, 20)


def run(stage: Stage, rounds: int | None) -> list[Line | Note]:
    """The first reply of the list, each time."""
    copied: list[float] = []
    opened: list[float] = []
    copied_past: list[float] = []
    opened_past: list[float] = []
    with stage.miaohui(COUNT):
        for _ in range(rounds or ROUNDS):
            _round(stage, opened, copied)
            with _hung_owner(stage):
                _round(stage, opened_past, copied_past)
    return [
        Line("Enter → clipboard read by another process", Samples(copied), bound=_BOUND),
        Line("the same, the owner before hangs", Samples(copied_past), bound=_BOUND),
        Line("hotkey → painted, the owner hangs", Samples(opened_past), Samples(opened), "a live owner"),
    ]


def _round(stage: Stage, opened: list[float], copied: list[float]) -> None:
    observer = stage.observer
    opened.append(observer.opening(lambda: observer.press(*HOTKEY)).painted)
    taken, text = observer.copying(lambda: observer.press("Return"))
    if not text.strip():
        raise NothingSeenError("the clipboard is empty")
    copied.append(taken)
    observer.settle()


@contextmanager
def _hung_owner(stage: Stage) -> Iterator[None]:
    """Another program that has the clipboard and never answers."""
    owner = subprocess.Popen(
        ["xclip", "-selection", "clipboard", "-quiet"],
        env=stage.desktop.env,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with owner:
        try:
            assert owner.stdin is not None
            owner.stdin.write(b"theirs")
            owner.stdin.close()
            stage.desktop.wait(lambda: stage.desktop.clipboard() == "theirs")
            owner.send_signal(signal.SIGSTOP)
            yield
        finally:
            owner.kill()
