"""Where Python's garbage is collected: in the GUI thread, between its events.

By itself Python collects in whatever thread makes the count run over. Qt's objects must not be destroyed in another
thread than theirs, and a key must not wait for it.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Qt, QTimer

LOOK_EVERY = 5_000
"""Milliseconds. Only what refers to itself waits for it; the rest goes by itself."""


@contextmanager
def collected_here(parent: QObject) -> Iterator[None]:
    """From now on in this thread, while it runs its events, and nowhere else."""
    timer = QTimer(parent)
    timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
    timer.setInterval(LOOK_EVERY)
    timer.timeout.connect(collect)
    gc.disable()
    timer.start()
    try:
        yield
    finally:
        timer.stop()
        gc.enable()


def collect() -> None:
    """As far as Python would by now."""
    due = [n for n, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)) if count > most]
    if due:
        gc.collect(max(due))


def keep() -> None:
    """What there is by now stays until the end: nobody looks at it again. A full look took 50 ms at 2,000 replies, half
    a second at 50,000."""
    gc.freeze()
