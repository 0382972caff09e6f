"""A sheet to print: the replies by category, one HTML file that needs nothing beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

from miaohui.domain.emoticon import UNICODE, Emoticons, NoCounterpart
from miaohui.domain.library import Library
from miaohui.domain.reply import Part, Reply, Wording
from miaohui.domain.template import parse, plain_text, render
from miaohui.i18n import _, chinese
from miaohui.messages import picture_label

# Black on white: paper knows no themes.
_STYLE = """
body { font: 10.5pt/1.5 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; margin: 1.5cm; }
h1 { font-size: 18pt; } h2 { font-size: 13pt; margin: 1.2em 0 .3em; border-bottom: 1pt solid; break-after: avoid; }
table { border-collapse: collapse; width: 100%; }
td { border-bottom: 1px solid #bbb; vertical-align: top; }
td.code { overflow-wrap: anywhere; } td.title { font-weight: bold; }
td.text { white-space: pre-wrap; overflow-wrap: anywhere; }
tr { break-inside: avoid; }
hr { border: 0; border-top: .5pt dashed #888; margin: 4pt 0; }
@page { margin: 1.5cm; } @media print { body { margin: 0; } }
"""
_TABLE = '<table width="100%" cellpadding="4" cellspacing="0">'
"""What Qt's rich text takes no style for stands as attributes, so that the same sheet can be printed to PDF."""


def sheet(library: Library, replies: Sequence[Reply], emoticons: Emoticons) -> str:
    """``replies`` stand in the order of their categories. Texts are as they are sent where nothing is known yet:
    variables in braces, no optional parts, emoticons as emoji. A line keeps alternatives and messages that follow each
    other apart."""
    return "\n".join(_lines(library, replies, emoticons))


def _lines(library: Library, replies: Iterable[Reply], emoticons: Emoticons) -> Iterator[str]:
    title = escape(_("Quick replies"))
    yield "<!DOCTYPE html>"
    yield f'<html lang="{"zh-CN" if chinese() else "en"}"><head><meta charset="utf-8"><title>{title}</title>'
    unfiled = escape(_("Unfiled"))
    yield f"<style>{_STYLE}</style></head><body><h1>{title}</h1>"
    for name, group in groupby(replies, key=lambda reply: library.category_name(reply.category)):
        yield f"<h2>{escape(name) or unfiled}</h2>{_TABLE}"
        for reply in group:
            text = "<hr>".join(_text(wording, emoticons) for wording in reply.wordings)
            yield (
                f'<tr><td class="code" width="14%">{escape(reply.code)}</td>'
                f'<td class="title" width="20%">{escape(reply.title)}</td><td class="text">{text}</td></tr>'
            )
        yield "</table>"
    yield "</body></html>"


def _text(wording: Wording, emoticons: Emoticons) -> str:
    return "<hr>".join(escape(_part(part, emoticons)) for part in wording.parts)


def _part(part: Part, emoticons: Emoticons) -> str:
    if not isinstance(part, str):
        return picture_label(part.alt)
    segments = render(parse(part), lambda _name: None)
    return plain_text(emoticons.write(segments, UNICODE, NoCounterpart.KEEP).segments)
