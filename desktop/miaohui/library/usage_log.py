"""usage.jsonl: one line a delivery."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from miaohui.domain.usage import Use
from miaohui.errors import MiaohuiError
from miaohui.library import codec, jsonl


class JsonlUsageLog:
    """A ``flow.ports.UsageLog``."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Iterator[Use]:
        """All uses that can be read, oldest first; an unreadable file has none."""
        for record in jsonl.read(self._path):
            use = _use(record)
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
        jsonl.append(self._path, record)


def _use(record: object) -> Use | None:
    try:
        match record:
            case {"time": moment, "reply": str(reply), "client": str(client), "season": str(season)}:
                return Use(codec.decode_time(moment), reply, client, season)
    except MiaohuiError:
        pass
    return None
