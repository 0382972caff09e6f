"""千牛's CSV of quick phrases: code, text, group. GBK or UTF-8, from 千牛 itself or saved by Excel.

Excel's guard (a tab in front of a field) is taken away; the ``x`` that 千牛 puts before a code that begins with a digit
stays, for that is what agents type by now. Emoticons stay in Wangwang's codes; where an export escaped them for HTML
(``/:&gt;O&lt;``) they are made whole again, and nothing else is unescaped.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from miaohui.domain.emoticon import html_forms
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow.transfer import Row, RowProblem

HEADING = ("快捷短语编码", "快捷短语", "快捷短语分组")

_ENCODINGS = ("utf-8-sig", "gb18030")  # gb18030 reads what GBK and GB 2312 wrote
_END = "\x1eend"
"""Put behind the file: where it doesn't come out as a row of its own, a quote is still open."""


@dataclass(frozen=True, repr=False)
class ReadTable:
    """``problems`` are the rows that hold something but could not be read."""

    rows: tuple[Row, ...]
    problems: tuple[RowProblem, ...]


def read(content: bytes, path: str, codes: Iterable[str] = ()) -> ReadTable:
    """Read a file's content; ``path`` is for messages; ``codes`` are Wangwang's emoticons, to undo their HTML escapes.

    Raises:
        MiaohuiError: ``import-unreadable``: not such a file.
    """
    unescape = _Unescape(codes)
    rows: list[Row] = []
    problems: list[RowProblem] = []
    for number, fields in _records(_text(content, path), problems):
        if any("\ufffd" in field for field in fields):
            problems.append(RowProblem(number, "bad-characters"))
        elif any(field.strip() for field in fields[len(HEADING) :]):
            problems.append(RowProblem(number, "too-many-columns"))  # a comma that should have stood in quotes
        else:
            code, text, group = [*fields, "", ""][: len(HEADING)]
            if text.strip():
                rows.append(Row(number, code.strip(), unescape(text.strip("\t\r\n")), group.strip()))
            elif code.strip():
                problems.append(RowProblem(number, "empty-text"))
    return ReadTable(tuple(rows), tuple(problems))


def _text(content: bytes, path: str) -> str:
    """The heading tells the encoding; single characters that are broken are met row by row."""
    for encoding in _ENCODINGS:
        text = content.decode(encoding, "replace").lstrip()
        heading = tuple(field.strip().strip('"').strip() for field in text.partition("\n")[0].split(","))
        while heading and not heading[-1]:
            heading = heading[:-1]
        if len(heading) >= 2 and heading == HEADING[: len(heading)]:
            return content.decode(encoding, "replace")
    raise MiaohuiError("import-unreadable", path=path, reason=Problem("no-heading", {"heading": ",".join(HEADING)}))


def _records(text: str, problems: list[RowProblem]) -> list[tuple[int, list[str]]]:
    """The records below the heading with their numbers as a spreadsheet counts them."""
    reader = csv.reader(io.StringIO(f"{text}\n{_END}", newline=""))
    records: list[tuple[int, list[str]]] = []
    number = 0
    try:
        for number, fields in enumerate(reader, start=1):
            records.append((number, fields))
    except csv.Error:  # a field beyond 128 KiB: what follows a quote that nobody closed
        problems.append(RowProblem(number + 1, "unclosed-quote"))
    else:
        last, fields = records.pop()
        if fields != [_END]:
            problems.append(RowProblem(last, "unclosed-quote"))
    filled = [(number, fields) for number, fields in records if any(field.strip() for field in fields)]
    return filled[1:]


class _Unescape:
    def __init__(self, codes: Iterable[str]) -> None:
        self._codes = {form: code for code in codes for form in html_forms(code)}
        # Longest first: one code may begin another.
        alternatives = sorted(map(re.escape, self._codes), key=len, reverse=True)
        self._pattern = re.compile("|".join(alternatives)) if alternatives else None

    def __call__(self, text: str) -> str:
        return text if self._pattern is None else self._pattern.sub(lambda match: self._codes[match.group()], text)
