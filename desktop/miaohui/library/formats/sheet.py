"""A sheet to print: the replies by category, one HTML file that needs nothing beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from miaohui.flow.transfer.printed import PrintedCategory
from miaohui.i18n import _, chinese

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
"""Attributes for programs that read no style sheet, such as mail clients."""


def sheet(categories: Iterable[PrintedCategory]) -> str:
    """A line keeps alternatives and messages that follow each other apart."""
    return "\n".join(_lines(categories))


def _lines(categories: Iterable[PrintedCategory]) -> Iterator[str]:
    title = escape(_("Quick replies"))
    yield "<!DOCTYPE html>"
    yield f'<html lang="{"zh-CN" if chinese() else "en"}"><head><meta charset="utf-8"><title>{title}</title>'
    unfiled = escape(_("Unfiled"))
    yield f"<style>{_STYLE}</style></head><body><h1>{title}</h1>"
    for category in categories:
        yield f"<h2>{escape(category.name) or unfiled}</h2>{_TABLE}"
        for reply in category.replies:
            text = "<hr>".join(map(escape, reply.messages))
            yield (
                f'<tr><td class="code" width="14%">{escape(reply.code)}</td>'
                f'<td class="title" width="20%">{escape(reply.title)}</td><td class="text">{text}</td></tr>'
            )
        yield "</table>"
    yield "</body></html>"
