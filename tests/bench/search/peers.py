"""Other orders over the same rows. fzf is really called; rofi's and CopyQ's rules are written down here: all words as
substrings, in the order of the list (rofi: as given; CopyQ: the latest first)."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Sequence

from miaohui.domain.library import Library
from miaohui.domain.pinyin import Readings
from miaohui.domain.reply import Reply


def fzf() -> str | None:
    """The program, None where it isn't installed."""
    return shutil.which("fzf")


def version(program: str) -> str:
    return subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.split()[0]


class Rows:
    """The library as lines: number, code, title, text, and with ``readings`` the title's pinyin and initials; in the
    library's order or in ``order``."""

    def __init__(self, library: Library, readings: Readings | None = None, order: Sequence[str] | None = None) -> None:
        replies = [library.replies[key] for key in order] if order is not None else list(library.active())
        self.ids = [reply.id for reply in replies]
        self.lines = [_line(reply, readings) for reply in replies]
        self.text = "".join(f"{number}\t{line}\n" for number, line in enumerate(self.lines))

    def by_fzf(self, program: str, query: str, *options: str) -> list[str]:
        """The ids in its order."""
        found = self._call(program, query, *options)
        return [self.ids[int(line.split("\t", 1)[0])] for line in found.splitlines()]

    def time_fzf(self, program: str, query: str) -> float:
        """Milliseconds of one ``fzf --filter``, its start and its reading included."""
        start = time.perf_counter()
        self._call(program, query)
        return (time.perf_counter() - start) * 1000

    def by_substrings(self, query: str, *, latest_first: bool = False) -> list[str]:
        words = query.lower().split()
        found = [key for key, line in zip(self.ids, self.lines, strict=True) if all(word in line for word in words)]
        return found[::-1] if latest_first else found

    def _call(self, program: str, query: str, *options: str) -> str:
        arguments = [program, "--delimiter=\t", "--nth=2..", *options, f"--filter={query}"]
        return subprocess.run(arguments, input=self.text, capture_output=True, text=True, check=False).stdout


def _line(reply: Reply, readings: Readings | None) -> str:
    pieces = [reply.code, reply.title, reply.text]
    if readings is not None:
        syllables = [readings.get(character, (character,))[0] for character in reply.title if character.isalnum()]
        pieces[2:2] = ["".join(syllables), "".join(syllable[0] for syllable in syllables)]
    return "\t".join(pieces).lower()
