"""The journal: one line for each acknowledged change set, newer than the snapshot.

A line is ``<length of the JSON in bytes> <its CRC-32, 8 hexadecimal digits> <JSON>\\n`` with the JSON
``{"schema", "seq", "time", "set": change set}``; ``seq`` counts up by one.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from miaohui.errors import MiaohuiError
from miaohui.library import codec, migrations
from miaohui.library.files import cannot_read, cannot_write, sync_folder


@dataclass(frozen=True, repr=False)
class Entry:
    """A change set as it was written (``change_set`` is its record, of schema ``schema``); ``time`` ISO in UTC."""

    seq: int
    schema: int
    time: str
    change_set: dict[str, Any]

    @property
    def line(self) -> bytes:
        """Raises MiaohuiError ``bad-record`` for what JSON can't hold."""
        value = {"schema": self.schema, "seq": self.seq, "time": self.time, "set": self.change_set}
        try:
            content = orjson.dumps(value)
        except orjson.JSONEncodeError:  # lone surrogates
            raise codec.bad_record("not Unicode") from None
        return b"%d %08x %b\n" % (len(content), zlib.crc32(content), content)


@dataclass(frozen=True, repr=False)
class Reading:
    """What a journal holds: the good entries, in ``good`` bytes; ``rest`` is what lies behind them.

    ``torn``: the rest is one line that was never finished, so nobody was told that it is safe.
    """

    entries: tuple[Entry, ...] = ()
    good: int = 0
    rest: bytes = field(default=b"")

    @property
    def torn(self) -> bool:
        return bool(self.rest) and b"\n" not in self.rest


def read(path: Path) -> Reading:
    """All entries before the first damaged line; none where there is no file.

    Raises:
        MiaohuiError: ``cannot-read``, or ``library-newer`` at an entry of a newer version.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Reading()
    except OSError as error:
        raise cannot_read(path, error) from error
    entries: list[Entry] = []
    position = 0
    while (end := content.find(b"\n", position)) >= 0:
        entry = _entry(content[position:end], path)
        if entry is None or (entries and entry.seq != entries[-1].seq + 1):
            break
        entries.append(entry)
        position = end + 1
    return Reading(tuple(entries), position, content[position:])


def _entry(line: bytes, path: Path) -> Entry | None:
    length, _, rest = line.partition(b" ")
    checksum, _, content = rest.partition(b" ")
    if length != b"%d" % len(content) or checksum != b"%08x" % zlib.crc32(content):
        return None
    try:
        value = orjson.loads(content)
    except orjson.JSONDecodeError:
        return None
    match value:
        case {"schema": int(schema), "seq": int(seq), "time": str(moment), "set": dict(change_set)}:
            if schema > migrations.SCHEMA:
                raise MiaohuiError("library-newer", path=str(path))
            return Entry(seq, schema, moment, change_set) if _is_sound(schema, change_set) else None
    return None


def mentioning(path: Path, text: bytes) -> Iterator[Entry]:
    """The entries in whose JSON these bytes stand, as far as they can be read; the others aren't looked at."""
    try:
        content = path.read_bytes()
    except OSError:
        return
    for line in content.split(b"\n") if text in content else ():
        try:
            entry = _entry(line, path) if text in line else None
        except MiaohuiError:  # of a newer version
            return
        if entry is not None:
            yield entry


def _is_sound(schema: int, change_set: dict[str, Any]) -> bool:
    if schema < migrations.SCHEMA:
        return True  # the older version's codec isn't there any more; the whole document is checked after its migration
    try:
        codec.decode_change_set(change_set)
    except MiaohuiError:
        return False
    return True


class Journal:
    """The end of the journal that is written to. For the one process that holds the home's lock."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None
        self._length = 0
        self._dirty = False

    @property
    def length(self) -> int:
        """Bytes."""
        return self._length

    def begin_at(self, length: int, *, cut: bool = False) -> None:
        """Write behind the first ``length`` bytes from now on. ``cut``: something lies behind them, to be cut off."""
        self.close()
        self._length = length
        self._dirty = cut

    def append(self, entry: Entry) -> None:
        """Durable on return.

        Raises:
            MiaohuiError: ``cannot-write``; nothing of the entry is in the file then. ``bad-record``.
        """
        line = entry.line
        try:
            handle = self._open()
            self._dirty = True
            _write_all(handle, line)
            os.fsync(handle)
        except OSError as error:
            self._cut()
            raise cannot_write(self._path, error) from error
        self._length += len(line)
        self._dirty = False

    def mend(self) -> None:
        """Cut off what doesn't belong to the journal. Raises OSError."""
        if self._dirty and self._path.exists():
            self._open()

    def _open(self) -> int:
        if self._handle is None:
            is_new = not self._path.exists()
            # O_BINARY: Windows turns \n into \r\n otherwise.
            flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
            self._handle = os.open(self._path, flags, 0o600)
            if is_new:
                sync_folder(self._path.parent)
        if self._dirty:
            os.ftruncate(self._handle, self._length)
            os.fsync(self._handle)
            self._dirty = False
        return self._handle

    def _cut(self) -> None:
        """After a failed append: take the partial line away, now or (if the disk refuses) before the next append."""
        try:
            if self._handle is not None:
                os.ftruncate(self._handle, self._length)
                os.fsync(self._handle)
                self._dirty = False
        except OSError:
            self._dirty = True
        # After a failed fsync only a new handle tells the truth about later ones.
        self.close()

    def close(self) -> None:
        if self._handle is not None:
            handle, self._handle = self._handle, None
            os.close(handle)


def _write_all(handle: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(handle, view) :]
