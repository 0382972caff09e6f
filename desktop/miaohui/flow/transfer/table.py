"""A file as it was read, before it is compared with the library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from miaohui.domain.history import Past
from miaohui.domain.library import Library
from miaohui.domain.reply import Scope
from miaohui.flow.transfer.archive import Archive, plan_archive
from miaohui.flow.transfer.field import Field
from miaohui.flow.transfer.planned import Mode, Plan
from miaohui.flow.transfer.planning import plan
from miaohui.flow.transfer.row import Row, RowProblem

AUTO = "auto"
"""The format of a file that is to be told by its content."""


@dataclass(frozen=True)
class Asked:
    """What somebody says of a file where it was taken for something else; empty for what its content tells.

    ``format`` is a key of the formats that can be read, or :data:`AUTO`. ``columns`` are what the columns hold;
    without ``heading`` the table begins with its first reply. ``incomplete`` asks for the table's beginning also where
    no column is known: its rows are none then.
    """

    format: str = AUTO
    encoding: str = ""
    columns: tuple[Field | None, ...] = ()
    heading: bool = True
    incomplete: bool = False


@dataclass(frozen=True, repr=False)
class Beginning:
    """How a table begins: its headings (empty where it has none), what each column was taken for, and its first rows
    with their numbers."""

    headings: tuple[str, ...]
    fields: tuple[Field | None, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, repr=False)
class Table:
    """``problems`` are the rows that could not be read; ``format`` is what the file really is, ``encoding`` what its
    text is in (empty for none). ``pictures`` are where the pictures of its rows come from, by name. A file of
    Miaohui's own has an ``archive`` instead of rows. ``columns`` tell what each heading was taken for; ``beginning`` is
    None where there are no columns."""

    format: str
    rows: tuple[Row, ...]
    problems: tuple[RowProblem, ...]
    encoding: str = ""
    pictures: Mapping[str, Path | bytes] = field(default_factory=dict)
    archive: Archive | None = None
    beginning: Beginning | None = None

    @property
    def columns(self) -> tuple[tuple[str, Field | None], ...]:
        """The headings and what they were taken for."""
        if self.beginning is None:
            return ()
        named = zip(self.beginning.headings, self.beginning.fields, strict=False)
        return tuple((heading, held) for heading, held in named if heading)

    def plan(self, library: Library, mode: Mode, now: datetime, scope: Scope = Scope.PERSONAL) -> Plan:
        """What taking it in would do; changes nothing. ``now`` is UTC. New rows become replies of ``scope``; an archive
        says it itself."""
        if self.archive is not None:
            return plan_archive(library, self.archive, mode, now, self.problems)
        return plan(library, self.rows, self.format, mode, now, self.problems, scope)

    def history(self, done: Plan) -> tuple[Past, ...]:
        """What the replies that the plan adds were before, the oldest first; those that were here already have a past
        of their own."""
        added = {change.id for change in done.change_set.changes if change.before is None}
        past = self.archive.history if self.archive is not None else ()
        return tuple(one for one in past if one.reply.id in added)
