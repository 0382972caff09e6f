"""Comparing the rows of a foreign table with the library."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from miaohui.domain.change import Change, ChangeSet
from miaohui.domain.library import Library
from miaohui.domain.reply import MAX_TITLE, Reply, Scope, Wording
from miaohui.domain.starter import is_starter
from miaohui.flow.ids import new_reply_id
from miaohui.flow.transfer.codes import Codes
from miaohui.flow.transfer.grouping import Group, grouped
from miaohui.flow.transfer.own_cells import edited, is_edited
from miaohui.flow.transfer.planned import Mode, Plan
from miaohui.flow.transfer.row import Row, RowProblem, one_line, place_of
from miaohui.flow.transfer.same_row import SameRow
from miaohui.flow.transfer.shelves import Shelves
from miaohui.flow.transfer.wordings import reworded


def plan(
    library: Library,
    rows: Iterable[Row],
    format_id: str,
    mode: Mode,
    now: datetime,
    problems: Sequence[RowProblem] = (),
    scope: Scope = Scope.PERSONAL,
) -> Plan:
    """Compare the rows with the library's replies of this scope; changes nothing. ``now`` is UTC; ``problems`` come
    from reading the file."""
    return _Planner(library, format_id, now, scope).plan(rows, mode, problems)


class _Planner:
    def __init__(self, library: Library, format_id: str, now: datetime, scope: Scope) -> None:
        self._library = library
        self._now = now
        self._scope = scope
        self._here = [r for r in library.active() if r.scope is scope]
        self._same = SameRow(library, self._here, format_id)
        self._codes = Codes(())
        self._order = max((r.order for r in library.replies.values()), default=0)
        self._changes: list[Change] = []
        self._shelves = Shelves(library, self._changes)
        self._problems: list[RowProblem] = []
        self._counts = {"new": 0, "changed": 0, "same": 0}

    def plan(self, rows: Iterable[Row], mode: Mode, problems: Sequence[RowProblem]) -> Plan:
        self._problems += problems
        groups = grouped(rows, self._problems)
        known = self._same.known(groups)
        kept = {reply.id for reply in known.values()}
        trash = [
            reply
            for reply in self._here
            if mode is Mode.REPLACE
            and groups
            and reply.id not in kept
            and not (reply.locked or is_starter(reply))  # the starter replies are nobody's own
        ]
        gone = {reply.id for reply in trash}
        self._codes = Codes(reply for reply in self._library.active() if reply.id not in gone)
        for group in groups:
            reply = known.get(group)
            if reply is None:
                self._add(group)
            else:
                self._merge(reply, group, mode)
        for reply in trash:
            after = replace(reply, deleted=self._now, rev=reply.rev + 1, updated=self._now)
            self._changes.append(Change(reply, after))
        change_set = ChangeSet("import", tuple(self._changes))
        return Plan(change_set, problems=tuple(sorted(self._problems, key=lambda p: p.row)), **self._counts)

    def _merge(self, reply: Reply, group: Group, mode: Mode) -> None:
        """Take the file's wordings, and from Miaohui's own table the other cells as well."""
        after = reworded(reply, group, mode)
        shelf = self._same.shelf_of(reply)
        told = [row for row, _ in group.rows if row.own and is_edited(reply, shelf, row, self._codes)]
        for row in told:
            after = edited(reply, shelf, after, row, self._codes, self._shelves)
        if after == reply:
            self._counts["same"] += len(group.rows)
        elif reply.locked:
            self._problems += [
                RowProblem(row.number, "reply-locked", {"title": reply.title, **place_of(row)}) for row, _ in group.rows
            ]
        else:
            self._changes.append(Change(reply, replace(after, rev=reply.rev + 1, updated=self._now)))
            for row, wording in group.rows:
                here = reply.variants.get(row.season, ()) if row.season else reply.wordings
                same = row not in told and wording.text in {one.text for one in here}
                self._counts["same" if same else "changed"] += 1

    def _add(self, group: Group) -> None:
        if not group.base:
            self._problems += [RowProblem(row.number, "no-base-text", place_of(row)) for row, _ in group.rows]
            return
        self._order += 1
        title = one_line(group.title or group.code or _title_of(group.base[0]))[:MAX_TITLE].strip()
        reply = Reply(
            id=new_reply_id(),
            code=self._codes.take(group.code or title, self._scope),
            title=title,
            category=self._shelves.find(group.category),
            wordings=group.base,
            aliases=tuple(dict.fromkeys(alias for row, _ in group.rows for alias in row.aliases)),
            tags=tuple(dict.fromkeys(tag for row, _ in group.rows for tag in row.tags)),
            variants={season: tuple(found) for season, found in group.wordings.items() if season},
            order=self._order,
            scope=self._scope,
            source=self._same.source(group),
            created=self._now,
            updated=self._now,
        )
        self._changes.append(Change(None, reply))
        self._counts["new"] += len(group.rows)


def _title_of(wording: Wording) -> str:
    """The first message; a picture by what is to be seen."""
    first = wording.parts[0]
    return first if isinstance(first, str) else first.alt or first.name
