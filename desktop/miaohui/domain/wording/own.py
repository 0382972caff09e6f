"""What a shop makes of the rules: words of its own, exceptions, rules that are off, milder or for some places only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from miaohui.domain.search.folding import Simplified
from miaohui.domain.wording.disguise import unmask
from miaohui.domain.wording.rule import Level, Rule

MAX_WORD = 40
"""Characters of a word of one's own."""
OWN = "own:"
"""What the id of a rule for a word of the shop's own begins with."""

_WHY = ("本店的回复不用“{word}”。", "The shop's replies don't use “{word}”.")
_SUGGESTION = ("换个说法，或者改用“{fix}”。", "Put it differently, or write “{fix}”.")
_NO_FIX = ("换个说法。", "Put it differently.")


@dataclass(frozen=True)
class OwnWord:
    """A word, taken literally, that the shop's replies must not hold. ``fix`` may stand there instead, empty for none;
    empty ``categories`` (ids or names of top categories) and ``clients`` mean all."""

    text: str
    level: Level = Level.WARNING
    why: str = ""
    suggestion: str = ""
    fix: str = ""
    categories: tuple[str, ...] = ()
    clients: tuple[str, ...] = ()


@dataclass(frozen=True)
class OwnException:
    """A word, taken literally: what touches it is harmless, for all rules or for those named."""

    text: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Switch:
    """What differs from the rule as it was shipped; empty fields leave it as it is."""

    rule: str
    on: bool = True
    level: Level | None = None
    categories: tuple[str, ...] = ()
    except_categories: tuple[str, ...] = ()
    clients: tuple[str, ...] = ()
    except_clients: tuple[str, ...] = ()

    @property
    def is_idle(self) -> bool:
        """Whether it changes nothing."""
        return self == Switch(self.rule)


@dataclass(frozen=True)
class OwnRules:
    """``off`` are levels of which nothing is said; ``switches`` by the rule's id."""

    words: tuple[OwnWord, ...] = ()
    exceptions: tuple[OwnException, ...] = ()
    switches: Mapping[str, Switch] = field(default_factory=dict)
    off: frozenset[Level] = frozenset()

    def applied(
        self, rules: Iterable[Rule], simplified: Simplified, category: Callable[[str], str]
    ) -> tuple[Rule, ...]:
        """These rules as the shop wants them, and one for each word of its own. ``category`` turns what somebody wrote
        into a category's id."""
        found = [*rules, *(_rule(word, simplified) for word in self.words)]
        switched = (self._switched(rule, category) for rule in found)
        exempt = [(meant(one.text, simplified), one.rules) for one in self.exceptions if one.rules]
        return tuple(
            replace(rule, exempt=tuple(text for text, names in exempt if rule.id in names))
            for rule in switched
            if rule is not None and rule.level not in self.off
        )

    def harmless(self, simplified: Simplified) -> tuple[str, ...]:
        """The words that are harmless to every rule."""
        return tuple(meant(one.text, simplified) for one in self.exceptions if not one.rules)

    def _switched(self, rule: Rule, category: Callable[[str], str]) -> Rule | None:
        switch = self.switches.get(rule.id, Switch(rule.id))
        categories = _both(tuple(map(category, rule.categories)), tuple(map(category, switch.categories)))
        clients = _both(rule.clients, switch.clients)
        if not switch.on or categories is None or clients is None:
            return None
        return replace(
            rule,
            level=switch.level or rule.level,
            categories=categories,
            except_categories=(*rule.except_categories, *map(category, switch.except_categories)),
            clients=clients,
            except_clients=(*rule.except_clients, *switch.except_clients),
        )


def meant(word: str, simplified: Simplified) -> str:
    """A word as the rules read it; empty where nothing is left of it."""
    return unmask(word, simplified)[0].strip()


def _rule(word: OwnWord, simplified: Simplified) -> Rule:
    def said(own: str, default: str) -> str:
        return own or default.format(word=word.text, fix=word.fix)

    why, why_en = _WHY
    suggestion, suggestion_en = _SUGGESTION if word.fix else _NO_FIX
    return Rule(
        id=f"{OWN}{word.text}",
        level=word.level,
        why=said(word.why, why),
        why_en=said(word.why, why_en),
        suggestion=said(word.suggestion, suggestion),
        suggestion_en=said(word.suggestion, suggestion_en),
        literals={meant(word.text, simplified): word.fix or None},
        categories=word.categories,
        clients=word.clients,
    )


def _both(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...] | None:
    """What both allow, where empty means all; None where nothing is left."""
    if not first or not second:
        return first or second
    return tuple(one for one in first if one in second) or None
