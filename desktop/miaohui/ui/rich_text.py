"""Rendered replies as rich text: emoticons as pictures, values and gaps marked."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from miaohui.domain.draft import DraftPart
from miaohui.domain.picture import Picture
from miaohui.domain.template import Kind, Segment
from miaohui.i18n import _
from miaohui.messages import picture_label
from miaohui.ui.theme import Tokens

MAX_SHOWN = 4_000
"""Characters of one message that a preview draws; the copy always holds all."""


def shown_text(segment: Segment) -> str:
    """What a person sees: the picture of an emoticon instead of its code."""
    return segment.name if segment.kind is Kind.EMOTICON else segment.text


def one_line(part: DraftPart) -> str:
    """A message on one line, as a list shows it."""
    text = picture_label(part.alt) if isinstance(part, Picture) else "".join(map(shown_text, part))
    return " ".join(text.split())


def missing_picture(picture: Picture, tokens: Tokens) -> str:
    """What stands in the place of a picture that can't be shown."""
    return _marked(escape(_("{picture} can't be shown").format(picture=picture_label(picture.alt))), tokens, "missing")


def html(segments: Iterable[Segment], tokens: Tokens) -> str:
    pieces: list[str] = []
    left = MAX_SHOWN
    for segment in segments:
        text = shown_text(segment)[:left]
        left -= len(text)
        piece = escape(text).replace("\n", "<br>").replace("  ", "&nbsp; ")
        match segment.kind:
            case Kind.FILLED:
                piece = _marked(piece, tokens, "filled")
            case Kind.MISSING | Kind.HELD:
                piece = _marked(piece, tokens, "missing")
        pieces.append(piece)
        if not left:
            pieces.append("…")
            break
    return f'<div style="line-height:118%">{"".join(pieces)}</div>'


def _marked(piece: str, tokens: Tokens, token: str) -> str:
    colours = tokens.colours
    return (
        f'<span style="color:{colours[token]};background-color:{colours[token + "_soft"]}">&#8202;{piece}&#8202;</span>'
    )
