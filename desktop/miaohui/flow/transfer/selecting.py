"""Which replies go out, in the order of their categories."""

from __future__ import annotations

from dataclasses import dataclass, replace

from miaohui.domain.library import Library
from miaohui.domain.reply import Reply, Scope
from miaohui.domain.season import Seasons


@dataclass(frozen=True)
class Selection:
    """``category`` is an id, its subs included; ``season`` one whose texts stand in for the others. Empty for all.
    ``trash`` and ``history`` (what replies were before) go along where the format has a place for them."""

    category: str = ""
    scope: Scope | None = None
    season: str = ""
    trash: bool = True
    history: bool = False


ALL = Selection()


def ordered(library: Library) -> list[Reply]:
    """The replies outside of the trash, as the categories show them."""
    places = {category: tuple(one.order for one in library.category_path(category)) for category in library.categories}
    return sorted(library.active(), key=lambda reply: (places.get(reply.category, (1 << 62,)), reply.order, reply.id))


def selected(library: Library, seasons: Seasons, selection: Selection) -> list[Reply]:
    """The replies of the selection; with a season only those that are used in it, saying what they say then."""
    found = [reply for reply in ordered(library) if _is_in(reply, library, selection)]
    if not selection.season:
        return found
    return [
        replace(reply, wordings=seasons.wordings(reply, selection.season), variants={})
        for reply in found
        if seasons.offers(reply, selection.season)
    ]


def trashed(library: Library, selection: Selection) -> list[Reply]:
    """Those in the trash that go along, by their ids."""
    found = (reply for reply in library.replies.values() if reply.deleted is not None and selection.trash)
    return sorted((reply for reply in found if _is_in(reply, library, selection)), key=lambda reply: reply.id)


def _is_in(reply: Reply, library: Library, selection: Selection) -> bool:
    shelves = {category.id for category in library.category_path(reply.category)}
    return selection.scope in (None, reply.scope) and (not selection.category or selection.category in shelves)
