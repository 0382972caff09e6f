"""The library's document as a TinyDB database: tables ``replies``, ``categories`` and ``meta``.

``meta`` has one document, ``library``: the ``schema`` of the records, ``seq`` and ``time`` of the last change set here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

import orjson
from tinydb.table import Document as TableDocument

from miaohui.domain.library import Library
from miaohui.errors import MiaohuiError
from miaohui.library import codec, migrations
from miaohui.library.journal import Entry
from miaohui.library.storage import HeldStorage, RecordDB

_TABLES = {"reply": "replies", "category": "categories"}


class UnreadableLibraryError(Exception):
    """Not a library, or a damaged one."""


class Database:
    """One library document in memory, of this version's schema once :meth:`put` or :meth:`migrate` was called."""

    def __init__(self, document: migrations.Document) -> None:
        self._adopt(document)

    def _adopt(self, document: migrations.Document) -> None:
        self._storage = HeldStorage(document)
        self._db = RecordDB(storage=lambda: self._storage)
        self._meta: dict[str, Any] = document["meta"]["library"]

    @property
    def schema(self) -> int:
        return int(self._meta["schema"])

    @property
    def seq(self) -> int:
        return int(self._meta["seq"])

    @property
    def time(self) -> datetime:
        """Of the last change set, UTC."""
        return codec.decode_time(self._meta["time"])

    def put(self, entries: Iterable[Entry]) -> None:
        """Apply what was acknowledged, in order. What the change sets found before them isn't compared: that was done
        when they were made, and dropping an acknowledged edit would be worse than any difference.

        Raises:
            UnreadableLibraryError: an entry of an older version doesn't fit the document's.
        """
        for schema, group in groupby(entries, key=lambda entry: entry.schema):
            self.migrate(schema)
            if self.schema != schema:
                raise UnreadableLibraryError("a journal entry is older than the document")
            try:
                self._put(list(group))
            except (KeyError, TypeError, AttributeError) as error:  # an older version's entry is checked nowhere else
                raise UnreadableLibraryError("a journal entry") from error

    def migrate(self, schema: int) -> None:
        """Bring an older document to this schema. Raises UnreadableLibraryError when a step fails on it."""
        while self.schema < schema:
            try:
                self._adopt(migrations.step(self._storage.document, self.schema))
            except Exception as error:
                raise UnreadableLibraryError("migration") from error

    def _put(self, entries: list[Entry]) -> None:
        # A TinyDB operation costs as much as the table is long: one removal and one insertion for all entries.
        changed: dict[str, dict[str, Any]] = {name: {} for name in _TABLES.values()}
        for entry in entries:
            for change in entry.change_set["changes"]:
                record = change.get("after")
                changed[_TABLES[change["kind"]]][(record or change["before"])["id"]] = record
        for name, records in changed.items():
            if records:
                table = self._db.table(name)
                table.remove(lambda record, ids=frozenset(records): record["id"] in ids)
                table.insert_multiple(
                    TableDocument(record, key)  # type: ignore[arg-type]  # ids are texts here
                    for key, record in records.items()
                    if record is not None
                )
        self._meta = {**self._meta, "seq": entries[-1].seq, "time": entries[-1].time}
        meta = self._db.table("meta")
        meta.truncate()
        meta.insert(TableDocument(self._meta, "library"))  # type: ignore[arg-type]

    def library(self) -> Library:
        """Raises UnreadableLibraryError when a record is broken."""
        try:
            replies = {r.id: r for r in map(codec.decode_reply, self._records("replies"))}
            categories = {c.id: c for c in map(codec.decode_category, self._records("categories"))}
        except MiaohuiError as error:
            raise UnreadableLibraryError(str(error.problem.args.get("reason"))) from error
        return Library(replies, categories)

    def reply_ids(self) -> frozenset[str]:
        return frozenset(self._storage.document["replies"])

    def _records(self, table: str) -> Iterator[object]:
        for key, record in self._storage.document[table].items():
            if not isinstance(record, dict) or record.get("id") != key:
                raise UnreadableLibraryError("an id")
            yield record

    def serialised(self) -> Iterator[bytes]:
        """The snapshot file, in pieces."""
        return self._storage.serialised()


def new(moment: str, schema: int = migrations.SCHEMA) -> Database:
    """A library before its first change set. ``moment`` ISO in UTC."""
    meta = {"schema": schema, "seq": 0, "time": moment}
    return Database({"meta": {"library": meta}, "replies": {}, "categories": {}})


def parse(content: bytes, path: str) -> Database:
    """Read a snapshot file; its records are checked by :meth:`Database.library`.

    Raises:
        UnreadableLibraryError: it isn't a library.
        MiaohuiError: ``library-newer``; ``path`` is for the sentence.
    """
    try:
        # Editors on Windows like to put a byte order mark in front.
        document = orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise UnreadableLibraryError("not JSON") from error
    match document:
        case {"meta": {"library": {"schema": int(schema)}}} if schema > migrations.SCHEMA:
            raise MiaohuiError("library-newer", path=path)
        case {
            "meta": {"library": {"schema": int(schema), "seq": int(seq), "time": str(moment)}},
            "replies": dict(),
            "categories": dict(),
        } if schema >= 1 and seq >= 0:
            try:
                codec.decode_time(moment)
            except MiaohuiError as error:
                raise UnreadableLibraryError("time") from error
            return Database(document)
    raise UnreadableLibraryError("not a library")
