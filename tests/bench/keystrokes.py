"""Key → list repainted, beside the bare widget with a plain filter."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial

from tests.bench import replies
from tests.bench.figures import Line, Note, Samples
from tests.bench.stage import BARE_HOTKEY, HOTKEY, Stage

COUNT = 2_000
ROUNDS = 12
WORDS = ("fh", "wl", "th", "yh")


def run(stage: Stage, rounds: int | None) -> list[Line | Note]:
    """Each round opens the palette, types a word of two letters and closes it."""
    rounds = rounds or ROUNDS
    found: list[Line | Note] = []
    for count, name in ((0, "starter library"), (COUNT, "2,000 replies")):
        with ExitStack() as stack:
            lines = replies.write_lines(stage.folder / "lines", count or 85)
            stack.enter_context(stage.miaohui(count))
            stack.enter_context(stage.bare(lines))
            ours: list[float] = []
            bare: list[float] = []
            for number in range(rounds + 1):
                word = WORDS[number % len(WORDS)]
                times = _type(stage, word, HOTKEY), _type(stage, word, BARE_HOTKEY)
                if number:
                    ours += times[0]
                    bare += times[1]
        found.append(Line(f"key → list repainted, {name}", Samples(ours), Samples(bare), "bare"))
    return found


def _type(stage: Stage, word: str, hotkey: tuple[str, ...]) -> list[float]:
    observer = stage.observer
    opened = observer.opening(lambda: observer.press(*hotkey))
    times = []
    for letter in word:
        times.append(observer.repainting(partial(observer.press, letter), opened.area))
        observer.settle()
    observer.closing(lambda: observer.press("Escape"), opened.window)
    return times
