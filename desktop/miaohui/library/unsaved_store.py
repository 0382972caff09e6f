"""drafts.json: what was written in the editor and not saved. Texts of replies, nothing of customers."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

import orjson

from miaohui.domain.picture import Picture
from miaohui.domain.reply import Part, Wording
from miaohui.domain.unsaved import Unsaved
from miaohui.errors import MiaohuiError
from miaohui.library.codec import Record, bad_record, decode_reply, decode_time, encode_reply, encode_time
from miaohui.library.files import cannot_write, make_private_folder, write_atomically
from miaohui.library.files import replace as replace_file
from miaohui.paths import Paths

_KEYS = {"contents", "time", "before"}
_UNFINISHED = {"code": "x", "title": "x", "wordings": [["x"]], "variants": {}}
"""What a form may still lack, and what stands in its place where the codec checks all the rest."""


class JsonUnsavedReplies:
    """A ``flow.ports.UnsavedReplies``. An entry that can't be read is another version's and stays in the file; a broken
    file is moved aside."""

    def __init__(self, paths: Paths) -> None:
        self._path = paths.drafts
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._changed = False
        self._foreign: list[object] = []
        self._kept = self._load()

    def get(self, reply_id: str) -> Unsaved | None:
        with self._lock:
            return self._kept.get(reply_id)

    def all(self) -> Sequence[Unsaved]:
        with self._lock:
            return sorted(self._kept.values(), key=lambda unsaved: unsaved.time)

    def put(self, unsaved: Unsaved) -> None:
        with self._lock:
            self._changed = True
            self._kept[unsaved.contents.id] = unsaved

    def remove(self, reply_id: str) -> None:
        with self._lock:
            self._changed |= self._kept.pop(reply_id, None) is not None

    def write(self) -> None:
        with self._writing:
            with self._lock:
                if not self._changed:
                    return
                kept, self._changed = tuple(self._kept.values()), False
            try:
                self._write(kept)
            except OSError as error:
                with self._lock:
                    self._changed = True
                raise cannot_write(self._path, error) from error

    def _write(self, kept: tuple[Unsaved, ...]) -> None:
        """Raises OSError."""
        rows = [*self._foreign, *map(_encode, kept)]
        if not rows:
            self._path.unlink(missing_ok=True)
            return
        try:
            content = orjson.dumps({"drafts": rows})
        except orjson.JSONEncodeError as error:  # lone surrogates
            raise OSError(str(error)) from None
        make_private_folder(self._path.parent)
        write_atomically(self._path, [content])

    def _load(self) -> dict[str, Unsaved]:
        try:
            rows = _rows(self._path.read_bytes())
        except OSError:
            return {}
        except ValueError:
            with suppress(OSError):
                replace_file(self._path, self._path.with_suffix(".damaged.json"))
            return {}
        found: dict[str, Unsaved] = {}
        for row in rows:
            try:
                unsaved = _decode(row)
                found[unsaved.contents.id] = unsaved
            except MiaohuiError:
                self._foreign.append(row)
        return found


def _rows(content: bytes) -> list[object]:
    """Raises ValueError."""
    stored = orjson.loads(content)
    rows = stored.get("drafts") if isinstance(stored, dict) else None
    if not isinstance(rows, list):
        raise ValueError("no list of drafts")
    return rows


def _encode(unsaved: Unsaved) -> Record:
    record: Record = {"contents": encode_reply(unsaved.contents), "time": encode_time(unsaved.time)}
    if unsaved.before is not None:
        record["before"] = encode_reply(unsaved.before)
    return record


def _decode(row: object) -> Unsaved:
    """Raises MiaohuiError ``bad-record``."""
    if not isinstance(row, dict) or not row.keys() <= _KEYS or not isinstance(row.get("contents"), dict):
        raise bad_record("draft")
    contents = row["contents"]
    checked = decode_reply({**contents, **_UNFINISHED})
    before = decode_reply(row["before"]) if "before" in row else None
    if before is not None and before.id != checked.id:
        raise bad_record("another reply")
    variants = contents.get("variants", {})
    if not isinstance(variants, dict):
        raise bad_record("variants")
    code, title = contents.get("code"), contents.get("title")
    if not isinstance(code, str) or not isinstance(title, str):
        raise bad_record("title")
    unfinished = replace(
        checked,
        code=code,
        title=title,
        wordings=_wordings(contents.get("wordings")),
        variants={str(season): _wordings(wordings) for season, wordings in variants.items()},
    )
    return Unsaved(before, unfinished, decode_time(row.get("time")))


def _wordings(value: object) -> tuple[Wording, ...]:
    """As they stand in the form: texts may be empty, and there may be none."""
    if not isinstance(value, list) or not all(isinstance(parts, list) for parts in value):
        raise bad_record("wordings")
    return tuple(Wording(tuple(map(_part, parts))) for parts in value)


def _part(value: object) -> Part:
    if isinstance(value, str):
        return value
    match value:
        case {"picture": str(name), **rest}:
            try:
                return Picture(name, str(rest.get("alt", "")))
            except ValueError:
                raise bad_record("picture") from None
    raise bad_record("wordings")
