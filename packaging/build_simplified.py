"""Builds data/simplified.tsv, the simplified forms of traditional characters the search folds.

A developer's tool, not shipped; what it needs is in requirements-dev.lock:

    python packaging/build_simplified.py [--check] [FILE]

``--check`` writes nothing and fails if the file would change.

Only characters that become one other character of the Basic Multilingual Plane are kept: folding must
never change a text's length, in Python's characters or in Qt's.
"""

import argparse
import sys
from importlib.metadata import version
from pathlib import Path

from opencc import OpenCC

OUTPUT = Path(__file__).resolve().parent.parent / "data" / "simplified.tsv"
FIRST, LAST = 0x3400, 0x9FFF

HEADER = """\
# Traditional characters and their simplified form: two characters, TAB between them.
# Built by packaging/build_simplified.py; do not edit by hand.
#
# From OpenCC {opencc} (Apache License 2.0, (c) Carbo Kuo and contributors), its configuration t2s.
"""


def table() -> str:
    convert = OpenCC("t2s").convert
    pairs = ((character, convert(character)) for character in map(chr, range(FIRST, LAST + 1)))
    found = {old: new for old, new in pairs if new != old and len(new) == 1 and ord(new) <= 0xFFFF}
    # What is folded stays as it is when folded again (one simplified form is another one's traditional).
    lines = [f"{old}\t{found.get(new, new)}\n" for old, new in found.items()]
    return HEADER.format(opencc=version("opencc")) + "".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description="Build the table of simplified characters.")
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
