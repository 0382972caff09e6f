"""misses.jsonl: one line a search that found nothing. Its words are kept only where the agent has allowed it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from miaohui.domain.misses import Miss
from miaohui.errors import MiaohuiError
from miaohui.library import codec, jsonl


class JsonlMissLog:
    """A ``flow.ports.MissLog``."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Iterator[Miss]:
        """All that can be read, oldest first."""
        for record in jsonl.read(self._path):
            miss = _miss(record)
            if miss is not None:
                yield miss

    def append(self, miss: Miss) -> None:
        """Raises MiaohuiError ``cannot-write``."""
        words = {"words": miss.words} if miss.words else {}
        jsonl.append(self._path, {"time": codec.encode_time(miss.time), **words})


def _miss(record: object) -> Miss | None:
    try:
        match record:
            case {"time": moment, "words": str(words)}:
                return Miss(codec.decode_time(moment), words)
            case {"time": moment}:
                return Miss(codec.decode_time(moment))
    except MiaohuiError:
        pass
    return None
