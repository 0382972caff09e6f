"""Wording check: texts and the library against the rules."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from miaohui.domain.draft import Draft
from miaohui.domain.library import Library
from miaohui.domain.picture import Picture, picture_in
from miaohui.domain.reply import PART_LINE, Reply
from miaohui.domain.search.folding import Simplified
from miaohui.domain.season import BASE_SEASON
from miaohui.domain.tables import Tables
from miaohui.domain.template import Kind, Segment
from miaohui.domain.values import VariableKind
from miaohui.domain.wording import Check, Checker, Context, Finding, judge_segments, judge_template

T = TypeVar("T")

_LINE = re.compile(r"[^\n]*\n?")


WORDS = (VariableKind.TEXT, VariableKind.CHOICE, VariableKind.MULTILINE)
"""Kinds of variables whose values are words that somebody chose: a phone number or an address is as it is."""


@dataclass(frozen=True, repr=False)
class Found:
    """A finding in the library. ``season`` is that of the variant, "" for the base; ``wording`` and ``part`` count
    from 0; the finding's offsets are those of ``text``, the part as the editor has it."""

    reply: Reply
    season: str
    wording: int
    part: int
    text: str
    finding: Finding


@dataclass(frozen=True, repr=False)
class Copied:
    """A finding in what is about to be copied. ``part`` counts from 0. ``version`` is the text that an acceptance is
    about: the message as it stands in the library, or with the words that were typed into it if the finding touches
    them (``typed``); numbers, addresses and the agent's own facts are left out of it."""

    part: int
    text: str
    version: str
    typed: bool
    finding: Finding


@dataclass(frozen=True, repr=False)
class _Message:
    """One of a draft: as it is judged, as the library has it, and where words stand in it that were typed."""

    part: int
    text: str
    source: str
    segments: tuple[Segment, ...]
    typed: tuple[tuple[int, int], ...]

    def copied(self, finding: Finding) -> Copied:
        touches = any(finding.start < end and start < finding.end for start, end in self.typed)
        version = "".join(_masked(segment) for segment in self.segments) if touches else self.source
        return Copied(self.part, self.text, version, touches, finding)


class WordingCheck:
    """Reads and judges; never changes a text."""

    def __init__(self, checker: Checker, tables: Tables, simplified: Simplified) -> None:
        self._checker = checker
        self._tables = tables
        self._simplified = simplified

    def template(self, part: str, context: Context) -> tuple[Finding, ...]:
        """One message as the editor has it: variables in braces."""
        return self._checker.check(judge_template(part, self._tables.emoticons, self._simplified), context)

    def text(self, text: str, context: Context) -> tuple[Finding, ...]:
        """A whole wording in its text form; offsets are those of the whole."""
        messages = [(start, self.template(part, context)) for start, part in messages_of(text)]
        found = _of_a_wording(messages)
        return tuple(replace(one, start=one.start + start, end=one.end + start) for start, one in found)

    def draft(self, draft: Draft, category: str) -> Iterator[Copied]:
        """What is about to be copied, with the words that were typed for it; other values aren't judged.

        ``category`` is the id of the reply's top category.
        """
        seasons = self._tables.seasons
        context = Context(draft.reply.channel, category, draft.client, seasons.chain(draft.season or BASE_SEASON))
        wording = seasons.wordings(draft.reply, draft.season)[draft.wording]
        typed = _typed(draft)
        messages = []
        for number, (place, part) in enumerate(zip(draft.places, draft.parts, strict=True)):
            source = wording.parts[place]
            if isinstance(part, Picture) or not isinstance(source, str):
                continue
            segments = tuple(self._judged_as(segment, typed) for segment in part)
            judged = judge_segments(segments, self._tables.emoticons, self._simplified)
            message = _Message(number, judged.source, source, segments, tuple(_places(part, segments)))
            messages.append((message, self._checker.check(judged, context)))
        for message, finding in _of_a_wording(messages):
            yield message.copied(finding)

    def has_words(self, draft: Draft) -> bool:
        """Whether words stand in it that don't stand so in the library."""
        typed = _typed(draft)
        texts = (part for part in draft.parts if not isinstance(part, Picture))
        return any(
            segment.kind is Kind.FILLED and self._tables.variables.canonical(segment.name) in typed
            for part in texts
            for segment in part
        )

    def _judged_as(self, segment: Segment, typed: Collection[str]) -> Segment:
        words = segment.kind is Kind.FILLED and self._tables.variables.canonical(segment.name) in typed
        return replace(segment, kind=Kind.LITERAL) if words or segment.kind is Kind.HELD else segment

    def library(self, library: Library, client: str, category: str = "") -> Iterator[Found]:
        """Everything in the library, or below a category; each wording in all the seasons that use it."""
        for reply in library.active():
            if not category or any(one.id == category for one in library.category_path(reply.category)):
                yield from self.reply(reply, library, client)

    def reply(self, reply: Reply, library: Library, client: str) -> Iterator[Found]:
        used: dict[str, list[str]] = {}
        for season in self._tables.seasons:
            if self._tables.seasons.offers(reply, season.id):
                variant = self._tables.seasons.variant(reply, season.id) or ""
                used.setdefault(variant, []).extend(self._tables.seasons.chain(season.id))
        for variant, seasons in used.items():
            wordings = reply.variants[variant] if variant else reply.wordings
            context = Context(reply.channel, library.top_of(reply.category), client, tuple(dict.fromkeys(seasons)))
            for number, wording in enumerate(wordings):
                messages = [
                    ((place, part), self.template(part, context))
                    for place, part in enumerate(wording.parts)
                    if isinstance(part, str)
                ]
                for (place, part), finding in _of_a_wording(messages):
                    yield Found(reply, variant, number, place, part, finding)


def _of_a_wording(messages: Sequence[tuple[T, Sequence[Finding]]]) -> Iterator[tuple[T, Finding]]:
    """What is found in its messages. Words that are required are missing where no message has them: that is said of the
    first."""
    lacking = [{one.rule.id for one in found if one.rule.check is Check.REQUIRED} for _, found in messages]
    missing = set.intersection(*lacking) if lacking else set()
    for number, (message, found) in enumerate(messages):
        for one in found:
            if one.rule.check is not Check.REQUIRED or (number == 0 and one.rule.id in missing):
                yield message, one


def messages_of(text: str) -> Iterator[tuple[int, str]]:
    """The texts among the messages of a wording's text form, and where they begin."""
    start = 0
    for line in (*_LINE.finditer(text), None):
        content = "" if line is None else line.group().rstrip("\r\n")
        if line is None or content == PART_LINE or picture_in(content) is not None:
            part = text[start : line.start() if line is not None else len(text)]
            if part.strip():
                yield start, part
            start = line.end() if line is not None else start


def _typed(draft: Draft) -> frozenset[str]:
    """The variables whose values are words that somebody chose for this draft."""
    return frozenset(
        field.variable.name for field in draft.fields if field.variable.kind in WORDS and not field.in_profile
    )


def _places(part: Iterable[Segment], judged: Iterable[Segment]) -> Iterator[tuple[int, int]]:
    """Where the words stand that were typed."""
    start = 0
    for segment, other in zip(part, judged, strict=True):
        end = start + len(segment.text)
        if segment.kind is Kind.FILLED and other.kind is Kind.LITERAL:
            yield start, end
        start = end


def _masked(segment: Segment) -> str:
    return f"{{{segment.name}}}" if segment.kind in (Kind.FILLED, Kind.MISSING) else segment.text
