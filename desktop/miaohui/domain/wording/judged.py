"""A text made ready to be judged: variables aren't literal text, emoticons aren't words, disguises are undone."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from miaohui.domain import template
from miaohui.domain.emoticon import Emoticons, Spotted
from miaohui.domain.search.folding import Simplified
from miaohui.domain.template import Kind, Literal, Segment, Slot, Template
from miaohui.domain.wording.disguise import NOTHING, is_lookalike, unmask
from miaohui.domain.wording.pattern import BRANCH, EMOTICON, VALUE

_OURS = {ord(mark): "?" for mark in (NOTHING, BRANCH, EMOTICON, VALUE)}
_MAX_MARK = 500
"""Characters of a mark in braces at most: more than the template language allows."""
_LITERAL = re.compile(f"[^{VALUE}{NOTHING}{BRANCH}]+")


@dataclass(frozen=True, repr=False)
class Judged:
    """``source`` is the text as it was given; ``literal`` has the same length and shows only what was written in it,
    ``meant`` is what the rules read, with the places of its characters in ``source``. ``branches`` are optional
    parts, inner ones first: where its two alternatives begin, part and end."""

    source: str
    literal: str
    meant: str
    places: Sequence[int]
    emoticons: tuple[Spotted, ...]
    escaped: frozenset[int]
    branches: tuple[tuple[int, int, int], ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where characters of ``meant`` stand in ``source``."""
        if start >= end:
            return (0, len(self.source))
        first, last = self.places[start], self.places[end - 1] + 1
        if self.literal[last - 1] == VALUE:
            while last < len(self.literal) and self.literal[last] == NOTHING:
                last += 1
        return first, last

    def literal_runs(self) -> Iterable[tuple[int, str]]:
        """The stretches of literal text and where they begin."""
        return ((match.start(), match.group()) for match in _LITERAL.finditer(self.literal))

    def at_once(self, places: Iterable[int]) -> list[int]:
        """Those of the places that a buyer can get in one message: of two alternatives the one with more of them."""
        ordered = sorted(places)
        kept = bytearray(b"\1" * len(ordered))
        for start, middle, end in self.branches:
            first, parting, last = (bisect_left(ordered, place) for place in (start, middle, end))
            then_wins = kept.count(1, first, parting) > kept.count(1, parting, last)
            first, last = (parting, last) if then_wins else (first, parting)
            kept[first:last] = bytes(last - first)
        return [place for place, stays in zip(ordered, kept, strict=True) if stays]


def judge_template(text: str, emoticons: Emoticons, simplified: Simplified) -> Judged:
    """A part of a reply as it is written in the library; never raises."""
    text = text.translate(_OURS)
    writer = _Writer(text)
    writer.write(template.parse(text))
    return _judged(text, "".join(writer.out), emoticons, simplified, writer.escaped, writer.branches)


def judge_segments(segments: Iterable[Segment], emoticons: Emoticons, simplified: Simplified) -> Judged:
    """A rendered part: what the fill put in isn't judged."""
    out: list[str] = []
    source: list[str] = []
    escaped: set[int] = set()
    length = 0
    for segment in segments:
        text = segment.text.translate(_OURS)
        if segment.kind is Kind.ESCAPED:
            escaped.update(range(length, length + len(text)))
        inserted = segment.kind in (Kind.FILLED, Kind.MISSING)
        out.append(_in_place_of(text, VALUE) if inserted else text)
        source.append(text)
        length += len(text)
    return _judged("".join(source), "".join(out), emoticons, simplified, escaped, [])


class _Writer:
    """Writes a parsed template again, character for character, with marks for what isn't literal."""

    def __init__(self, text: str) -> None:
        self.out: list[str] = []
        self.escaped: set[int] = set()
        self.branches: list[tuple[int, int, int]] = []
        self._text = text
        self._at = 0

    def write(self, nodes: Template) -> None:
        for node in nodes:
            match node:
                case Literal(text, escaped):
                    if escaped:
                        self.escaped.update((self._at, self._at + 1))
                    self._put(f"{text}{NOTHING}" if escaped else text)
                case Slot(source=source):
                    self._put(_in_place_of(source, VALUE))
                case template.Optional(then=then, otherwise=otherwise):
                    self._put(NOTHING * (self._closing_brace() + 1 - self._at))
                    start = self._at
                    self.write(then)
                    middle = self._at
                    if self._text[self._at + 1] in ":：":
                        self._put(_in_place_of("{:}", BRANCH))
                        self.write(otherwise)
                    self.branches.append((start, middle, self._at))
                    self._put(NOTHING * len("{/}"))

    def _closing_brace(self) -> int:
        found = (self._text.find(brace, self._at, self._at + _MAX_MARK) for brace in "}｝")
        return min(place for place in found if place >= 0)

    def _put(self, text: str) -> None:
        self.out.append(text)
        self._at += len(text)


def _in_place_of(text: str, mark: str) -> str:
    return mark + NOTHING * (len(text) - 1) if text else ""


def _judged(
    source: str,
    literal: str,
    emoticons: Emoticons,
    simplified: Simplified,
    escaped: set[int],
    branches: list[tuple[int, int, int]],
) -> Judged:
    found = emoticons.spot(literal)
    shown: list[str] = []
    position = 0
    for one in found:
        if one.end - one.start > 2 or not is_lookalike(literal[one.start]):
            shown += (literal[position : one.start], _in_place_of(literal[one.start : one.end], EMOTICON))
            position = one.end
    meant, places = unmask("".join((*shown, literal[position:])).replace("\r", "\n"), simplified)
    return Judged(source, literal, meant, places, found, frozenset(escaped), tuple(branches))
