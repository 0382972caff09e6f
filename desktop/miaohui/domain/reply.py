"""Replies and the categories that hold them: frozen values, valid by construction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from miaohui.domain.picture import Picture, escape_picture, picture_in, unescape_picture
from miaohui.errors import MiaohuiError

PART_LINE = "---"
"""A line that is exactly this separates parts in the text form of a wording."""

MAX_TITLE = 100
MAX_CODE = 40
MAX_TEXT = 100_000
MAX_CATEGORY = 30


class Channel(StrEnum):
    CHAT = "chat"
    AUTO = "auto"
    SMS = "sms"
    PHONE = "phone"
    NOTE = "note"


class Scope(StrEnum):
    PERSONAL = "personal"
    SHOP = "shop"


class Look(StrEnum):
    PLAIN = "plain"
    GREETING = "greeting"
    ACTIVITY = "activity"


Part = str | Picture
"""A message: template text or a picture."""


@dataclass(frozen=True, repr=False)
class Wording:
    """One way to say it: the messages that are sent one after the other."""

    parts: tuple[Part, ...]

    def __repr__(self) -> str:
        return f"Wording({len(self.parts)} parts)"

    @property
    def text(self) -> str:
        """The text form: parts separated by a line ``---``, a picture as a line ``![alt](name)``; such lines of a
        text's own are written ``\\---`` and ``\\![alt](name)``."""
        return self._joined(lambda picture: picture.text)

    @property
    def search_text(self) -> str:
        """The text form with blanks for what nobody looks for: of a picture only ``alt`` stays, in its place."""
        return self._joined(lambda picture: f"  {picture.alt}{' ' * (len(picture.name) + 3)}")

    def _joined(self, shown: Callable[[Picture], str]) -> str:
        return f"\n{PART_LINE}\n".join(
            shown(part) if isinstance(part, Picture) else "\n".join(map(_escaped, part.split("\n")))
            for part in self.parts
        )


def _escaped(line: str) -> str:
    return f"\\{line}" if line.lstrip("\\") == PART_LINE else escape_picture(line)


def _unescaped(line: str) -> str:
    return line[1:] if line.startswith("\\") and line.lstrip("\\") == PART_LINE else unescape_picture(line)


def wording_from_text(text: str) -> Wording:
    """Read the text form of a wording; the inverse of :attr:`Wording.text`.

    A picture's line is a part of its own also where no ``---`` stands around it: it never reaches a buyer as text.

    Raises:
        MiaohuiError: ``empty-text`` when nothing but blanks is left, ``text-too-long``.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MAX_TEXT:
        raise MiaohuiError("text-too-long", limit=MAX_TEXT)
    parts: list[Part] = []
    lines: list[str] = []
    for line in (*text.split("\n"), PART_LINE):
        picture = picture_in(line)
        if line != PART_LINE and picture is None:
            lines.append(_unescaped(line))
            continue
        part = "\n".join(lines)
        if part.strip():
            parts.append(part)
        if picture is not None:
            parts.append(picture)
        lines.clear()
    if not parts:
        raise MiaohuiError("empty-text")
    return Wording(tuple(parts))


_NO_VARIANTS: Mapping[str, tuple[Wording, ...]] = MappingProxyType({})


@dataclass(frozen=True, repr=False)
class Reply:
    """A quick reply.

    ``variants`` maps a season's id to the wordings that replace the base in it; ``next`` holds (reply id, label)
    pairs; ``source`` is "format:key" of the imported row; times are UTC. ``overlays`` is the id of the shop's reply in
    whose place this one stands, ``overlaid`` what that said when the two were last in step (overlay.py).
    """

    id: str
    code: str
    title: str
    category: str
    wordings: tuple[Wording, ...]
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    channel: Channel = Channel.CHAT
    variants: Mapping[str, tuple[Wording, ...]] = field(default_factory=lambda: _NO_VARIANTS)
    only_in: tuple[str, ...] = ()
    next: tuple[tuple[str, str], ...] = ()
    look: Look = Look.PLAIN
    level: str = ""
    favourite: int | None = None
    order: int = 0
    scope: Scope = Scope.PERSONAL
    locked: bool = False
    source: str = ""
    rev: int = 1
    created: datetime | None = None
    updated: datetime | None = None
    deleted: datetime | None = None
    overlays: str = ""
    overlaid: Reply | None = None

    def __repr__(self) -> str:
        return f"Reply({self.id})"

    @property
    def text(self) -> str:
        """The base text: the first wording in its text form."""
        return self.wordings[0].text

    @property
    def search_text(self) -> str:
        """What a search looks through, character for character in the places of :attr:`text`."""
        return self.wordings[0].search_text


@dataclass(frozen=True)
class Category:
    """A shelf for replies; at most two levels (``parent`` is a top category's id)."""

    id: str
    name: str
    parent: str = ""
    order: int = 0
    icon: str = ""


def checked_title(title: str) -> str:
    """A title on one line.

    Raises:
        MiaohuiError: ``empty-title`` or ``title-too-long``.
    """
    title = " ".join(title.split())
    if not title:
        raise MiaohuiError("empty-title")
    if len(title) > MAX_TITLE:
        raise MiaohuiError("title-too-long", limit=MAX_TITLE)
    return title


def checked_code(code: str) -> str:
    """A short code: any visible characters without blanks between them; never the shape of an id.

    Raises:
        MiaohuiError: ``empty-code``, ``bad-code`` or ``code-too-long``.
    """
    code = code.strip()
    if not code:
        raise MiaohuiError("empty-code")
    if len(code) > MAX_CODE:
        raise MiaohuiError("code-too-long", limit=MAX_CODE)
    if any(character.isspace() for character in code) or is_reply_id(code) or not code.isprintable():
        raise MiaohuiError("bad-code", code=code)
    return code


def checked_category_name(name: str) -> str:
    """A category's own name, without its parent's.

    Raises:
        MiaohuiError: ``empty-category`` or ``bad-category``.
    """
    name = " ".join(name.split())
    if not name:
        raise MiaohuiError("empty-category")
    if "/" in name or len(name) > MAX_CATEGORY or not name.isprintable():
        raise MiaohuiError("bad-category", category=name[:MAX_CATEGORY], limit=MAX_CATEGORY)
    return name


def is_reply_id(text: str) -> bool:
    """Whether this has the shape of an id (``r-`` and 16 hexadecimal digits)."""
    return len(text) == 18 and text.startswith("r-") and all(c in "0123456789abcdef" for c in text[2:])
