"""The budgets of one run as a table of ratios: ``python -m tests.bench [PART…] [--rounds N]``.

It never fails on a figure: machines are noisy, only ratios of one run say something. Run it at a quiet moment, parts
that look bad a second time.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from tests.bench import (
    copying,
    editing,
    figures,
    keystrokes,
    linting,
    memory,
    opening,
    pasting,
    saving,
    search,
    stage,
    starting,
)
from tests.bench.figures import Line, Note
from tests.bench.observer import NothingSeenError

_Part = Callable[[stage.Stage, int | None], list[Line | Note]]

PARTS: dict[str, _Part] = {
    "open": opening.run,
    "start": starting.run,
    "memory": memory.run,
    "keys": keystrokes.run,
    "copy": copying.run,
    "paste": pasting.run,
    "save": saving.run,
    "editor": editing.run,
    "search": search.run,
    "lint": linting.run,
}


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all without one")
    parser.add_argument("--rounds", type=int, help="rounds of each part, instead of its own number")
    chosen = parser.parse_args(argv)
    unknown = [part for part in chosen.parts if part not in PARTS]
    if unknown:
        parser.error(f"no such part: {', '.join(unknown)} (there are {', '.join(PARTS)})")
    if chosen.rounds is not None and chosen.rounds < 1:
        parser.error("--rounds takes a number from 1")
    missing = stage.missing_tools()
    if missing:
        print(f"Nothing measured: not installed: {', '.join(missing)}", file=sys.stderr)
        return 1
    rows: list[Line | Note] = []
    load = os.getloadavg()[0]
    with stage.stage() as own:
        for part in chosen.parts or PARTS:
            print(f"{part} …", file=sys.stderr, flush=True)
            try:
                rows += PARTS[part](own, chosen.rounds)
            except (NothingSeenError, RuntimeError) as error:
                rows.append(Note(f"{part}: not measured: {error}"))
    print(f"Median / p95 (number of samples); load {load:.1f} before, {os.getloadavg()[0]:.1f} after, "
          f"{os.cpu_count()} processors")  # fmt: skip
    print(figures.table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
