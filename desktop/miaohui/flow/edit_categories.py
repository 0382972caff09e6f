"""Edits of the categories as change sets. There are two levels; no two below the same parent share a name."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from miaohui.domain.change import Change, ChangeSet
from miaohui.domain.library import Library
from miaohui.domain.reply import Category, Reply, checked_category_name
from miaohui.errors import MiaohuiError
from miaohui.flow.ids import new_category_id

LABEL = "category"


def add_category(library: Library, name: str, parent: str = "", icon: str = "") -> ChangeSet:
    """A new one behind its siblings; ``parent`` is a top category's id, empty for a new top.

    Raises:
        MiaohuiError: ``empty-category``, ``bad-category``, ``category-exists``, ``unknown-category`` (no such parent)
            or ``category-too-deep``.
    """
    category = Category(new_category_id(), checked_category_name(name), parent, _behind(library, parent), icon)
    _check_parent(library, category)
    _check_name(library, category)
    return ChangeSet(LABEL, (Change(None, category),))


def rename_category(library: Library, category: Category, name: str) -> ChangeSet:
    """Raises MiaohuiError ``empty-category``, ``bad-category`` or ``category-exists``."""
    after = replace(category, name=checked_category_name(name))
    _check_name(library, after)
    return _changed(category, after)


def set_icon(category: Category, icon: str) -> ChangeSet:
    """``icon`` is what the editor shows before the name: one emoji, or nothing."""
    return _changed(category, replace(category, icon=icon.strip()))


def move_category(library: Library, category: Category, parent: str, place: int | None = None) -> ChangeSet:
    """Below another parent (an id, empty for a top), before the sibling that is at this place now, counted from 0
    without the moved one; behind all of them with None. The siblings are numbered anew where that is needed.

    Raises:
        MiaohuiError: ``unknown-category``, ``category-too-deep`` or ``category-exists``.
    """
    after = replace(category, parent=parent)
    _check_parent(library, after)
    _check_name(library, after)
    siblings = [one for one in _siblings(library, parent) if one.id != category.id]
    siblings.insert(len(siblings) if place is None else max(0, place), after)
    numbered = [replace(one, order=number) for number, one in enumerate(siblings, start=1)]
    changes = (Change(library.categories[one.id], one) for one in numbered)
    return ChangeSet(LABEL, tuple(change for change in changes if change.before != change.after))


def delete_category(library: Library, category: Category, now: datetime, into: str | None = None) -> ChangeSet:
    """Away with it and with the categories below it. Their replies go ``into`` another category (an id), or into the
    trash with None; those in the trash stay there.

    Raises:
        MiaohuiError: ``unknown-category`` (no ``into``, or one that goes away too), or ``reply-locked`` for a reply
            that must stay where it is.
    """
    gone = {category.id, *(one.id for one in library.subs(category.id))}
    if into is not None and (into in gone or into not in library.categories):
        raise MiaohuiError("unknown-category", category=library.category_name(into) or into)
    changes: list[Change] = []
    for reply in library.active():
        if reply.category in gone:
            if reply.locked:
                raise MiaohuiError("reply-locked", title=reply.title)
            after = replace(reply, deleted=now) if into is None else replace(reply, category=into)
            changes.append(Change(reply, replace(after, rev=reply.rev + 1, updated=now)))
    changes += (Change(one, None) for one in (*library.subs(category.id), category))
    return ChangeSet("delete-category", tuple(changes))


def replies_below(library: Library, category_id: str) -> list[Reply]:
    """The replies of a category and of those below it, without the trash."""
    below = {category_id, *(one.id for one in library.subs(category_id))}
    return [reply for reply in library.active() if reply.category in below]


def _changed(before: Category, after: Category) -> ChangeSet:
    return ChangeSet(LABEL, () if before == after else (Change(before, after),))


def _siblings(library: Library, parent: str) -> list[Category]:
    return library.subs(parent) if parent else library.tops()


def _behind(library: Library, parent: str) -> int:
    return 1 + max((one.order for one in _siblings(library, parent)), default=0)


def _check_parent(library: Library, category: Category) -> None:
    if not category.parent:
        return
    parent = library.categories.get(category.parent)
    if parent is None:
        raise MiaohuiError("unknown-category", category=category.parent)
    if parent.parent or parent.id == category.id or library.subs(category.id):
        raise MiaohuiError("category-too-deep")


def _check_name(library: Library, category: Category) -> None:
    for other in library.categories.values():
        if (other.parent, other.name) == (category.parent, category.name) and other.id != category.id:
            raise MiaohuiError("category-exists", category=category.name)
