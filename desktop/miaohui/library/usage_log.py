"""usage.jsonl: one line a delivery. Lost lines cost a little ranking only, so nothing waits for the disk here."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import datetime
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

    def read(self) -> tuple[Use, ...]:
        """All uses that can be read and weren't taken back, oldest first; an unreadable file has none."""
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return ()
        except OSError as error:
            logger.warning("usage not read: %s", error.strerror)
            return ()
        uses: list[Use] = []
        for line in content.splitlines():
            match _read(line):
                case Use() as use:
                    uses.append(use)
                case (moment, reply):
                    place = next((n for n, use in _from_last(uses) if (use.time, use.reply) == (moment, reply)), None)
                    if place is not None:
                        del uses[place]
        return tuple(uses)

    def append(self, use: Use) -> None:
        """Raises MiaohuiError ``cannot-write``."""
        record: dict[str, object] = {
            "time": codec.encode_time(use.time),
            "reply": use.reply,
            "client": use.client,
            "season": use.season,
        }
        if use.wording:
            record["wording"] = use.wording
        if use.ms is not None:
            record["ms"] = use.ms
        self._write(record)

    def take_back(self, use: Use) -> None:
        """A line of its own says so: what is written stays. Raises MiaohuiError ``cannot-write``."""
        self._write({"undone": codec.encode_time(use.time), "reply": use.reply})

    def _write(self, record: Mapping[str, object]) -> None:
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


def _from_last(uses: list[Use]) -> Iterator[tuple[int, Use]]:
    return ((place, uses[place]) for place in range(len(uses) - 1, -1, -1))


def _read(line: bytes) -> Use | tuple[datetime, str] | None:
    """A use, or which one (time, reply id) was taken back."""
    try:
        match orjson.loads(line):
            case {"time": moment, "reply": str(reply), "client": str(client), "season": str(season), **more}:
                return Use(codec.decode_time(moment), reply, client, season, _wording(more), _ms(more))
            case {"undone": moment, "reply": str(reply)}:
                return codec.decode_time(moment), reply
    except (orjson.JSONDecodeError, MiaohuiError):
        pass
    return None


def _wording(record: dict[object, object]) -> int:
    value = record.get("wording")
    return value if type(value) is int and value >= 0 else 0


def _ms(record: dict[object, object]) -> int | None:
    value = record.get("ms")
    return value if type(value) is int and value >= 0 else None
