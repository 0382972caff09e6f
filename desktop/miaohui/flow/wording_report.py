"""A report on wording: what is found in many replies, in groups, and what fixing it would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from itertools import groupby

from miaohui.domain.change import Change, ChangeSet
from miaohui.domain.library import Library
from miaohui.domain.reply import Reply, Wording
from miaohui.domain.search import Steps
from miaohui.domain.wording import Finding, Level, acceptance
from miaohui.flow.proofreading import Proofreading
from miaohui.flow.wording import Found


@dataclass(frozen=True, repr=False)
class Report:
    """What is open in a library where this chat client is in use: ``looked`` has every reply that was looked at, by id,
    and what was found in it."""

    library: Library
    client: str
    looked: Mapping[str, tuple[Reply, tuple[Found, ...]]] = field(default_factory=dict)

    @property
    def replies(self) -> int:
        return len(self.looked)

    @cached_property
    def found(self) -> tuple[Found, ...]:
        return tuple(one for _, found in self.looked.values() for one in found)

    @property
    def counts(self) -> Mapping[Level, int]:
        counted = Counter(one.finding.rule.level for one in self.found)
        return {level: counted[level] for level in Level}


class Reporting:
    """Makes a report in steps of one reply; ``done`` of ``total`` replies are looked at."""

    def __init__(
        self,
        proofreading: Proofreading,
        library: Library,
        replies: Iterable[Reply] | None = None,
        before: Report | None = None,
    ) -> None:
        """All replies of the library, or those given: an import's plan, say, with the library as it would be then.
        What stands in a report made ``before``, by the same rules, isn't looked at again."""
        self._proofreading = proofreading
        self._library = library
        self._replies = tuple(library.active() if replies is None else replies)
        self._client = proofreading.client
        same = before is not None and (before.client, before.library.categories) == (self._client, library.categories)
        self._known = before.looked if before is not None and same else {}
        self.total = len(self._replies)
        self.done = 0

    def steps(self) -> Steps[Report]:
        looked: dict[str, tuple[Reply, tuple[Found, ...]]] = {}
        for reply in self._replies:
            self.done += 1
            known = self._known.get(reply.id)
            if known is not None and known[0] is reply:
                looked[reply.id] = known
                continue
            looked[reply.id] = (reply, tuple(self._proofreading.found(reply, self._library, self._client)))
            yield
        return Report(self._library, self._client, looked)


class Grouping(StrEnum):
    RULE = "rule"
    CATEGORY = "category"
    LEVEL = "level"


@dataclass(frozen=True, repr=False)
class Group:
    """``key`` is a rule's or a category's id, or a level."""

    key: str
    found: tuple[Found, ...]


def grouped(report: Report, grouping: Grouping, levels: Iterable[Level] = tuple(Level)) -> tuple[Group, ...]:
    """The findings at these levels: rules and levels the gravest first, then the largest; categories in their order."""
    shown = frozenset(levels)
    found = [one for one in report.found if one.finding.rule.level in shown]
    key: Callable[[Found], str] = {
        Grouping.RULE: lambda one: one.finding.rule.id,
        Grouping.CATEGORY: lambda one: one.reply.category,
        Grouping.LEVEL: lambda one: str(one.finding.rule.level),
    }[grouping]
    by_key = groupby(sorted(found, key=key), key=key)  # sorting keeps the order of the library within a group
    groups = [Group(name, tuple(members)) for name, members in by_key]
    if grouping is Grouping.CATEGORY:
        orders = {name: tuple(one.order for one in report.library.category_path(name)) for name in map(key, found)}
        return tuple(sorted(groups, key=lambda group: orders[group.key]))
    return tuple(sorted(groups, key=lambda group: (-group.found[0].finding.rule.level.weight, -len(group.found))))


def accept(proofreading: Proofreading, found: Iterable[Found]) -> None:
    """Say nothing more about these. Raises MiaohuiError ``cannot-write``."""
    proofreading.accept(dict.fromkeys(acceptance(one.reply.id, one.finding.rule.id, one.text) for one in found))


# --------------------------------------------------------------------------------------------------------------- fixes


@dataclass(frozen=True, repr=False)
class Fixed:
    """A reply with its fixes applied. ``messages`` are its changed messages, before and after."""

    before: Reply
    after: Reply
    messages: tuple[tuple[str, str], ...]


def can_fix(one: Found) -> bool:
    """Whether it has a fix, and the reply may be changed."""
    return one.finding.fix is not None and not one.reply.locked


def fixed(found: Iterable[Found]) -> tuple[Fixed, ...]:
    """What fixing these would make of their replies; nothing is changed by it. Those that can't be fixed stay."""
    by_reply: dict[str, list[Found]] = {}
    for one in found:
        if can_fix(one):
            by_reply.setdefault(one.reply.id, []).append(one)
    return tuple(_fixed(members) for members in by_reply.values())


def fixing(fixes: Iterable[Fixed], now: datetime) -> ChangeSet:
    """All of them as one change; ``now`` is UTC."""
    return ChangeSet(
        "fix-wording",
        tuple(Change(one.before, replace(one.after, rev=one.before.rev + 1, updated=now)) for one in fixes),
    )


def _fixed(found: Sequence[Found]) -> Fixed:
    before = after = found[0].reply
    messages = []
    for place, members in _by_message(found).items():
        old, new = members[0].text, _replaced(members[0].text, [one.finding for one in members])
        messages.append((old, new))
        after = _with_message(after, *place, new)
    return Fixed(before, after, tuple(messages))


def _by_message(found: Iterable[Found]) -> dict[tuple[str, int, int], list[Found]]:
    places: dict[tuple[str, int, int], list[Found]] = {}
    for one in found:
        places.setdefault((one.season, one.wording, one.part), []).append(one)
    return places


def _replaced(text: str, findings: Iterable[Finding]) -> str:
    """From the end on, so that the places before it stay; of overlapping ones the first counts."""
    chosen: list[Finding] = []
    for one in sorted(findings, key=lambda finding: (finding.start, -finding.end)):
        if not chosen or one.start >= chosen[-1].end:
            chosen.append(one)
    for one in reversed(chosen):
        text = f"{text[: one.start]}{one.fix}{text[one.end :]}"
    return text


def _with_message(reply: Reply, season: str, wording: int, part: int, text: str) -> Reply:
    wordings = list(reply.variants[season] if season else reply.wordings)
    parts = list(wordings[wording].parts)
    parts[part] = text
    wordings[wording] = Wording(tuple(parts))
    if season:
        return replace(reply, variants={**reply.variants, season: tuple(wordings)})
    return replace(reply, wordings=tuple(wordings))
