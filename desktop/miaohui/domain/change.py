"""Change sets: the unit of undo, journal and index update."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from miaohui.domain.auto_reply import AutoReply
from miaohui.domain.library import Library
from miaohui.domain.reply import Category, Reply
from miaohui.errors import MiaohuiError

Entity = Reply | Category | AutoReply


@dataclass(frozen=True)
class Change:
    """One entity before and after; None stands for "not there"."""

    before: Entity | None
    after: Entity | None

    @property
    def entity(self) -> Entity:
        entity = self.after if self.after is not None else self.before
        assert entity is not None
        return entity

    @property
    def kind(self) -> str:
        match self.entity:
            case Reply():
                return "reply"
            case Category():
                return "category"
            case AutoReply():
                return "auto_reply"

    @property
    def id(self) -> str:
        return self.entity.id


@dataclass(frozen=True)
class ChangeSet:
    """Changes that happen together or not at all. ``label`` is an id for the message catalogue."""

    label: str
    changes: tuple[Change, ...]

    @property
    def inverse(self) -> ChangeSet:
        return ChangeSet(self.label, tuple(Change(c.after, c.before) for c in reversed(self.changes)))


def together(label: str, change_sets: Iterable[ChangeSet]) -> ChangeSet:
    """All or nothing; what several of them change one after the other is one change."""
    merged: dict[tuple[str, str], Change] = {}
    for change in (change for one in change_sets for change in one.changes):
        known = merged.get((change.kind, change.id))
        merged[change.kind, change.id] = change if known is None else Change(known.before, change.after)
    return ChangeSet(label, tuple(change for change in merged.values() if change.before != change.after))


def title_of(entity: Entity) -> str:
    """The reply's title, the category's name, the automatic reply's slot."""
    match entity:
        case Reply():
            return entity.title
        case Category():
            return entity.name
        case AutoReply():
            return entity.slot


def changed_meanwhile(entity: Entity) -> MiaohuiError:
    return MiaohuiError("changed-meanwhile", title=title_of(entity))


def apply(library: Library, change_set: ChangeSet) -> Library:
    """The library after the change set.

    Raises:
        MiaohuiError: ``changed-meanwhile`` when an entity isn't what the change set found.
    """
    tables: dict[str, dict[str, Entity]] = {
        kind: dict(library.entities(kind)) for kind in ("reply", "category", "auto_reply")
    }
    for change in change_set.changes:
        table = tables[change.kind]
        if table.get(change.id) != change.before:
            raise changed_meanwhile(change.entity)
        if change.after is None:
            del table[change.id]
        else:
            table[change.id] = change.after
    return Library(
        cast("dict[str, Reply]", tables["reply"]),
        cast("dict[str, Category]", tables["category"]),
        cast("dict[str, AutoReply]", tables["auto_reply"]),
        known=library.registry.after(
            (cast("Reply | None", change.before), cast("Reply | None", change.after))
            for change in change_set.changes
            if change.kind == "reply"
        ),
    )
