"""An agent's own wording of a shop's reply: a personal reply that stands in the shop's place.

It is a whole reply and remembers what the shop's one said when the two were last in step (``Reply.overlaid``). So for
each field there are three values: the remembered one, the shop's of now, and the agent's. What the agent left alone
follows the shop; what the shop left alone stays the agent's; where both changed it the agent's wins, and a warning
stands until the agent has looked at it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from miaohui.domain.history import CONTENT
from miaohui.domain.library import Library
from miaohui.domain.reply import Reply, Scope
from miaohui.errors import MiaohuiError

FIELDS = ("category", *CONTENT)
"""What can be worded anew."""


@dataclass(frozen=True, repr=False)
class Overlaid:
    """A field that says something else than the shop's. ``conflict``: the shop has changed it since, too."""

    field: str
    conflict: bool


def overlay_of(shop: Reply) -> Reply:
    """A personal reply that says what the shop's says, to be changed and created; it has no id yet."""
    return replace(
        shop,
        id="",
        scope=Scope.PERSONAL,
        overlays=shop.id,
        overlaid=remembered(shop),
        source="",
        locked=False,
        rev=1,
        created=None,
        updated=None,
    )


def remembered(shop: Reply) -> Reply:
    """What an overlay keeps of the shop's reply."""
    blank = Reply(id=shop.id, code=shop.code, title=shop.title, category=shop.category, wordings=shop.wordings)
    return replace(blank, **{name: getattr(shop, name) for name in FIELDS})


def check_overlay(library: Library, mine: Reply) -> None:
    """Raises MiaohuiError ``overlay-gone`` (there is no such shop's reply), ``overlay-locked``, ``overlay-exists`` or
    ``overlay-personal`` (only a personal reply can stand in a shop's place)."""
    shop = library.replies.get(mine.overlays)
    if shop is None or shop.deleted is not None or shop.scope is not Scope.SHOP:
        raise MiaohuiError("overlay-gone")
    if shop.locked:
        raise MiaohuiError("overlay-locked", title=shop.title)
    if mine.scope is not Scope.PERSONAL:
        raise MiaohuiError("overlay-personal")
    others = (library.replies[one] for one in library.overlaying if one != mine.id)
    if any(other.overlays == shop.id and other.deleted is None for other in others):
        raise MiaohuiError("overlay-exists", title=shop.title)


def differences(mine: Reply, shop: Reply) -> tuple[Overlaid, ...]:
    """The fields in which the agent's wording differs from the shop's of now."""
    base = mine.overlaid or remembered(shop)
    return tuple(
        Overlaid(name, getattr(base, name) != getattr(shop, name))
        for name in FIELDS
        if getattr(mine, name) != getattr(shop, name)
    )


def conflicts(mine: Reply, shop: Reply) -> tuple[str, ...]:
    """The fields that both have changed: to be looked at."""
    return tuple(one.field for one in differences(mine, shop) if one.conflict)


def followed(mine: Reply, shop: Reply, *, keep: Collection[str] = ()) -> Reply:
    """The agent's wording after the shop's has changed; fields to ``keep`` never follow."""
    base = mine.overlaid or remembered(shop)
    for name in FIELDS:
        old, now, own = (getattr(one, name) for one in (base, shop, mine))
        if own == old and name not in keep:
            mine = replace(mine, **{name: now})
            own = now
        if own in (now, old):
            base = replace(base, **{name: now})
    return replace(mine, overlaid=base)


def accepted(mine: Reply, shop: Reply) -> Reply:
    """The agent has looked at the shop's changes and keeps the own wording."""
    return replace(mine, overlaid=remembered(shop))


def reset(mine: Reply, shop: Reply, names: Collection[str] = FIELDS) -> Reply:
    """These fields say again what the shop's reply says."""
    base = mine.overlaid or remembered(shop)
    values = {name: getattr(shop, name) for name in FIELDS if name in names}
    return replace(mine, **values, overlaid=replace(base, **values))


def released(mine: Reply) -> Reply:
    """A reply of the agent's own, with nothing behind it."""
    return replace(mine, overlays="", overlaid=None)
