"""Memory after first use (opened, typed, picked once) beside an empty tray program; each runs alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.bench import replies
from tests.bench.figures import Bound, Line, Note, Samples
from tests.bench.stage import BARE_HOTKEY, HOTKEY, PROGRAMS, Stage, end, wait_for_line

COUNT = 2_000
ROUNDS = 3
_BOUND = Bound("≤ 2 × empty", 2, None)


def run(stage: Stage, rounds: int | None) -> list[Line | Note]:
    """Resident memory (RSS), and the share of it that counts shared pages by halves (PSS)."""
    rounds = rounds or ROUNDS
    ours = [_miaohui(stage) for _ in range(rounds)]
    empty = [_empty(stage) for _ in range(rounds)]
    bare = [_bare(stage) for _ in range(rounds)]
    found: list[Line | Note] = [
        Line(
            f"memory after first use, 2,000 replies, {name}",
            Samples([usage[name] for usage in ours], "MB"),
            Samples([usage[name] for usage in empty], "MB"),
            "empty tray",
            _BOUND,
        )
        for name in ("Rss", "Pss")
    ]
    what = "  a bare widget with 2,000 lines, opened once, Rss"
    found.append(
        Line(
            what,
            Samples([usage["Rss"] for usage in bare], "MB"),
            Samples([usage["Rss"] for usage in empty], "MB"),
            "empty tray",
        )
    )
    return found


def _miaohui(stage: Stage) -> dict[str, float]:
    observer = stage.observer
    with stage.miaohui(COUNT) as process:
        observer.opening(lambda: observer.press(*HOTKEY))
        for key in "fh":
            observer.press(key)
            observer.settle()
        observer.copying(lambda: observer.press("Return"))
        observer.settle(0.5)
        return _usage(process)


def _bare(stage: Stage) -> dict[str, float]:
    """What Qt itself takes for drawing Chinese text."""
    observer = stage.observer
    with stage.bare(replies.write_lines(stage.folder / "lines", COUNT)) as process:
        observer.opening(lambda: observer.press(*BARE_HOTKEY))
        observer.settle(0.5)
        return _usage(process)


def _empty(stage: Stage) -> dict[str, float]:
    process = stage.spawn(sys.executable, str(PROGRAMS / "empty_tray.py"))
    try:
        wait_for_line(process, "ready")
        stage.observer.settle(0.5)
        return _usage(process)
    finally:
        end(process)


def _usage(process: subprocess.Popen[str]) -> dict[str, float]:
    """MB by name as in ``smaps_rollup``."""
    rows = Path(f"/proc/{process.pid}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
    return {name.rstrip(":"): int(size) / 1024 for name, size, *_ in map(str.split, rows)}
