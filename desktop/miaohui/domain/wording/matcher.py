"""All patterns of all rules over one text, sentence by sentence: a pattern is tried where it can begin, if the sentence
holds all that it needs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from itertools import chain, pairwise

from miaohui.domain.wording.pattern import ANY, SENTENCE_END, Compiled, Patterns, compile_literal
from miaohui.domain.wording.rule import Rule

_SENTENCES = re.compile(rf"[^{SENTENCE_END}]*(?:[{SENTENCE_END}]|\Z)")


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

    @cached_property
    def rarest(self) -> frozenset[str]:
        """What a sentence seldom holds of all that a match needs: the pairs of characters to look for first."""
        return min((self.compiled.heads, *self.compiled.needs), key=_commonness)

    @cached_property
    def others(self) -> tuple[frozenset[str], ...]:
        """What a match needs besides; where it begins is looked at anyway."""
        return tuple(need for need in self.compiled.needs if need not in (self.rarest, self.compiled.heads))


_Sentence = Mapping[str, list[int]]
"""The pairs of characters that patterns speak of, the second ANY or what follows, and where in the text they are."""


class Matcher:
    def __init__(self, rules: Iterable[Rule], patterns: Patterns, harmless: Iterable[str] = ()) -> None:
        """``harmless`` words are exceptions for every rule: matches of the rule "". Raises PatternError."""
        shelves: dict[str, list[_Entry]] = defaultdict(list)
        self._silencing: dict[str, list[_Entry]] = defaultdict(list)
        self._known: set[str] = set()
        everywhere = [_Entry("", Role.EXCEPTION, compile_literal(word), None) for word in harmless]
        for entries in chain([everywhere], (list(_entries(rule, patterns)) for rule in rules)):
            finds = any(entry.role is Role.HIT for entry in entries)
            for entry in entries:
                self._known.update(entry.compiled.heads, *entry.compiled.needs)
                if finds and entry.role is not Role.HIT:
                    self._silencing[entry.rule].append(entry)
                    continue
                for pair in entry.rarest:
                    shelves[pair].append(entry)
        self._shelves: Mapping[str, list[_Entry]] = dict(shelves)

    def matches(self, text: str) -> list[Match]:
        """All of them, overlapping ones too, by their start. What silences a rule is looked for where that rule found
        something."""
        found: list[Match] = []
        sentences = [self._read(text, sentence.span()) for sentence in _SENTENCES.finditer(text)]
        for sentence in sentences:
            shelves = [self._shelves[pair] for pair in self._shelves.keys() & sentence.keys()]
            wanted = {id(entry): entry for shelf in shelves for entry in shelf}
            found += _found(wanted.values(), text, sentence)
        for rule in {match.rule for match in found} & self._silencing.keys():
            for sentence in sentences:
                found += _found(self._silencing[rule], text, sentence)
        found.sort(key=lambda match: match.start)
        return found

    def _read(self, text: str, span: tuple[int, int]) -> _Sentence:
        known = self._known
        places: dict[str, list[int]] = {}
        for place, (one, two) in enumerate(pairwise((text + ANY)[span[0] : span[1] + 1]), span[0]):
            for pair in (one + two, one + ANY):
                if pair in known:
                    places.setdefault(pair, []).append(place)
        return places


def _found(entries: Iterable[_Entry], text: str, sentence: _Sentence) -> Iterator[Match]:
    there = set(sentence)
    lacks = there.isdisjoint
    for entry in entries:
        for need in entry.others:
            if lacks(need):
                break
        else:
            match = entry.compiled.regex.match
            for head in entry.compiled.heads & there:
                for place in sentence[head]:
                    if one := match(text, place):
                        yield Match(entry.rule, entry.role, place, one.end(), entry.fix)


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
