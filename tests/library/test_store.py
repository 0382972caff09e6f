"""GIVEN a home, WHEN it is loaded, committed to, folded, cut short or damaged, THEN no acknowledged edit is lost."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tinydb.table import Table

from miaohui.domain.change import Change, ChangeSet, apply
from miaohui.domain.library import Library
from miaohui.domain.reply import Reply, Wording
from miaohui.errors import MiaohuiError
from miaohui.library import journal, migrations
from miaohui.library.store import LONG_JOURNAL, JsonLibraryStore
from miaohui.messages import sentence
from miaohui.paths import Paths
from tests.library.samples import (
    FIRST,
    adding,
    change_sequences,
    copied,
    open_store,
    paths_in,
    reply,
    tree,
)


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return paths_in(tmp_path)


@pytest.fixture
def store(paths: Paths) -> JsonLibraryStore:
    """A begun library, open for writing."""
    store = open_store(paths)
    store.load()
    return store


def never() -> ChangeSet:
    raise AssertionError("a second library was begun")


def load(paths: Paths, *, writable: bool = True) -> Library:
    """The library, found without anything to tell."""
    loaded = open_store(paths, writable=writable, begin=never).load()
    assert loaded.notices == ()
    return loaded.library


def problem_of(paths: Paths, *, writable: bool = True) -> str:
    before = tree(paths.home)
    with pytest.raises(MiaohuiError) as caught:
        open_store(paths, writable=writable, begin=never).load()
    assert tree(paths.home) == before, "files were changed"
    assert sentence(caught.value.problem) != caught.value.problem.id
    return caught.value.problem.id


def library_of(*numbers: int) -> Library:
    return apply(FIRST, adding(*numbers))


# ---------------------------------------------------------------------------------------------------------- beginning


def test_a_new_home_begins_with_the_first_change_set(paths: Paths) -> None:
    store = open_store(paths)
    assert store.is_new()
    loaded = store.load()
    assert loaded.library == FIRST
    assert loaded.notices == ()
    assert not store.is_new()
    assert load(paths) == FIRST


def test_everything_is_the_users_alone(paths: Paths, store: JsonLibraryStore) -> None:
    store.commit(adding(2))
    store.fold()
    store.commit(adding(3))
    for path in (paths.home, *paths.home.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_a_reading_store_begins_nothing(paths: Paths) -> None:
    store = open_store(paths, writable=False, begin=never)
    assert store.is_new()
    with pytest.raises(MiaohuiError, match="library-missing"):
        store.load()
    assert not paths.home.exists()


def test_a_first_start_that_was_cut_short_is_finished(paths: Paths, store: JsonLibraryStore) -> None:
    store.close()
    line = (paths.backups / "journal-last").read_bytes()
    shutil.rmtree(paths.home)
    paths.home.mkdir()
    paths.journal.write_bytes(line)
    assert load(paths, writable=False) == FIRST
    assert load(paths) == FIRST
    assert paths.library.exists()


def test_a_first_start_that_acknowledged_nothing_starts_over(paths: Paths) -> None:
    paths.home.mkdir()
    paths.journal.write_bytes(b"512 00000000 {")
    store = open_store(paths)
    assert store.load().library == FIRST
    store.commit(adding(2))
    assert load(paths) == library_of(2)


def test_a_home_that_is_a_file_is_said(paths: Paths) -> None:
    paths.home.write_bytes(b"")
    with pytest.raises(MiaohuiError, match="cannot-read"):
        open_store(paths).load()


def test_a_disk_that_is_full_at_the_first_start_is_said(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "write", no_space)
    with pytest.raises(MiaohuiError, match="cannot-write"):
        open_store(paths).load()
    monkeypatch.undo()
    assert open_store(paths).load().library == FIRST


# ---------------------------------------------------------------------------------------------------- commit and fold


def test_a_commit_is_there_for_the_next_reader_before_any_fold(paths: Paths, store: JsonLibraryStore) -> None:
    snapshot = paths.library.read_bytes()
    store.commit(adding(2))
    assert paths.library.read_bytes() == snapshot
    assert load(paths, writable=False) == library_of(2)


def test_a_fold_moves_the_journal_into_the_snapshot(paths: Paths, store: JsonLibraryStore) -> None:
    store.commit(adding(2))
    store.commit(ChangeSet("edit", (Change(reply(2), reply(2, "改过")), Change(reply(1), None))))
    store.fold()
    assert not paths.journal.exists()
    expected = apply(library_of(2), ChangeSet("", (Change(reply(2), reply(2, "改过")), Change(reply(1), None))))
    assert load(paths) == expected
    store.commit(adding(3))
    store.fold()
    assert load(paths) == apply(expected, adding(3))


def test_a_fold_of_nothing_writes_nothing(paths: Paths, store: JsonLibraryStore) -> None:
    before = paths.library.stat()
    store.fold()
    assert paths.library.stat() == before


@pytest.mark.usefixtures("store")
def test_the_snapshot_is_one_a_stock_tinydb_reads(paths: Paths) -> None:
    document = orjson.loads(paths.library.read_bytes())
    assert list(document) == ["meta", "replies", "categories"]
    assert document["meta"]["library"]["schema"] == migrations.SCHEMA
    assert list(document["replies"]) == [reply(1).id]


def test_close_folds_a_journal_that_has_become_long(paths: Paths, store: JsonLibraryStore) -> None:
    store.commit(adding(2))
    store.close()
    assert paths.journal.exists()
    store.commit(ChangeSet("add", (Change(None, reply(3, "长" * LONG_JOURNAL)),)))
    store.close()
    assert not paths.journal.exists()
    assert set(load(paths).replies) == {reply(number).id for number in (1, 2, 3)}


@pytest.mark.usefixtures("store")
def test_a_store_that_was_not_loaded_or_only_reads_cannot_commit(paths: Paths) -> None:
    reader = open_store(paths, writable=False)
    reader.load()
    for other in (reader, open_store(paths)):
        with pytest.raises(RuntimeError):
            other.commit(adding(2))


def no_space(*_: object) -> int:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("function", ["write", "fsync"])
def test_a_commit_on_a_full_disk_keeps_nothing_and_the_next_one_works(
    paths: Paths, store: JsonLibraryStore, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    store.commit(adding(2))
    with monkeypatch.context() as patch:
        patch.setattr(os, function, no_space)
        with pytest.raises(MiaohuiError, match="cannot-write"):
            store.commit(adding(3))
        assert load(paths, writable=False) == library_of(2)
    store.commit(adding(4))
    assert load(paths) == library_of(2, 4)
    store.fold()
    assert load(paths) == library_of(2, 4)


@pytest.mark.parametrize("target", ["fsync", "link"])
def test_a_failed_fold_loses_nothing(
    paths: Paths, store: JsonLibraryStore, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    store.commit(adding(2))
    with monkeypatch.context() as patch:
        patch.setattr(os, target, no_space)
        if target == "link":
            patch.setattr(shutil, "copyfile", no_space)
        with pytest.raises(MiaohuiError, match="cannot-write"):
            store.fold()
    assert load(paths, writable=False) == library_of(2)
    assert not list(paths.home.glob("*.tmp"))
    store.commit(adding(3))
    store.fold()
    assert load(paths) == library_of(2, 3)


def test_a_home_without_hard_links_has_backups_as_well(
    paths: Paths, store: JsonLibraryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", no_space)
    store.commit(adding(2))
    store.fold()
    assert orjson.loads((paths.backups / "library-last.json").read_bytes())["meta"]["library"]["seq"] == 1
    assert (paths.backups / "library-last.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "broken",
    [
        reply(2, "\ud800"),
        Reply("r-2", "hy", "欢迎", "welcome", ()),
        Reply("r-2", "hy", "欢迎", "welcome", (Wording(("亲",)),), order=2**70),
    ],
    ids=["half a character", "no wording", "a number too large"],
)
def test_what_could_not_be_read_again_is_not_written(paths: Paths, store: JsonLibraryStore, broken: Reply) -> None:
    with pytest.raises(MiaohuiError, match="bad-record"):
        store.commit(ChangeSet("add", (Change(None, broken),)))
    store.commit(adding(2))
    assert load(paths) == library_of(2)


# ----------------------------------------------------------------------------------------------------- a process killed


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(sequence=change_sequences(), fold_after=st.sets(st.integers(0, 5)), data=st.data())
def test_killed_while_appending_it_keeps_all_that_was_acknowledged(
    tmp_path_factory: pytest.TempPathFactory, sequence: list[ChangeSet], fold_after: set[int], data: st.DataObject
) -> None:
    paths = paths_in(tmp_path_factory.mktemp("killed"))
    store = open_store(paths)
    library = store.load().library
    states = [(library, 0)]  # the library, and the length of the journal that is needed for it
    for number, change_set in enumerate(sequence):
        store.commit(change_set)
        library = apply(library, change_set)
        states.append((library, paths.journal.stat().st_size))
        if number in fold_after:
            store.fold()
            states = [(library, 0)]
    store.close()
    if paths.journal.exists():
        cut = data.draw(st.integers(0, paths.journal.stat().st_size))
        os.truncate(paths.journal, cut)
        acknowledged = [library for library, length in states if length <= cut]
    else:
        acknowledged = [library for library, _ in states]
    reader = open_store(paths, writable=False, begin=never).load()
    assert reader.library == acknowledged[-1]
    again = open_store(paths, begin=never)
    loaded = again.load()
    assert loaded.library == acknowledged[-1]
    assert {notice.id for notice in loaded.notices} <= {"journal-torn"}
    again.commit(adding(99))
    again.close()
    assert load(paths) == apply(acknowledged[-1], adding(99))


class PowerCuts:
    """Copies a home before each call that changes a file: what a power cut at that moment would leave."""

    def __init__(self, paths: Paths, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self._paths = paths
        self._folder = folder
        self.homes: list[tuple[Paths, int]] = []
        self.acknowledged = 0
        for owner, name in (
            (os, "fsync"),
            (os, "write"),
            (os, "link"),
            (os, "ftruncate"),
            (Path, "replace"),
            (Path, "unlink"),
            (Path, "mkdir"),
        ):
            patch.setattr(owner, name, self._watched(getattr(owner, name)))

    def _watched(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  # stands for any of them
            self._look()
            return function(*args, **kwargs)

        return watched

    def _look(self) -> None:
        if self._paths.home.exists():
            folder = self._folder / f"cut-{len(self.homes)}"
            os.mkdir(folder)  # noqa: PTH102  # Path.mkdir is watched
            copy = paths_in(folder)
            self.homes.append((copy, self.acknowledged))
            shutil.copytree(self._paths.home, copy.home, copy_function=_copy)


def _copy(source: str, target: str) -> None:
    with open(source, "rb") as file:  # noqa: PTH123
        content = file.read()
    with open(target, "wb") as file:  # noqa: PTH123
        file.write(content)


def lived(paths: Paths, cuts: PowerCuts) -> list[Library]:
    """A life with every kind of writing; the states of the library after each acknowledged change set."""
    states = [Library()]
    sets = [adding(2), adding(3), ChangeSet("edit", (Change(reply(2), reply(2, "改")),)), adding(4), adding(5)]
    store = open_store(paths)
    states.append(store.load().library)
    cuts.acknowledged += 1
    for number, change_set in enumerate(sets):
        states.append(apply(states[-1], change_set))
        store.commit(change_set)
        cuts.acknowledged += 1
        if number in (0, 2, 3):
            store.fold()
    store.close()
    return states


def test_a_power_cut_at_any_moment_loses_nothing_that_was_acknowledged(
    paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        cuts = PowerCuts(paths, tmp_path, patch)
        states = lived(paths, cuts)
    assert len(cuts.homes) > 50
    for home, acknowledged in cuts.homes:
        loaded = open_store(home).load()
        assert loaded.library in states[max(acknowledged, 1) :][:2]
        assert {notice.id for notice in loaded.notices} <= {"journal-torn"}

        # what was left lying about goes with the next fold
        again = open_store(home, begin=never)
        again.load()
        again.commit(adding(99))
        again.fold()
        assert not list(home.home.rglob("*.tmp"))


def test_a_power_cut_that_also_ruins_the_snapshot_loses_nothing_that_was_acknowledged(
    paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        cuts = PowerCuts(paths, tmp_path, patch)
        states = lived(paths, cuts)
    for home, acknowledged in cuts.homes:
        if home.library.exists():
            home.library.write_bytes(b"\0" * 4096)
            expected = states[max(acknowledged, 1) :][:2]
            assert open_store(home, writable=False, begin=never).load().library in expected
            restored = open_store(home, begin=never)
            loaded = restored.load()
            assert loaded.library in expected
            assert "library-restored" in {notice.id for notice in loaded.notices}
            restored.commit(adding(99))
            restored.fold()
            assert load(home) == apply(loaded.library, adding(99))


def test_a_power_cut_while_restoring_is_no_matter(
    paths: Paths, store: JsonLibraryStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.commit(adding(2))
    store.fold()
    store.commit(adding(3))
    store.close()
    paths.library.write_bytes(b"{")
    with monkeypatch.context() as patch:
        cuts = PowerCuts(paths, tmp_path, patch)
        open_store(paths, begin=never).load()
    for home, _ in cuts.homes:
        assert open_store(home, begin=never).load().library == library_of(2, 3)


# ------------------------------------------------------------------------------------------------- reader beside writer


@settings(max_examples=60, deadline=None)
@given(before=st.lists(st.booleans(), max_size=4), between=st.lists(st.booleans(), max_size=6))
def test_a_reader_beside_a_writer_sees_a_whole_state(
    tmp_path_factory: pytest.TempPathFactory, before: list[bool], between: list[bool]
) -> None:
    """Each True is a commit, each False a fold; ``between`` happen after the reader's first look at the disk."""
    paths = paths_in(tmp_path_factory.mktemp("beside"))
    writer = open_store(paths)
    states = [writer.load().library]

    def live(actions: list[bool]) -> None:
        for is_commit in actions:
            if is_commit:
                change_set = adding(len(states) + 1)
                writer.commit(change_set)
                states.append(apply(states[-1], change_set))
            else:
                writer.fold()

    live(before)
    seen = len(states) - 1
    reader = open_store(paths, writable=False, begin=never)
    look = reader._snapshot

    def slow_look() -> bytes | None:
        live(between)
        return look()

    reader._snapshot = slow_look  # type: ignore[method-assign]
    loaded = reader.load()
    assert loaded.library in states[seen:]
    assert loaded.notices == ()
    writer.close()


def test_a_reader_beside_a_first_start_finds_nothing_or_the_whole(paths: Paths) -> None:
    reader = open_store(paths, writable=False, begin=never)
    look = reader._snapshot

    def look_too_early() -> bytes | None:
        reader._snapshot = look  # type: ignore[method-assign]
        content = look()
        open_store(paths).load()
        return content

    reader._snapshot = look_too_early  # type: ignore[method-assign]
    loaded = reader.load()
    assert loaded.library == FIRST
    assert loaded.notices == ()


def test_a_reader_does_not_speak_of_a_line_that_is_just_being_written(paths: Paths, store: JsonLibraryStore) -> None:
    store.commit(adding(2))
    with paths.journal.open("ab") as file:
        file.write(b"300 0123")
    before = tree(paths.home)
    assert load(paths, writable=False) == library_of(2)
    assert tree(paths.home) == before


# -------------------------------------------------------------------------------------------------------------- damage

RUBBISH = {
    "an empty file": b"",
    "an empty list": b"[]",
    "another object": b'{"a":1}',
    "zeros": b"\0" * 100,
    "bytes": bytes(range(256)),
    "half a file": b'{"meta":{"library":{"schema":1,"seq":1',
    "another encoding": '{"meta":"欢迎"}'.encode("gbk"),
    "UTF-16": '{"meta":{}}'.encode("utf-16"),
    "no schema": b'{"meta":{"library":{}},"replies":{},"categories":{}}',
    "schema nought": b'{"meta":{"library":{"schema":0,"seq":1,"time":""}},"replies":{},"categories":{}}',
    "no time": b'{"meta":{"library":{"schema":1,"seq":1,"time":""}},"replies":{},"categories":{}}',
    "no replies": b'{"meta":{"library":{"schema":1,"seq":1,"time":"2026-11-11T01:00:00Z"}},"categories":{}}',
    "a broken reply": (
        b'{"meta":{"library":{"schema":1,"seq":1,"time":"2026-11-11T01:00:00Z"}},'
        b'"replies":{"r-1":{"id":"r-1","code":"hy"}},"categories":{}}'
    ),
    "a reply under another id": (
        b'{"meta":{"library":{"schema":1,"seq":1,"time":"2026-11-11T01:00:00Z"}},'
        b'"replies":{},"categories":{"a":{"id":"b","name":"c"}}}'
    ),
    "deep nesting": b"[" * 5000,
}


@pytest.mark.parametrize("rubbish", RUBBISH.values(), ids=RUBBISH)
def test_a_ruined_library_is_restored_with_every_edit_and_said(
    paths: Paths, store: JsonLibraryStore, rubbish: bytes
) -> None:
    store.commit(adding(2))
    store.fold()
    store.commit(adding(3))
    store.close()
    paths.library.write_bytes(rubbish)
    before = tree(paths.home)

    # a reader restores in memory and leaves everything as it is
    loaded = open_store(paths, writable=False, begin=never).load()
    assert loaded.library == library_of(2, 3)
    assert [(notice.id, notice.args["path"]) for notice in loaded.notices] == [("library-restored", str(paths.library))]
    assert tree(paths.home) == before

    loaded = open_store(paths, begin=never).load()
    assert loaded.library == library_of(2, 3)
    (notice,) = loaded.notices
    assert notice.id == "library-restored"
    assert Path(str(notice.args["path"])).read_bytes() == rubbish
    assert Path(str(notice.args["path"])).parent == paths.backups
    assert str(notice.args["time"]).startswith("2026-11-11 09:")  # the agent's own time
    assert load(paths) == library_of(2, 3)


@pytest.mark.parametrize("rubbish", RUBBISH.values(), ids=RUBBISH)
def test_a_foreign_library_without_backups_is_left_as_it_is(paths: Paths, rubbish: bytes) -> None:
    paths.home.mkdir()
    paths.library.write_bytes(rubbish)
    assert problem_of(paths) == "library-unreadable"
    assert problem_of(paths, writable=False) == "library-unreadable"


def test_a_library_that_is_gone_is_restored_and_said(paths: Paths, store: JsonLibraryStore) -> None:
    store.commit(adding(2))
    store.fold()
    store.commit(adding(3))
    paths.library.unlink()
    loaded = open_store(paths, begin=never).load()
    assert loaded.library == library_of(2, 3)
    assert [notice.id for notice in loaded.notices] == ["library-recovered"]
    assert load(paths) == library_of(2, 3)


def test_a_library_that_is_gone_with_its_backups_is_not_replaced_by_a_new_one(
    paths: Paths, store: JsonLibraryStore
) -> None:
    store.commit(adding(2))
    paths.library.unlink()
    shutil.rmtree(paths.backups)
    assert problem_of(paths) == "library-unreadable"


def test_a_journal_beyond_reading_without_a_library_is_not_taken_for_a_new_home(paths: Paths) -> None:
    paths.home.mkdir()
    paths.journal.write_bytes(b"something\nelse\n")
    assert problem_of(paths) == "library-unreadable"


def test_with_the_last_backup_ruined_too_an_older_one_is_taken(paths: Paths, store: JsonLibraryStore) -> None:
    for number in (2, 3, 4):
        store.commit(adding(number))
        store.fold()
    for path in (paths.library, paths.backups / "library-last.json", paths.backups / "journal-last"):
        path.write_bytes(b"?")
    # The dated copy was made before the day's first fold.
    again = open_store(paths, begin=never)
    loaded = again.load()
    assert loaded.library == FIRST
    assert [notice.id for notice in loaded.notices] == ["library-restored"]
    again.commit(adding(7))
    again.fold()
    assert load(paths) == library_of(7)


def test_change_sets_that_cannot_be_joined_are_kept_aside(paths: Paths, store: JsonLibraryStore) -> None:
    for number in (2, 3):
        store.commit(adding(number))
        store.fold()
    store.commit(adding(4))
    store.close()
    line = paths.journal.read_bytes()
    for path in (paths.library, paths.backups / "library-last.json", paths.backups / "journal-last"):
        path.write_bytes(b"?")
    again = open_store(paths, begin=never)
    loaded = again.load()
    assert loaded.library == FIRST
    assert [notice.id for notice in loaded.notices] == ["library-restored", "journal-damaged"]
    assert Path(str(loaded.notices[1].args["path"])).read_bytes() == line
    again.commit(adding(9))
    again.close()
    assert load(paths) == library_of(9)


def test_a_torn_line_is_dropped_and_said_once(paths: Paths, store: JsonLibraryStore) -> None:
    store.commit(adding(2))
    store.close()
    with paths.journal.open("ab") as file:
        file.write(b"300 0123")
    loaded = open_store(paths, begin=never).load()
    assert loaded.library == library_of(2)
    assert [notice.id for notice in loaded.notices] == ["journal-torn"]
    assert load(paths) == library_of(2)


def test_a_damaged_journal_keeps_what_lies_before_and_the_rest_aside(paths: Paths, store: JsonLibraryStore) -> None:
    store.commit(adding(2))
    store.close()
    good = paths.journal.read_bytes()
    with paths.journal.open("ab") as file:
        file.write(b"rubbish\nmore\n")
    again = open_store(paths, begin=never)
    loaded = again.load()
    assert loaded.library == library_of(2)
    (notice,) = loaded.notices
    assert notice.id == "journal-damaged"
    assert Path(str(notice.args["path"])).read_bytes() == b"rubbish\nmore\n"
    assert paths.journal.read_bytes() == good
    again.commit(adding(3))
    assert load(paths) == library_of(2, 3)


def test_a_snapshot_of_another_time_put_here_by_hand_is_taken_and_the_journal_kept_aside(
    paths: Paths, store: JsonLibraryStore
) -> None:
    old = paths.library.read_bytes()
    store.commit(adding(2))
    store.fold()
    store.commit(adding(3))
    store.close()
    paths.library.write_bytes(old)
    loaded = open_store(paths, begin=never).load()
    assert loaded.library == FIRST
    assert [notice.id for notice in loaded.notices] == ["journal-damaged"]
    assert not paths.journal.exists()
    assert load(paths) == FIRST


@pytest.mark.usefixtures("store")
def test_a_byte_order_mark_from_an_editor_is_no_damage(paths: Paths) -> None:
    paths.library.write_bytes(b"\xef\xbb\xbf" + paths.library.read_bytes())
    assert load(paths) == FIRST


# ------------------------------------------------------------------------------------------------------- newer versions


def newer(content: bytes) -> bytes:
    document = orjson.loads(content)
    document["meta"]["library"]["schema"] = 99
    document["replies"] = {"r-1": {"shape": "unknown"}}
    return orjson.dumps(document)


@pytest.mark.parametrize("writable", [True, False], ids=["by a writer", "by a reader"])
@pytest.mark.usefixtures("store")
def test_a_newer_library_is_refused_and_left_as_it_is(paths: Paths, writable: bool) -> None:
    paths.library.write_bytes(newer(paths.library.read_bytes()))
    assert problem_of(paths, writable=writable) == "library-newer"


def test_a_newer_backup_of_a_ruined_library_is_refused_too(paths: Paths, store: JsonLibraryStore) -> None:
    store.commit(adding(2))
    store.fold()
    last = paths.backups / "library-last.json"
    last.write_bytes(newer(last.read_bytes()))
    paths.library.write_bytes(b"?")
    assert problem_of(paths) == "library-newer"


@pytest.mark.usefixtures("store")
def test_a_newer_journal_is_refused_too(paths: Paths) -> None:
    paths.journal.write_bytes(journal.Entry(2, 99, "2026-11-11T01:00:00Z", {}).line)
    assert problem_of(paths) == "library-newer"


# ----------------------------------------------------------------------------------------------------- can't be written


def test_a_restoration_that_cannot_be_written_is_done_before_the_first_commit(
    paths: Paths, store: JsonLibraryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.commit(adding(2))
    store.close()
    paths.library.write_bytes(b"?")
    again = open_store(paths, begin=never)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", no_space)
        loaded = again.load()
        assert loaded.library == library_of(2)
        assert [(notice.id, notice.args["path"]) for notice in loaded.notices] == [
            ("library-restored", str(paths.library))
        ]
        with pytest.raises(MiaohuiError, match="cannot-write"):
            again.commit(adding(3))
    assert paths.library.read_bytes() == b"?"
    again.commit(adding(3))
    assert load(paths) == library_of(2, 3)


# ---------------------------------------------------------------------------------------------------------------- size


def test_fifty_thousand_replies_cost_one_pass(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    many = ChangeSet("import", tuple(Change(None, reply(number)) for number in range(50_000)))
    operations: list[str] = []
    update = Table._update_table

    def counted(table: Table, updater: Callable[[Any], None]) -> None:
        operations.append(table.name)
        update(table, updater)

    monkeypatch.setattr(Table, "_update_table", counted)
    store = open_store(paths, begin=lambda: many)
    assert len(store.load().library.replies) == 50_000
    written = len(operations)
    assert written <= 4
    store.commit(adding(60_000))
    assert len(operations) == written, "a commit touched the tables"
    assert len(load(paths, writable=False).replies) == 50_001


def test_a_copy_of_a_home_is_a_home(paths: Paths, store: JsonLibraryStore, tmp_path: Path) -> None:
    store.commit(adding(2))
    assert load(copied(paths, tmp_path / "copy")) == library_of(2)
