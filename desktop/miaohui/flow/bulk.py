"""Edits of many replies at once: each is one change set, and tells whom it left alone and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from miaohui.domain.change import Change, ChangeSet
from miaohui.domain.duplicates import ALIKE, Alike, finding_alike
from miaohui.domain.library import Library
from miaohui.domain.replacing import Replacement, replaced
from miaohui.domain.reply import Reply, Wording
from miaohui.domain.search.steps import Steps
from miaohui.domain.validity import checked, leads_to, tidy_words
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow import edit


@dataclass(frozen=True)
class Refusal:
    """A reply that was left as it is."""

    reply: Reply
    problem: Problem


@dataclass(frozen=True)
class Bulk:
    """``change_set`` has each changed reply before and after: what a preview shows."""

    change_set: ChangeSet
    refused: tuple[Refusal, ...] = ()


def find_and_replace(replies: Iterable[Reply], how: Replacement, now: datetime) -> Bulk:
    """Other words in these replies; ``now`` is UTC. Left alone is what is locked, and what would have no title or text
    any more or too long a one."""
    return _each("replace", replies, lambda reply: replaced(reply, how), now)


def move(library: Library, replies: Iterable[Reply], category: str, now: datetime) -> Bulk:
    """Into a category (an id). Raises MiaohuiError ``unknown-category``."""
    if category not in library.categories:
        raise MiaohuiError("unknown-category", category=category)
    return _each("move", replies, lambda reply: replace(reply, category=category), now)


def tag(replies: Iterable[Reply], add: Iterable[str], remove: Iterable[str], now: datetime) -> Bulk:
    """Give them tags and take others away. Raises MiaohuiError ``word-too-long``."""
    new, gone = tidy_words(tuple(add)), set(tidy_words(tuple(remove)))

    def tagged(reply: Reply) -> Reply:
        return replace(reply, tags=tuple(dict.fromkeys(t for t in (*reply.tags, *new) if t not in gone)))

    return _each("tag", replies, tagged, now)


def _each(label: str, replies: Iterable[Reply], change: Callable[[Reply], Reply], now: datetime) -> Bulk:
    changes: list[Change] = []
    refused: list[Refusal] = []
    for reply in replies:
        after = change(reply)
        if after == reply:
            continue
        try:
            edit.check_unlocked(reply)
            after = checked(after, reply)
        except MiaohuiError as error:
            refused.append(Refusal(reply, error.problem))
        else:
            changes.append(Change(reply, replace(after, rev=reply.rev + 1, updated=now)))
    return Bulk(ChangeSet(label, tuple(changes)), tuple(refused))


def duplicates(library: Library, least: float = ALIKE) -> Steps[tuple[Alike, ...]]:
    """Groups of replies that say the same or nearly, in steps of some milliseconds; the agent's own wording of a shop's
    reply stands for both."""
    return finding_alike(library.shown(), least)


def merge(library: Library, keep: Reply, others: Iterable[Reply], now: datetime) -> ChangeSet:
    """One reply of several: it also says what the others say, and who led to them leads to it; they go into the trash.

    Raises:
        MiaohuiError: ``reply-locked`` for one of them, ``text-too-long`` or ``word-too-long``.
    """
    gone = {reply.id: reply for reply in others if reply.id != keep.id}
    for reply in (keep, *gone.values()):
        edit.check_unlocked(reply)
    merged = keep
    for other in gone.values():
        merged = _joined(merged, other)
    places = (r.favourite for r in (keep, *gone.values()) if r.favourite is not None)
    merged = replace(merged, next=(), favourite=next(places, None))
    trashed = {one: replace(reply, deleted=now, favourite=None) for one, reply in gone.items()}
    there = {**library.replies, **trashed, keep.id: merged}
    # One by one, so that nothing comes to follow itself.
    merged = _with_next(there, merged, (pair for r in (keep, *gone.values()) for pair in r.next if pair[0] not in gone))
    there[keep.id] = checked(merged, keep)
    for reply in library.active():
        if reply.id not in gone and reply.id != keep.id and any(target in gone for target, _ in reply.next):
            redirected = [(keep.id if target in gone else target, label) for target, label in reply.next]
            there[reply.id] = _with_next(there, reply, redirected)
    if not gone:
        return ChangeSet("merge", ())
    changed = (Change(before, there[one]) for one, before in library.replies.items() if there[one] != before)
    return ChangeSet("merge", tuple(Change(c.before, _revised(c, now)) for c in changed))


def _revised(change: Change, now: datetime) -> Reply:
    assert isinstance(change.before, Reply)
    assert isinstance(change.after, Reply)
    return replace(change.after, rev=change.before.rev + 1, updated=now)


def _joined(keep: Reply, other: Reply) -> Reply:
    """What both say, the one that is kept first."""
    seasons = dict.fromkeys((*keep.variants, *other.variants))
    variants = {s: _wordings(keep.variants.get(s, ()), other.variants.get(s, ())) for s in seasons}
    return replace(
        keep,
        wordings=_wordings(keep.wordings, other.wordings),
        variants=variants,
        aliases=tidy_words((*keep.aliases, *other.aliases)),
        tags=tidy_words((*keep.tags, *other.tags)),
    )


def _wordings(mine: tuple[Wording, ...], others: tuple[Wording, ...]) -> tuple[Wording, ...]:
    return tuple(dict.fromkeys((*mine, *others)))


def _with_next(there: dict[str, Reply], reply: Reply, pairs: Iterable[tuple[str, str]]) -> Reply:
    """The reply followed by these, each once, and by none that leads back to it."""
    found: dict[str, str] = {}
    library = Library({**there, reply.id: replace(reply, next=())})
    for target, label in pairs:
        other = library.replies.get(target)
        if target != reply.id and (other is None or not leads_to(library, other, reply.id)):
            found.setdefault(target, label)
    return replace(reply, next=tuple(found.items()))


def unused(library: Library, last_uses: Mapping[str, datetime], now: datetime, days: int) -> list[Reply]:
    """The replies that nobody used for so many days, those that were longest unused first; a younger reply isn't one.

    ``last_uses`` by reply id (``domain.usage.last_uses``); ``now`` is UTC.
    """
    limit = now - timedelta(days=days)
    found = [(last_uses.get(reply.id), reply) for reply in library.active()]
    idle = [(last, r) for last, r in found if (last or r.created) is None or (last or r.created or now) < limit]
    idle.sort(key=lambda one: (one[0] is not None, one[0] or limit))
    return [reply for _, reply in idle]
