"""Rows that belong to one reply: the same code and group, or the same id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from miaohui.domain.reply import MAX_TEXT, Wording, wording_from_text
from miaohui.errors import MiaohuiError
from miaohui.flow.transfer.row import Row, RowProblem, one_line, place_of
from miaohui.flow.transfer.shelves import shelf_name


@dataclass(eq=False, repr=False)
class Group:
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


def grouped(rows: Iterable[Row], problems: list[RowProblem]) -> list[Group]:
    """The rows as replies, in the file's order; rows that can't be taken join the problems."""
    groups: dict[tuple[str, ...], Group] = {}
    for row in rows:
        try:
            wording = _wording(row)
        except MiaohuiError as error:
            problems.append(RowProblem(row.number, error.problem.id, {**error.problem.args, **place_of(row)}))
            continue
        code, title, category = row.code.strip(), one_line(row.title), shelf_name(row.category)
        # One answer to several questions is several replies: each is found by its own title.
        place = (code.casefold(), category) if code else ("", category, title, wording.text)
        first = groups.get((row.id,)) if row.id else None
        # A row that was copied to write another reply below it has a new code and a new title, but the old id.
        copied = first is not None and code.casefold() != first.code.casefold() and title != first.title
        reply_id = "" if copied else row.id
        group = groups.setdefault((reply_id,) if reply_id else place, Group(category, code, title, reply_id))
        wordings = group.wordings.setdefault(row.season, [])
        if wording in wordings:
            problems.append(RowProblem(row.number, "duplicate-row", place_of(row)))
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
