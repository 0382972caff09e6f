"""Seasons: which set of wordings is in force. A season inherits what it doesn't say from its parent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from miaohui.domain.reply import Reply, Wording
from miaohui.errors import MiaohuiError

BASE_SEASON = "normal"
PEAK_SEASON = "peak"
AUTO = "auto"
"""The setting that lets the calendar choose."""


@dataclass(frozen=True)
class Season:
    """``facts`` are values of variables that it brings with it, by their canonical names; ``stops`` while nothing is
    dispatched."""

    id: str
    name: str
    parent: str = ""
    colour: str = ""
    aliases: tuple[str, ...] = ()
    name_en: str = ""
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)
    stops: bool = False

    def called(self, *, chinese: bool) -> str:
        """Its name in the interface's language."""
        return self.name if chinese or not self.name_en else self.name_en


@dataclass(frozen=True)
class Seasons:
    """All seasons by id, in their order; holds the base season always."""

    by_id: Mapping[str, Season]

    def __iter__(self) -> Iterator[Season]:
        return iter(self.by_id.values())

    def find(self, name: str) -> Season | None:
        """By id, name or alias."""
        if name in self.by_id:
            return self.by_id[name]
        return next((season for season in self if name == season.name or name in season.aliases), None)

    def chain(self, season_id: str) -> tuple[str, ...]:
        """The season and its parents, nearest first, ending with the base; cycles and unknown parents end it."""
        chain: list[str] = []
        while season_id in self.by_id and season_id not in chain:
            chain.append(season_id)
            season_id = self.by_id[season_id].parent
        if BASE_SEASON not in chain:
            chain.append(BASE_SEASON)
        return tuple(chain)

    def below(self, season_id: str) -> tuple[str, ...]:
        """The seasons that inherit from this one."""
        return tuple(one.id for one in self if one.id != season_id and season_id in self.chain(one.id))

    def with_own(self, own: Mapping[str, Season]) -> Seasons:
        """These and a shop's own, in whose place one of the same id stands."""
        return Seasons({**self.by_id, **own})

    def check_own(self, season: Season) -> None:
        """Raises MiaohuiError ``unknown-season`` or ``bad-season`` (no place for it among the others)."""
        if season.id == BASE_SEASON:
            if season.parent:
                raise MiaohuiError("bad-season", season=season.name)
            return
        if season.parent not in self.by_id:
            raise MiaohuiError("unknown-season", season=season.parent)
        if season.id in self.chain(season.parent):
            raise MiaohuiError("bad-season", season=season.name)

    def is_peak(self, season_id: str) -> bool:
        return PEAK_SEASON in self.chain(season_id)

    def wordings(self, reply: Reply, season_id: str) -> tuple[Wording, ...]:
        """What the reply says in this season: its own variant, else its parent's, else the base."""
        variant = self.variant(reply, season_id)
        return reply.wordings if variant is None else reply.variants[variant]

    def variant(self, reply: Reply, season_id: str) -> str | None:
        """The id of the season whose variant is in force, None when the base is."""
        if not reply.variants:
            return None
        return next((s for s in self.chain(season_id) if s != BASE_SEASON and s in reply.variants), None)

    def offers(self, reply: Reply, season_id: str) -> bool:
        """Whether the reply is used in this season at all (``only_in`` includes children)."""
        return not reply.only_in or any(s in reply.only_in for s in self.chain(season_id))
