"""Builds data/pinyin.tsv, the pinyin readings the search uses.

A developer's tool, not shipped; what it needs is in requirements-dev.lock:

    python packaging/build_pinyin.py [--check] [FILE]

``--check`` writes nothing and fails if the file would change.

Only readings that a dictionary of modern Mandarin lists are kept. The merged
table of pypinyin also holds archaic and dialect readings, which would let a
search find replies for no visible reason; it is used for one thing, to tell
which reading is the common one.
"""

import argparse
import sys
from importlib.metadata import version
from pathlib import Path

from pypinyin import Style, pinyin
from pypinyin.contrib.tone_convert import to_normal
from pypinyin_dict.pinyin_data import khanyupinlu, ktghz2013, kxhc1983  # type: ignore[import-untyped]

VOWELS = set("aeiouv")
OUTPUT = Path(__file__).resolve().parent.parent / "data" / "pinyin.tsv"
MOST_READINGS = 4

# Readings by frequency of use, of the 2013 standard, and of a general dictionary.
SOURCES = (khanyupinlu, ktghz2013, kxhc1983)

# Readings in an order that suits what is typed about orders and parcels, or spoken
# everywhere though the dictionaries put them last; complete, and written as they stand.
BY_HAND = {
    "长": ("chang", "zhang"),
    "長": ("chang", "zhang"),
    "重": ("zhong", "chong"),
    "率": ("lv", "shuai"),
    "角": ("jiao", "jue"),
    "着": ("zhe", "zhao", "zhuo"),
    "著": ("zhu", "zhe", "zhao", "zhuo"),
    "地": ("di", "de"),
    "么": ("me",),
    "那": ("na", "nei"),
    "哪": ("na", "nei"),
    "谁": ("shei", "shui"),
    "誰": ("shei", "shui"),
    "兒": ("er",),
    "咳": ("ke", "hai"),
    "呵": ("he", "a"),
    "呐": ("na", "ne"),
    "吶": ("na", "ne"),
    "咯": ("lo", "ge", "ka", "luo"),
    "诶": ("ei", "e"),
    "嗯": ("en", "ng"),
}

HEADER = """\
# Pinyin readings of Chinese characters: character, TAB, readings separated by commas,
# the commonest first; no tones, lower case, v for u with two dots.
# Built by packaging/build_pinyin.py; do not edit by hand.
#
# Readings: Unihan fields kTGHZ2013, kXHC1983 and kHanyuPinlu, by way of pypinyin-dict
# {pypinyin_dict} (MIT License, (c) mozillazg). Unihan is data of the Unicode Consortium under
# the Unicode License v3, (c) 1991-present Unicode, Inc.
# Order of readings, and the one reading of the few characters those fields leave out:
# pypinyin {pypinyin} (MIT License, (c) mozillazg, closest to its pinyin-data table).
"""


def characters() -> list[str]:
    """GB2312, the 8,105 characters of the 2013 standard, and frequent traditional forms."""
    found = set(map(chr, ktghz2013.pinyin_dict))
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            found.add(bytes((high, low)).decode("gb2312", "ignore"))
    # The first level of Big5: the 5,401 characters in frequent use.
    for high in range(0xA4, 0xC7):
        for low in (*range(0x40, 0x7F), *range(0xA1, 0xFF)):
            if (high, low) <= (0xC6, 0x7E):
                found.add(bytes((high, low)).decode("big5", "ignore"))
    return sorted(c for c in found if len(c) == 1 and c >= "\u3400")


def plain(marked: str) -> list[str]:
    """Readings of a comma-separated list, without tones, repetitions and mere hums (ng, hng)."""
    readings = (to_normal(one).replace("ü", "v").replace("ê", "e") for one in marked.split(",") if one)
    return [reading for reading in dict.fromkeys(readings) if VOWELS & set(reading)]


def common(character: str) -> str:
    return next(iter(plain(pinyin(character, style=Style.TONE, heteronym=False)[0][0])), "")


def readings(character: str) -> list[str]:
    if character in BY_HAND:
        return list(BY_HAND[character])
    code = ord(character)
    by_use, standard, full = (plain(source.pinyin_dict.get(code, "")) for source in SOURCES)
    modern = {*by_use, *standard, *full}
    first = common(character)
    if not modern:
        return [first] if first.isascii() and first.isalpha() else []
    order = dict.fromkeys([*by_use, first, *standard, *full])
    return [reading for reading in order if reading in modern][:MOST_READINGS]


def table() -> str:
    lines = [f"{c}\t{','.join(r)}\n" for c in characters() if (r := readings(c))]
    versions = {name.replace("-", "_"): version(name) for name in ("pypinyin", "pypinyin-dict")}
    return HEADER.format(**versions) + "".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description="Build the table of pinyin readings.")
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
