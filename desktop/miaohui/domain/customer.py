"""The present customer: what is known about the one in the chat window, and what of it may be offered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from miaohui.domain.recognition import looks_like
from miaohui.domain.variables import Variable

LIFETIME = timedelta(minutes=2)
"""A new customer comes every two minutes."""


class Source(StrEnum):
    """Where a value that nobody typed comes from."""

    CLIPBOARD = "clipboard"
    EARLIER = "earlier"
    """From an earlier reply: maybe another customer's, so it counts only once the agent has confirmed it."""
    RECOGNISED = "recognised"
    """From another value, as the courier from the shape of a tracking number."""


@dataclass(frozen=True, repr=False)
class Suggestion:
    """A value that a field of the form is asked with."""

    value: str
    source: Source

    def __repr__(self) -> str:
        return f"Suggestion({self.source.name})"


@dataclass(frozen=True, repr=False)
class Customer:
    """Identifying values of the replies given, by canonical name, each with the time of its last use."""

    _known: Mapping[str, tuple[str, datetime]] = field(default_factory=dict)

    def remember(self, values: Mapping[str, str], now: datetime) -> Customer:
        """With these values, used now."""
        return Customer({**self._known, **{name: (value, now) for name, value in values.items()}})

    def values(self, now: datetime) -> dict[str, str]:
        """What hasn't expired, in the order in which it came up first."""
        return {name: value for name, (value, used) in self._known.items() if now - used < LIFETIME}

    def expires(self, now: datetime) -> timedelta | None:
        """Until the next value is gone; None when there is none."""
        return min((used + LIFETIME - now for _, used in self._known.values() if now - used < LIFETIME), default=None)


def suggest(variables: Iterable[Variable], clipboard: str, earlier: Mapping[str, str]) -> dict[str, Suggestion]:
    """What to ask these variables with, by name.

    The clipboard's text comes first, for the first variable whose shape it has and for no other; what it is can only
    be guessed.
    """
    asked = tuple(variables)
    text = clipboard.strip()
    fitting = next((variable.name for variable in asked if text and looks_like(text, variable)), None)
    suggestions = {v.name: Suggestion(earlier[v.name], Source.EARLIER) for v in asked if v.name in earlier}
    if fitting is not None:
        suggestions[fitting] = Suggestion(text, Source.CLIPBOARD)
    return suggestions
