"""The guard: what must not reach a buyer because somebody forgot to fill it in.

It judges the template's own literal text only, never inserted values and never ``{{ }}``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from miaohui.domain.template import Kind, Segment

# What stands between pieces of literal text while they are judged together: a value may be the middle of a URL, an
# emoticon ends one.
_VALUE, _EMOTICON = "\ue000", "\n"

_URL = rf"(?:https?://|www\.|(?<![a-z0-9.-])(?:[a-z0-9-]{{1,63}}\.){{1,6}}[a-z]{{2,20}}/)[!-z|~{_VALUE}]*"
_BRACKET = rf"\[[^\[\]\n{_VALUE}]{{1,20}}\]"
# X-runs that touch a Latin letter or digit are sizes (XXL, 2XL).
_ALNUM = "A-Za-z0-9Ａ-Ｚａ-ｚ０-９"
_RUNS = rf"(?<![{_ALNUM}])[XxＸｘ×]{{2,}}(?![{_ALNUM}])|[*＊]{{2,}}|[_＿]{{2,}}|·{{2,}}"
# A variable that couldn't be read; not {}, and not what CSS or JSON would write.
_BRACES = rf"[{{｛](?!\s*(?:[A-Za-z0-9_-]+\s*:|[}}｝]))[^{{}}｛｝\"\n{_VALUE}]{{1,40}}[}}｝]"
_SIGN = re.compile(r"[\[{｛XxＸｘ×*＊_＿·:.]")
"""Every suspect holds one of these."""
_SUSPECT = re.compile(f"(?P<url>(?i:{_URL}))|(?P<bracket>{_BRACKET})|{_RUNS}|{_BRACES}")


def hold_back(segments: tuple[Segment, ...], emoticon_names: Collection[str]) -> tuple[Segment, ...]:
    """Split the literal segments so that everything suspicious is a HELD segment of its own.

    ``emoticon_names`` are the bracket codes of every client (``[微笑]``): these are fine. Neighbouring literal
    segments must be one.
    """
    text = "".join(map(_judged_text, segments))
    if not _SIGN.search(text):
        return segments
    return tuple(_judged(segments, list(_suspects(text, emoticon_names))))


def _judged_text(segment: Segment) -> str:
    """The segment's text if it is to be judged, else as many fillers."""
    if segment.kind is Kind.LITERAL:
        return segment.text
    return (_EMOTICON if segment.kind is Kind.EMOTICON else _VALUE) * len(segment.text)


def _suspects(text: str, emoticon_names: Collection[str]) -> Iterator[tuple[int, int]]:
    for match in _SUSPECT.finditer(text):
        if not match["url"] and not (match["bracket"] and match.group() in emoticon_names):
            yield match.span()


def _judged(segments: tuple[Segment, ...], suspects: list[tuple[int, int]]) -> Iterator[Segment]:
    offset = 0
    for segment in segments:
        end = offset + len(segment.text)
        if segment.kind is not Kind.LITERAL:
            yield segment
        else:
            position = offset
            for first, last in suspects:
                if offset <= first < end:
                    if first > position:
                        yield replace(segment, text=segment.text[position - offset : first - offset])
                    yield Segment(segment.text[first - offset : last - offset], Kind.HELD)
                    position = last
            if position < end:
                yield replace(segment, text=segment.text[position - offset :])
        offset = end
