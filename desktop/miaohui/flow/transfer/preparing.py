"""What is done to the rows of a table before they are compared with the library; Miaohui's own stay as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from miaohui.domain import placeholders as foreign
from miaohui.domain.emoticon import Emoticons
from miaohui.domain.library import Library
from miaohui.domain.reply import Scope
from miaohui.domain.tables import Tables
from miaohui.flow.transfer.planned import Mode, Plan
from miaohui.flow.transfer.row import Row
from miaohui.flow.transfer.table import Table


@dataclass(frozen=True, repr=False)
class Placeholder:
    """A foreign placeholder as it is written, the variable (in braces) that could stand in its place, and how often it
    does; ``sample`` is a text that holds it, ``start`` where."""

    text: str
    variable: str
    count: int
    sample: str
    start: int

    @property
    def kind(self) -> tuple[str, str]:
        """What it is accepted or denied by."""
        return self.text, self.variable


@dataclass(frozen=True)
class Wishes:
    """What somebody wants done with a table: the ``dialect`` of its emoticons where they are ordinary text elsewhere,
    the ``category`` (``top`` or ``top/sub``) of rows that name none, the variables that take the places of placeholders
    by their kinds, whose the new replies are, and what becomes of those that the file doesn't hold."""

    dialect: str = ""
    category: str = ""
    variables: Mapping[tuple[str, str], str] = field(default_factory=dict)
    scope: Scope = Scope.PERSONAL
    mode: Mode = Mode.MERGE


def dry_run(table: Table, wishes: Wishes, library: Library, tables: Tables, now: datetime) -> Plan:
    """What taking the table in would do; changes nothing. ``now`` is UTC."""
    if wishes.dialect:
        table = decoded(table, wishes.dialect, tables.emoticons)
    if wishes.variables:
        table = with_variables(table, tables, wishes.variables)
    if wishes.category:
        table = filed(table, wishes.category)
    return table.plan(library, wishes.mode, now, wishes.scope)


def decoded(table: Table, dialect: str, emoticons: Emoticons) -> Table:
    """With emoji in the places of emoticons that are read nowhere but where a file is known to have them."""
    return _each(table, lambda row: replace(row, text=emoticons.decoded(row.text, dialect)))


def filed(table: Table, category: str) -> Table:
    """With a category (``top`` or ``top/sub``) for the rows that name none."""
    return _each(table, lambda row: row if row.own or row.category.strip() else replace(row, category=category))


def placeholders(table: Table, tables: Tables) -> list[Placeholder]:
    """The foreign placeholders of a table, the most frequent first."""
    counts: Counter[tuple[str, str]] = Counter()
    samples: dict[tuple[str, str], tuple[str, int]] = {}
    for row, found in _proposals(table, tables):
        for one in found:
            counts[one.text, one.variable] += 1
            samples.setdefault((one.text, one.variable), (row.text, one.start))
    return [Placeholder(*kind, count, *samples[kind]) for kind, count in counts.most_common()]


def with_variables(table: Table, tables: Tables, chosen: Mapping[tuple[str, str], str]) -> Table:
    """With variables in the places of foreign placeholders: those of the ``chosen`` kinds, each with the variable (in
    braces) that it maps to."""
    texts: dict[tuple[int, str], str] = {}
    for row, found in _proposals(table, tables):
        kept = [replace(one, variable=chosen[kind]) for one in found if (kind := (one.text, one.variable)) in chosen]
        texts[row.number, row.sheet] = foreign.with_variables(row.text, kept)
    return _each(table, lambda row: replace(row, text=texts.get((row.number, row.sheet), row.text)))


def _proposals(table: Table, tables: Tables) -> Iterator[tuple[Row, tuple[foreign.Proposal, ...]]]:
    names = tables.emoticons.bracket_names
    for row in table.rows:
        if not row.own and (found := foreign.proposals(row.text, tables.variables, names)):
            yield row, found


def _each(table: Table, change: Callable[[Row], Row]) -> Table:
    return replace(table, rows=tuple(map(change, table.rows)))
