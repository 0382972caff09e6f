"""All patterns of all rules over one text in one pass: at each place only those are tried that can begin with the two
characters there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from itertools import chain

from miaohui.domain.wording.pattern import ANY, Compiled, Patterns, compile_literal
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

    def may_match(self, there: set[str]) -> bool:
        """Whether it can match in a text that holds these pairs of characters."""
        return not any(map(there.isdisjoint, self.compiled.needs))


class Matcher:
    def __init__(self, rules: Iterable[Rule], patterns: Patterns, harmless: Iterable[str] = ()) -> None:
        """``harmless`` words are exceptions for every rule: matches of the rule "". Raises PatternError."""
        shelves: dict[str, list[_Entry]] = defaultdict(list)
        self._silencing: dict[str, list[_Entry]] = defaultdict(list)
        everywhere = [_Entry("", Role.EXCEPTION, compile_literal(word), None) for word in harmless]
        for entries in chain([everywhere], (list(_entries(rule, patterns)) for rule in rules)):
            finds = any(entry.role is Role.HIT for entry in entries)
            for entry in entries:
                if finds and entry.role is not Role.HIT:
                    self._silencing[entry.rule].append(entry)
                    continue
                for pair in min((entry.compiled.heads, *entry.compiled.needs), key=_commonness):
                    shelves[pair].append(entry)
        self._shelves: Mapping[str, list[_Entry]] = dict(shelves)

    def matches(self, text: str) -> list[Match]:
        """All of them, overlapping ones too, by their start. What silences a rule is looked for where that rule found
        something."""
        there = set(map(str.__add__, text, text[1:] + ANY))
        there.update([one + ANY for one in set(text)])
        wanted = {id(entry): entry for pair in there & self._shelves.keys() for entry in self._shelves[pair]}
        found = list(_found(wanted.values(), text, there))
        for rule in {match.rule for match in found} & self._silencing.keys():
            found += _found(self._silencing[rule], text, there)
        found.sort(key=lambda match: match.start)
        return found


def _found(entries: Iterable[_Entry], text: str, there: set[str]) -> Iterator[Match]:
    for entry in entries:
        if entry.may_match(there):
            for head in entry.compiled.heads & there:
                word = head.removesuffix(ANY)
                place = text.find(word)
                while place >= 0:
                    if match := entry.compiled.regex.match(text, place):
                        yield Match(entry.rule, entry.role, place, match.end(), entry.fix)
                    place = text.find(word, place + 1)


def _commonness(pairs: frozenset[str]) -> int:
    """How often a text holds one of them, roughly: single characters stand in nearly every text."""
    return sum(20 if pair[1] == ANY else 1 for pair in pairs)


def _entries(rule: Rule, patterns: Patterns) -> Iterable[_Entry]:
    for role, sources in (
        (Role.HIT, rule.patterns),
        (Role.EXCEPTION, rule.exceptions),
        (Role.UNLESS, rule.unless),
    ):
        for source in sources:
            yield _Entry(rule.id, role, patterns.compile(source), None)
    for word in rule.exempt:
        yield _Entry(rule.id, Role.EXCEPTION, compile_literal(word), None)
    for word, fix in rule.literals.items():
        yield _Entry(rule.id, Role.HIT, compile_literal(word), fix)
    for source, fix in rule.fixes.items():
        yield _Entry(rule.id, Role.HIT, patterns.compile(source), fix)
