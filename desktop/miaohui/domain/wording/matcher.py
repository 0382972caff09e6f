"""All patterns of all rules over one text in one pass: at each place only those are tried that can begin with the two
characters there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from itertools import chain, pairwise

from miaohui.domain.wording.pattern import ANY, Compiled, Lists, compile_literal, compile_pattern
from miaohui.domain.wording.rule import Rule

_FEW = 4
"""Patterns that are quicker tried one by one than all together."""


class Role(Enum):
    """What a match means to its rule."""

    HIT = auto()
    EXCEPTION = auto()
    UNLESS = auto()


@dataclass(frozen=True)
class Match:
    """``start`` and ``end`` in the text; ``fix`` as in :class:`~miaohui.domain.wording.rule.Rule`."""

    rule: str
    role: Role
    start: int
    end: int
    fix: str | None = None


@dataclass(frozen=True)
class _Entry:
    rule: str
    role: Role
    compiled: Compiled
    fix: str | None


@dataclass(frozen=True)
class _Shelf:
    """What can begin with the same two characters."""

    entries: tuple[_Entry, ...]

    @cached_property
    def is_small(self) -> bool:
        return len(self.entries) <= _FEW

    @cached_property
    def any_of_them(self) -> re.Pattern[str]:
        """Tells in one go that none fits, which is nearly always so."""
        return re.compile("|".join(entry.compiled.source for entry in self.entries))


class Matcher:
    def __init__(self, rules: Iterable[Rule], lists: Lists, harmless: Iterable[str] = ()) -> None:
        """``harmless`` words are exceptions for every rule: matches of the rule "". Raises PatternError."""
        entries: dict[str, list[_Entry]] = defaultdict(list)
        everywhere = (_Entry("", Role.EXCEPTION, compile_literal(word), None) for word in harmless)
        for entry in chain(everywhere, *(_entries(rule, lists) for rule in rules)):
            for head in entry.compiled.heads:
                entries[head].append(entry)
        for head, found in entries.items():  # what begins with one character and anything stands on each of its shelves
            if head[1] != ANY:
                here = set(map(id, found))
                found += (entry for entry in entries.get(head[0] + ANY, ()) if id(entry) not in here)
        shelves: dict[tuple[int, ...], _Shelf] = {}
        self._shelves: Mapping[str, _Shelf] = {
            head: shelves.setdefault(tuple(map(id, found)), _Shelf(tuple(found))) for head, found in entries.items()
        }

    def matches(self, text: str) -> list[Match]:
        """All of them, overlapping ones too, by their start."""
        found = []
        shelves = self._shelves
        for place, (one, two) in enumerate(pairwise(text + ANY)):
            shelf = shelves.get(one + two) or shelves.get(one + ANY)
            if shelf is not None and (shelf.is_small or shelf.any_of_them.match(text, place)):
                for entry in shelf.entries:
                    match = entry.compiled.regex.match(text, place)
                    if match is not None:
                        found.append(Match(entry.rule, entry.role, place, match.end(), entry.fix))
        return found


def _entries(rule: Rule, lists: Lists) -> Iterable[_Entry]:
    for role, patterns in (
        (Role.HIT, rule.patterns),
        (Role.EXCEPTION, rule.exceptions),
        (Role.UNLESS, rule.unless),
    ):
        for pattern in patterns:
            yield _Entry(rule.id, role, compile_pattern(pattern, lists), None)
    for word in rule.exempt:
        yield _Entry(rule.id, Role.EXCEPTION, compile_literal(word), None)
    for word, fix in rule.literals.items():
        yield _Entry(rule.id, Role.HIT, compile_literal(word), fix)
    for pattern, fix in rule.fixes.items():
        yield _Entry(rule.id, Role.HIT, compile_pattern(pattern, lists), fix)
