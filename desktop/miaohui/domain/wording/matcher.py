"""All patterns of all rules over one text in one pass: at each place only those that can begin there are tried."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from itertools import chain

from miaohui.domain.wording.pattern import Compiled, Lists, compile_literal, compile_pattern
from miaohui.domain.wording.rule import Rule


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
    """What can begin with one character."""

    entries: tuple[_Entry, ...]

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
            for character in entry.compiled.first:
                entries[character].append(entry)
        self._shelves: Mapping[str, _Shelf] = {first: _Shelf(tuple(found)) for first, found in entries.items()}

    def matches(self, text: str) -> list[Match]:
        """All of them, overlapping ones too, by their start."""
        found = []
        shelves = self._shelves
        for place, character in enumerate(text):
            shelf = shelves.get(character)
            if shelf is not None and shelf.any_of_them.match(text, place):
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
