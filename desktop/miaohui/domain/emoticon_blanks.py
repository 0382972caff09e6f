"""The blanks around emoticons: those that a dropped one leaves behind, and those that keep others apart."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import partial
from itertools import accumulate, pairwise

from miaohui.domain.template import Kind, Segment

# Stand for emoticons while the gaps of dropped ones are closed: no characters, by Unicode's word.
KEPT, DROPPED = MARKS = "\ufdd0\ufdd1"
_BLANKS = "[ \\t\u3000]{0,80}"  # a limit, or a long run of blanks would cost its square
_GAP = re.compile(rf"(?P<lead>\n?{_BLANKS}){DROPPED}(?:{_BLANKS}{DROPPED})*(?P<trail>{_BLANKS}\n?)")
_FIRST_OF_EAST_ASIA = "\u2e80"


def close_gaps(text: str, *, before: str, behind: str) -> str:
    """The text without the marks of dropped emoticons and the blanks or lines that only they needed; ``before`` and
    ``behind`` are the characters next to the text, empty where a part begins or ends."""
    return _GAP.sub(partial(_closed, before=before, behind=behind), text)


def _closed(gap: re.Match[str], *, before: str, behind: str) -> str:
    """What stays of the blanks and newlines around dropped emoticons."""
    text, lead, trail = gap.string, gap["lead"], gap["trail"]
    before = text[gap.start() - 1] if gap.start() else before
    behind = text[gap.end()] if gap.end() < len(text) else behind
    newline_before, newline_behind = lead.startswith("\n"), trail.endswith("\n")
    begins_line = newline_before or before in ("", "\n")
    ends_line = newline_behind or not behind
    if begins_line and ends_line:
        return "\n" if newline_before and newline_behind else ""
    if begins_line:
        return "\n" * newline_before
    if ends_line:
        return "\n" * newline_behind
    if lead or trail:
        return trail if lead and trail else lead + trail
    return _between(before, behind)


def _between(before: str, behind: str) -> str:
    """What keeps two words apart when the emoticon between them, which often ends a sentence, is gone."""
    if not (before.isalnum() and behind.isalnum()):
        return ""
    return "，" if min(before, behind) >= _FIRST_OF_EAST_ASIA else " "


def kept_apart(segments: list[Segment], pattern: re.Pattern[str]) -> list[Segment]:
    """The segments with blanks wherever the emoticons wouldn't be read as they were written: /:O before =O, or one that
    came to be when another was dropped from its middle. What values make of themselves is theirs."""
    while True:
        places = _places_of_blanks(segments, pattern)
        if not places:
            return segments
        segments = _with_blanks(segments, places)


def _places_of_blanks(segments: list[Segment], pattern: re.Pattern[str]) -> set[int]:
    ends = list(accumulate(len(segment.text) for segment in segments))
    spans = [(end - len(segment.text), end, segment) for end, segment in zip(ends, segments, strict=True)]
    text = "".join(segment.text for segment in segments)
    emoticons = {(start, end) for start, end, segment in spans if segment.kind is Kind.EMOTICON}
    found = {match.span() for match in pattern.finditer(text) if match.group() not in MARKS}
    if found == emoticons:
        return set()
    edges = sorted(edge for span in emoticons for edge in span)
    places: set[int] = set()
    for start, end in found - emoticons:
        crossed = edges[bisect_right(edges, start) : bisect_left(edges, end)]
        place = bisect_right(ends, start)
        if crossed:
            places.update(crossed)
        elif segments[place].kind is Kind.LITERAL and end <= ends[place]:
            places.add(start + 1)
    if places:
        return places
    # What isn't read although nothing swallows it has a neighbour that forbids it: the http: before //:809.
    unread = (span for span in emoticons - found if pattern.fullmatch(text[slice(*span)]))
    beside = {edge for span in unread for edge in span if 0 < edge < len(text)}
    return {place for place in beside if " " not in text[place - 1 : place + 1]}


def _with_blanks(segments: list[Segment], places: set[int]) -> list[Segment]:
    made: list[Segment] = []
    end = 0
    for segment in segments:
        start, end = end, end + len(segment.text)
        blank_before = start in places
        if segment.kind is Kind.LITERAL:
            inner = [place - start for place in sorted(places) if start < place < end]
            cuts = [0, *inner, len(segment.text)]
            text = " ".join(segment.text[first:last] for first, last in pairwise(cuts))
            made.append(replace(segment, text=" " * blank_before + text))
        elif blank_before and made and made[-1].kind is Kind.LITERAL:
            made[-1] = replace(made[-1], text=made[-1].text + " ")
            made.append(segment)
        else:
            made += [Segment(" ", Kind.LITERAL)] * blank_before
            made.append(segment)
    return made
