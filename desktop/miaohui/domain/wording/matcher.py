"""All patterns of all rules over one text, sentence by sentence: a pattern is tried where it can begin, if the sentence
holds all that it needs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from itertools import chain, pairwise

from miaohui.domain.wording.pattern import ANY, NEEDS, SENTENCE_END, Compiled, Patterns, compile_literal, pairs_in
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
    source: str
    fix: str | None

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Made when it is first tried: thousands of them at once would take seconds."""
        return re.compile(self.source)


_Sentence = Mapping[str, Sequence[int]]
"""Of its characters, each with the next one and with ANY, those pairs that patterns speak of: their places in the
text."""
_Pattern = tuple[str, Role, Compiled, str | None]
"""What is found, of which rule, and what to write instead."""


class _Index:
    """Tells which patterns a sentence has all for that they need, by sets of bits: a pattern's bit is its number.

    For each pair of characters: which patterns can begin with it, which need it, which need it too. What a sentence's
    pairs say is put together; the patterns whose bit is in all three are left.
    """

    def __init__(self, patterns: Sequence[_Pattern]) -> None:
        self._slots = tuple(_slot(patterns, number) for number in range(1 + NEEDS))
        self._entries = tuple(_Entry(rule, role, compiled.source, fix) for rule, role, compiled, fix in patterns)

    @property
    def pairs(self) -> Iterable[str]:
        """Those that tell something."""
        return chain.from_iterable(bits for bits, _ in self._slots)

    def found(self, text: str, sentence: _Sentence) -> Iterator[Match]:
        """The matches in a sentence of the text."""
        left = -1
        for bits, without in self._slots:
            here = without
            for pair in sentence.keys() & bits.keys():
                here |= bits[pair]
            left &= here
            if not left:
                return
        beginning, _ = self._slots[0]
        for pair in sentence.keys() & beginning.keys():
            here = beginning[pair] & left
            while here:
                last = here & -here
                here ^= last
                entry = self._entries[last.bit_length() - 1]
                for place in sentence[pair]:
                    if match := entry.regex.match(text, place):
                        yield Match(entry.rule, entry.role, place, match.end(), entry.fix)


def _slot(patterns: Sequence[_Pattern], slot: int) -> tuple[Mapping[str, int], int]:
    """By pair the bits of the patterns that begin with it (slot 0) or need it; and those that need nothing more."""
    of_row: dict[str, int] = defaultdict(int)
    free = 0
    for number, (_, _, compiled, _) in enumerate(patterns):
        rows = (compiled.heads, *compiled.needs)
        if slot < len(rows):
            of_row[rows[slot]] |= 1 << number
        else:
            free |= 1 << number
    of_pair: dict[str, int] = defaultdict(int)
    for row, bits in of_row.items():
        for pair in pairs_in(row):
            of_pair[pair] |= bits
    kept: dict[int, int] = {}
    return {pair: kept.setdefault(bits, bits) for pair, bits in of_pair.items()}, free


class Matcher:
    def __init__(self, rules: Iterable[Rule], patterns: Patterns, harmless: Iterable[str] = ()) -> None:
        """``harmless`` words are exceptions for every rule: matches of the rule "". Raises PatternError."""
        finding: list[_Pattern] = [("", Role.EXCEPTION, compile_literal(word), None) for word in harmless]
        silencing: dict[str, list[_Pattern]] = {}
        for rule in rules:
            found = list(_patterns(rule, patterns))
            hits = [one for one in found if one[1] is Role.HIT]
            finding += hits or found
            if hits and len(hits) < len(found):
                silencing[rule.id] = [one for one in found if one[1] is not Role.HIT]
        self._finding = _Index(finding)
        self._silencing = {rule: _Index(found) for rule, found in silencing.items()}
        self._known = set().union(self._finding.pairs, *(index.pairs for index in self._silencing.values()))

    def matches(self, text: str) -> list[Match]:
        """All of them, overlapping ones too, by their start. What silences a rule is looked for where that rule found
        something."""
        sentences = [self._read(text, *sentence.span()) for sentence in _SENTENCES.finditer(text)]
        found = [match for sentence in sentences for match in self._finding.found(text, sentence)]
        for rule in {match.rule for match in found} & self._silencing.keys():
            for sentence in sentences:
                found += self._silencing[rule].found(text, sentence)
        found.sort(key=lambda match: match.start)
        return found

    def _read(self, text: str, start: int, end: int) -> _Sentence:
        known = self._known
        places: dict[str, list[int]] = {}
        for place, (one, two) in enumerate(pairwise((text + "\n")[start : end + 1]), start):
            for pair in (one + two, one + ANY):
                if pair in known:
                    places.setdefault(pair, []).append(place)
        return places


def validate(rule: Rule, patterns: Patterns) -> None:
    """Raises PatternError for a rule that can't be used."""
    for _ in _patterns(rule, patterns):
        pass


def _patterns(rule: Rule, patterns: Patterns) -> Iterator[_Pattern]:
    for role, sources in (
        (Role.HIT, rule.patterns),
        (Role.EXCEPTION, rule.exceptions),
        (Role.UNLESS, rule.unless),
    ):
        for source in sources:
            yield rule.id, role, patterns.compile(source), None
    for word in rule.exempt:
        yield rule.id, Role.EXCEPTION, compile_literal(word), None
    for word, fix in rule.literals.items():
        yield rule.id, Role.HIT, compile_literal(word), fix
    for source, fix in rule.fixes.items():
        yield rule.id, Role.HIT, patterns.compile(source), fix
