"""Which encoding a text file is in: what its first bytes say, else UTF-8 where it fits, else GB 18030.

No guessing by frequencies: exports of Chinese desks are UTF-8 or some GBK, and a detector that weighs all of the
world's encodings takes short Chinese texts for Korean or Big5 now and then. GB 18030 reads what GBK and GB 2312 wrote.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

ENCODINGS = ("utf-8", "gb18030", "utf-16", "utf-32")
BROKEN = "\ufffd"
"""Stands for what can't be read."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with that one's
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SUSPICIOUS = re.compile(f"[{BROKEN}\x00-\x08\x0b\x0c\x0e-\x1f]")
"""What can't be read, and control characters that no text has."""
_FOREIGN = re.compile(rb"[\x80-\xff]+")
_FOREIGN_LINE = 4
"""So many Chinese characters in a line of GBK never happen to be UTF-8."""


@dataclass(frozen=True, repr=False)
class Decoded:
    text: str
    encoding: str

    @property
    def is_text(self) -> bool:
        """False where so much can't be read that the file will be something else."""
        return len(_SUSPICIOUS.findall(self.text)) * 8 <= len(self.text)


def decode(content: bytes, encoding: str = "") -> Decoded:
    """The text, whatever the bytes are. What can't be read comes out as :data:`BROKEN`, as does what isn't ASCII in a
    line whose encoding is another than the rest's.

    ``encoding`` is one of :data:`ENCODINGS`, where somebody knows it.
    """
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), "")
    known = encoding or marked
    if known:
        codec = {"utf-8": "utf-8-sig", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}.get(known, known)
        # Without a mark Python would take this machine's byte order: programs write little endian.
        return _decoded(content.decode(known if known == marked else codec, "replace"), known.removesuffix("-sig"))
    utf8 = content.decode("utf-8", "replace")
    broken = utf8.count(BROKEN)
    if broken == 0 or broken * 4 < sum(map(_is_far, utf8)):
        return _decoded(utf8, "utf-8")
    return _decoded(b"\n".join(map(_marked, content.split(b"\n"))).decode("gb18030", "replace"), "gb18030")


def _decoded(text: str, encoding: str) -> Decoded:
    return Decoded(text.replace("\0", BROKEN), encoding)  # no text holds NUL


def _marked(line: bytes) -> bytes:
    """A line of UTF-8 within GBK would come out as other Chinese characters, silently."""
    if line.isascii():
        return line
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return line
    return _FOREIGN.sub(b"\xff", line) if sum(map(_is_far, text)) >= _FOREIGN_LINE else line


def _is_far(character: str) -> bool:
    """Three bytes or more in UTF-8: Chinese, and whatever isn't European."""
    return character > "\u07ff"
