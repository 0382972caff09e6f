"""Moving in with a whole library of Miaohui's: everything a reply has, matched by its id, else by where it came from,
else by code and category, else by its text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from miaohui.domain.change import Change, ChangeSet
from miaohui.domain.library import Library
from miaohui.domain.reply import Category, Reply, Scope
from miaohui.flow.transfer import Codes, Mode, Plan, RowProblem, Shelves


@dataclass(frozen=True, repr=False)
class Archive:
    """``replies`` with their numbers in the file; their categories are ids among ``categories``."""

    replies: tuple[tuple[int, Reply], ...]
    categories: tuple[Category, ...]

    def __repr__(self) -> str:
        return f"Archive({len(self.replies)} replies)"


def plan_archive(
    library: Library, archive: Archive, mode: Mode, now: datetime, problems: Sequence[RowProblem] = ()
) -> Plan:
    """Compare an archive with the library; changes nothing. Counts are of replies, which the rows stand for."""
    return _Planner(library, archive, now).plan(mode, problems)


class _Planner:
    def __init__(self, library: Library, archive: Archive, now: datetime) -> None:
        self._library = library
        self._archive = archive
        self._now = now
        self._there = Library({}, {category.id: category for category in archive.categories})
        self._changes: list[Change] = []
        self._shelves = Shelves(library, self._changes)

    def plan(self, mode: Mode, problems: Sequence[RowProblem]) -> Plan:
        found = list(problems)
        incoming: list[tuple[int, Reply]] = []
        seen: set[str] = set()
        for number, reply in self._archive.replies:
            if reply.id in seen:
                found.append(RowProblem(number, "duplicate-row"))
            else:
                seen.add(reply.id)
                incoming.append((number, reply))
        known = self._known([reply for _, reply in incoming])
        kept = {reply.id for reply in known.values()}
        trash = [
            reply
            for reply in self._library.active()
            if mode is Mode.REPLACE
            and incoming
            and reply.scope is Scope.PERSONAL
            and reply.id not in kept
            and not reply.locked
        ]
        gone = {reply.id for reply in trash}
        codes = Codes(reply for reply in self._library.active() if reply.id not in gone)
        self._take_categories()
        ids = self._ids([reply for _, reply in incoming], known)
        counts = {"new": 0, "changed": 0, "same": 0}
        for number, reply in incoming:
            before = known.get(reply.id)
            after = self._fitted(reply, ids)
            if before is None:
                trashed = self._library.replies.get(after.id)
                after = replace(after, code=codes.take(after.code, after.scope), deleted=None)
                self._changes.append(Change(trashed, after))
                counts["new"] += 1
                continue
            after = replace(after, created=before.created, rev=before.rev, updated=before.updated, order=before.order)
            if after.code.casefold() != before.code.casefold() or after.scope is not before.scope:
                after = replace(after, code=codes.take(after.code, after.scope))
            if after == before:
                counts["same"] += 1
            elif before.locked:
                found.append(RowProblem(number, "reply-locked", {"title": before.title}))
            else:
                self._changes.append(Change(before, replace(after, rev=before.rev + 1, updated=self._now)))
                counts["changed"] += 1
        for reply in trash:
            after = replace(reply, deleted=self._now, rev=reply.rev + 1, updated=self._now)
            self._changes.append(Change(reply, after))
        change_set = ChangeSet("import", tuple(self._changes))
        return Plan(change_set, problems=tuple(sorted(found, key=lambda p: p.row)), **counts)

    def _known(self, incoming: list[Reply]) -> dict[str, Reply]:
        """By the id in the archive: the replies that are here already; one never stands for two."""
        ways: tuple[Callable[[Reply, Library], Hashable], ...] = (
            lambda reply, _: reply.id,
            lambda reply, _: (reply.scope, reply.source) if reply.source else None,
            lambda reply, home: (reply.scope, reply.code.casefold(), home.category_name(reply.category)),
            lambda reply, _: (reply.scope, tuple(wording.text for wording in reply.wordings)),
        )
        known: dict[str, Reply] = {}
        taken: set[str] = set()
        for key_of in ways:
            here: dict[Hashable, list[Reply]] = defaultdict(list)
            for reply in self._library.active():
                here[key_of(reply, self._library)].append(reply)
            for reply in incoming:
                key = key_of(reply, self._there)
                if reply.id in known or key is None:
                    continue
                found = next((one for one in here.get(key, ()) if one.id not in taken), None)
                if found is not None:
                    known[reply.id] = found
                    taken.add(found.id)
        return known

    def _ids(self, incoming: list[Reply], known: Mapping[str, Reply]) -> Mapping[str, str]:
        """The ids that the archive's replies have here: their own, but where they are known under another."""
        return {reply.id: known[reply.id].id if reply.id in known else reply.id for reply in incoming}

    def _take_categories(self) -> None:
        """Those that aren't here by name, as they are in the archive: order and icon included. Tops come first."""
        for category in sorted(self._archive.categories, key=lambda category: bool(category.parent)):
            name = self._there.category_name(category.id)
            if self._shelves.has(name):
                continue
            top = self._there.category_name(category.parent)
            parent = self._shelves.find(top) if top else ""
            if category.id in self._library.categories:  # another name here: a new shelf, by its name
                self._shelves.find(name)
            else:
                self._shelves.add(name, replace(category, parent=parent))

    def _fitted(self, reply: Reply, ids: Mapping[str, str]) -> Reply:
        """The archive's reply with the ids of this library."""
        name = self._there.category_name(reply.category)
        return replace(
            reply,
            id=ids[reply.id],
            category=self._shelves.find(name) if name else reply.category,
            next=_mapped(reply, ids),
            deleted=None,
            overlays=ids.get(reply.overlays, reply.overlays),
            overlaid=self._remembered(reply.overlaid, ids),
        )

    def _remembered(self, overlaid: Reply | None, ids: Mapping[str, str]) -> Reply | None:
        if overlaid is None:
            return None
        name = self._there.category_name(overlaid.category)
        category = self._shelves.find(name) if name else overlaid.category
        new_id = ids.get(overlaid.id, overlaid.id)
        return replace(overlaid, id=new_id, category=category, next=_mapped(overlaid, ids))


def _mapped(reply: Reply, ids: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((ids.get(other, other), label) for other, label in reply.next)
