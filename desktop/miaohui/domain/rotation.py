"""Which of a reply's wordings is offered: regular buyers shouldn't read the same sentence twice in a row."""

from __future__ import annotations

from collections.abc import Iterable

from miaohui.domain.usage import Use


class Rotation:
    """The wording behind the one used last, by reply and season (whose wordings differ); the first where
    none was used."""

    def __init__(self, uses: Iterable[Use] = ()) -> None:
        """``uses`` are the oldest first."""
        self._next: dict[tuple[str, str], int] = {}
        for use in uses:
            self.add(use)

    def add(self, use: Use) -> None:
        self._next[use.reply, use.season] = use.wording + 1

    def take_back(self, use: Use) -> None:
        """As if it had not been: the same wording is offered again."""
        self._next[use.reply, use.season] = use.wording

    def offered(self, reply: str, season: str, count: int) -> int:
        """One of ``count`` (at least 1) wordings, from 0; ``reply`` and ``season`` are ids."""
        return self._next.get((reply, season), 0) % count
