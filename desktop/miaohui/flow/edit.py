"""Edits as change sets: built here, applied by the workspace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from miaohui.domain.change import Change, ChangeSet, apply, together
from miaohui.domain.library import Library
from miaohui.domain.overlay import check_overlay, remembered
from miaohui.domain.reply import Reply
from miaohui.domain.season import Seasons
from miaohui.domain.starter import is_starter
from miaohui.domain.validity import MAX_FAVOURITES, check_code, check_place, checked
from miaohui.errors import MiaohuiError
from miaohui.flow.ids import new_reply_id
from miaohui.flow.reply_fields import ReplyFields as ReplyFields
from miaohui.flow.reply_fields import body_of, shelf, written


def create(library: Library, reply: Reply, now: datetime) -> ChangeSet:
    """A new reply as it is here; ``now`` is UTC. It gets an id unless it has one, and comes behind the others.

    With ``overlays`` it is the agent's own wording of a shop's reply (``overlay.overlay_of`` begins one).

    Raises:
        MiaohuiError: with what doesn't fit, as ``validity.checked``, ``validity.check_place`` and
            ``overlay.check_overlay``.
    """
    order = 1 + max((other.order for other in library.replies.values()), default=0)
    reply = replace(reply, order=order, rev=1, created=now, updated=now, deleted=None, locked=False)
    reply = checked(reply if reply.id else replace(reply, id=new_reply_id()))
    if not reply.overlays:
        check_place(library, reply)
        return ChangeSet("add", (Change(None, reply),))
    check_overlay(library, reply)
    shop = library.replies[reply.overlays]
    reply = replace(reply, overlaid=reply.overlaid or remembered(shop), favourite=reply.favourite or shop.favourite)
    if shop.favourite is None or reply.favourite != shop.favourite:
        check_place(library, reply)
        return ChangeSet("overlay", (Change(None, reply),))
    # Its favourite place goes over with it.
    yielding = Change(shop, replace(shop, favourite=None))
    check_place(apply(library, ChangeSet("overlay", (yielding,))), reply)
    return ChangeSet("overlay", (yielding, Change(None, reply)))


def revise(library: Library, before: Reply, after: Reply, now: datetime) -> ChangeSet:
    """The reply as somebody has it now, instead of what it was when they began; without changes where nothing differs.

    Raises:
        MiaohuiError: ``reply-locked``, ``reply-in-trash``, or with what doesn't fit, as :func:`create`.
    """
    check_unlocked(before)
    if before.deleted is not None:
        raise MiaohuiError("reply-in-trash", title=before.title)
    after = replace(after, id=before.id, locked=before.locked, created=before.created, deleted=None)
    after = checked(replace(after, rev=before.rev, updated=before.updated), before)
    check_place(library, after, before)
    if after.overlays and (after.overlays, after.scope) != (before.overlays, before.scope):
        check_overlay(library, after)
    if after == before:
        return ChangeSet("edit", ())
    return ChangeSet("edit", (Change(before, replace(after, rev=before.rev + 1, updated=now)),))


def add(library: Library, fields: ReplyFields, seasons: Seasons, now: datetime) -> ChangeSet:
    """A new reply from what was written; ``now`` is UTC. The reply is the last change of the set.

    Raises:
        MiaohuiError: with the field that doesn't fit, ``code-taken`` or ``unknown-season``.
    """
    body = body_of((), fields.body or "", fields.pictures)
    blank = Reply(id="", code="", title="", category="", wordings=(body,))
    named = replace(fields, category=fields.category or "", body=None, pictures=())
    return add_reply(library, blank, named, seasons, now)


def add_reply(library: Library, blank: Reply, fields: ReplyFields, seasons: Seasons, now: datetime) -> ChangeSet:
    """A new reply that is like ``blank`` but for what was written. Raises MiaohuiError as :func:`add`."""
    shelves: tuple[Change, ...] = ()
    if fields.category is not None:
        shelves, category = shelf(library, fields.category)
        blank = replace(blank, category=category)
    reply = written(library, blank, fields, seasons)
    return _with_shelves(library, shelves, lambda there: create(there, reply, now))


def change(library: Library, reply: Reply, fields: ReplyFields, seasons: Seasons, now: datetime) -> ChangeSet:
    """The reply with other fields.

    Raises:
        MiaohuiError: as :func:`add`, or ``reply-locked``.
    """
    check_unlocked(reply)
    shelves: tuple[Change, ...] = ()
    after = reply
    if fields.category is not None:
        shelves, category = shelf(library, fields.category)
        after = replace(after, category=category)
    after = written(library, after, fields, seasons)
    return _with_shelves(library, shelves, lambda there: revise(there, reply, after, now))


def _with_shelves(library: Library, shelves: tuple[Change, ...], edit: Callable[[Library], ChangeSet]) -> ChangeSet:
    """The edit in a library that has the new categories, and these before it; nothing if it changes nothing."""
    edited = edit(apply(library, ChangeSet("add", shelves)) if shelves else library)
    return ChangeSet(edited.label, (*shelves, *edited.changes) if edited.changes else ())


def delete(reply: Reply, now: datetime) -> ChangeSet:
    """Into the trash. Raises MiaohuiError ``reply-locked``."""
    check_unlocked(reply)
    return ChangeSet("delete", (Change(reply, replace(reply, deleted=now, rev=reply.rev + 1, updated=now)),))


def restore(library: Library, reply: Reply, now: datetime) -> ChangeSet:
    """Out of the trash. Where its category is gone it goes to the first one.

    Raises:
        MiaohuiError: ``code-taken`` when another reply has its code now, ``category-gone`` where there is none at all.
    """
    taken = reply.favourite is not None and any(other.favourite == reply.favourite for other in library.active())
    after = replace(reply, deleted=None, favourite=None if taken else reply.favourite, rev=reply.rev + 1, updated=now)
    if after.category not in library.categories:
        first = next(iter(library.tops()), None)
        if first is None:
            raise MiaohuiError("category-gone")
        after = replace(after, category=first.id)
    check_code(library, after)
    if after.overlays in library.replies:
        check_overlay(library, after)
    return ChangeSet("restore", (Change(reply, after),))


def toggle_favourite(library: Library, reply: Reply) -> ChangeSet:
    """Into the first free place, or out of its place; the others stay where they are.

    Raises:
        MiaohuiError: ``favourites-full``.
    """
    if reply.favourite is not None:
        place = None
    else:
        taken = {other.favourite for other in library.active()}
        place = next((number for number in range(1, MAX_FAVOURITES + 1) if number not in taken), None)
        if place is None:
            raise MiaohuiError("favourites-full", limit=MAX_FAVOURITES)
    return ChangeSet("favourite", (Change(reply, replace(reply, favourite=place)),))


def place_favourite(library: Library, reply: Reply, place: int | None) -> ChangeSet:
    """Into this place, or out of its place with None; who had the place gets the one that becomes free.

    Raises:
        MiaohuiError: ``bad-favourite``.
    """
    if place == reply.favourite:
        return ChangeSet("favourite", ())
    placed = Change(reply, checked(replace(reply, favourite=place), reply))
    others = [other for other in library.active() if place is not None and other.favourite == place]
    return ChangeSet("favourite", (placed, *(Change(o, replace(o, favourite=reply.favourite)) for o in others[:1])))


def remove_starter(library: Library, now: datetime) -> ChangeSet:
    """All starter replies into the trash, as one change; locked ones stay."""
    gone = [reply for reply in library.active() if is_starter(reply) and not reply.locked]
    return together("delete", [delete(reply, now) for reply in gone])


def check_unlocked(reply: Reply) -> None:
    """Raises MiaohuiError ``reply-locked``."""
    if reply.locked:
        raise MiaohuiError("reply-locked", title=reply.title)
