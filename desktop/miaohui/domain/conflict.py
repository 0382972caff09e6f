"""Whether a change set that was made for an earlier library still fits the one of now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator

from miaohui.domain.change import Change, ChangeSet, Entity, apply, changed_meanwhile
from miaohui.domain.library import Library
from miaohui.domain.reply import Category, Reply


class ConflictError(Exception):
    """``title`` is that of the reply or the name of the category that stands in the way."""

    def __init__(self, title: str) -> None:
        super().__init__("conflict")
        self.title = title


def check_fits(library: Library, change_set: ChangeSet) -> None:
    """Raises ConflictError when somebody else has changed one of its entities, taken its code or its name, or put a
    category away that it needs."""
    for change in change_set.changes:
        here = (library.replies if change.kind == "reply" else library.categories).get(change.id)
        if here != change.before:
            raise ConflictError(_title(here or change.entity))
    clash = next(clashes(apply(library, change_set), change_set), None)
    if clash is not None:
        raise ConflictError(_title(clash))


def check_taken_over(library: Library, change_set: ChangeSet) -> None:
    """``library`` holds the change set already. Two senders who saw the same library may both want a code, or one uses
    a category that the other takes away.

    Raises:
        MiaohuiError: ``changed-meanwhile``.
    """
    clash = next(clashes(library, change_set), None)
    if clash is not None:
        raise changed_meanwhile(clash)


def clashes(library: Library, change_set: ChangeSet) -> Iterator[Entity]:
    """What the change set, which is in the library, has in common with others that only one may have: a code of a
    scope, a name among the categories of a parent; and who would lose its category."""
    changed = {change.id for change in change_set.changes}
    replies = [c.after for c in change_set.changes if isinstance(c.after, Reply) and c.after.deleted is None]
    shelves = [c.after for c in change_set.changes if isinstance(c.after, Category)]
    gone = {change.id for change in change_set.changes if change.after is None and change.kind == "category"}
    coming = [c.after for c in change_set.changes if isinstance(c.after, Reply) and _claims_code(c)]
    if coming:
        yield from _shared(coming, library, changed)
    if shelves:
        names = defaultdict(list)
        for category in library.categories.values():
            names[category.parent, category.name].append(category)
        for shelf in shelves:
            yield from (other for other in names[shelf.parent, shelf.name] if other.id != shelf.id)
            if shelf.parent and shelf.parent not in library.categories:
                yield shelf
    # A reply that had no category before isn't made worse.
    before = {c.id: c.before.category for c in change_set.changes if isinstance(c.before, Reply)}
    for reply in replies:
        if reply.category not in library.categories and before.get(reply.id) != reply.category:
            yield reply
    if gone:
        yield from (reply for reply in library.active() if reply.category in gone)
        yield from (shelf for shelf in library.categories.values() if shelf.parent in gone)


def _claims_code(change: Change) -> bool:
    """Whether a reply has a code outside the trash that it didn't have there before."""
    before, after = change.before, change.after
    if not isinstance(after, Reply) or after.deleted is not None:
        return False
    if not isinstance(before, Reply) or before.deleted is not None:
        return True
    return (before.scope, before.code.casefold()) != (after.scope, after.code.casefold())


def _shared(coming: Iterable[Reply], library: Library, changed: set[str]) -> Iterator[Reply]:
    """The replies that share their scope and code with another of ``coming``; others than the ``changed`` first."""
    codes = {reply.code.casefold() for reply in coming}
    holders: dict[Hashable, list[Reply]] = defaultdict(list)
    for reply in library.with_codes(codes):
        holders[reply.scope, reply.code.casefold()].append(reply)
    for several in holders.values():
        if len(several) > 1:
            yield min(several, key=lambda reply: reply.id in changed)


def _title(entity: Entity) -> str:
    return entity.title if isinstance(entity, Reply) else entity.name
