"""The rules over one text."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from miaohui.domain.wording.checks import CHECKS
from miaohui.domain.wording.judged import Judged
from miaohui.domain.wording.matcher import Match, Matcher, Role
from miaohui.domain.wording.pattern import Patterns
from miaohui.domain.wording.rule import Check, Context, Finding, Rule

_TOO_MUCH = (Check.LENGTH, Check.EMOTICONS)
"""Are about how much there is, not about what."""


class Checker:
    """Judges texts by rules; ``emoticon_names`` are the bracket codes of every client."""

    def __init__(
        self, rules: Iterable[Rule], patterns: Patterns, emoticon_names: Collection[str], harmless: Iterable[str] = ()
    ) -> None:
        """``harmless`` are words, as the rules read them, of which no rule says anything. Raises PatternError."""
        self.rules = tuple(rules)
        self._matcher = Matcher(self.rules, patterns, harmless)
        self._emoticon_names = emoticon_names
        self._chosen: dict[Context, tuple[Rule, ...]] = {}

    def check(self, judged: Judged, context: Context) -> tuple[Finding, ...]:
        """What is found, by place. Never raises, and takes time linear in the text's length."""
        matches: dict[str, list[Match]] = defaultdict(list)
        for match in self._matcher.matches(judged.meant):
            matches[match.rule].append(match)
        harmless = matches.pop("", [])
        found: list[Finding] = []
        for rule in self._applying(context):
            if rule.check is not Check.PHRASES or rule.id in matches:
                found += self._findings(rule, judged, matches.get(rule.id, []), harmless)
        return tuple(_without_repeated(found))

    def _applying(self, context: Context) -> tuple[Rule, ...]:
        chosen = self._chosen.get(context)
        if chosen is None:
            chosen = self._chosen[context] = tuple(rule for rule in self.rules if rule.applies(context))
        return chosen

    def _findings(self, rule: Rule, judged: Judged, matches: list[Match], harmless: list[Match]) -> Iterator[Finding]:
        if any(match.role is Role.UNLESS for match in matches):
            return
        if rule.check is Check.REQUIRED:
            if judged.meant.strip() and not matches:
                yield Finding(rule, 0, len(judged.source))
        elif rule.check is Check.PHRASES:
            for match in _hits(_by_start(matches, harmless)):
                yield Finding(rule, *judged.span(match.start, match.end), match.fix)
        else:
            spared = [judged.span(match.start, match.end) for match in _by_start(matches, harmless)]
            for start, end in CHECKS[rule.check](judged, rule, self._emoticon_names):
                if rule.check in _TOO_MUCH or not any(first < end and start < last for first, last in spared):
                    yield Finding(rule, start, end)


def _by_start(matches: list[Match], harmless: list[Match]) -> list[Match]:
    return sorted((*matches, *harmless), key=lambda match: match.start) if harmless else matches


def _hits(matches: list[Match]) -> Iterator[Match]:
    """The hits that no exception touches; of overlapping ones the first, the longest."""
    starts: list[int] = []
    ends: list[int] = []
    for match in matches:  # by start: exceptions that overlap become one
        if match.role is Role.EXCEPTION:
            if ends and match.start <= ends[-1]:
                ends[-1] = max(ends[-1], match.end)
            else:
                starts.append(match.start)
                ends.append(match.end)
    end = 0
    hits = (match for match in matches if match.role is Role.HIT)
    for hit in sorted(hits, key=lambda match: (match.start, -match.end)):
        before = bisect_left(starts, hit.end)  # exceptions that begin before the hit ends
        if hit.start >= end and not (before and ends[before - 1] > hit.start):
            yield hit
            end = hit.end


def _without_repeated(findings: list[Finding]) -> list[Finding]:
    """By place, without those that lie within another one as grave."""
    ordered = sorted(findings, key=lambda one: (one.start, -one.end, -one.rule.level.weight))
    kept: list[Finding] = []
    for one in ordered:
        covered = (
            other
            for other in kept[-20:]
            if other.rule.check is one.rule.check is Check.PHRASES
            and other.start <= one.start
            and one.end <= other.end
            and other.rule.level.weight >= one.rule.level.weight
        )
        if next(covered, None) is None:
            kept.append(one)
    return kept
