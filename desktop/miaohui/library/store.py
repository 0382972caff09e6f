"""The library on disk: a snapshot (``library.json``) and a journal of what came after it.

``commit`` appends to the journal and nothing else; ``fold`` writes a new snapshot, then puts the journal away. Each
journal line is numbered and the snapshot tells the last number in it, so a crash between the two does no harm: lines
that the snapshot holds already are passed over.

Reading needs no lock. A reader takes **the journal first, then the snapshot**: whatever a fold put away before the
journal was read is in the snapshot, and what it puts away afterwards has been read. The other way round a reader could
get the old snapshot and the emptied journal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from threading import RLock

from miaohui.domain.change import ChangeSet, apply
from miaohui.domain.library import Library
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow.ports import Clock, Loaded
from miaohui.library import codec, database, journal, migrations, recovery
from miaohui.library.backups import Backups
from miaohui.library.database import Database, UnreadableLibraryError
from miaohui.library.files import (
    cannot_read,
    cannot_write,
    make_private_folder,
    replace,
    sweep_temporaries,
    sync_folder,
    write_atomically,
    write_beside,
)
from miaohui.library.history import JsonlHistory
from miaohui.library.journal import Entry, Journal, Reading
from miaohui.log import logger
from miaohui.paths import Paths

LONG_JOURNAL = 256 * 1024
"""Bytes from which on :meth:`JsonLibraryStore.close` folds."""


@dataclass
class _Found:
    """What :meth:`load` found. ``mends`` put the files right, in this order (they raise OSError); ``notices`` tell
    about it: what to say when that was done, and when it wasn't."""

    database: Database
    library: Library
    mends: list[Callable[[], None]] = field(default_factory=list)
    notices: list[tuple[Problem, Problem]] = field(default_factory=list)
    journalled: tuple[Entry, ...] = ()
    """What the journal holds of this library."""


class JsonLibraryStore:
    """The library of one home; a ``flow.ports.LibraryStore``.

    ``writable``: the caller holds the home's lock for as long as it uses the store. Without it the store only reads: it
    leaves every file as it is, also a broken one (its backup is then restored in memory), and can't commit or fold.
    ``first`` makes the change set a new library begins with. Methods may be called from any thread.
    """

    def __init__(self, paths: Paths, clock: Clock, first: Callable[[], ChangeSet], *, writable: bool = True) -> None:
        self._paths = paths
        self._clock = clock
        self._first = first
        self._writable = writable
        self._lock = RLock()
        self._backups = Backups(paths)
        self._journal = Journal(paths.journal)
        self._database: Database | None = None
        self._seq = 0
        self._pending: list[Entry] = []
        self._journalled: list[Entry] = []
        """All that the journal holds; what of it the snapshot lacks is pending."""
        self.history = JsonlHistory(paths)
        self._stale = False
        """The snapshot lacks something, or the journal holds what the snapshot has already."""
        self._mends: list[Callable[[], None]] = []
        self._is_removed = False
        """A reply was removed for good since the history was tidied last."""

    def is_new(self) -> bool:
        """Whether there is no library yet, so that a writable :meth:`load` begins one.

        Raises:
            MiaohuiError: ``cannot-read``, ``library-newer``.
        """
        reading = journal.read(self._paths.journal)
        return self._snapshot() is None and recovery.is_untouched(self._backups, reading)

    def load(self) -> Loaded:
        """Read the library; restore it where it is damaged, begin one where there is none.

        Raises:
            MiaohuiError: ``library-unreadable``, ``library-newer``, ``cannot-read``, ``library-missing`` (a reading
                store where nothing is), ``cannot-write`` (a new library can't be begun). No file was changed then.
        """
        with self._lock:
            reading = journal.read(self._paths.journal)
            content = self._snapshot()
            if content is None and recovery.is_untouched(self._backups, reading):
                return self._begin()
            try:
                found = self._read(content, reading)
            except UnreadableLibraryError:
                if content is None and self._paths.library.exists():
                    return self.load()  # another process has just begun it
                found = self._recover(content, reading)
            mended = self._writable
            if self._writable:
                self._adopt(found, reading)
                try:
                    self._mend()
                except OSError as error:
                    # Reading goes on; the first commit tries again and says why it can't.
                    logger.warning("library not mended: %s", error.strerror)
                    mended = False
            return Loaded(found.library, tuple(done if mended else undone for done, undone in found.notices))

    def _snapshot(self) -> bytes | None:
        try:
            return self._paths.library.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise cannot_read(self._paths.library, error) from error

    def _begin(self) -> Loaded:
        if not self._writable:
            raise MiaohuiError("library-missing", path=str(self._paths.library))
        try:
            make_private_folder(self._paths.home)
        except OSError as error:
            raise cannot_write(self._paths.home, error) from error
        self._database = database.new(self._time())
        self._seq = 0
        self._journal.begin_at(0, cut=True)
        change_set = self._first()
        self.commit(change_set)
        try:
            self.fold()
        except MiaohuiError as error:  # the library is safe in the journal
            logger.warning("first fold failed: %s", error.problem.id)
        return Loaded(apply(Library(), change_set))

    def _read(self, content: bytes | None, reading: Reading) -> _Found:
        """The snapshot with the journal. Raises UnreadableLibraryError."""
        if content is None:
            raise UnreadableLibraryError("missing")
        db = database.parse(content, str(self._paths.library))
        schema = db.schema
        entries = [entry for entry in reading.entries if entry.seq > db.seq]
        follows = not entries or entries[0].seq == db.seq + 1
        if follows:
            db.put(entries)
        db.migrate(migrations.SCHEMA)
        found = _Found(db, db.library())
        if follows:
            found.journalled = reading.entries
            self._mind_rest(found, reading)
        else:
            self._mind_foreign_journal(found, self._paths.journal)
        if schema < migrations.SCHEMA:
            found.mends.append(lambda: self._backups.keep_before_migration(schema))
            found.mends.append(self._save)
        return found

    def _mind_rest(self, found: _Found, reading: Reading) -> None:
        """Something behind the journal's good lines."""
        if reading.torn:
            # A reader may be looking at a line that is being written.
            if self._writable:
                found.notices.append((Problem("journal-torn"), Problem("journal-torn")))
                found.mends.append(self._journal.mend)
        elif reading.rest:
            aside = self._broken(".journal")
            found.mends.append(self._backups.make_folder)
            found.mends.append(lambda: write_atomically(aside, [reading.rest]))
            found.mends.append(self._journal.mend)
            found.notices.append(self._journal_damaged(aside, self._paths.journal))

    def _mind_foreign_journal(self, found: _Found, path: Path) -> None:
        """A journal that can't be joined to the snapshot: a stretch between them is lost, or somebody put another
        snapshot here."""
        aside = self._broken(".journal" if path == self._paths.journal else ".journal-last")
        found.mends.append(self._backups.make_folder)
        found.mends.append(lambda: self._put_away(path, aside))
        found.notices.append(self._journal_damaged(aside, path))

    def _journal_damaged(self, aside: Path, path: Path) -> tuple[Problem, Problem]:
        return _kept("journal-damaged", aside), _kept("journal-damaged", path)

    def _recover(self, content: bytes | None, reading: Reading) -> _Found:
        recovered = recovery.recover(self._backups, self._paths.journal, reading)
        if recovered is None:
            raise MiaohuiError("library-unreadable", path=str(self._paths.library))
        found = _Found(recovered.database, recovered.library)
        moment = recovered.database.time.astimezone(self._clock.now().tzinfo).strftime("%Y-%m-%d %H:%M")
        aside = self._broken(".json")
        found.mends.append(self._backups.make_folder)
        if content is not None:
            found.mends.append(lambda: write_atomically(aside, [content]))
            done = _kept("library-restored", aside, time=moment)
            found.notices.append((done, _kept("library-restored", self._paths.library, time=moment)))
        elif not reading.entries or reading.entries[0].seq != 1:  # else a first start was cut short and all is there
            notice = Problem("library-recovered", {"time": moment})
            found.notices.append((notice, notice))
        for path in recovered.foreign:
            self._mind_foreign_journal(found, path)
        if self._paths.journal not in recovered.foreign:
            found.journalled = reading.entries
            self._mind_rest(found, reading)
        # Last: only when nothing stands in its way any more is there a library that the next start takes as it is.
        found.mends.append(lambda: write_atomically(self._paths.library, recovered.database.serialised()))
        return found

    def _put_away(self, path: Path, place: Path) -> None:
        if path.exists():
            replace(path, place)
            sync_folder(place.parent)
            sync_folder(path.parent)
        if path == self._paths.journal:
            self._journal.begin_at(0)

    def _broken(self, suffix: str) -> Path:
        return self._backups.place_for_broken(self._clock.now().astimezone(UTC), suffix)

    def _adopt(self, found: _Found, reading: Reading) -> None:
        self._database = found.database
        self._seq = found.database.seq
        self._pending = []
        self._journalled = list(found.journalled)
        self._stale = bool(reading.entries)
        self._journal.begin_at(reading.good, cut=bool(reading.rest))
        self._mends = found.mends

    def _mend(self) -> None:
        """Put the files right before anything else is written. Raises OSError."""
        while self._mends:
            self._mends[0]()
            self._mends.pop(0)

    def commit(self, change_set: ChangeSet) -> None:
        """Durable on return, in the journal; the snapshot follows at :meth:`fold`.

        Raises:
            MiaohuiError: ``cannot-write``, or ``bad-record`` for what could not be read again; nothing of the change
                set is kept then.
        """
        with self._lock:
            self._ready()
            record = codec.encode_change_set(change_set)
            codec.decode_change_set(record)  # what can't be read again is never written
            try:
                self._mend()
            except OSError as error:
                raise cannot_write(self._paths.library, error) from error
            entry = Entry(self._seq + 1, migrations.SCHEMA, self._time(), record)
            self._journal.append(entry)
            self._pending.append(entry)
            self._journalled.append(entry)
            self._seq = entry.seq

    def fold(self) -> None:
        """Write a new snapshot if there is something new, and put the journal away; the files before go to the backups.

        For idle times: it costs some tenths of a second at 50,000 replies.

        Raises:
            MiaohuiError: ``cannot-write``; nothing is lost, the journal holds it.
        """
        with self._lock:
            db = self._ready()
            if not self._pending and not self._stale:
                return
            db.put(self._pending)
            self._pending.clear()
            self._stale = True
            try:
                self._mend()
                self._save()
            except OSError as error:
                raise cannot_write(self._paths.library, error) from error
            existing, is_removed = db.reply_ids(), self._is_removed
            self._is_removed = False
        self.history.tidy(existing, now=is_removed)

    def _save(self) -> None:
        """Raises OSError."""
        assert self._database is not None
        self.history.keep(self._journalled)
        sweep_temporaries(self._paths.library)
        temporary = write_beside(self._paths.library, self._database.serialised())
        try:
            if self._paths.library.exists():
                self._backups.keep_snapshot(self._clock.now().date())
            replace(temporary, self._paths.library)
        finally:
            temporary.unlink(missing_ok=True)
        # Only when the snapshot is sure to be there may the journal go.
        sync_folder(self._paths.home)
        self._journal.close()
        self._backups.keep_journal()
        self._journal.begin_at(0)
        self._is_removed |= any(map(_removes, self._journalled))
        self._journalled.clear()
        self._stale = False

    def close(self) -> None:
        """Let go of the files; folds first if the journal has become long."""
        with self._lock:
            if self._writable and self._database is not None and self._journal.length > LONG_JOURNAL:
                try:
                    self.fold()
                except MiaohuiError as error:
                    logger.warning("fold at close failed: %s", error.problem.id)
            self._journal.close()

    def _ready(self) -> Database:
        if self._database is None:
            raise RuntimeError("load a writable store first")
        return self._database

    def _time(self) -> str:
        return codec.encode_time(self._clock.now())


def _removes(entry: Entry) -> bool:
    """Whether a reply is gone for good with it."""
    return any(change["kind"] == "reply" and "after" not in change for change in entry.change_set["changes"])


def _kept(problem_id: str, path: Path, **args: object) -> Problem:
    return Problem(problem_id, {"path": str(path), **args})
