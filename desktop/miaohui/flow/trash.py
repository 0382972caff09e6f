"""The trash: replies marked as deleted, until they come back or are removed for good.

What is removed for good is gone from the library and, with the next fold, from the history; pictures stay, as backups
may refer to them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from miaohui.domain.change import Change, ChangeSet, apply, together
from miaohui.domain.library import Library
from miaohui.domain.reply import Reply
from miaohui.flow import edit

KEPT = timedelta(days=30)


def contents(library: Library) -> list[Reply]:
    """What is in the trash, the last one deleted first."""
    trashed = ((reply.deleted, reply) for reply in library.replies.values())
    found = [(deleted, reply) for deleted, reply in trashed if deleted is not None]
    found.sort(key=lambda one: one[0], reverse=True)
    return [reply for _, reply in found]


def days_left(reply: Reply, now: datetime) -> int:
    """Days until a reply in the trash is removed for good, a begun one too; 0 when its time is over."""
    assert reply.deleted is not None
    return max(0, -((now - reply.deleted - KEPT) // timedelta(days=1)))


def delete_all(replies: Iterable[Reply], now: datetime) -> ChangeSet:
    """All of them into the trash. Raises MiaohuiError ``reply-locked``; none is deleted then."""
    return together("delete", [edit.delete(reply, now) for reply in replies])


def restore_all(library: Library, replies: Iterable[Reply], now: datetime) -> ChangeSet:
    """All of them out of the trash.

    Raises:
        MiaohuiError: ``code-taken`` when two have the same code, or one has that of a reply outside; none comes back
            then. ``category-gone`` where there is no category at all.
    """
    steps: list[ChangeSet] = []
    for reply in replies:
        steps.append(edit.restore(library, reply, now))
        library = apply(library, steps[-1])
    return together("restore", steps)


def empty(library: Library, replies: Iterable[Reply] | None = None) -> ChangeSet:
    """Remove these, or everything in the trash, for good; who was followed by one of them isn't any more."""
    gone = {reply.id: reply for reply in (contents(library) if replies is None else replies)}
    if not gone:
        return ChangeSet("empty-trash", ())
    followed = (
        Change(reply, replace(reply, next=tuple(pair for pair in reply.next if pair[0] not in gone)))
        for reply in library.replies.values()
        if reply.next and reply.id not in gone and any(target in gone for target, _ in reply.next)
    )
    return ChangeSet("empty-trash", (*followed, *(Change(reply, None) for reply in gone.values())))


def expired(library: Library, now: datetime) -> ChangeSet:
    """Remove for good what was in the trash for longer than :data:`KEPT`."""
    return empty(library, [reply for reply in contents(library) if reply.deleted and reply.deleted + KEPT < now])
