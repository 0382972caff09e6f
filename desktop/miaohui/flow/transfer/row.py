"""A row of a foreign table, and what keeps one from being taken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass, field

from miaohui.domain.picture import Picture

_BETWEEN = re.compile(r"[;；\r\n]+")


def listed(cell: str) -> tuple[str, ...]:
    """The items of a cell that holds several."""
    return tuple(piece.strip() for piece in _BETWEEN.split(cell) if piece.strip())


def list_cell(items: Iterable[str]) -> str:
    """Several items in one cell; comes back by :func:`listed`."""
    return "；".join(items)


def one_line(text: str) -> str:
    """Without line ends and doubled blanks, as titles are."""
    return " ".join(text.split())


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


def place_of(row: Row) -> dict[str, object]:
    """What a problem says about where the row is, besides its number."""
    return {"sheet": row.sheet} if row.sheet else {}
