"""The editor's window over 10,000 replies: how long the GUI thread is held while it scrolls, filters and edits."""

from __future__ import annotations

import json
import sys

from tests.bench.figures import Line, Note, Samples
from tests.bench.stage import PROGRAMS, Stage, end

COUNT = 10_000
ROUNDS = 12


def run(stage: Stage, rounds: int | None) -> list[Line | Note]:
    """In a process of its own on the stage's desktop: every event of its GUI thread is timed."""
    process = stage.spawn(
        sys.executable, str(PROGRAMS / "editor_blocks.py"), str(stage.home(COUNT).home), str(rounds or ROUNDS)
    )
    try:
        assert process.stdout is not None
        told = process.stdout.readline()
    finally:
        end(process)
    if not told:
        raise RuntimeError("the editor ended before it was done")
    blocks: dict[str, list[float]] = json.loads(told)
    first, *others = blocks.items()
    every = [block for some in blocks.values() for block in some]
    return [
        Line(f"editor, 10,000 replies: longest block, {first[0]}", Samples(first[1])),
        *(Line(f"  the same, {what}", Samples(some)) for what, some in others),
        Line("  the longest of all these", Samples([max(every)])),
    ]
