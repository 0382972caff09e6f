"""Pastes while the focus is moved at random moments: how many arrive, and that none arrives elsewhere."""

from __future__ import annotations

import time

from tests import pasting
from tests.bench.figures import Line, Note
from tests.bench.stage import Stage

ROUNDS = 500
_LIMIT = 250
"""Milliseconds that a paste waits for the focus here; two seconds in the product."""


def run(stage: Stage, rounds: int | None) -> list[Line | Note]:
    """Raises AssertionError when a text arrived in another window, twice, or nowhere without being told."""
    count, seed = rounds or ROUNDS, time.time_ns() % 1_000_000
    with pasting.scene(stage.desktop, stage.folder, editors=3, limit=_LIMIT) as scene:
        outcomes = pasting.with_changing_focus(scene, count, seed)
    told = ", ".join(f"{number} × {outcome}" for outcome, number in outcomes.most_common())
    return [Note(f"{count} pastes while the focus moves (seed {seed}): {told}; none elsewhere")]
