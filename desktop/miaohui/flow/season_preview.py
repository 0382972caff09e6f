"""What another season would change: which replies say something else, which come and go, and a start for a new one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from miaohui.domain.change import Change, ChangeSet
from miaohui.domain.library import Library
from miaohui.domain.reply import Reply, Wording
from miaohui.domain.season import BASE_SEASON, Seasons
from miaohui.errors import MiaohuiError


@dataclass(frozen=True, repr=False)
class Changed:
    """A reply that says something else; ``variant`` is the season whose wordings it then takes, None for the base."""

    reply: Reply
    before: tuple[Wording, ...]
    after: tuple[Wording, ...]
    variant: str | None


@dataclass(frozen=True, repr=False)
class Preview:
    """A switch of the whole library from a season to another (ids). ``same`` say the same in both; of all that are
    offered afterwards, ``without`` have no wording for the new season or one above it and fall back on the base."""

    season: str
    to: str
    changed: tuple[Changed, ...]
    same: tuple[Reply, ...]
    without: tuple[Reply, ...]
    appearing: tuple[Reply, ...]
    disappearing: tuple[Reply, ...]


def preview(library: Library, seasons: Seasons, season: str, to: str) -> Preview:
    """The replies in the library's order of categories."""
    found: dict[str, list[Reply]] = {name: [] for name in ("same", "without", "appearing", "disappearing")}
    changed: list[Changed] = []
    for reply in _in_order(library):
        offered, will_be = seasons.offers(reply, season), seasons.offers(reply, to)
        if offered and not will_be:
            found["disappearing"].append(reply)
        if will_be and not offered:
            found["appearing"].append(reply)
        if will_be and seasons.variant(reply, to) is None and not reply.only_in and to != BASE_SEASON:
            found["without"].append(reply)
        if offered and will_be:
            before, after = seasons.wordings(reply, season), seasons.wordings(reply, to)
            if before == after:
                found["same"].append(reply)
            else:
                changed.append(Changed(reply, before, after, seasons.variant(reply, to)))
    return Preview(season, to, tuple(changed), **{name: tuple(replies) for name, replies in found.items()})


def start(
    library: Library, seasons: Seasons, season: str, category: str, now: datetime, replies: frozenset[str] | None = None
) -> ChangeSet:
    """Copies what the replies of a category (an id, with those below it) say in a season into it, where they have
    nothing of their own there yet: something to begin with. ``replies`` (ids) narrows it further; the shop's locked
    ones stay as they are. ``now`` is UTC.

    Raises:
        MiaohuiError: ``unknown-season`` for the base, which has the wordings to begin with.
    """
    if season == BASE_SEASON or season not in seasons.by_id:
        raise MiaohuiError("unknown-season", season=season)
    changes = [
        Change(
            reply,
            replace(
                reply,
                variants={**reply.variants, season: seasons.wordings(reply, season)},
                rev=reply.rev + 1,
                updated=now,
            ),
        )
        for reply in library.active()
        if category in (reply.category, library.top_of(reply.category))
        and (replies is None or reply.id in replies)
        and season not in reply.variants
        and seasons.offers(reply, season)
        and not reply.locked
    ]
    return ChangeSet("season-start", tuple(changes))


def _in_order(library: Library) -> list[Reply]:
    places = {
        category.id: place
        for place, category in enumerate(sub for top in library.tops() for sub in (top, *library.subs(top.id)))
    }
    return sorted(library.active(), key=lambda reply: (places.get(reply.category, len(places)), reply.order))
