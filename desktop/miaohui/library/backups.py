"""The folder of backups.

``library-last.json`` is the snapshot before the current one and ``journal-last`` the change sets between the two: with
the journal they make up for a lost ``library.json`` without losing an edit. Besides, one snapshot a day and with it the
shop's own variables, one before each migration, and what was found damaged (``broken-…``).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from miaohui.library.files import keep_copy, make_private_folder, replace, sync_folder, write_atomically
from miaohui.paths import Paths

DAYS = 10
"""So many dated copies are kept."""


class Backups:
    """Writing raises OSError."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        self.last = paths.backups / "library-last.json"
        self.last_journal = paths.backups / "journal-last"

    def make_folder(self) -> None:
        make_private_folder(self._paths.backups)

    def keep_snapshot(self, today: date) -> None:
        """Keep the snapshot that is about to be replaced."""
        self.make_folder()
        dated = self._paths.backups / f"library-{today:%Y%m%d}.json"
        if not dated.exists():
            keep_copy(self._paths.library, dated)
            for old in self._dated()[DAYS:]:
                old.unlink()
            self._keep_variables(today)
        keep_copy(self._paths.library, self.last)
        sync_folder(self._paths.backups)

    def _keep_variables(self, today: date) -> None:
        """The library's replies ask for them."""
        if self._paths.variables.exists():
            content = self._paths.variables.read_bytes()  # no second name of it: people edit it in place
            write_atomically(self._paths.backups / f"variables-{today:%Y%m%d}.toml", [content])
            kept = sorted(self._paths.backups.glob(f"variables-{'[0-9]' * 8}.toml"), reverse=True)
            for old in kept[DAYS:]:
                old.unlink()

    def keep_journal(self) -> None:
        """Move the journal here, once the snapshot holds what it says."""
        self.make_folder()
        if self._paths.journal.exists():
            replace(self._paths.journal, self.last_journal)
            sync_folder(self._paths.backups)
            sync_folder(self._paths.home)

    def keep_before_migration(self, schema: int) -> None:
        """``schema`` is the snapshot's own."""
        self.make_folder()
        keep_copy(self._paths.library, self._paths.backups / f"library-schema-{schema}.json")
        sync_folder(self._paths.backups)

    def snapshots(self) -> Iterator[Path]:
        """All kept snapshots, the newest first."""
        if self.last.exists():
            yield self.last
        yield from self._dated()
        yield from sorted(self._paths.backups.glob("library-schema-*.json"), reverse=True)

    def _dated(self) -> list[Path]:
        return sorted(self._paths.backups.glob(f"library-{'[0-9]' * 8}.json"), reverse=True)

    def place_for_broken(self, moment: datetime, suffix: str) -> Path:
        """A name nobody has; ``moment`` UTC."""
        stem = f"broken-{moment:%Y%m%dT%H%M%SZ}"
        names = (f"{stem}{f'-{number}' if number else ''}{suffix}" for number in range(10_000))
        return next(place for place in map(self._paths.backups.joinpath, names) if not place.exists())
