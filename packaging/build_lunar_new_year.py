"""Builds data/lunar_new_year.tsv, the first days of lunar years that the season calendar counts from.

A developer's tool, not shipped; what it needs is in requirements-dev.lock:

    python packaging/build_lunar_new_year.py [--check] [FILE]

``--check`` writes nothing and fails if the file would change.
"""

import argparse
import sys
from datetime import date
from importlib.metadata import version
from pathlib import Path

import holidays

OUTPUT = Path(__file__).resolve().parent.parent / "data" / "lunar_new_year.tsv"
YEARS = range(2020, 2061)
NAME = "Chinese New Year (Spring Festival)"

HEADER = """\
# The first day of each lunar year: year, TAB, date. The season calendar counts from it.
# Built by packaging/build_lunar_new_year.py; do not edit by hand.
#
# Dates: the public holidays of China in holidays {holidays} (MIT License, (c) the holidays authors).
"""


def new_year(year: int) -> date:
    """The first of the holidays that bear its name; the eve has one of its own."""
    return min(
        day for day, name in holidays.country_holidays("CN", years=year, language="en_US").items() if NAME in name
    )


def table() -> str:
    return HEADER.format(holidays=version("holidays")) + "".join(f"{year}\t{new_year(year)}\n" for year in YEARS)


def main() -> int:
    parser = argparse.ArgumentParser(description="Build the table of lunar new years.")
    parser.add_argument("file", nargs="?", type=Path, default=OUTPUT, metavar="FILE")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if the file would change")
    arguments = parser.parse_args()
    text = table()
    if arguments.check:
        same = arguments.file.is_file() and arguments.file.read_text(encoding="utf-8") == text
        if not same:
            print(f"{arguments.file} is out of date", file=sys.stderr)
        return 0 if same else 1
    arguments.file.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
