"""Pictures in replies: named by their content, written on a line of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass

MIME_TYPES = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}
"""By the ending of a picture's name: what a chat client shows."""

_NAME_SHAPE = rf"[0-9a-f]{{64}}\.(?:{'|'.join(MIME_TYPES)})"
_NAME = re.compile(_NAME_SHAPE)
_LINE = re.compile(rf"(?P<blanks>\s*)(?P<escapes>\\*)!\[(?P<alt>.*)\]\((?P<name>{_NAME_SHAPE})\)\s*")


@dataclass(frozen=True, repr=False)
class Picture:
    """``name`` is the content's SHA-256 with its format as ending, ``alt`` one line that says what is to be seen."""

    name: str
    alt: str = ""

    def __post_init__(self) -> None:
        """Raises ValueError: a name becomes a file's, so that no other shape may ever get in."""
        if not _NAME.fullmatch(self.name) or "\n" in self.alt or "\r" in self.alt:
            raise ValueError("no picture")

    def __repr__(self) -> str:
        return f"Picture({self.name})"

    @property
    def text(self) -> str:
        """The line that stands for it in the text form of a wording."""
        return f"![{self.alt}]({self.name})"


def picture_in(line: str) -> Picture | None:
    """The picture that a line stands for; blanks around it don't count."""
    match = _match(line)
    return Picture(match["name"], match["alt"]) if match and not match["escapes"] else None


def escape_picture(line: str) -> str:
    """A line of text that would read as a picture gets a backslash before the ``![``; the inverse of
    :func:`unescape_picture`."""
    match = _match(line)
    return f"{line[: match.end('blanks')]}\\{line[match.end('blanks') :]}" if match else line


def unescape_picture(line: str) -> str:
    match = _match(line)
    if not match or not match["escapes"]:
        return line
    return line[: match.end("blanks")] + line[match.end("blanks") + 1 :]


def _match(line: str) -> re.Match[str] | None:
    return _LINE.fullmatch(line) if "](" in line else None  # nearly no line comes near


def picture_format(content: bytes) -> str:
    """The format by the content's first bytes, a key of :data:`MIME_TYPES`; empty for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "webp"
    return ""
