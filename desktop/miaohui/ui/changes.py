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


def marked_side(pieces: Iterable[Piece], kind: Kind, tokens: Tokens) -> str:
    """HTML of one of two texts that stand side by side: the old one with what is REMOVED from it, or the new one with
    what was ADDED. Nothing is struck out, so that both can be read."""
    token = "missing" if kind is Kind.REMOVED else "filled"
    return "".join(
        _html(piece.text) if piece.kind is Kind.SAME else _on_colour(_html(piece.text), token, tokens)
        for piece in pieces
        if piece.kind in (Kind.SAME, kind)
    )


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
    match kind:
        case Kind.REMOVED:
            return f'<span style="color:{tokens.colours["danger"]}; text-decoration:line-through">{_html(text)}</span>'
        case Kind.ADDED:
            return _on_colour(_html(text), "filled", tokens)
    return _html(text)


def _on_colour(html: str, token: str, tokens: Tokens) -> str:
    colours = tokens.colours
    return f'<span style="color:{colours[token]}; background:{colours[f"{token}_soft"]}">{html}</span>'


def _html(text: str) -> str:
    return escape(text).replace("\n", "<br>")
