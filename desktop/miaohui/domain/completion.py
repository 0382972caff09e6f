"""What may be written between braces, while it is being written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from miaohui.domain.pinyin import Readings, spellings
from miaohui.domain.variables import Variables

MOST_CHOICES = 4
"""Of a variable's choices that are proposed in the text; an agent writes others behind them."""

_FIRST, _FIRST_LETTERS, _WITHIN, _LETTERS_WITHIN = range(4)
_ALIAS, _UNFIT = 4, 8
"""An alias counts less than any name."""
_BODY = re.compile(r"(?P<condition>[?？]?)\s*(?P<name>[^=＝]*)(?P<equals>[=＝]?)(?P<rest>.*)")


class Origin(StrEnum):
    """Who fills it in."""

    VARIABLE = "variable"
    OWN = "own"
    PROFILE = "profile"
    COMPUTED = "computed"


@dataclass(frozen=True)
class Offer:
    """``text`` takes the place of the braces, the cursor comes to ``caret`` in it; ``alias`` is the other name that
    was typed, if any."""

    name: str
    text: str
    caret: int
    origin: Origin
    alias: str = ""


@dataclass(frozen=True, repr=False)
class _Named:
    name: str
    origin: Origin
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    spelled: dict[str, tuple[str, ...]] = field(default_factory=dict)


class Completion:
    """All that a template can name: ``own`` are the names of the shop's own variables. Letters find Chinese names by
    their pinyin or its initials where ``readings`` are given."""

    def __init__(
        self, variables: Variables, own: frozenset[str] = frozenset(), readings: Readings | None = None
    ) -> None:
        readings = readings or {}

        def named(name: str, origin: Origin, aliases: tuple[str, ...] = (), choices: tuple[str, ...] = ()) -> _Named:
            spelled = {one: _letters(one, readings) for one in (name, *aliases)}
            return _Named(name, origin, aliases, choices, spelled)

        self._named = (
            *(
                named(one.name, Origin.OWN if one.name in own else Origin.VARIABLE, one.aliases, one.choices)
                for one in variables.by_name.values()
            ),
            *(named(one, Origin.PROFILE) for one in variables.profile),
            *(named(one, Origin.COMPUTED) for one in sorted(variables.computed)),
            *(named(one, Origin.COMPUTED) for one in ("今天+3天", "今天+3工作日")),
        )

    def offers(self, typed: str) -> tuple[Offer, ...]:
        """``typed`` is what stands behind the opening brace. The best first; what goes with the best one (a default,
        choices, an optional part) follows it."""
        match = _BODY.fullmatch(typed)
        if match is None:
            return ()
        found = sorted(self._found(match["name"].strip().casefold()), key=lambda hit: hit[0])
        if match["condition"]:
            return tuple(_condition(one, alias) for _, one, alias in found)
        if match["equals"]:
            exact = next((one for _, one, _ in found if match["name"].strip() in (one.name, *one.aliases)), None)
            return tuple(_with_values(exact)) if exact is not None and not match["rest"] else ()
        plain = [Offer(one.name, text := f"{{{one.name}}}", len(text), one.origin, alias) for _, one, alias in found]
        if not plain or not match["name"].strip():
            return tuple(plain)
        best = found[0][1]
        return (plain[0], *_with_values(best), _condition(best), *plain[1:])

    def _found(self, typed: str) -> Iterator[tuple[int, _Named, str]]:
        """Rank, what was found, and by which alias."""
        for one in self._named:
            ranked = [(_rank(typed, one.name, one.spelled[one.name]), "")]
            ranked += [(_ALIAS + _rank(typed, alias, one.spelled[alias]), alias) for alias in one.aliases]
            rank, alias = min(ranked)
            if rank < _UNFIT:
                yield rank, one, alias


def _rank(typed: str, name: str, letters: tuple[str, ...]) -> int:
    """From 0 for the best; ``_UNFIT`` for what doesn't fit."""
    name = name.casefold()
    if name.startswith(typed):
        return _FIRST
    if any(one.startswith(typed) for one in letters):
        return _FIRST_LETTERS
    if typed in name:
        return _WITHIN
    return _LETTERS_WITHIN if any(typed in one for one in letters) else _UNFIT


def _letters(name: str, readings: Readings) -> tuple[str, ...]:
    initials, full = spellings(name, readings, 4)
    return tuple(dict.fromkeys(one.letters.casefold() for one in (*initials, *full)))


def _with_values(one: _Named) -> Iterator[Offer]:
    """With a default, with choices, with a choice that must be made."""
    if one.origin is Origin.COMPUTED:
        return
    choices = "|".join(one.choices[:MOST_CHOICES])
    texts = [f"{{{one.name}={choices}}}", f"{{{one.name}=|{choices}}}"] if choices else [f"{{{one.name}=}}"]
    for text in texts:
        yield Offer(one.name, text, len(text) if choices else len(text) - 1, one.origin)


def _condition(one: _Named, alias: str = "") -> Offer:
    head = f"{{?{one.name}}}"
    return Offer(one.name, f"{head}{{:}}{{/}}", len(head), one.origin, alias)
