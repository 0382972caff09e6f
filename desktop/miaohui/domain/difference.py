"""What differs between two texts and between two replies, readable: in words and characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from miaohui.domain.reply import Reply, Wording

_TOKEN = re.compile(r"[0-9A-Za-z]+|[^\S\n]+|.", re.DOTALL)
_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?\n]?")
_MOST = 1_000_000
"""Pairs of tokens that are compared one by one; longer texts are compared sentence by sentence, then as a whole."""
_ISLAND = 2
"""Characters; less of the same between two changes reads as one change."""


class Kind(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, repr=False)
class Piece:
    kind: Kind
    text: str


@dataclass(frozen=True, repr=False)
class Difference:
    """``field`` is a field's name; ``key`` says which of several: a wording's number from 1, a season's id, or both
    (``peak 2``). ``pieces`` make up both texts."""

    field: str
    key: str
    pieces: tuple[Piece, ...]

    @property
    def before(self) -> str:
        return "".join(piece.text for piece in self.pieces if piece.kind is not Kind.ADDED)

    @property
    def after(self) -> str:
        return "".join(piece.text for piece in self.pieces if piece.kind is not Kind.REMOVED)


def differences(before: Reply, after: Reply) -> tuple[Difference, ...]:
    """The fields that differ, in the order of a form."""
    old, new = dict(_texts(before)), dict(_texts(after))
    keys = dict.fromkeys((*new, *old))
    return tuple(
        Difference(field, key, pieces(old.get((field, key), ""), new.get((field, key), "")))
        for field, key in keys
        if old.get((field, key), "") != new.get((field, key), "")
    )


def _texts(reply: Reply) -> Iterator[tuple[tuple[str, str], str]]:
    yield ("title", ""), reply.title
    yield ("code", ""), reply.code
    yield from (((("wordings", str(n))), wording.text) for n, wording in enumerate(reply.wordings, start=1))
    for season, wordings in reply.variants.items():
        yield from ((("variants", _key(season, n)), wording.text) for n, wording in enumerate(wordings, start=1))
    yield ("aliases", ""), "、".join(reply.aliases)
    yield ("tags", ""), "、".join(reply.tags)
    yield ("channel", ""), reply.channel
    yield ("only_in", ""), "、".join(reply.only_in)
    yield ("next", ""), "、".join(label or target for target, label in reply.next)
    yield ("look", ""), reply.look
    yield ("level", ""), reply.level


def _key(season: str, number: int) -> str:
    return season if number == 1 else f"{season} {number}"


def wordings_text(wordings: tuple[Wording, ...]) -> str:
    """Several wordings as one text to compare or to show."""
    return "\n\n".join(wording.text for wording in wordings)


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """What was removed and added, in its place; what reads as one change is one."""
    if before == after:
        return (Piece(Kind.SAME, before),) if before else ()
    old, new = _tokens(before, after)
    found: list[Piece] = []
    for kind, start, end, other_start, other_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece(Kind.SAME, "".join(old[start:end])))
            continue
        if start < end:
            found.append(Piece(Kind.REMOVED, "".join(old[start:end])))
        if other_start < other_end:
            found.append(Piece(Kind.ADDED, "".join(new[other_start:other_end])))
    return tuple(_without_islands(found))


def _tokens(before: str, after: str) -> tuple[list[str], list[str]]:
    for pattern in (_TOKEN, _SENTENCE):
        old, new = ([token for token in pattern.findall(text) if token] for text in (before, after))
        if len(old) * len(new) <= _MOST:
            return old, new
    return [before], [after]


def _without_islands(found: list[Piece]) -> Iterator[Piece]:
    """Runs of changes, with the little between them that is the same, become one removal and one addition."""
    removed = added = ""
    for number, piece in enumerate(found):
        inside = removed or added
        island = piece.kind is Kind.SAME and len(piece.text.strip()) < _ISLAND and "\n" not in piece.text
        if piece.kind is Kind.SAME and not (inside and island and number + 1 < len(found)):
            yield from _change(removed, added)
            removed = added = ""
            yield piece
            continue
        removed += piece.text if piece.kind is not Kind.ADDED else ""
        added += piece.text if piece.kind is not Kind.REMOVED else ""
    yield from _change(removed, added)


def _change(removed: str, added: str) -> Iterator[Piece]:
    if removed:
        yield Piece(Kind.REMOVED, removed)
    if added:
        yield Piece(Kind.ADDED, added)
