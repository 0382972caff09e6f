"""What a printed sheet shows: the replies by category, as they are sent where nothing is known yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from miaohui.domain.emoticon import UNICODE, Emoticons, NoCounterpart
from miaohui.domain.library import Library
from miaohui.domain.reply import Part, Reply
from miaohui.domain.template import parse, plain_text, render
from miaohui.messages import picture_label


@dataclass(frozen=True, repr=False)
class PrintedReply:
    """``messages`` are all messages of all wordings, one after the other."""

    code: str
    title: str
    messages: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class PrintedCategory:
    """``name`` is empty for replies without a category."""

    name: str
    replies: tuple[PrintedReply, ...]


def printed(library: Library, replies: Iterable[Reply], emoticons: Emoticons) -> Iterator[PrintedCategory]:
    """``replies`` stand in the order of their categories. Variables are in braces, optional parts left out, emoticons
    emoji."""
    for name, group in groupby(replies, key=lambda reply: library.category_name(reply.category)):
        yield PrintedCategory(name, tuple(_printed(reply, emoticons) for reply in group))


def _printed(reply: Reply, emoticons: Emoticons) -> PrintedReply:
    messages = tuple(_message(part, emoticons) for wording in reply.wordings for part in wording.parts)
    return PrintedReply(reply.code, reply.title, messages)


def _message(part: Part, emoticons: Emoticons) -> str:
    if not isinstance(part, str):
        return picture_label(part.alt)
    segments = render(parse(part), lambda _name: None)
    return plain_text(emoticons.write(segments, UNICODE, NoCounterpart.KEEP).segments)
