"""Which column of a table holds what, by its headings, and the rows below them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from miaohui.domain.picture import Picture
from miaohui.errors import MiaohuiError
from miaohui.flow.transfer import Field, Row, RowProblem, listed
from miaohui.library.formats.encoding import BROKEN
from miaohui.library.formats.grid import Grid

HEADINGS: Mapping[Field, tuple[str, ...]] = {
    Field.ID: ("秒回编号",),
    Field.CODE: ("编码", "快捷编码", "快捷短语编码", "代码", "快捷码", "快捷键", "code", "shortcut", "keyword"),
    Field.TEXT: (
        "内容", "短语", "快捷短语", "快捷回复", "话术", "话术内容", "回复", "回复内容", "答案", "答复", "文本",
        "text", "content", "reply", "answer", "snippet", "message",
    ),
    Field.CATEGORY: (
        "分组", "分类", "类别", "一级分类", "二级分类", "三级分类", "一级分组", "二级分组", "话术分组", "话术分类",
        "快捷短语分组", "category", "group", "folder", "path",
    ),
    Field.TITLE: ("标题", "短标题", "话术标题", "话术短标题", "名称", "title", "name"),
    Field.ALIASES: ("问题", "问句", "问法", "场景", "别名", "关键词", "question", "scene", "alias", "aliases"),
    Field.TAGS: ("标签", "tag", "tags"),
    Field.PICTURES: ("图片名", "图片", "picture", "image"),
    Field.VARIANTS: ("季节", "season"),
}  # fmt: skip
"""What desks write above their columns, by what it means."""

HEADING_ROWS = 10
"""A heading stands within the first rows that hold something; above it may be notices."""

_NOTE = re.compile(r"[（(\[【][^）)\]】]*[）)\]】]")
_FIELD_OF = {name: held for held, names in HEADINGS.items() for name in names}


@dataclass(frozen=True)
class Columns:
    """``fields`` are what the columns hold, in their order; None for one that nobody reads. ``start`` is the row
    number of the heading."""

    fields: tuple[Field | None, ...]
    start: int

    def __contains__(self, wanted: Field) -> bool:
        return wanted in self.fields


def field_of(heading: str) -> Field | None:
    """What a column with this heading holds; a note in brackets doesn't count."""
    name = _NOTE.sub("", unicodedata.normalize("NFKC", heading)).strip().strip("*:").strip().casefold()
    return _FIELD_OF.get(name)


def find_columns(grid: Grid) -> Columns | None:
    """The first row whose cells are headings, one of them a text's; None where there is none."""
    for number, cells in grid.rows[:HEADING_ROWS]:
        fields = tuple(field_of(cell) for cell in cells)
        named = sum(bool(cell.strip()) for cell in cells)
        known = [held for held in fields if held is not None]
        if known.count(Field.TEXT) == 1 and len(known) >= 2 and len(known) * 2 >= named:
            return Columns(fields, number)
        if known.count(Field.TEXT) > 1 and len(known) * 2 >= named:  # 回复, 内容: the first is the text
            first = fields.index(Field.TEXT)
            others = (None if held is Field.TEXT else held for held in fields[first + 1 :])
            return Columns((*fields[: first + 1], *others), number)
    return None


def _as_it_is(text: str) -> str:
    return text


@dataclass(frozen=True)
class Reading:
    """How a desk writes its cells. ``picture`` makes a part of a picture's name, or raises MiaohuiError."""

    unescape: Callable[[str], str] = _as_it_is
    guarded: bool = False
    """A tab may stand before any field, against spreadsheets that make numbers and formulas of texts."""
    picture: Callable[[str], Picture] | None = None
    wide: bool = False
    """Cells beyond the heading are no mistake: a spreadsheet knows where its columns end."""
    seasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, repr=False)
class ReadRows:
    """``problems`` are the rows that hold something but could not be read."""

    rows: tuple[Row, ...]
    problems: tuple[RowProblem, ...]


def rows_below(grid: Grid, columns: Columns, reading: Reading) -> ReadRows:
    """The rows below the heading. Where there is a column for Miaohui's ids, the table is its own: texts are in text
    form and nothing is trimmed."""
    rows: list[Row] = []
    problems: list[RowProblem] = []
    width = len(columns.fields)
    for number, cells in grid.rows:
        if number <= columns.start:
            continue
        where = {"sheet": grid.sheet} if grid.sheet else {}
        if any(BROKEN in cell for cell in cells):
            problems.append(RowProblem(number, "bad-characters", where))
        elif not reading.wide and any(cell.strip() for cell in cells[width:]):
            # A comma that should have stood in quotes.
            problems.append(RowProblem(number, "too-many-columns", where))
        else:
            try:
                row = _row(number, cells, columns, reading, grid.sheet)
            except MiaohuiError as error:
                problems.append(RowProblem(number, error.problem.id, {**error.problem.args, **where}))
                continue
            if row is not None:
                rows.append(row)
    return ReadRows(tuple(rows), (*grid.problems, *problems))


def _row(number: int, cells: tuple[str, ...], columns: Columns, reading: Reading, sheet: str) -> Row | None:
    """None for a row of which nothing is read. Raises MiaohuiError."""
    own = Field.ID in columns
    found: dict[Field, list[str]] = {held: [] for held in Field}
    for held, cell in zip(columns.fields, cells, strict=False):
        if held is not None:
            content = _unguarded(cell, own=own) if reading.guarded else cell
            found[held].append(content if held is Field.TEXT else content.strip())
    if not any(content.strip() for contents in found.values() for content in contents):
        return None
    text = "".join(found[Field.TEXT])
    text = text if own else reading.unescape(text.strip("\t\r\n"))
    names = filter(None, found[Field.PICTURES])
    pictures = tuple(map(reading.picture, names)) if reading.picture is not None else ()
    if not text.strip() and not pictures:
        raise MiaohuiError("empty-text")
    titles = list(filter(None, found[Field.TITLE]))
    aliases = [alias for cell in found[Field.ALIASES] for alias in listed(cell)]
    if not titles and not own and aliases:  # 问题 | 答案
        titles = [aliases.pop(0)]
    season = "".join(found[Field.VARIANTS][:1])
    if season and season not in reading.seasons:
        raise MiaohuiError("unknown-season", season=season)
    return Row(
        number,
        "".join(found[Field.CODE][:1]),
        text,
        "/".join(filter(None, found[Field.CATEGORY])) or sheet,
        "".join(titles[:1]),
        id="".join(found[Field.ID][:1]),
        own=own,
        aliases=(*titles[1:], *aliases),
        tags=tuple(tag for cell in found[Field.TAGS] for tag in listed(cell)),
        season=reading.seasons.get(season, ""),
        pictures=pictures,
        sheet=sheet,
    )


def _unguarded(cell: str, *, own: bool) -> str:
    """Without the tab against formulas: Miaohui writes one, other desks any number."""
    return cell.removeprefix("\t") if own else cell.strip("\t\r\n")
