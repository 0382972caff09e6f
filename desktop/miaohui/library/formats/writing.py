"""Moving out: the library as a file that another program, a manager or another Miaohui takes in.

Every format says what it holds (declaration.py); what of a reply it has no place for is told, reply by reply.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from miaohui.domain.emoticon import Emoticons, NoCounterpart
from miaohui.domain.library import Library
from miaohui.domain.reply import Reply, Wording
from miaohui.domain.season import Seasons
from miaohui.domain.template import Kind, Segment
from miaohui.errors import MiaohuiError
from miaohui.flow.transfer import list_cell, listed, pictures_of
from miaohui.library.files import cannot_write, write_atomically
from miaohui.library.formats import MAX_MEGABYTES, native, qianniu
from miaohui.library.formats.columns import HEADINGS
from miaohui.library.formats.declaration import CSV, HTML, QIANNIU, XLSX, Field, Format
from miaohui.library.formats.spreadsheet import write_xlsx

GUARDED = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
"""Spreadsheets take what begins so for a formula; a tab in front keeps it text. https://owasp.org/www-community/attacks/CSV_Injection"""

_COLUMNS = (
    (Field.ID, 20),
    (Field.CATEGORY, 16),
    (Field.CODE, 12),
    (Field.TITLE, 24),
    (Field.VARIANTS, 10),
    (Field.TEXT, 80),
    (Field.ALIASES, 30),
    (Field.TAGS, 16),
)
"""Of Miaohui's own tables, with their widths in characters."""
_OWN_HEADINGS = {
    Field.ID: HEADINGS[Field.ID][0],
    Field.CATEGORY: "分类",
    Field.CODE: "编码",
    Field.TITLE: "标题",
    Field.VARIANTS: "季节",
    Field.TEXT: "内容",
    Field.ALIASES: "别名",
    Field.TAGS: "标签",
}


@dataclass(frozen=True)
class LeftBehind:
    """What the file doesn't hold of a reply: fields, or characters that were left out or changed (``lost``)."""

    reply: Reply
    fields: tuple[Field, ...]
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, repr=False)
class Export:
    """A file's content. ``rows`` are the lines or records in it, ``left`` the replies that it doesn't hold whole."""

    content: bytes
    replies: int
    rows: int
    left: tuple[LeftBehind, ...]

    def write(self, path: Path) -> None:
        """Put it in the place of what is there, durable on return. Raises MiaohuiError ``cannot-write``."""
        try:
            write_atomically(path, [self.content])
        except (OSError, ValueError) as error:  # ValueError: a NUL in the name
            raise cannot_write(path, error if isinstance(error, OSError) else OSError(22, str(error))) from error


@dataclass(frozen=True)
class Surroundings:
    """What the replies mean outside of themselves. ``picture`` is a picture's content by its name, or raises
    MiaohuiError."""

    emoticons: Emoticons
    seasons: Seasons
    picture: Callable[[str], bytes]


def ordered(library: Library) -> list[Reply]:
    """The replies outside of the trash, as the categories show them."""
    places = {category: tuple(one.order for one in library.category_path(category)) for category in library.categories}
    return sorted(library.active(), key=lambda reply: (places.get(reply.category, (1 << 62,)), reply.order, reply.id))


def export(library: Library, format_id: str, around: Surroundings, encoding: str = "") -> Export:
    """The library in a format, a key of ``declaration.WRITTEN``.

    Raises:
        MiaohuiError: ``export-too-large`` for what no import would take again.
    """
    replies = ordered(library)
    writer = {"qianniu": _qianniu, "csv": _csv, "xlsx": _xlsx, "json": _json, "html": _html}[format_id]
    done = writer(library, replies, around, encoding)
    if len(done.content) > MAX_MEGABYTES << 20:
        raise MiaohuiError("export-too-large", limit=MAX_MEGABYTES)
    return done


# -------------------------------------------------------------------------------------------------------------- 千牛


def _qianniu(library: Library, replies: Sequence[Reply], around: Surroundings, encoding: str) -> Export:
    """A row for each wording: 千牛 knows neither the limits between messages nor pictures."""
    encoding = encoding or QIANNIU.encodings[0]
    rows: dict[tuple[str, ...], None] = {qianniu.HEADING: None}  # a shop's reply and its copy are one row
    left: list[LeftBehind] = []
    for reply in replies:
        lost: list[str] = []
        code = _fitting(reply.code, encoding, lost)
        if code[:1].isascii() and code[:1].isdigit():  # digits choose candidates there
            code = f"x{code}"
        category = _fitting(library.category_name(reply.category), encoding, lost)
        for wording in reply.wordings:
            parts = [part for part in wording.parts if isinstance(part, str)]
            text = "\n".join(_wangwang(part, around.emoticons, encoding, lost) for part in parts)
            if text.strip(QIANNIU.trimmed):
                rows[code, text, category] = None
        fields = tuple(field for field in QIANNIU.left_behind(reply) if field is not Field.SETTINGS)
        title = (Field.TITLE,) if reply.title not in (reply.code, reply.text) else ()
        if fields or lost or title:
            left.append(LeftBehind(reply, (*title, *fields), tuple(dict.fromkeys(lost))))
    return Export(delimited(rows, encoding), len(replies), len(rows) - 1, tuple(left))


def _wangwang(text: str, emoticons: Emoticons, encoding: str, lost: list[str]) -> str:
    """Emoji as Wangwang's codes, a text without any as it is. UTF-8 keeps those that have no code."""
    if _fits(text, "gbk"):
        return _fitting(text, encoding, lost)
    otherwise = NoCounterpart.NEAREST if encoding == "gbk" else NoCounterpart.KEEP
    written = emoticons.write([Segment(text, Kind.LITERAL)], "wangwang", otherwise)
    lost += written.lost
    return _fitting("".join(segment.text for segment in written.segments), encoding, lost)


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _fitting(text: str, encoding: str, lost: list[str]) -> str:
    """Without the characters that the encoding lacks; they are added to ``lost``."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _fits(text, encoding) and "\0" not in text:
        return text
    missing = [character for character in text if character == "\0" or not _fits(character, encoding)]
    lost += missing
    return "".join(character for character in text if character not in missing)


def delimited(rows: Iterable[Sequence[str]], encoding: str) -> bytes:
    """As Excel reads it: CRLF between rows, a tab before what it would take for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([f"\t{cell}" if cell.startswith(GUARDED) else cell for cell in row])
    return out.getvalue().encode(encoding, "ignore")


# ------------------------------------------------------------------------------------------------------- own tables


def _own_rows(library: Library, replies: Iterable[Reply], seasons: Seasons) -> Iterator[tuple[str, ...]]:
    """A row for each wording, those of the seasons below the base's."""
    for reply in replies:
        cells = {
            Field.ID: reply.id,
            Field.CATEGORY: library.category_name(reply.category),
            Field.CODE: reply.code,
            Field.TITLE: reply.title,
            Field.ALIASES: list_cell(reply.aliases),
            Field.TAGS: list_cell(reply.tags),
        }
        for season, wording in _wordings(reply):
            known = seasons.by_id.get(season)
            cells[Field.VARIANTS] = "" if not season else season if known is None else known.name
            cells[Field.TEXT] = wording.text
            yield tuple(cells[field] for field, _ in _COLUMNS)


def _wordings(reply: Reply) -> Iterator[tuple[str, Wording]]:
    yield from (("", wording) for wording in reply.wordings)
    for season, wordings in reply.variants.items():
        yield from ((season, wording) for wording in wordings)


def _own_left(replies: Iterable[Reply], held: Format) -> Iterator[LeftBehind]:
    """Settings stay in the library and come back with the id: only what the cells can't say is left behind."""
    for reply in replies:
        lost: list[str] = []
        for _, wording in _wordings(reply):
            lost += re.findall(held.unfit, wording.text)
            if held.longest and len(wording.text) > held.longest:
                lost.append(f"{wording.text[:20]}…")
        for items, field in ((reply.aliases, Field.ALIASES), (reply.tags, Field.TAGS)):
            if listed(list_cell(items)) != items:
                lost.append(field)
        fields = tuple(field for field in held.left_behind(reply) if field is Field.PICTURES)
        if fields or lost:
            yield LeftBehind(reply, fields, tuple(dict.fromkeys(lost)))


def _csv(library: Library, replies: Sequence[Reply], around: Surroundings, encoding: str) -> Export:
    encoding = encoding or CSV.encodings[0]
    rows = list(_own_rows(library, replies, around.seasons))
    heading = tuple(_OWN_HEADINGS[field] for field, _ in _COLUMNS)
    lost: list[str] = []
    fitting = [tuple(_fitting(cell, encoding, lost) for cell in row) for row in rows]
    return Export(delimited([heading, *fitting], encoding), len(replies), len(rows), tuple(_own_left(replies, CSV)))


def _xlsx(library: Library, replies: Sequence[Reply], around: Surroundings, _encoding: str) -> Export:
    text = [field for field, _ in _COLUMNS].index(Field.TEXT)
    # A cell that was cut short would come back as the whole text: rather none at all.
    rows = [row for row in _own_rows(library, replies, around.seasons) if len(row[text]) <= XLSX.longest]
    columns = [(_OWN_HEADINGS[field], width, field is Field.ID) for field, width in _COLUMNS]
    fitting = ([re.sub(XLSX.unfit, "", cell) for cell in row] for row in rows)
    content = write_xlsx("话术", columns, fitting)
    return Export(content, len(replies), len(rows), tuple(_own_left(replies, XLSX)))


# ------------------------------------------------------------------------------------------------------------- JSON


def _json(library: Library, replies: Sequence[Reply], around: Surroundings, _encoding: str) -> Export:
    pictures: dict[str, bytes] = {}
    left: list[LeftBehind] = []
    for reply in replies:
        gone = []
        for picture in pictures_of(reply):
            try:
                pictures[picture.name] = pictures.get(picture.name) or around.picture(picture.name)
            except MiaohuiError:
                gone.append(picture.alt or picture.name)
        if gone:
            left.append(LeftBehind(reply, (Field.PICTURES,), tuple(gone)))
    categories = sorted(library.categories.values(), key=lambda one: (bool(one.parent), one.order, one.id))
    return Export(native.write(list(replies), categories, pictures), len(replies), len(replies), tuple(left))


# ------------------------------------------------------------------------------------------------------------- print


def _html(library: Library, replies: Sequence[Reply], around: Surroundings, _encoding: str) -> Export:
    from miaohui.library.formats.sheet import sheet

    left = [LeftBehind(reply, fields) for reply in replies if (fields := tuple(HTML.left_behind(reply)))]
    content = sheet(library, replies, around.emoticons).encode("utf-8", "ignore")
    return Export(content, len(replies), len(replies), tuple(left))
