"""Files of one JSON record a line, only ever appended to. A lost line mostly costs a little ranking or a count, so only
what asks for it waits for the disk."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import orjson

from miaohui.library.files import cannot_write, make_private_folder, sync_folder
from miaohui.log import logger


def read(path: Path) -> Iterator[object]:
    """The records that can be read, oldest first; a file that can't be has none."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return
    except OSError as error:
        logger.warning("%s not read: %s", path.name, error.strerror)
        return
    for line in content.splitlines():
        try:
            yield orjson.loads(line)
        except orjson.JSONDecodeError:
            continue


def append(path: Path, record: Mapping[str, object]) -> None:
    """Raises MiaohuiError ``cannot-write``."""
    append_all(path, [record])


def append_all(path: Path, records: Iterable[Mapping[str, object]], *, durable: bool = False) -> None:
    """``durable`` waits for the disk. Raises MiaohuiError ``cannot-write``."""
    try:
        make_private_folder(path.parent)
        _append(path, [orjson.dumps(record) + b"\n" for record in records], durable=durable)
    except OSError as error:
        raise cannot_write(path, error) from error


def append_lines(path: Path, lines: Iterable[bytes]) -> None:
    """Each with its line end; durable on return. Raises OSError."""
    is_new = not path.exists()
    _append(path, lines, durable=True)
    if is_new:
        sync_folder(path.parent)


def _append(path: Path, lines: Iterable[bytes], *, durable: bool = False) -> None:
    # In one write, and on a line of its own even behind a line that was cut short.
    content = memoryview(b"\n" * _is_torn(path) + b"".join(lines))
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, 0o600)
    try:
        while content:
            content = content[os.write(handle, content) :]
        if durable:
            os.fsync(handle)
    finally:
        os.close(handle)


def _is_torn(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) != b"\n"
    except OSError:  # missing or empty
        return False
