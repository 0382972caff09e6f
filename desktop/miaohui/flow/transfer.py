"""Moving in: the rows of a foreign table as one change set.

The same row is known by its source key, else by code and category, else by its text (newlines normalised). Rows with
the same code and group are wordings of one reply; a row without a code is a reply of its own. Nothing is dropped
without being counted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from miaohui.domain.change import Change, ChangeSet
from miaohui.domain.library import Library
from miaohui.domain.reply import (
    MAX_CODE,
    MAX_TEXT,
    MAX_TITLE,
    Category,
    Reply,
    Scope,
    Wording,
    is_reply_id,
)
from miaohui.flow.ids import new_category_id, new_reply_id

UNFILED = "未分组"
"""Where rows without a group go; a name in the library, not a label of the interface."""


class Mode(StrEnum):
    MERGE = "merge"
    REPLACE = "replace"
    """Personal replies that the file doesn't hold go to the trash, unless nothing in the file could be taken."""


@dataclass(frozen=True, repr=False)
class Row:
    """``number`` is the row as a spreadsheet counts it; ``category`` is ``top`` or ``top/sub``, empty for none (deeper
    levels are joined to the second). A row without a code gets one made of its title, else of its text."""

    number: int
    code: str
    text: str
    category: str = ""
    title: str = ""


@dataclass(frozen=True)
class RowProblem:
    """A row that was not taken and why: an id."""

    row: int
    reason: str


@dataclass(frozen=True)
class Plan:
    """What an import would do. ``new``, ``changed``, ``same`` and ``skipped`` count rows and add up to all rows."""

    change_set: ChangeSet
    new: int
    changed: int
    same: int
    problems: tuple[RowProblem, ...]

    @property
    def skipped(self) -> int:
        return len(self.problems)

    @property
    def trashed(self) -> int:
        """Replies, not rows, that go to the trash."""
        entities = [change.after for change in self.change_set.changes]
        return sum(isinstance(entity, Reply) and entity.deleted is not None for entity in entities)


@dataclass(eq=False, repr=False)
class _Group:
    """The rows of one reply; ``key`` tells it from the others of its category, also at the next import."""

    category: str
    code: str
    title: str
    texts: list[str] = field(default_factory=list)
    key: str = ""


def plan(
    library: Library,
    rows: Iterable[Row],
    format_id: str,
    mode: Mode,
    now: datetime,
    problems: Sequence[RowProblem] = (),
) -> Plan:
    """Compare the rows with the library; changes nothing. ``now`` is UTC; ``problems`` come from reading the file."""
    return _Planner(library, format_id, now).plan(rows, mode, problems)


class _Planner:
    def __init__(self, library: Library, format_id: str, now: datetime) -> None:
        self._library = library
        self._format = format_id
        self._now = now
        personal = [r for r in library.replies.values() if r.scope is Scope.PERSONAL and r.deleted is None]
        self._personal = personal
        self._by_source: dict[str, list[Reply]] = defaultdict(list)
        self._by_place: dict[tuple[str, str], list[Reply]] = defaultdict(list)
        self._by_text: dict[str, list[Reply]] = defaultdict(list)
        for reply in personal:
            self._by_source[reply.source].append(reply)
            self._by_place[reply.code.casefold(), library.category_name(reply.category) or UNFILED].append(reply)
            for wording in reply.wordings:
                self._by_text[wording.text].append(reply)
        self._codes: set[str] = set()
        self._order = max((r.order for r in library.replies.values()), default=0)
        self._shelves: dict[str, str] = {library.category_name(c): c for c in library.categories}
        self._shelf_orders: dict[str, int] = {}
        self._changes: list[Change] = []

    def plan(self, rows: Iterable[Row], mode: Mode, problems: Sequence[RowProblem]) -> Plan:
        found = list(problems)
        groups = _grouped(rows, found)
        known = self._known(groups)
        kept = {reply.id for reply in known.values()}
        trash = [
            reply
            for reply in self._personal
            if mode is Mode.REPLACE and groups and reply.id not in kept and not reply.locked
        ]
        gone = {reply.id for reply in trash}
        self._codes = {reply.code.casefold() for reply in self._personal if reply.id not in gone}
        counts = {"new": 0, "changed": 0, "same": 0}
        for group in groups:
            reply = known.get(group)
            if reply is None:
                self._add(group)
                counts["new"] += len(group.texts)
            else:
                same = self._merge(reply, group, mode)
                counts["same"] += same
                counts["changed"] += len(group.texts) - same
        for reply in trash:
            after = replace(reply, deleted=self._now, rev=reply.rev + 1, updated=self._now)
            self._changes.append(Change(reply, after))
        change_set = ChangeSet("import", tuple(self._changes))
        return Plan(change_set, problems=tuple(sorted(found, key=lambda p: p.row)), **counts)

    def _known(self, groups: list[_Group]) -> dict[_Group, Reply]:
        """The replies that are here already; one reply never stands for two groups."""
        ways: tuple[Callable[[_Group], list[Reply]], ...] = (
            lambda group: self._by_source[self._source(group)],
            lambda group: self._by_place[group.code.casefold(), group.category],
            lambda group: self._by_text[_wording(group.texts[0]).text] if len(group.texts) == 1 else [],
        )
        known: dict[_Group, Reply] = {}
        taken: set[str] = set()
        for way in ways:
            for group in groups:
                reply = None if group in known else next((r for r in way(group) if r.id not in taken), None)
                if reply is not None:
                    known[group] = reply
                    taken.add(reply.id)
        return known

    def _source(self, group: _Group) -> str:
        return f"{self._format}:{group.category}/{group.key}"

    def _merge(self, reply: Reply, group: _Group, mode: Mode) -> int:
        """Take the file's wordings; returns how many of them the reply had already. Further wordings that were added
        here stay when merging."""
        texts = [wording.text for wording in reply.wordings]
        wordings = tuple(_wording(text) for text in group.texts)
        same = sum(wording.text in texts for wording in wordings)
        if same < len(wordings):
            further = reply.wordings[len(wordings) :] if mode is Mode.MERGE else ()
            wordings += tuple(wording for wording in further if wording not in wordings)
            after = replace(reply, wordings=wordings, rev=reply.rev + 1, updated=self._now)
            self._changes.append(Change(reply, after))
        return same

    def _add(self, group: _Group) -> None:
        self._order += 1
        title = " ".join((group.title or group.code or group.texts[0]).split())[:MAX_TITLE].strip()
        reply = Reply(
            id=new_reply_id(),
            code=self._free_code(group.code or title),
            title=title,
            category=self._shelf(group.category),
            wordings=tuple(_wording(text) for text in group.texts),
            order=self._order,
            source=self._source(group),
            created=self._now,
            updated=self._now,
        )
        self._changes.append(Change(None, reply))

    def _free_code(self, wanted: str) -> str:
        """A code without blanks that no personal reply has: with a number behind it where needed."""
        base = "".join(c for c in wanted if not c.isspace() and c.isprintable())[:MAX_CODE] or "x"
        if is_reply_id(base):
            base = f"x{base}"
        code, number = base, 1
        while code.casefold() in self._codes:
            number += 1
            suffix = f"-{number}"
            code = base[: MAX_CODE - len(suffix)] + suffix
        self._codes.add(code.casefold())
        return code

    def _shelf(self, name: str) -> str:
        """The id of a category, made with its top where needed."""
        parent = ""
        path = ""
        for piece in name.split("/"):
            path = f"{path}/{piece}" if path else piece
            if path not in self._shelves:
                category = Category(new_category_id(), piece, parent, self._next_shelf_order(parent))
                self._changes.append(Change(None, category))
                self._shelves[path] = category.id
            parent = self._shelves[path]
        return parent

    def _next_shelf_order(self, parent: str) -> int:
        known = max((c.order for c in self._library.categories.values() if c.parent == parent), default=0)
        self._shelf_orders[parent] = self._shelf_orders.get(parent, known) + 1
        return self._shelf_orders[parent]


def _grouped(rows: Iterable[Row], problems: list[RowProblem]) -> list[_Group]:
    """The rows as replies, in the file's order; rows that can't be taken join the problems."""
    groups: dict[tuple[str, str, str], _Group] = {}
    for row in rows:
        text = _normalised(row.text)
        code, title, category = row.code.strip(), " ".join(row.title.split()), _shelf_name(row.category)
        if not text.strip():
            problems.append(RowProblem(row.number, "empty-text"))
            continue
        if len(text) > MAX_TEXT:
            problems.append(RowProblem(row.number, "text-too-long"))
            continue
        place = (code.casefold(), "" if code else text, category)
        group = groups.setdefault(place, _Group(category, code, title))
        if text in group.texts:
            problems.append(RowProblem(row.number, "duplicate-row"))
        else:
            group.texts.append(text)
    titles = Counter((group.category, group.title) for group in groups.values() if not group.code)
    for group in groups.values():
        if group.code:
            group.key = group.code
        elif group.title and titles[group.category, group.title] == 1:
            group.key = f"={group.title}"
        else:
            import hashlib  # brings OpenSSL: only for imports

            group.key = f"#{hashlib.sha256(group.texts[0].encode('utf-8', 'replace')).hexdigest()[:16]}"
    return list(groups.values())


def _normalised(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _wording(text: str) -> Wording:
    """A foreign text is one message, whatever lines it holds."""
    return Wording((text,))


def _shelf_name(name: str) -> str:
    pieces = [piece.strip() for piece in name.split("/") if piece.strip()]
    return "/".join([pieces[0], "-".join(pieces[1:])]) if len(pieces) > 1 else (pieces or [UNFILED])[0]
