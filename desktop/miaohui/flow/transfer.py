"""Moving in: the rows of a foreign table as one change set.

The same row is known by Miaohui's own id (in a table that Miaohui wrote), else by its source key, else by code and
category, else by its text (newlines normalised). Rows with the same code and group are wordings of one reply; a row
without a code is a reply of its own. Nothing is dropped without being counted.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from miaohui.domain.change import Change, ChangeSet
from miaohui.domain.library import Library
from miaohui.domain.picture import Picture
from miaohui.domain.reply import (
    MAX_CODE,
    MAX_TEXT,
    MAX_TITLE,
    Category,
    Reply,
    Scope,
    Wording,
    is_reply_id,
    wording_from_text,
)
from miaohui.errors import MiaohuiError
from miaohui.flow.ids import new_category_id, new_reply_id
from miaohui.flow.ports import Pictures

UNFILED = "未分组"
"""Where rows without a group go; a name in the library, not a label of the interface."""

_BETWEEN = re.compile(r"[;；\r\n]+")


def listed(cell: str) -> tuple[str, ...]:
    """The items of a cell that holds several."""
    return tuple(piece.strip() for piece in _BETWEEN.split(cell) if piece.strip())


def list_cell(items: Iterable[str]) -> str:
    """Several items in one cell; comes back by :func:`listed`."""
    return "；".join(items)


class Mode(StrEnum):
    MERGE = "merge"
    REPLACE = "replace"
    """Personal replies that the file doesn't hold go to the trash, unless nothing in the file could be taken."""


@dataclass(frozen=True, repr=False)
class Row:
    """``number`` is the row as a spreadsheet counts it; ``category`` is ``top`` or ``top/sub``, empty for none (deeper
    levels are joined to the second). A row without a code gets one made of its title, else of its text.

    ``own`` rows come from a table that Miaohui wrote: ``text`` is a wording's text form, and what the cells say
    replaces what the reply with this ``id`` says. Other texts are one message, followed by ``pictures``. ``season`` is
    the id of the season whose wording this is, empty for the base.
    """

    number: int
    code: str
    text: str
    category: str = ""
    title: str = ""
    _: KW_ONLY
    id: str = ""
    own: bool = False
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    season: str = ""
    pictures: tuple[Picture, ...] = ()
    sheet: str = ""


@dataclass(frozen=True)
class RowProblem:
    """A row that was not taken and why: an id, with what its sentence needs."""

    row: int
    reason: str
    args: Mapping[str, object] = field(default_factory=dict, compare=False)


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

    @property
    def pictures(self) -> frozenset[str]:
        """The names of the pictures that the replies it adds or changes hold."""
        replies = (change.after for change in self.change_set.changes if isinstance(change.after, Reply))
        return frozenset(picture.name for reply in replies for picture in pictures_of(reply))

    def keep_pictures(self, found: Mapping[str, Path | bytes], pictures: Pictures) -> None:
        """Before the change set is committed: those that its replies hold, out of what was ``found`` by name.

        Raises:
            MiaohuiError: as ``Pictures.keep``.
        """
        for name in self.pictures & found.keys():
            pictures.keep(name, found[name])


def pictures_of(reply: Reply) -> Iterator[Picture]:
    """All pictures of a reply, those of the seasons as well."""
    for wordings in (reply.wordings, *reply.variants.values()):
        yield from (part for wording in wordings for part in wording.parts if isinstance(part, Picture))


@dataclass(eq=False, repr=False)
class _Group:
    """The rows of one reply; ``key`` tells it from the others of its category, also at the next import. ``wordings``
    are by season, the base's under the empty name."""

    category: str
    code: str
    title: str
    id: str = ""
    rows: list[tuple[Row, Wording]] = field(default_factory=list)
    wordings: dict[str, list[Wording]] = field(default_factory=dict)
    key: str = ""

    @property
    def base(self) -> tuple[Wording, ...]:
        return tuple(self.wordings.get("", ()))


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


class Shelves:
    """The categories by their names; those that are missing are made on the way, as changes."""

    def __init__(self, library: Library, changes: list[Change]) -> None:
        self._library = library
        self._changes = changes
        self._ids = {library.category_name(c): c for c in library.categories}
        self._orders: dict[str, int] = {}

    def find(self, name: str) -> str:
        """The id of a category, made with its top where needed."""
        parent = ""
        path = ""
        for piece in name.split("/"):
            path = f"{path}/{piece}" if path else piece
            if path not in self._ids:
                self.add(path, Category(new_category_id(), piece, parent, self._next_order(parent)))
            parent = self._ids[path]
        return parent

    def has(self, name: str) -> bool:
        return name in self._ids

    def add(self, name: str, category: Category) -> None:
        self._changes.append(Change(None, category))
        self._ids[name] = category.id

    def _next_order(self, parent: str) -> int:
        known = max((c.order for c in self._library.categories.values() if c.parent == parent), default=0)
        self._orders[parent] = self._orders.get(parent, known) + 1
        return self._orders[parent]


class Codes:
    """The codes that are taken, by scope."""

    def __init__(self, replies: Iterable[Reply]) -> None:
        self._taken: dict[Scope, set[str]] = {scope: set() for scope in Scope}
        for reply in replies:
            self._taken[reply.scope].add(reply.code.casefold())

    def take(self, wanted: str, scope: Scope = Scope.PERSONAL) -> str:
        """A code without blanks that no reply of the scope has: with a number behind it where needed."""
        base = "".join(c for c in wanted if not c.isspace() and c.isprintable())[:MAX_CODE] or "x"
        if is_reply_id(base):
            base = f"x{base}"
        code, number = base, 1
        while code.casefold() in self._taken[scope]:
            number += 1
            suffix = f"-{number}"
            code = base[: MAX_CODE - len(suffix)] + suffix
        self._taken[scope].add(code.casefold())
        return code


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
            self._by_place[reply.code.casefold(), self._shelf_of(reply)].append(reply)
            for wording in reply.wordings:
                self._by_text[wording.text].append(reply)
        self._codes = Codes(())
        self._order = max((r.order for r in library.replies.values()), default=0)
        self._changes: list[Change] = []
        self._shelves = Shelves(library, self._changes)
        self._problems: list[RowProblem] = []
        self._counts = {"new": 0, "changed": 0, "same": 0}

    def plan(self, rows: Iterable[Row], mode: Mode, problems: Sequence[RowProblem]) -> Plan:
        self._problems += problems
        groups = _grouped(rows, self._problems)
        known = self._known(groups)
        kept = {reply.id for reply in known.values()}
        trash = [
            reply
            for reply in self._personal
            if mode is Mode.REPLACE and groups and reply.id not in kept and not reply.locked
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

    def _known(self, groups: list[_Group]) -> dict[_Group, Reply]:
        """The replies that are here already; one reply never stands for two groups."""
        ways: tuple[Callable[[_Group], list[Reply]], ...] = (
            self._by_id,
            lambda group: self._by_source[self._source(group)],
            lambda group: self._by_place[group.code.casefold(), group.category],
            lambda group: self._by_text[group.base[0].text] if len(group.base) == 1 else [],
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

    def _by_id(self, group: _Group) -> list[Reply]:
        reply = self._library.replies.get(group.id)
        return [reply] if reply is not None and reply.deleted is None else []

    def _source(self, group: _Group) -> str:
        return f"{self._format}:{group.id}" if group.id else f"{self._format}:{group.category}/{group.key}"

    def _shelf_of(self, reply: Reply) -> str:
        return self._library.category_name(reply.category) or UNFILED

    def _merge(self, reply: Reply, group: _Group, mode: Mode) -> None:
        """Take the file's wordings, and from Miaohui's own table the other cells as well. Further wordings that were
        added here stay when merging."""
        after = self._reworded(reply, group, mode)
        edited = [row for row, _ in group.rows if row.own and self._is_edited(reply, row)]
        for row in edited:
            after = self._edited(reply, after, row)
        if after == reply:
            self._counts["same"] += len(group.rows)
        elif reply.locked:
            self._problems += [
                RowProblem(row.number, "reply-locked", {"title": reply.title, **_where(row)}) for row, _ in group.rows
            ]
        else:
            self._changes.append(Change(reply, replace(after, rev=reply.rev + 1, updated=self._now)))
            for row, wording in group.rows:
                here = reply.variants.get(row.season, ()) if row.season else reply.wordings
                same = row not in edited and wording.text in {one.text for one in here}
                self._counts["same" if same else "changed"] += 1

    def _reworded(self, reply: Reply, group: _Group, mode: Mode) -> Reply:
        variants = dict(reply.variants)
        wordings = reply.wordings
        for season, found in group.wordings.items():
            here = variants.get(season, ()) if season else reply.wordings
            merged = _merged(here, tuple(found), mode)
            if season:
                variants[season] = merged
            else:
                wordings = merged
        return replace(reply, wordings=wordings, variants=variants if variants != reply.variants else reply.variants)

    def _is_edited(self, reply: Reply, row: Row) -> bool:
        """Whether a row of Miaohui's own says other things about its reply than the reply does."""
        return (
            row.code.strip() not in ("", reply.code)
            or _line(row.title) not in ("", _line(reply.title))
            or _shelf_name(row.category) != self._shelf_of(reply)
            or row.aliases != listed(list_cell(reply.aliases))
            or row.tags != listed(list_cell(reply.tags))
        )

    def _edited(self, before: Reply, after: Reply, row: Row) -> Reply:
        """With those cells of the row that say something new; several rows of a reply may each change another."""
        code, title, shelf = row.code.strip(), _line(row.title)[:MAX_TITLE].strip(), _shelf_name(row.category)
        if code not in ("", before.code, after.code):
            same = code.casefold() == before.code.casefold()
            after = replace(after, code=code if same else self._codes.take(code, before.scope))
        if title not in ("", _line(before.title)):
            after = replace(after, title=title)
        if shelf != self._shelf_of(before):
            after = replace(after, category=self._shelves.find(shelf))
        if row.aliases != listed(list_cell(before.aliases)):
            after = replace(after, aliases=row.aliases)
        if row.tags != listed(list_cell(before.tags)):
            after = replace(after, tags=row.tags)
        return after

    def _add(self, group: _Group) -> None:
        if not group.base:
            self._problems += [RowProblem(row.number, "no-base-text", _where(row)) for row, _ in group.rows]
            return
        self._order += 1
        title = (_line(group.title or group.code or _title_of(group.base[0])))[:MAX_TITLE].strip()
        reply = Reply(
            id=new_reply_id(),
            code=self._codes.take(group.code or title),
            title=title,
            category=self._shelves.find(group.category),
            wordings=group.base,
            aliases=tuple(dict.fromkeys(alias for row, _ in group.rows for alias in row.aliases)),
            tags=tuple(dict.fromkeys(tag for row, _ in group.rows for tag in row.tags)),
            variants={season: tuple(found) for season, found in group.wordings.items() if season},
            order=self._order,
            source=self._source(group),
            created=self._now,
            updated=self._now,
        )
        self._changes.append(Change(None, reply))
        self._counts["new"] += len(group.rows)


def _merged(here: tuple[Wording, ...], found: tuple[Wording, ...], mode: Mode) -> tuple[Wording, ...]:
    """The wordings of a reply after those of the file: a new one takes the place of the one that the file no longer
    has there, or comes last. Nothing else goes, but when replacing."""
    texts, wanted = [wording.text for wording in here], {wording.text for wording in found}
    if wanted <= set(texts):
        return here
    if mode is Mode.REPLACE:
        return found
    merged = list(here)
    for place, wording in enumerate(found):
        if wording.text in texts:
            continue
        if place < len(here) and here[place].text not in wanted:
            merged[place] = wording
        else:
            merged.append(wording)
    return tuple(merged)


def _grouped(rows: Iterable[Row], problems: list[RowProblem]) -> list[_Group]:
    """The rows as replies, in the file's order; rows that can't be taken join the problems."""
    groups: dict[tuple[str, ...], _Group] = {}
    for row in rows:
        try:
            wording = _wording(row)
        except MiaohuiError as error:
            problems.append(RowProblem(row.number, error.problem.id, {**error.problem.args, **_where(row)}))
            continue
        code, title, category = row.code.strip(), _line(row.title), _shelf_name(row.category)
        place = (code.casefold(), "" if code else wording.text, category)
        first = groups.get((row.id,)) if row.id else None
        # A row that was copied to write another reply below it has a new code and a new title, but the old id.
        copied = first is not None and code.casefold() != first.code.casefold() and title != first.title
        reply_id = "" if copied else row.id
        group = groups.setdefault((reply_id,) if reply_id else place, _Group(category, code, title, reply_id))
        wordings = group.wordings.setdefault(row.season, [])
        if wording in wordings:
            problems.append(RowProblem(row.number, "duplicate-row", _where(row)))
        else:
            wordings.append(wording)
            group.rows.append((row, wording))
    titles = Counter((group.category, group.title) for group in groups.values() if not group.code)
    for group in groups.values():
        if group.code:
            group.key = group.code
        elif group.title and titles[group.category, group.title] == 1:
            group.key = f"={group.title}"
        else:
            import hashlib  # brings OpenSSL: only for imports

            text = next(iter(group.rows))[1].text
            group.key = f"#{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:16]}"
    return list(groups.values())


def _wording(row: Row) -> Wording:
    """A foreign text is one message, whatever lines it holds. Raises MiaohuiError."""
    text = row.text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MAX_TEXT:
        raise MiaohuiError("text-too-long", limit=MAX_TEXT)
    if row.own:
        return wording_from_text(text)
    parts = (*((text,) if text.strip() else ()), *row.pictures)
    if not parts:
        raise MiaohuiError("empty-text")
    return Wording(parts)


def _title_of(wording: Wording) -> str:
    """The first message; a picture by what is to be seen."""
    first = wording.parts[0]
    return first if isinstance(first, str) else first.alt or first.name


def _where(row: Row) -> dict[str, object]:
    return {"sheet": row.sheet} if row.sheet else {}


def _line(text: str) -> str:
    return " ".join(text.split())


def _shelf_name(name: str) -> str:
    pieces = [piece.strip() for piece in name.split("/") if piece.strip()]
    return "/".join([pieces[0], "-".join(pieces[1:])]) if len(pieces) > 1 else (pieces or [UNFILED])[0]
