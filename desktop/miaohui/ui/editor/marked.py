"""Differences as rich text: what is gone is struck out, what is new stands on green."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from miaohui.domain.difference import Kind, Piece
from miaohui.ui.theme import Tokens

AROUND = 14
"""Characters of what is the same that are shown beside a change on one line."""


def marked(pieces: Iterable[Piece], tokens: Tokens) -> str:
    """HTML of the two texts woven together."""
    return "".join(_marked(piece.kind, piece.text, tokens) for piece in pieces)


def marked_line(pieces: Iterable[Piece], tokens: Tokens) -> str:
    """The changes alone, with a little of what is around them, on one line."""
    some = list(pieces)
    shown: list[str] = []
    for number, piece in enumerate(some):
        text = " ".join(piece.text.split("\n"))
        if piece.kind is Kind.SAME and len(text) > 2 * AROUND:
            head = text[:AROUND] if number else ""
            tail = text[-AROUND:] if number + 1 < len(some) else ""
            text = f"{head}…{tail}"
        shown.append(_marked(piece.kind, text, tokens))
    return "".join(shown)


def _marked(kind: Kind, text: str, tokens: Tokens) -> str:
    html = escape(text).replace("\n", "<br>")
    colours = tokens.colours
    match kind:
        case Kind.REMOVED:
            return f'<span style="color:{colours["danger"]}; text-decoration:line-through">{html}</span>'
        case Kind.ADDED:
            return f'<span style="color:{colours["filled"]}; background:{colours["filled_soft"]}">{html}</span>'
    return html
