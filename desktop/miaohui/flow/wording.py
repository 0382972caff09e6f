"""Wording check: texts and the library against the rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from miaohui.domain.draft import Draft
from miaohui.domain.library import Library
from miaohui.domain.picture import Picture
from miaohui.domain.reply import PART_LINE, Reply
from miaohui.domain.search.folding import Simplified
from miaohui.domain.season import BASE_SEASON
from miaohui.domain.tables import Tables
from miaohui.domain.template import Kind
from miaohui.domain.wording import Checker, Context, Finding, judge_segments, judge_template

_PART_LINE = re.compile(rf"^{PART_LINE}\r?(?:\n|\Z)", re.MULTILINE)


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
        found: list[Finding] = []
        start = 0
        for line in (*_PART_LINE.finditer(text), None):
            part = text[start : line.start() if line else len(text)]
            found += (
                replace(one, start=one.start + start, end=one.end + start)
                for one in self.template(part, context)
                if part.strip()
            )
            start = line.end() if line else 0
        return tuple(found)

    def draft(self, draft: Draft, category: str) -> Iterator[tuple[int, Finding]]:
        """What is about to be copied: each finding with the number of its part, from 0; values aren't judged.

        ``category`` is the id of the reply's top category.
        """
        context = Context(
            draft.reply.channel, category, draft.client, self._tables.seasons.chain(draft.season or BASE_SEASON)
        )
        for number, part in enumerate(draft.parts):
            if not isinstance(part, Picture):
                literal = (replace(s, kind=Kind.LITERAL) if s.kind is Kind.HELD else s for s in part)
                judged = judge_segments(literal, self._tables.emoticons, self._simplified)
                for finding in self._checker.check(judged, context):
                    yield number, finding

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
                for place, part in enumerate(wording.parts):
                    if isinstance(part, str):
                        for finding in self.template(part, context):
                            yield Found(reply, variant, number, place, part, finding)
