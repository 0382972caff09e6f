"""千牛's CSV of quick phrases: code, text, group. GBK or UTF-8, from 千牛 itself or saved by Excel.

Excel's guard (a tab in front of a field) is taken away; the ``x`` that 千牛 puts before a code that begins with a digit
stays, for that is what agents type by now. Emoticons stay in Wangwang's codes; where an export escaped them for HTML
(``/:&gt;O&lt;``) they are made whole again, and nothing else is unescaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from miaohui.domain.emoticon import html_forms
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow.transfer import Field
from miaohui.library.formats.columns import Columns, Reading, ReadRows, rows_below
from miaohui.library.formats.encoding import decode
from miaohui.library.formats.grid import Grid, from_text

HEADING = ("快捷短语编码", "快捷短语", "快捷短语分组")
FIELDS = (Field.CODE, Field.TEXT, Field.CATEGORY)


def read(content: bytes, path: str, codes: Iterable[str] = (), encoding: str = "") -> ReadRows:
    """Read a file's content; ``path`` is for messages; ``codes`` are Wangwang's emoticons, to undo their HTML escapes.

    Raises:
        MiaohuiError: ``import-unreadable``: not such a file.
    """
    grid = from_text(decode(content, encoding).text)
    if not is_heading(grid):
        raise MiaohuiError("import-unreadable", path=path, reason=Problem("no-heading", {"heading": ",".join(HEADING)}))
    return rows_below(grid, Columns(FIELDS, grid.rows[0][0]), Reading(Unescape(codes), guarded=True))


def is_heading(grid: Grid) -> bool:
    """Whether the table begins as 千牛's do; the group's column may be missing."""
    heading = [cell.strip() for cell in grid.rows[0][1]] if grid.rows else []
    while heading and not heading[-1]:
        heading.pop()
    return len(heading) >= 2 and tuple(heading) == HEADING[: len(heading)]


class Unescape:
    """Makes emoticons whole that an export escaped for HTML."""

    def __init__(self, codes: Iterable[str]) -> None:
        self._codes = {form: code for code in codes for form in html_forms(code)}
        # Longest first: one code may begin another.
        alternatives = sorted(map(re.escape, self._codes), key=len, reverse=True)
        self._pattern = re.compile("|".join(alternatives)) if alternatives else None

    def __call__(self, text: str) -> str:
        return text if self._pattern is None else self._pattern.sub(lambda match: self._codes[match.group()], text)
