"""All patterns of all rules over one text, sentence by sentence: a pattern is tried where it can begin, if the sentence
holds all that it needs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from miaohui.domain.wording.pattern import ANY, SENTENCE_END, Compiled, Patterns, compile_literal
from miaohui.domain.wording.rule import Rule

_SLOTS = 3
"""What a match begins with, and the rarest two of what it needs."""
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


@dataclass(frozen=True, eq=False)
class _Entry:
    rule: str
    role: Role
    compiled: Compiled
    fix: str | None

    def matches(self, text: str, places: Iterable[int]) -> Iterator[Match]:
        for place in places:
            if match := self.compiled.regex.match(text, place):
                yield Match(self.rule, self.role, place, match.end(), self.fix)


_Sentence = Mapping[str, list[int]]
"""The pairs of characters that patterns speak of, the second ANY or what follows, and where in the text they are."""


class _Index:
    """Tells which patterns a sentence has all for that they need, by sets of bits.

    Each pair of characters has a number with a bit for each pattern that can begin with it, higher up one for each
    pattern that needs it, and so on: those of a sentence's pairs are put together, and what has all its bits is left.
    """

    def __init__(self, entries: Sequence[_Entry]) -> None:
        self._entries = entries
        self._width = len(entries)
        self._free = 0
        masks: dict[frozenset[str], int] = {}
        for number, entry in enumerate(entries):
            rarest = sorted(entry.compiled.needs, key=_commonness)[: _SLOTS - 1]
            for slot, pairs in enumerate((entry.compiled.heads, *rarest)):
                masks[pairs] = masks.get(pairs, 0) | 1 << (slot * self._width + number)
            for slot in range(1 + len(rarest), _SLOTS):
                self._free |= 1 << (slot * self._width + number)
        self._masks: dict[str, int] = {}
        for pairs, mask in masks.items():
            for pair in pairs:
                self._masks[pair] = self._masks.get(pair, 0) | mask

    @property
    def pairs(self) -> Collection[str]:
        return self._masks.keys()

    def found(self, text: str, sentence: _Sentence) -> Iterator[Match]:
        """The matches in a sentence of the text."""
        there = set(sentence)
        bits = self._free
        for pair in there & self._masks.keys():
            bits |= self._masks[pair]
        left = (1 << self._width) - 1
        for slot in range(_SLOTS):
            left &= bits >> (slot * self._width)
        while left:
            last = left & -left
            left ^= last
            entry = self._entries[last.bit_length() - 1]
            for head in entry.compiled.heads & there:
                yield from entry.matches(text, sentence[head])


class Matcher:
    def __init__(self, rules: Iterable[Rule], patterns: Patterns, harmless: Iterable[str] = ()) -> None:
        """``harmless`` words are exceptions for every rule: matches of the rule "". Raises PatternError."""
        everywhere = [_Entry("", Role.EXCEPTION, compile_literal(word), None) for word in harmless]
        finding, silencing = everywhere, {}
        for rule in rules:
            entries = list(_entries(rule, patterns))
            hits = [entry for entry in entries if entry.role is Role.HIT]
            finding += hits or entries
            others = [entry for entry in entries if entry.role is not Role.HIT]
            if hits and others:
                silencing[rule.id] = others
        self._finding = _Index(finding)
        self._silencing = {rule: _Index(entries) for rule, entries in silencing.items()}
        self._known = set().union(self._finding.pairs, *(index.pairs for index in self._silencing.values()))

    def matches(self, text: str) -> list[Match]:
        """All of them, overlapping ones too, by their start. What silences a rule is looked for where that rule found
        something."""
        sentences = [self._read(text, sentence.span()) for sentence in _SENTENCES.finditer(text)]
        found = [match for sentence in sentences for match in self._finding.found(text, sentence)]
        for rule in {match.rule for match in found} & self._silencing.keys():
            for sentence in sentences:
                found += self._silencing[rule].found(text, sentence)
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


def _commonness(pairs: frozenset[str]) -> int:
    """How often a text holds one of them, roughly: single characters stand in nearly every text."""
    return sum(60 if pair[1] == ANY else 1 for pair in pairs)


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
