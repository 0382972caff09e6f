"""Foreign tables: which format a file has, and its rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from miaohui.errors import MiaohuiError
from miaohui.flow.transfer import Row, RowProblem
from miaohui.library.formats import qianniu

AUTO = "auto"
QIANNIU = "qianniu"
FORMATS = (AUTO, QIANNIU)


@dataclass(frozen=True, repr=False)
class Table:
    """``problems`` are the rows that could not be read; ``format`` is what the file really is."""

    format: str
    rows: tuple[Row, ...]
    problems: tuple[RowProblem, ...]


def read_table(path: Path, format_id: str = AUTO, wangwang_codes: Iterable[str] = ()) -> Table:
    """Read a file; ``wangwang_codes`` are the emoticons whose HTML escapes are undone.

    Raises:
        MiaohuiError: ``cannot-read`` or ``import-unreadable``.
    """
    assert format_id in FORMATS
    try:
        content = path.read_bytes()
    except OSError as error:
        raise MiaohuiError("cannot-read", path=str(path), reason=error.strerror or str(error)) from error
    table = qianniu.read(content, str(path), wangwang_codes)
    return Table(QIANNIU, table.rows, table.problems)
