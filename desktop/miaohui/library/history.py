"""history.jsonl: what replies were before they were changed, one line each.

A line is ``{"schema", "seq", "time", "label", "reply": record}``: the record that the change set of this number
replaced. An edit doesn't wait for it: until the next fold the journal holds the same; the fold appends the lines before
it puts the journal away. A fold that was cut short appends them again, so what is there twice is read once.

The file is bounded: :meth:`JsonlHistory.tidy` keeps the last versions of each reply that is still there, and of all of
them the newest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Any

import orjson

from miaohui.domain.history import KEPT, PLACE, Past
from miaohui.errors import MiaohuiError
from miaohui.library import codec, journal, migrations
from miaohui.library.files import make_private_folder, write_atomically
from miaohui.library.journal import Entry
from miaohui.library.jsonl import append_lines
from miaohui.log import logger
from miaohui.paths import Paths

MAX_BYTES = 32 * 1024 * 1024
SMALL = 512 * 1024
"""Bytes up to which nobody tidies up."""

_Key = tuple[int, str, str]


@dataclass(frozen=True)
class Extent:
    """How many versions the file holds, and how many of its lines are broken."""

    versions: int
    broken: int


class JsonlHistory:
    """A ``flow.ports.History``; writing is for the one who holds the home's lock. Methods may be called from any
    thread."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        self._lock = Lock()
        self._tidy_from = SMALL

    def past(self, reply_id: str) -> tuple[Past, ...]:
        """What the reply was before, the oldest first. What can't be read is left out."""
        # The journal first: what a fold has put away before is in the file by then.
        mention = b'"id":%b' % orjson.dumps(reply_id)
        recent = [line for entry in journal.mentioning(self._paths.journal, mention) for line in _lines((entry,))]
        found: dict[_Key, dict[str, Any]] = {}
        for line in (*_mentioning(self._content(), mention), *recent):
            record = _parsed(line)
            if record is not None and record["reply"].get("id") == reply_id:
                found[_key(record)] = record
        return tuple(past for past in map(_past, found.values()) if past is not None)

    def keep(self, entries: Iterable[Entry]) -> None:
        """Append what these change sets replaced; durable on return. Raises OSError."""
        lines = list(_lines(entries))
        if lines:
            with self._lock:
                make_private_folder(self._paths.home)
                append_lines(self._paths.history, lines)

    def tidy(self, existing: Collection[str], *, now: bool = False) -> None:
        """Leave out what is beyond the limits once the file has grown a good deal, or ``now``; ``existing`` are the
        replies' ids. What can't be written stays as it is."""
        with self._lock:
            try:
                size = self._paths.history.stat().st_size
                if size > self._tidy_from or now:
                    content = self._content()
                    kept = _kept(content, existing)
                    if sum(map(len, kept)) < len(content):
                        write_atomically(self._paths.history, kept)
                    self._tidy_from = max(SMALL, sum(map(len, kept)) * 5 // 4)
            except FileNotFoundError:
                pass
            except OSError as error:
                logger.warning("history not tidied: %s", error.strerror)

    def extent(self) -> Extent:
        lines = [line for line in self._content().split(b"\n") if line]
        good = sum(1 for line in lines if _parsed(line) is not None)
        return Extent(good, len(lines) - good)

    def _content(self) -> bytes:
        try:
            return self._paths.history.read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as error:
            logger.warning("history not read: %s", error.strerror)
            return b""


def _lines(entries: Iterable[Entry]) -> Iterator[bytes]:
    for entry in entries:
        for change in entry.change_set.get("changes", ()):
            before, after = change.get("before"), change.get("after")
            if change.get("kind") == "reply" and before and after and _content_of(before) != _content_of(after):
                record = {"schema": entry.schema, "seq": entry.seq, "time": entry.time}
                yield orjson.dumps({**record, "label": entry.change_set["label"], "reply": before}) + b"\n"


def _content_of(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name not in PLACE}


def _mentioning(content: bytes, mention: bytes) -> Iterator[bytes]:
    """The lines in which these bytes stand; the others aren't looked at."""
    at = content.find(mention)
    while at >= 0:
        start = content.rfind(b"\n", 0, at) + 1
        end = content.find(b"\n", at)
        end = len(content) if end < 0 else end
        yield content[start:end]
        at = content.find(mention, end)


def _kept(content: bytes, existing: Collection[str]) -> list[bytes]:
    """The newest lines within the limits, the oldest first."""
    kept: list[bytes] = []
    counts: Counter[str] = Counter()
    seen: set[_Key] = set()
    size = 0
    for line in reversed(content.split(b"\n")):
        record = _parsed(line) if line else None
        if record is None:
            continue
        reply, key = record["reply"].get("id"), _key(record)
        if reply not in existing or key in seen or counts[reply] >= KEPT:
            continue
        size += len(line) + 1
        if size > MAX_BYTES:
            break
        seen.add(key)
        counts[reply] += 1
        kept.append(line + b"\n")
    kept.reverse()
    return kept


def _parsed(line: bytes) -> dict[str, Any] | None:
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    match record:
        case {"schema": int(), "seq": int(), "time": str(), "label": str(), "reply": dict()}:
            return dict(record)
    return None


def _key(record: dict[str, Any]) -> _Key:
    # After a library was restored from a backup its numbers come a second time.
    return record["seq"], record["time"], str(record["reply"].get("id"))


def _past(record: dict[str, Any]) -> Past | None:
    try:
        reply = codec.decode_reply(migrations.migrated_reply(record["reply"], record["schema"]))
        return Past(codec.decode_time(record["time"]), record["label"], reply)
    except MiaohuiError:
        return None
