"""Spreadsheets: xlsx by openpyxl, the older xls by xlrd. Cells come out as text, formulas as what was typed."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from itertools import islice
from typing import TYPE_CHECKING, Literal

from miaohui.errors import MiaohuiError, Problem
from miaohui.flow.transfer import RowProblem
from miaohui.library.formats.grid import Grid, filled

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as OpenpyxlCell
    from xlrd.sheet import Cell

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

MAX_UNPACKED = 50 * 1024 * 1024
"""Bytes; what a workbook may unpack to."""
MAX_PARTS = 2000
MAX_ROWS = 100_000
MAX_COLUMNS = 64
MAX_MERGED = 10_000
_EXCEL_ROWS = 1_048_576

# How Excel writes characters that XML has no place for, and an underscore that would read as the start of one.
# ECMA-376 part 1, 22.4.2.4 (ST_Xstring).
_ESCAPED = re.compile(r"_x(000D|005F|0009)_")
_CHARACTERS = {"000D": "\r", "005F": "_", "0009": "\t"}
_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell ref="(?P<column>[A-Z]{1,2})(?P<from>\d{1,7}):(?P<last>[A-Z]{1,2})(?P<to>\d{1,7})"'
)
_WOULD_READ = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def sheets(content: bytes, path: str) -> list[Grid]:
    """The visible sheets that hold something.

    Raises:
        MiaohuiError: ``import-unreadable``: damaged, password-protected or of absurd size.
    """
    try:
        grids = list(_xls(content) if content.startswith(OLE) else _xlsx(content))
    except MiaohuiError as error:
        raise MiaohuiError("import-unreadable", path=path, reason=error.problem) from error
    except Exception as error:  # both libraries raise whatever a damaged file leads them to
        raise MiaohuiError("import-unreadable", path=path, reason=Problem("damaged-workbook")) from error
    return [grid for grid in grids if grid.rows]


def _xlsx(content: bytes) -> Iterator[Grid]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        # zipfile reads no more of a part than its entry says, so the sum can't lie.
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise MiaohuiError("workbook-too-large", limit=MAX_UNPACKED // 1024 // 1024)
        for entry in parts:  # empty rows take six bytes each, and the parser a while
            xml = archive.read(entry) if entry.filename.startswith("xl/worksheets/") else b""
            if xml.count(b"<row") + xml.count(b":row") > _EXCEL_ROWS:
                raise MiaohuiError("too-many-rows", limit=MAX_ROWS)
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about drawings and rules that it would not write back
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        try:
            visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            for sheet in visible:
                sheet.reset_dimensions()  # what a file says of its size is often wrong
                rows = sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True)
                grid = _grid(rows, sheet.title if len(visible) > 1 else "")
                # WORKAROUND: openpyxl tells merged cells only where it loads the whole book, at ten times the cost.
                part = getattr(sheet, "_worksheet_path", "")
                yield _unmerged(grid, _part(content, part)) if part else grid
        finally:
            book.close()


def _part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def _unmerged(grid: Grid, xml: bytes) -> Grid:
    """A cell that was merged down a column stands in every row: a category is often written once for all below it."""
    above: dict[int, list[tuple[int, int]]] = {}
    for match in islice(_MERGED.finditer(xml), MAX_MERGED):
        if match["column"] == match["last"]:
            place = _column(match["column"].decode())
            above.setdefault(place, []).append((int(match["from"]), int(match["to"])))
    if not above:
        return grid
    cells = {number: list(row) for number, row in grid.rows}
    last = max(cells, default=0)
    for place, ranges in above.items():
        covered = 0
        for start, end in sorted(ranges):
            if start <= covered:  # no two of them share a cell, but in files made to keep readers busy
                continue
            covered = end
            text = cells[start][place] if start in cells and place < len(cells[start]) else ""
            for number in range(start + 1, min(end, last) + 1) if text else ():
                if number in cells:
                    row = cells[number]
                    row += [""] * (place + 1 - len(row))
                    row[place] = row[place] or text
    return replace(grid, rows=tuple((number, tuple(row)) for number, row in cells.items()))


def _column(letters: str) -> int:
    """A → 0."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def _xls(content: bytes) -> Iterator[Grid]:
    # Word and Excel wrap what a password protects into a container of this name.
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise MiaohuiError("password-protected")
    import xlrd
    from xlrd.biffh import XLRDError

    try:
        book = xlrd.open_workbook(file_contents=content, logfile=io.StringIO())
    except XLRDError as error:
        raise MiaohuiError("password-protected" if "encrypted" in str(error) else "damaged-workbook") from error
    visible = [sheet for sheet in book.sheets() if sheet.visibility == 0]
    for sheet in visible:
        rows = ([_xls_value(cell, book.datemode) for cell in sheet.row(number)] for number in range(sheet.nrows))
        yield _grid(rows, sheet.name if len(visible) > 1 else "")


def _xls_value(cell: Cell, datemode: Literal[0, 1]) -> object:
    import xlrd

    match cell.ctype, cell.value:
        case xlrd.XL_CELL_DATE, float(days):
            return xlrd.xldate_as_datetime(days, datemode)
        case xlrd.XL_CELL_BOOLEAN, value:
            return bool(value)
        case xlrd.XL_CELL_ERROR, int(code):
            return xlrd.error_text_from_code.get(code, "")
    return cell.value


def _grid(rows: Iterable[Sequence[object]], sheet: str) -> Grid:
    numbered: list[tuple[int, tuple[str, ...]]] = []
    problems: tuple[RowProblem, ...] = ()
    for number, row in enumerate(rows, start=1):
        cells = tuple(map(_text, row[:MAX_COLUMNS]))
        if any(cells):
            numbered.append((number, cells))
        if len(numbered) > MAX_ROWS or number > _EXCEL_ROWS:
            raise MiaohuiError("too-many-rows", limit=MAX_ROWS)
    return Grid(filled(numbered), problems, sheet)


def _text(value: object) -> str:
    """What a person sees in the cell, as far as that is a matter of its value."""
    match value:
        case None:
            return ""
        case str():
            return _ESCAPED.sub(lambda match: _CHARACTERS[match[1]], value)
        case bool():
            return str(value).upper()
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ")
        case date() | time():
            return value.isoformat()
    return str(getattr(value, "text", value) or "")  # a formula for several cells


def write_xlsx(title: str, widths: Sequence[tuple[str, int, bool]], rows: Iterable[Sequence[str]]) -> bytes:
    """A workbook of one sheet. ``widths`` are (heading, characters wide, hidden) for each column. Every cell is text:
    nothing in it can become a formula, also when it is edited."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, (_heading, width, hidden) in enumerate(widths, start=1):
        column = sheet.column_dimensions[get_column_letter(number)]
        column.width, column.hidden = width, hidden
    wrapped, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)

    def cell(text: str, *, heading: bool = False) -> OpenpyxlCell:
        made = WriteOnlyCell(sheet, _WOULD_READ.sub("_x005F_", text))
        made.data_type = "s"  # openpyxl takes what begins with = for a formula
        made.number_format = "@"
        made.quotePrefix = True
        made.alignment = wrapped
        if heading:
            made.font = bold
        return made

    sheet.append([cell(heading, heading=True) for heading, _, _ in widths])
    for row in rows:
        sheet.append([cell(text) if text else None for text in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
