"""The present customer: what is known about the one in the chat window."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
