"""Rendered replies as rich text: emoticons as pictures, values and gaps marked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from miaohui.domain.draft import Draft, DraftPart
from miaohui.domain.picture import Picture
from miaohui.domain.template import Kind, Segment
from miaohui.i18n import _
from miaohui.messages import picture_label
from miaohui.ui.theme import Tokens

MAX_SHOWN = 4_000
"""Characters of one message that a preview draws; the copy always holds all."""
MAX_LINE = 200
"""Characters that fit on no row."""
_HYPHEN = "&#8209;"
"""One at which no line breaks."""
_BLANKS = re.compile(r"\s+")


def is_chip(segment: Segment) -> bool:
    """An emoticon without a picture is drawn as a labelled chip."""
    return segment.kind is Kind.EMOTICON and not segment.name


@dataclass(frozen=True, repr=False)
class Line:
    """A message on one line: pieces of text, and whether each is a chip's label."""

    pieces: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.pieces)


def one_line(part: DraftPart) -> Line:
    """A message as a list shows it: the first ``MAX_LINE`` characters or so."""
    if isinstance(part, Picture):
        return Line(((" ".join(picture_label(part.alt).split()), False),))
    pieces: list[tuple[str, bool]] = []
    length = 0
    for segment in part:
        chip = is_chip(segment)
        text = _BLANKS.sub(" ", segment.shown)
        if not pieces or pieces[-1][0].endswith(" "):
            text = text.removeprefix(" ")
        if pieces and not chip and not pieces[-1][1]:
            pieces[-1] = (pieces[-1][0] + text, False)
        elif text:
            pieces.append((text, chip))
        length += len(text)
        if length > MAX_LINE:
            break
    if pieces:
        pieces[-1] = (pieces[-1][0].rstrip(), pieces[-1][1])
    return Line(tuple(pieces))


def missing_picture(picture: Picture, tokens: Tokens) -> str:
    """What stands in the place of a picture that can't be shown."""
    return _marked(escape(_("{picture} can't be shown").format(picture=picture_label(picture.alt))), tokens, "missing")


def html(segments: Iterable[Segment], tokens: Tokens) -> str:
    pieces: list[str] = []
    left = MAX_SHOWN
    for segment in segments:
        text = segment.shown[:left]
        left -= len(text)
        piece = escape(text).replace("\n", "<br>").replace("  ", "&nbsp; ")
        match segment.kind:
            case Kind.EMOTICON:
                piece = _chip(piece, tokens) if is_chip(segment) else _picture(piece, tokens)
            case Kind.FILLED:
                piece = _marked(piece, tokens, "filled")
            case Kind.MISSING | Kind.HELD:
                piece = _marked(piece, tokens, "missing")
        pieces.append(piece)
        if not left:
            pieces.append("…")
            break
    return f'<div style="line-height:118%">{"".join(pieces)}</div>'


def _picture(emoji: str, tokens: Tokens) -> str:
    """An emoticon, somewhat larger than the text, as chat clients draw it."""
    return f'<span style="font-size:{tokens.size("emoticon_text")}px">{emoji}</span>'


def _chip(label: str, tokens: Tokens) -> str:
    colours, size = tokens.colours, tokens.size("text_small")
    label = label.replace("-", _HYPHEN)
    return (
        f'<span style="color:{colours["muted"]};background-color:{colours["line"]};font-size:{size}px">'
        f"&nbsp;{label}&nbsp;</span>"
    )


def _marked(piece: str, tokens: Tokens, token: str) -> str:
    colours = tokens.colours
    return (
        f'<span style="color:{colours[token]};background-color:{colours[token + "_soft"]}">&#8202;{piece}&#8202;</span>'
    )


def shown(draft: Draft) -> str:
    """All messages as a person sees them, emoticons as their pictures, one below the other."""
    return "\n".join(
        picture_label(part.alt) if isinstance(part, Picture) else "".join(segment.shown for segment in part)
        for part in draft.parts
    )
