"""usage.jsonl: one line a delivery. Lost lines cost a little ranking only, so nothing waits for the disk here."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import orjson

from miaohui.domain.usage import Use
from miaohui.errors import MiaohuiError
from miaohui.library import codec
from miaohui.library.files import cannot_write, make_private_folder
from miaohui.log import logger


class JsonlUsageLog:
    """A ``flow.ports.UsageLog``."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Iterator[Use]:
        """All uses that can be read, oldest first; an unreadable file has none."""
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return
        except OSError as error:
            logger.warning("usage not read: %s", error.strerror)
            return
        for line in content.splitlines():
            use = _use(line)
            if use is not None:
                yield use

    def append(self, use: Use) -> None:
        """Raises MiaohuiError ``cannot-write``."""
        record = {
            "time": codec.encode_time(use.time),
            "reply": use.reply,
            "client": use.client,
            "season": use.season,
        }
        # In one write, and on a line of its own even behind a line that was cut short.
        line = b"\n" * self._is_torn() + orjson.dumps(record) + b"\n"
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        try:
            make_private_folder(self._path.parent)
            handle = os.open(self._path, flags, 0o600)
            try:
                os.write(handle, line)
            finally:
                os.close(handle)
        except OSError as error:
            raise cannot_write(self._path, error) from error

    def _is_torn(self) -> bool:
        try:
            with self._path.open("rb") as file:
                file.seek(-1, os.SEEK_END)
                return file.read(1) != b"\n"
        except OSError:  # missing or empty
            return False


def _use(line: bytes) -> Use | None:
    try:
        match orjson.loads(line):
            case {"time": moment, "reply": str(reply), "client": str(client), "season": str(season)}:
                return Use(codec.decode_time(moment), reply, client, season)
    except (orjson.JSONDecodeError, MiaohuiError):
        pass
    return None
