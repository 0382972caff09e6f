"""The window that the palette was opened over, and the rules that tell which chat client it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

_UNREAD = re.compile(r"\A\s*[(（\[【]\s*\d{1,4}\+?\s*(?:条(?:新消息|未读)?)?\s*[)）\]】]\s*(?=\S)")
"""A counter of unread messages, as pages put it before their title. Behind a title it may as well tell two people
apart."""


@dataclass(frozen=True)
class ChatWindow:
    """``title`` may name a customer: never log or keep it. ``classes`` and ``process`` are empty where nobody can
    tell."""

    id: int
    title: str = field(repr=False)
    classes: tuple[str, ...] = ()
    process: str = ""

    @property
    def subject(self) -> str:
        """The title without a counter of unread messages before it: another number is no other customer."""
        return _UNREAD.sub("", self.title)

    @property
    def program(self) -> tuple[str, ...]:
        """What all windows of this program have in common."""
        return (*self.classes, self.process)


@dataclass(frozen=True)
class ClientRule:
    """The patterns of a criterion are alternatives (``*`` and ``?``, capitals don't matter); one without any fits
    always, but a rule has at least one pattern."""

    client: str
    classes: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()

    def fits(self, window: ChatWindow) -> bool:
        return (
            _any_fits(self.classes, window.classes)
            and _any_fits(self.processes, (window.process,))
            and _any_fits(self.titles, (window.title,))
        )


def client_of(window: ChatWindow, rules: Iterable[ClientRule]) -> str | None:
    """The client of the first rule that fits."""
    return next((rule.client for rule in rules if rule.fits(window)), None)


def _any_fits(patterns: tuple[str, ...], names: tuple[str, ...]) -> bool:
    return not patterns or any(
        fnmatchcase(name.casefold(), pattern.casefold()) for name in names for pattern in patterns
    )
