"""What came of an export."""

from __future__ import annotations

from dataclasses import dataclass

from miaohui.domain.reply import Reply
from miaohui.flow.transfer.field import Field


@dataclass(frozen=True, repr=False)
class LeftBehind:
    """What the file doesn't hold of a reply: fields, or characters that were left out or changed (``lost``)."""

    reply: Reply
    fields: tuple[Field, ...]
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, repr=False)
class Export:
    """A file's content. ``rows`` are the lines or records in it, ``left`` the replies that it doesn't hold whole."""

    content: bytes
    replies: int
    rows: int
    left: tuple[LeftBehind, ...]
