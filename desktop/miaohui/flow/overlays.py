"""Personal wordings of shop replies as change sets, and how they follow the shop."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from miaohui.domain.change import Change, ChangeSet, apply
from miaohui.domain.library import Library
from miaohui.domain.overlay import FIELDS, accepted, followed, released, reset
from miaohui.domain.reply import Reply, Scope
from miaohui.errors import MiaohuiError
from miaohui.flow import edit


def accept(library: Library, mine: Reply, now: datetime) -> ChangeSet:
    """The agent's wording stays, the shop's changes are seen: no more warning. Raises MiaohuiError ``overlay-gone``."""
    return _changed(mine, accepted(mine, shop_of(library, mine)), now)


def take_shop(library: Library, mine: Reply, now: datetime, fields: Collection[str] = FIELDS) -> ChangeSet:
    """The shop's wording in these fields. Raises MiaohuiError ``overlay-gone``."""
    return _changed(mine, reset(mine, shop_of(library, mine), fields), now)


def remove(library: Library, mine: Reply, now: datetime) -> ChangeSet:
    """Into the trash with the agent's wording: the shop's is shown again, in the same favourite place."""
    removed = edit.delete(replace(mine, favourite=None), now)
    changes = [Change(mine, change.after) for change in removed.changes]
    shop = library.replies.get(mine.overlays)
    if shop is not None and mine.favourite is not None and shop.favourite is None:
        changes.append(Change(shop, replace(shop, favourite=mine.favourite)))
    return ChangeSet(removed.label, tuple(changes))


def shop_of(library: Library, mine: Reply) -> Reply:
    """The shop's reply in whose place this one stands, also from the trash. Raises MiaohuiError ``overlay-gone``."""
    shop = library.replies.get(mine.overlays)
    if shop is None:
        raise MiaohuiError("overlay-gone")
    return shop


def _changed(mine: Reply, after: Reply, now: datetime) -> ChangeSet:
    changes = () if mine == after else (Change(mine, replace(after, rev=mine.rev + 1, updated=now)),)
    return ChangeSet("overlay", changes)


def with_followers(library: Library, change_set: ChangeSet, now: datetime) -> ChangeSet:
    """The change set with what follows from it for personal wordings of the shop's replies in it.

    Fields that the agent left alone follow. A reply that has become locked shows itself again: the wording goes into
    the trash. One that is gone for good leaves the wording a reply of its own; one in the trash leaves it as it is.
    """
    touched = {change.id for change in change_set.changes if _concerns(change)}
    if not touched:
        return change_set
    after = apply(library, change_set)
    changed = {change.id: change for change in change_set.changes}
    for one in after.overlaying:
        mine = after.replies[one]
        if mine.overlays not in touched and mine.id not in touched:
            continue
        result = _follower(after, mine, now)
        if result != mine:
            before = changed[mine.id].before if mine.id in changed else mine
            rev = mine.rev if mine.id in changed else mine.rev + 1
            changed[mine.id] = Change(before, replace(result, rev=rev, updated=now))
    return ChangeSet(change_set.label, tuple(changed.values()))


def _concerns(change: Change) -> bool:
    entities = (change.before, change.after)
    return any(isinstance(one, Reply) and (one.scope is Scope.SHOP or one.overlays) for one in entities)


def _follower(library: Library, mine: Reply, now: datetime) -> Reply:
    shop = library.replies.get(mine.overlays)
    if shop is None:
        return released(mine)
    if mine.deleted is not None or shop.deleted is not None:
        return mine
    if shop.locked:
        return replace(mine, deleted=now, favourite=None)
    result = followed(mine, shop)
    code = result.code.casefold()
    holders = library.with_codes({code}) if code != mine.code.casefold() else []
    if any(other.scope is mine.scope and other.id != mine.id for other in holders):
        return followed(mine, shop, keep=("code",))
    return result
