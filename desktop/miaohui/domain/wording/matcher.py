"""All patterns of all rules over one text, sentence by sentence: a pattern is tried where it can begin, if the sentence
holds all that it needs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

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
        columns = [_bits(patterns, number) for number in range(1 + NEEDS)]
        self._without = tuple(without for _, without in columns)
        kept: dict[tuple[int, ...], tuple[int, ...]] = {}
        self.bits: Mapping[str, tuple[int, ...]] = {
            pair: kept.setdefault(row, row)
            for pair in set().union(*(bits for bits, _ in columns))
            for row in [tuple(bits.get(pair, 0) for bits, _ in columns)]
        }
        self._entries = tuple(_Entry(rule, role, compiled.source, fix) for rule, role, compiled, fix in patterns)

    def found(self, text: str, sentence: _Sentence) -> Iterator[Match]:
        """The matches in a sentence of the text."""
        begin, need, need_too = self._without
        told = [(pair, self.bits[pair]) for pair in sentence if pair in self.bits]
        for _, (beginning, needing, needing_too) in told:
            begin |= beginning
            need |= needing
            need_too |= needing_too
        left = begin & need & need_too
        if not left:
            return
        for pair, (beginning, _, _) in told:
            here = beginning & left
            while here:
                last = here & -here
                here ^= last
                entry = self._entries[last.bit_length() - 1]
                for place in sentence[pair]:
                    if match := entry.regex.match(text, place):
                        yield Match(entry.rule, entry.role, place, match.end(), entry.fix)


def _bits(patterns: Sequence[_Pattern], number: int) -> tuple[Mapping[str, int], int]:
    """By pair the bits of the patterns that begin with it (number 0) or need it; and of those that need nothing
    more."""
    of_row: dict[str, int] = defaultdict(int)
    without = 0
    for place, (_, _, compiled, _) in enumerate(patterns):
        rows = (compiled.heads, *compiled.needs)
        if number < len(rows):
            of_row[rows[number]] |= 1 << place
        else:
            without |= 1 << place
    of_pair: dict[str, int] = defaultdict(int)
    for row, bits in of_row.items():
        for pair in pairs_in(row):
            of_pair[pair] |= bits
    kept: dict[int, int] = {}
    return {pair: kept.setdefault(bits, bits) for pair, bits in of_pair.items()}, without


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
        known = set().union(self._finding.bits, *(index.bits for index in self._silencing.values()))
        self._singles = frozenset(pair[0] for pair in known if pair[1] == ANY)
        self._known = known

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
        known, singles = self._known, self._singles
        sentence = text[start:end]
        places: dict[str, list[int]] = {}
        for place, pair in enumerate(map(str.__add__, sentence, (text + "\n")[start + 1 : end + 1]), start):
            if pair in known:
                places.setdefault(pair, []).append(place)
        for place, character in enumerate(sentence, start):
            if character in singles:
                places.setdefault(character + ANY, []).append(place)
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
