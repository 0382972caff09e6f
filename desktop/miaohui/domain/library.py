"""The library in memory: an immutable snapshot that edits replace as a whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from miaohui.domain.auto_reply import AutoReply
from miaohui.domain.registry import Registry, registry
from miaohui.domain.reply import Category, Reply, Scope


@dataclass(frozen=True, repr=False)
class Library:
    """Replies, categories and automatic replies by id. Deleted replies stay in it, marked."""

    replies: Mapping[str, Reply] = field(default_factory=dict)
    categories: Mapping[str, Category] = field(default_factory=dict)
    auto_replies: Mapping[str, AutoReply] = field(default_factory=dict)
    known: Registry | None = field(default=None, compare=False, kw_only=True)
    """``registry`` where somebody knows it already: :func:`~miaohui.domain.change.apply` does, from what changed."""

    def __repr__(self) -> str:
        return f"Library({len(self.replies)} replies)"

    def entities(self, kind: str) -> Mapping[str, Reply | Category | AutoReply]:
        """Those of a kind of change (``domain.change.Change.kind``)."""
        match kind:
            case "reply":
                return self.replies
            case "category":
                return self.categories
            case "auto_reply":
                return self.auto_replies
        raise ValueError(kind)

    def active(self) -> Iterator[Reply]:
        """The replies that are not in the trash."""
        return (reply for reply in self.replies.values() if reply.deleted is None)

    @cached_property
    def overlays(self) -> Mapping[str, Reply]:
        """The agent's own wordings in force, by the id of the shop's reply in whose place each stands."""
        found: dict[str, Reply] = {}
        for one in sorted(self.overlaying, key=lambda one: (self.replies[one].order, one)):
            mine = self.replies[one]
            shop = self.replies.get(mine.overlays)
            if mine.deleted is None and shop is not None and shop.deleted is None and not shop.locked:
                found.setdefault(shop.id, mine)
        return found

    @cached_property
    def registry(self) -> Registry:
        return self.known if self.known is not None else registry(self.replies.values())

    @property
    def overlaying(self) -> frozenset[str]:
        """The ids of all replies that stand in another's place, in force or not."""
        return self.registry.overlaying

    def shown(self) -> Iterator[Reply]:
        """The replies outside the trash, without those in whose place the agent's own wording stands."""
        return (reply for reply in self.active() if reply.id not in self.overlays)

    def with_codes(self, codes: Collection[str]) -> list[Reply]:
        """The replies outside the trash with these codes, which are in folded case."""
        return [self.replies[one] for code in codes for one in self.registry.codes.get(code, ())]

    def find(self, reference: str) -> Reply | None:
        """A reply by id or code, the personal one before the shop's; codes in any letter case. By the code of a shop's
        reply the agent's own wording of it is found."""
        reply = self.replies.get(reference)
        if reply is not None and reply.deleted is None:
            return reply
        found = self.with_codes({reference.casefold()})
        first = min(found, key=lambda reply: (reply.scope is not Scope.PERSONAL, reply.order), default=None)
        return self.overlays.get(first.id, first) if first is not None else None

    def category_path(self, category_id: str) -> tuple[Category, ...]:
        """The category with its parent first; empty for an unknown id."""
        category = self.categories.get(category_id)
        if category is None:
            return ()
        parent = self.categories.get(category.parent)
        return (parent, category) if parent is not None else (category,)

    def category_name(self, category_id: str) -> str:
        """``top`` or ``top/sub``; empty for an unknown id."""
        return "/".join(category.name for category in self.category_path(category_id))

    def top_of(self, category_id: str) -> str:
        """The id of the top category above this one."""
        path = self.category_path(category_id)
        return path[0].id if path else ""

    def tops(self) -> list[Category]:
        return sorted((c for c in self.categories.values() if not c.parent), key=lambda c: c.order)

    def subs(self, top_id: str) -> list[Category]:
        return sorted((c for c in self.categories.values() if c.parent == top_id), key=lambda c: c.order)

    def find_category(self, name: str) -> Category | None:
        """By ``top``, ``top/sub`` (blanks around the slash allowed) or id."""
        wanted = "/".join(piece.strip() for piece in name.split("/"))
        if wanted in self.categories:
            return self.categories[wanted]
        return next((c for c in self.categories.values() if self.category_name(c.id) == wanted), None)
