"""Putting a library together from its backups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from miaohui.domain.library import Library
from miaohui.errors import MiaohuiError
from miaohui.library import database, journal, migrations
from miaohui.library.backups import Backups
from miaohui.library.database import Database, UnreadableLibraryError
from miaohui.library.journal import Entry, Reading


@dataclass(frozen=True, repr=False)
class Recovered:
    """``foreign`` are the journals with entries that could not be joined to it."""

    database: Database
    library: Library
    foreign: tuple[Path, ...]


def recover(backups: Backups, journal_path: Path, current: Reading) -> Recovered | None:
    """The good snapshot that gets farthest with the change sets that follow it without a gap; None without any.

    ``current`` is what ``journal_path`` holds.

    Raises:
        MiaohuiError: ``library-newer``, ``cannot-read``.
    """
    readings = {backups.last_journal: journal.read(backups.last_journal), journal_path: current}
    entries = {entry.seq: entry for reading in readings.values() for entry in reading.entries}
    best: tuple[Database, Library] | None = None
    for candidate in _candidates(backups, entries):
        try:
            candidate.put(_following(entries, candidate.seq))
            candidate.migrate(migrations.SCHEMA)
            library = candidate.library()
        except UnreadableLibraryError:
            continue
        if best is None or candidate.seq > best[0].seq:
            best = candidate, library
        if candidate.seq >= max(entries, default=candidate.seq + 1):
            break  # nobody gets farther
    if best is None:
        return None
    reached = best[0].seq
    foreign = tuple(path for path, r in readings.items() if any(entry.seq > reached for entry in r.entries))
    return Recovered(*best, foreign)


def _candidates(backups: Backups, entries: Mapping[int, Entry]) -> Iterator[Database]:
    for path in backups.snapshots():
        try:
            yield database.parse(path.read_bytes(), str(path))
        except (UnreadableLibraryError, OSError):
            continue
    if 1 in entries:  # from the very first change set on
        yield database.new(entries[1].time, entries[1].schema)


def _following(entries: Mapping[int, Entry], seq: int) -> list[Entry]:
    following = []
    for number in count(seq + 1):
        if number not in entries:
            break
        following.append(entries[number])
    return following


def is_untouched(backups: Backups, current: Reading) -> bool:
    """Whether there never was a library: no acknowledged change set and no backup."""
    if current.entries or (current.rest and not current.torn):
        return False
    try:
        kept = journal.read(backups.last_journal)
    except MiaohuiError:
        return False
    return not kept.entries and not kept.rest and not any(backups.snapshots())
