"""Hotkey → painted: Miaohui, a bare widget, rofi's start and ``copyq show`` in turns."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from tests.bench import replies
from tests.bench.figures import Bound, Line, Note, Samples
from tests.bench.observer import Opened
from tests.bench.stage import BARE_HOTKEY, HOTKEY, Stage, end

COUNT = 2_000
ROUNDS = 40
_AGAINST_BARE = Bound("≤ 1.5 / 2 × bare", 1.5, 2)
_FASTER = Bound("≥ 3 × faster", 3, None, faster=True)

_Round = Callable[[], Opened]


def run(stage: Stage, rounds: int | None) -> list[Line | Note]:
    """One opening of each in every round, after one round that doesn't count."""
    rounds = rounds or ROUNDS
    notes: list[Line | Note] = []
    with ExitStack() as stack:
        lines = replies.write_lines(stage.folder / "lines", COUNT)
        stack.enter_context(stage.miaohui(COUNT))
        stack.enter_context(stage.bare(lines))
        contestants: dict[str, _Round] = {
            "ours": lambda: _by_key(stage, *HOTKEY),
            "bare": lambda: _by_key(stage, *BARE_HOTKEY),
        }
        if shutil.which("rofi"):
            contestants["rofi"] = lambda: _rofi(stage)
        else:
            notes.append(Note("rofi is not installed"))
        if shutil.which("copyq"):
            contestants["copyq"] = stack.enter_context(_copyq(stage))
        else:
            notes.append(Note("copyq is not installed"))
        first = {name: contestant() for name, contestant in contestants.items()}
        seen: dict[str, list[Opened]] = {name: [] for name in contestants}
        for _ in range(rounds):
            for name, contestant in contestants.items():
                seen[name].append(contestant())

    def painted(name: str) -> Samples:
        return Samples([opened.painted for opened in seen[name]])

    def mapped(name: str) -> Samples:
        return Samples([opened.mapped for opened in seen[name]])

    found: list[Line | Note] = [
        Line("hotkey → painted, 2,000 replies", painted("ours"), painted("bare"), "bare", _AGAINST_BARE),
    ]
    for name, what in (("rofi", "rofi's start"), ("copyq", "copyq show")):
        if name in seen:
            found.append(Line("  the same", painted("ours"), painted(name), what, _FASTER))
    found.append(Line("  hotkey → mapped", mapped("ours"), mapped("bare"), "bare"))
    found.append(
        Line(
            "  the first opening → painted", Samples([first["ours"].painted]), Samples([first["bare"].painted]), "bare"
        )
    )
    return found + notes


def _by_key(stage: Stage, *keys: str) -> Opened:
    observer = stage.observer
    opened = observer.opening(lambda: observer.press(*keys))
    observer.closing(lambda: observer.press("Escape"), opened.window)
    return opened


def _rofi(stage: Stage) -> Opened:
    """From the start of the process: rofi has no hotkey of its own."""
    observer = stage.observer
    started: list[subprocess.Popen[str]] = []
    try:
        opened = observer.opening(
            lambda: started.append(stage.spawn("rofi", "-dmenu", "-i", stdin=stage.folder / "lines"))
        )
        observer.closing(lambda: observer.press("Escape"), opened.window)
    finally:
        for process in started:
            end(process)
    observer.settle()
    return opened


@contextmanager
def _copyq(stage: Stage) -> Iterator[_Round]:
    """From the start of ``copyq show``, with its server running; the way a desktop's shortcut calls it."""
    desktop, observer = stage.desktop, stage.observer
    with stage.program("copyq"):
        desktop.wait(lambda: _ask_copyq(stage, "eval", "1") == "1")
        _ask_copyq(stage, "config", "maxitems", str(COUNT))
        _ask_copyq(stage, "add", *replies.lines(COUNT))
        _ask_copyq(stage, "hide")
        observer.settle(0.5)

        def show() -> Opened:
            started: list[subprocess.Popen[str]] = []
            try:
                opened = observer.opening(lambda: started.append(stage.spawn("copyq", "show")))
                observer.closing(lambda: _ask_copyq(stage, "hide"), opened.window)
            finally:
                for process in started:
                    end(process)
            return opened

        try:
            yield show
        finally:
            _ask_copyq(stage, "exit")


def _ask_copyq(stage: Stage, *arguments: str) -> str:
    done = subprocess.run(
        ["copyq", *arguments],
        env=stage.desktop.env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    return done.stdout.strip()
