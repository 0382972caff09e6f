"""All patterns of all rules over one text in one pass: at each place only those that can begin there are tried."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from miaohui.domain.wording.pattern import Compiled, Lists, compile_pattern
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


class Matcher:
    def __init__(self, rules: Iterable[Rule], lists: Lists) -> None:
        """Raises PatternError."""
        by_first: dict[str, list[_Entry]] = defaultdict(list)
        for rule in rules:
            for entry in _entries(rule, lists):
                for character in entry.compiled.first:
                    by_first[character].append(entry)
        self._by_first: Mapping[str, list[_Entry]] = dict(by_first)

    def matches(self, text: str) -> list[Match]:
        """All of them, overlapping ones too, by their start."""
        found = []
        by_first = self._by_first
        for place, character in enumerate(text):
            for entry in by_first.get(character, ()):
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
    for pattern, fix in rule.fixes.items():
        yield _Entry(rule.id, Role.HIT, compile_pattern(pattern, lists), fix)
