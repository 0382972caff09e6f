"""Replies that somebody should look at: gathered from all checks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from miaohui.domain.library import Library
from miaohui.domain.picture import Picture
from miaohui.domain.placeholders import proposals
from miaohui.domain.reply import Reply, Wording
from miaohui.domain.search.steps import Steps
from miaohui.domain.tables import Tables
from miaohui.domain.validity import leads_to
from miaohui.domain.wording import Finding, Level
from miaohui.errors import Problem
from miaohui.flow.ports import Pictures
from miaohui.flow.wording import WordingCheck

_SLICE = 20
"""Replies that are looked at in one step."""


@dataclass(frozen=True, repr=False)
class Trouble:
    """A reply and what is wrong with it. With ``problem.id`` ``wording`` there is a ``finding`` in ``text``: its rule
    says the rest, in the language that is wanted."""

    reply: Reply
    problem: Problem
    finding: Finding | None = None
    text: str = ""


class ProblemSearch:
    """Looks at everything; changes nothing. ``client`` is the chat client that wordings are judged for."""

    def __init__(self, tables: Tables, check: WordingCheck, pictures: Pictures, client: str) -> None:
        self._tables = tables
        self._check = check
        self._pictures = pictures
        self._client = client

    def library(self, library: Library) -> Steps[tuple[Trouble, ...]]:
        """All replies outside the trash, in steps of some milliseconds."""
        codes = _shared_codes(library)
        found: list[Trouble] = []
        for number, reply in enumerate(library.active()):
            found += self._reply(reply, library, codes)
            if number % _SLICE == 0:
                yield
        return tuple(found)

    def _reply(self, reply: Reply, library: Library, codes: Collection[str]) -> Iterator[Trouble]:
        if reply.id in codes:
            yield Trouble(reply, Problem("code-shared", {"code": reply.code}))
        if reply.category not in library.categories:
            yield Trouble(reply, Problem("category-gone"))
        yield from (Trouble(reply, problem) for problem in _next_problems(reply, library))
        seasons = (*reply.variants, *reply.only_in)
        yield from (
            Trouble(reply, Problem("unknown-season", {"season": season}))
            for season in dict.fromkeys(seasons)
            if season not in self._tables.seasons.by_id
        )
        yield from (Trouble(reply, problem) for problem in self._content_problems(reply))
        for found in self._check.reply(reply, library, self._client):
            if found.finding.rule.level is Level.ERROR:
                problem = Problem("wording", {"rule": found.finding.rule.id})
                yield Trouble(reply, problem, found.finding, found.text)

    def _content_problems(self, reply: Reply) -> Iterator[Problem]:
        names = self._tables.emoticons.bracket_names
        parts = dict.fromkeys(part for wording in _all_wordings(reply) for part in wording.parts)
        missing: dict[str, Problem] = {}
        foreign: dict[str, None] = {}
        for part in parts:
            if isinstance(part, Picture):
                if not self._pictures.exists(part):
                    missing[part.name] = Problem("picture-missing", {"picture": part.alt or part.name})
            else:
                foreign.update(dict.fromkeys(p.text for p in proposals(part, self._tables.variables, names)))
        yield from missing.values()
        if foreign:
            yield Problem("foreign-placeholders", {"texts": "、".join(foreign)})


def _all_wordings(reply: Reply) -> Iterator[Wording]:
    yield from reply.wordings
    for wordings in reply.variants.values():
        yield from wordings


def _next_problems(reply: Reply, library: Library) -> Iterator[Problem]:
    for target, _ in reply.next:
        other = library.replies.get(target)
        if target == reply.id:
            yield Problem("next-itself", {"title": reply.title})
        elif other is None or other.deleted is not None:
            yield Problem("next-gone")
        elif leads_to(library, other, reply.id):
            yield Problem("next-cycle", {"title": other.title})


def _shared_codes(library: Library) -> frozenset[str]:
    """The ids of the replies that share their code with another of their scope."""
    holders: dict[tuple[str, str], list[str]] = defaultdict(list)
    for reply in library.active():
        holders[reply.scope, reply.code.casefold()].append(reply.id)
    return frozenset(one for several in holders.values() if len(several) > 1 for one in several)
