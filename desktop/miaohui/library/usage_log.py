"""usage.jsonl: one line a delivery."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from miaohui.domain.usage import Use
from miaohui.errors import MiaohuiError
from miaohui.library import codec, jsonl


class JsonlUsageLog:
    """A ``flow.ports.UsageLog``."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> tuple[Use, ...]:
        """All uses that can be read and weren't taken back, oldest first; an unreadable file has none."""
        uses: list[Use] = []
        for record in jsonl.read(self._path):
            match _read(record):
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
        jsonl.append(self._path, record)

    def take_back(self, use: Use) -> None:
        """A line of its own says so: what is written stays. Raises MiaohuiError ``cannot-write``."""
        jsonl.append(self._path, {"undone": codec.encode_time(use.time), "reply": use.reply})


def _from_last(uses: list[Use]) -> Iterator[tuple[int, Use]]:
    return ((place, uses[place]) for place in range(len(uses) - 1, -1, -1))


def _read(record: object) -> Use | tuple[datetime, str] | None:
    """A use, or which one (time, reply id) was taken back."""
    try:
        match record:
            case {"time": moment, "reply": str(reply), "client": str(client), "season": str(season), **more}:
                return Use(codec.decode_time(moment), reply, client, season, _wording(more), _ms(more))
            case {"undone": moment, "reply": str(reply)}:
                return codec.decode_time(moment), reply
    except MiaohuiError:
        pass
    return None


def _wording(record: dict[object, object]) -> int:
    value = record.get("wording")
    return value if type(value) is int and value >= 0 else 0


def _ms(record: dict[object, object]) -> int | None:
    value = record.get("ms")
    return value if type(value) is int and value >= 0 else None
