"""Foreign tables: which format a file has, and its rows."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path

from miaohui.domain.season import BASE_SEASON, Seasons
from miaohui.domain.tables import Tables
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow.transfer import AUTO, Asked, Beginning, Field, Row, RowProblem, Table
from miaohui.library.formats import qianniu
from miaohui.library.formats.columns import Columns, Reading, find_columns, rows_below
from miaohui.library.formats.declaration import READ
from miaohui.library.formats.encoding import Decoded, decode
from miaohui.library.formats.grid import Grid, from_text
from miaohui.library.formats.v3 import Pictures, is_v3

QIANNIU = "qianniu"
V3 = "v3"
FEINIU = "feiniu"
CSV = "csv"
XLSX = "xlsx"
JSON = "json"
ESPANSO = "espanso"
BEEFTEXT = "beeftext"
TEXT = "text"
FORMATS = (AUTO, *READ)
OWN_TABLE = "table"
"""What a table that Miaohui wrote is read as, whether csv or xlsx carried it."""

MAX_MEGABYTES = 100

FEINIU_HEADING = ("快捷编码", "快捷短语", "快捷短语分组")
_HEAD = 65536
"""Characters; the heading is looked for in them."""
_DELIMITERS = ",\t;，|"


BEGINNING = 40
"""Rows of a table that are shown to somebody who says what its columns hold."""


@dataclass(frozen=True, repr=False)
class Known:
    """What a file's cells mean outside of it. ``codes`` are Wangwang's emoticons, whose HTML escapes are undone;
    ``seasons`` are ids by name."""

    codes: Iterable[str] = ()
    seasons: Mapping[str, str] = field(default_factory=dict)


def known(tables: Tables) -> Known:
    return Known(tuple(tables.emoticons.dialects["wangwang"].by_code), season_ids(tables.seasons))


def read_table(path: Path, asked: Asked | None = None, known: Known | None = None) -> Table:
    """Read a file; changes nothing. Its content says what it is, the name only that a text is plain (.txt) or
    what is wrong with it (.json).

    Raises:
        MiaohuiError: ``cannot-read``, ``import-too-large``, ``import-unreadable`` or ``library-newer``.
    """
    asked = asked or Asked()
    assert asked.format in FORMATS
    return _Reader(path, asked, known or Known()).read()


def season_ids(seasons: Seasons) -> dict[str, str]:
    """The seasons' ids by what stands in a table's column: names, aliases and ids; the base has none there."""
    found = {name: season.id for season in seasons.by_id.values() for name in (*season.aliases, season.name, season.id)}
    return {name: "" if season == BASE_SEASON else season for name, season in found.items()}


def _content(path: Path) -> bytes:
    try:
        facts = path.stat()
        if stat.S_ISDIR(facts.st_mode):
            raise IsADirectoryError(21, "Is a directory")
        if not stat.S_ISREG(facts.st_mode):  # a pipe would never end
            raise MiaohuiError("import-unreadable", path=str(path), reason=Problem("not-a-file"))
        with path.open("rb") as file:
            content = file.read(MAX_MEGABYTES * 1024 * 1024 + 1) if facts.st_size <= MAX_MEGABYTES << 20 else None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise MiaohuiError("cannot-read", path=str(path), reason=reason) from error
    if content is None or len(content) > MAX_MEGABYTES << 20:
        raise MiaohuiError("import-too-large", path=str(path), limit=MAX_MEGABYTES)
    return content


class _Reader:
    def __init__(self, path: Path, asked: Asked, known: Known) -> None:
        self._path = path
        self._asked = asked
        self._format = asked.format
        self._known = known

    def read(self) -> Table:
        from miaohui.library.formats.spreadsheet import OLE, ZIP

        content = _content(self._path)
        if content.startswith((ZIP, OLE)):
            return self._workbook(content)
        if self._format == XLSX:
            raise self._refusal(Problem("not-a-workbook"))
        decoded = decode(content, self._asked.encoding)
        try:
            return replace(self._text(decoded), encoding=decoded.encoding)
        except MiaohuiError as error:
            if decoded.is_text:
                raise
            raise self._refusal(Problem("not-text")) from error

    def _refusal(self, reason: Problem) -> MiaohuiError:
        return MiaohuiError("import-unreadable", path=str(self._path), reason=reason)

    # --------------------------------------------------------------------------------------------------------- texts

    def _text(self, decoded: Decoded) -> Table:
        text = decoded.text
        match self._format:
            case "json" | "beeftext":
                return self._json(text, strict=True)
            case "espanso":
                return self._espanso(text)
            case "text" if decoded.is_text:
                return self._plain(text)
            case "text":
                raise self._refusal(Problem("not-text"))
        if self._format == AUTO and text.lstrip()[:1] in ("{", "["):
            try:
                return self._json(text, strict=self._path.suffix.casefold() == ".json")
            except ValueError:
                pass  # a text that happens to begin so
        grid = from_text(text, self._delimiter(text))
        columns = self._columns(grid)
        if columns is not None:
            return self._tables([(grid, columns)], wide=False)
        if self._format == AUTO:
            from miaohui.library.formats.phrases import is_espanso

            if is_espanso(text):
                return self._espanso(text)
            if self._path.suffix.casefold() == ".txt" and text.strip() and decoded.is_text:
                return self._plain(text)
        if self._asked.incomplete and grid.rows and decoded.is_text:
            return self._incomplete(grid, CSV)
        raise self._refusal(self._no_heading())

    def _delimiter(self, text: str) -> str:
        """What stands between the columns: with it, most headings are known, else most rows have as many cells as the
        first."""

        def fit(delimiter: str) -> tuple[int, int]:
            grid = from_text(text[:_HEAD], delimiter)
            columns = find_columns(grid)
            widths = [len(cells) for _, cells in grid.rows]
            known = 0 if columns is None else sum(held is not None for held in columns.fields)
            return known, sum((width - 1) * (width == widths[0]) for width in widths)

        return max(_DELIMITERS, key=fit)

    def _json(self, text: str, *, strict: bool) -> Table:
        """Raises ValueError for what is no JSON, unless ``strict``."""
        import orjson

        from miaohui.library.formats import native
        from miaohui.library.formats.phrases import is_beeftext, read_beeftext

        try:
            document = orjson.loads(text)
        except orjson.JSONDecodeError as error:
            if strict:
                raise self._refusal(Problem("bad-json", {"row": error.lineno})) from error
            raise
        if native.is_native(document) and self._format != BEEFTEXT:
            archive, problems, pictures = native.read(document, str(self._path))
            return Table(JSON, (), problems, pictures=pictures, archive=archive)
        if is_beeftext(document) and self._format != JSON:
            read = read_beeftext(document)
            return Table(BEEFTEXT, read.rows, read.problems)
        raise self._refusal(Problem("unknown-json"))

    def _espanso(self, text: str) -> Table:
        from miaohui.library.formats.phrases import read_espanso

        read = read_espanso(text, str(self._path))
        return Table(ESPANSO, read.rows, read.problems)

    def _plain(self, text: str) -> Table:
        from miaohui.library.formats.phrases import read_plain

        read = read_plain(text)
        return Table(TEXT, read.rows, read.problems)

    # -------------------------------------------------------------------------------------------------------- tables

    def _workbook(self, content: bytes) -> Table:
        from miaohui.library.formats.spreadsheet import sheets

        if self._format in (CSV, JSON, ESPANSO, BEEFTEXT, TEXT):
            raise self._refusal(Problem("is-a-workbook"))
        grids = sheets(content, str(self._path))
        found = [(grid, self._columns(grid, grids[0])) for grid in grids]
        tables = [(grid, columns) for grid, columns in found if columns is not None]
        if not tables and self._asked.incomplete and grids:
            return self._incomplete(grids[0], XLSX)
        if not tables:
            raise self._refusal(self._no_heading())
        table = self._tables(tables, wide=True)
        unread = tuple(
            RowProblem(grid.rows[0][0], "sheet-without-heading", {"sheet": grid.sheet})
            for grid, columns in found
            if columns is None
        )
        return replace(table, problems=(*table.problems, *unread))

    def _columns(self, grid: Grid, first: Grid | None = None) -> Columns | None:
        """What somebody says of the ``first`` sheet holds for all with the same headings."""
        if self._asked.columns and grid.rows:
            start = self._heading_of(grid)
            alike = first is None or first is grid or start == 0 or _row(grid, start) == _row(first, start)
            if alike:
                return Columns(self._asked.columns, start)
        if self._format in (AUTO, QIANNIU) and qianniu.is_heading(grid):
            return Columns(qianniu.FIELDS, grid.rows[0][0])
        columns = find_columns(grid)
        if columns is None or self._format in (AUTO, CSV, XLSX, self._desk(grid, columns)):
            return columns
        return None

    def _heading_of(self, grid: Grid) -> int:
        """The number of the row with the headings where somebody else says what the columns hold; 0 for none."""
        if not self._asked.heading:
            return 0
        columns = find_columns(grid)
        return grid.rows[0][0] if columns is None else columns.start

    def _incomplete(self, grid: Grid, format_id: str) -> Table:
        """No row is read as long as nobody says which column holds the texts."""
        width = max(len(cells) for _, cells in grid.rows[:BEGINNING])
        columns = Columns((None,) * width, self._heading_of(grid))
        return Table(format_id if self._format == AUTO else self._format, (), (), beginning=_beginning(grid, columns))

    def _desk(self, grid: Grid, columns: Columns) -> str:
        """Whose table it is, by its notices and headings."""
        heading = tuple(cell.strip() for cell in _cells_of(grid, columns))
        if Field.ID in columns:
            return OWN_TABLE
        if qianniu.is_heading(grid):
            return QIANNIU
        if heading[: len(FEINIU_HEADING)] == FEINIU_HEADING:
            return FEINIU
        return V3 if is_v3(grid) else CSV

    def _tables(self, tables: list[tuple[Grid, Columns]], *, wide: bool) -> Table:
        rows: list[Row] = []
        problems: list[RowProblem] = []
        pictures = Pictures(self._path.parent)
        desks = [self._desk(grid, columns) for grid, columns in tables]
        for (grid, columns), desk in zip(tables, desks, strict=True):
            reading = Reading(
                unescape=self._unescape(desk, grid),
                guarded=not wide or desk in (QIANNIU, V3, FEINIU),
                picture=pictures.find,
                wide=wide,
                seasons=self._known.seasons,
            )
            read = rows_below(grid, columns, reading)
            rows += read.rows
            problems += read.problems
        desk = desks[0] if self._format == AUTO or desks[0] == OWN_TABLE else self._format
        return Table(
            XLSX if wide and desk == CSV else desk,
            tuple(rows),
            tuple(problems),
            pictures=pictures.found,
            beginning=_beginning(*tables[0]),
        )

    def _unescape(self, desk: str, grid: Grid) -> Callable[[str], str]:
        if desk in (QIANNIU, V3, FEINIU):
            codes = qianniu.Unescape(self._known.codes)
            return partial(_feiniu_text, codes) if desk == FEINIU else codes
        return _line_ends if grid.delimiter == "\t" and not grid.has_lines else str

    def _no_heading(self) -> Problem:
        match self._format:
            case "qianniu":
                return Problem("no-heading", {"heading": ",".join(qianniu.HEADING)})
            case "feiniu":
                return Problem("no-heading", {"heading": ",".join(FEINIU_HEADING)})
            case "v3":
                return Problem("no-heading", {"heading": "分组,快捷编码,标题,内容,图片名"})
        return Problem("no-columns")


def _cells_of(grid: Grid, columns: Columns) -> tuple[str, ...]:
    """The heading's cells; none where there is no heading."""
    return _row(grid, columns.start)


def _row(grid: Grid, wanted: int) -> tuple[str, ...]:
    return next((cells for number, cells in grid.rows if number == wanted), ())


def _beginning(grid: Grid, columns: Columns) -> Beginning:
    below = (row for row in grid.rows if row[0] > columns.start)
    headings = tuple(heading.strip() for heading in _cells_of(grid, columns))
    return Beginning(headings, columns.fields, tuple(islice(below, BEGINNING)))


def _line_ends(text: str) -> str:
    """Tables of tabs without quotes write the end of a line as ``\\n``."""
    return text.replace("\\r", "").replace("\\n", "\n")


def _feiniu_text(codes: Callable[[str], str], text: str) -> str:
    return codes(text.replace("&#44;", ",").replace("&#13;", "\n"))
