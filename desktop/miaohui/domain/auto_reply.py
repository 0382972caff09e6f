"""Automatic replies: which text stands in which setting of a chat client, in which season."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from miaohui.domain.reply import Look
from miaohui.domain.season import Seasons

ANY_CLIENT = ""
"""What an assignment that holds for every client has in its place."""


@dataclass(frozen=True)
class AutoSlot:
    """A setting in which chat clients keep a text that they send on their own.

    ``clients`` have it; ``looks`` are what its text has to be where text is formatted, empty for anything; ``limits``
    are the most characters by client, where they are known.
    """

    id: str
    name: str
    name_en: str = ""
    clients: tuple[str, ...] = ()
    required: bool = False
    looks: tuple[Look, ...] = ()
    limits: Mapping[str, int] = field(default_factory=dict)

    def fits(self, client: str) -> bool:
        """Whether the client has it; the place for every client does."""
        return client == ANY_CLIENT or client in self.clients


@dataclass(frozen=True)
class AutoReply:
    """The reply (by id) whose text stands in a slot, for a client or for any, from a season on downwards."""

    slot: str
    client: str
    season: str
    reply: str

    @property
    def id(self) -> str:
        """One for each place: there is never more than one text in it."""
        return auto_reply_id(self.slot, self.client, self.season)


def auto_reply_id(slot: str, client: str, season: str) -> str:
    return f"{slot}/{client}/{season}"


def in_force(
    assigned: Mapping[str, AutoReply], seasons: Seasons, slot: str, client: str, season: str
) -> AutoReply | None:
    """What holds for this slot: the client's own of the season, its parent's, the base's, then those of any client."""
    for owner in dict.fromkeys((client, ANY_CLIENT)):
        for one in seasons.chain(season):
            found = assigned.get(auto_reply_id(slot, owner, one))
            if found is not None:
                return found
    return None


def slots_of(slots: Iterable[AutoSlot], client: str) -> tuple[AutoSlot, ...]:
    """Those that this client has."""
    return tuple(slot for slot in slots if slot.fits(client))
