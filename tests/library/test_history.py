"""What replies were before: written when the journal is folded, read from both."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from miaohui.domain.change import Change, ChangeSet
from miaohui.domain.history import KEPT
from miaohui.domain.reply import Reply, Wording
from miaohui.errors import MiaohuiError
from miaohui.library import history, migrations
from miaohui.library.history import Extent, JsonlHistory
from miaohui.library.store import JsonLibraryStore
from miaohui.paths import Paths
from tests.library.samples import FIRST, copied, open_store, paths_in, reply

ONE = FIRST.replies[reply(1).id]


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return paths_in(tmp_path)


@pytest.fixture
def store(paths: Paths) -> JsonLibraryStore:
    store = open_store(paths)
    store.load()
    return store


def saying(text: str, before: Reply = ONE) -> Reply:
    return replace(before, wordings=(Wording((text,)),), rev=before.rev + 1)


def edit(store: JsonLibraryStore, *texts: str, before: Reply = ONE) -> Reply:
    for text in texts:
        after = saying(text, before)
        store.commit(ChangeSet("edit", (Change(before, after),)))
        before = after
    return before


def past(paths: Paths, reply_id: str = ONE.id) -> list[str]:
    return [one.reply.text for one in JsonlHistory(paths).past(reply_id)]


def test_what_a_reply_was_is_known_at_once_and_after_every_fold(store: JsonLibraryStore, paths: Paths) -> None:
    last = edit(store, "二")
    assert past(paths) == ["亲，在的"]
    store.fold()
    assert past(paths) == ["亲，在的"]
    edit(store, "三", before=last)
    assert past(paths) == ["亲，在的", "二"]
    store.fold()
    store.close()
    assert past(paths) == ["亲，在的", "二"]
    assert [one.label for one in JsonlHistory(paths).past(ONE.id)] == ["edit", "edit"]
    assert stat.S_IMODE(paths.history.stat().st_mode) == 0o600


def test_a_session_that_never_folded_leaves_it_to_the_next(store: JsonLibraryStore, paths: Paths) -> None:
    edit(store, "二", "三")
    store.close()
    assert not paths.history.exists()
    assert past(paths) == ["亲，在的", "二"]
    later = open_store(paths)
    later.load()
    later.fold()
    later.close()
    assert paths.history.exists()
    assert past(paths) == ["亲，在的", "二"]


def test_an_edit_writes_the_journal_alone(store: JsonLibraryStore, paths: Paths) -> None:
    edit(store, "二")
    assert not paths.history.exists()


def test_moves_favourites_and_additions_are_no_versions(store: JsonLibraryStore, paths: Paths) -> None:
    moved = replace(ONE, category="elsewhere", favourite=1, rev=2)
    store.commit(ChangeSet("move", (Change(ONE, moved), Change(None, reply(2)))))
    store.fold()
    assert past(paths) == past(paths, reply(2).id) == []


def test_a_fold_that_was_cut_short_makes_nothing_twice(
    store: JsonLibraryStore, paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(store, "二", "三")
    monkeypatch.setattr("miaohui.library.store.write_beside", _full_disk)
    with pytest.raises(MiaohuiError):
        store.fold()
    monkeypatch.undo()
    assert past(copied(paths, tmp_path / "then")) == ["亲，在的", "二"]
    store.fold()
    assert past(paths) == ["亲，在的", "二"]
    assert len(paths.history.read_bytes().splitlines()) == 4


def _full_disk(*_args: object) -> Path:
    raise OSError(28, "No space left on device")


def test_a_disk_that_takes_no_history_loses_nothing(
    store: JsonLibraryStore, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(store, "二")
    monkeypatch.setattr("miaohui.library.history.append_lines", _full_disk)
    with pytest.raises(MiaohuiError) as failed:
        store.fold()
    assert failed.value.problem.id == "cannot-write"
    assert past(paths) == ["亲，在的"]
    monkeypatch.undo()
    store.fold()
    assert past(paths) == ["亲，在的"]
    assert paths.history.exists()


def test_torn_and_broken_lines_cost_themselves_alone(store: JsonLibraryStore, paths: Paths) -> None:
    last = edit(store, "二", "三")
    store.fold()
    first, second = paths.history.read_bytes().splitlines(keepends=True)
    paths.history.write_bytes(first + b'{"seq": 1, "reply"\n\n\xff\n' + second[: len(second) // 2])
    assert past(paths) == ["亲，在的"]
    edit(store, "四", before=last)
    store.fold()
    assert past(paths) == ["亲，在的", "三"]
    assert JsonlHistory(paths).extent() == Extent(2, 3)


def test_lines_of_an_older_version_are_brought_up_to_date(
    store: JsonLibraryStore, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(store, "二")
    store.fold()

    def shout(document: migrations.Document) -> migrations.Document:
        for record in document["replies"].values():
            record["title"] += "!"
        return document

    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, shout))
    monkeypatch.setattr(migrations, "SCHEMA", migrations.SCHEMA + 1)
    assert [one.reply.title for one in JsonlHistory(paths).past(ONE.id)] == [f"{ONE.title}!"]


class TestBounds:
    def test_only_the_last_versions_of_a_reply_are_kept(
        self, store: JsonLibraryStore, paths: Paths, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(history, "SMALL", 0)
        store.history._tidy_from = 0
        edit(store, *map(str, range(KEPT + 5)))
        store.fold()
        assert past(paths) == [str(number) for number in range(4, KEPT + 4)]
        assert stat.S_IMODE(paths.history.stat().st_mode) == 0o600

    def test_of_all_the_newest_are_kept(
        self, store: JsonLibraryStore, paths: Paths, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        edit(store, *map(str, range(10)))
        store.fold()
        size = paths.history.stat().st_size
        monkeypatch.setattr(history, "MAX_BYTES", size // 2)
        store.history.tidy({ONE.id}, now=True)
        assert size // 4 < paths.history.stat().st_size <= size // 2
        assert past(paths)[-1] == "8"

    def test_what_was_removed_for_good_leaves_nothing(self, store: JsonLibraryStore, paths: Paths) -> None:
        last = edit(store, "秘密", "三")
        store.fold()
        store.commit(ChangeSet("empty-trash", (Change(last, None),)))
        store.fold()
        assert "秘密" not in paths.history.read_text()
        assert past(paths) == []

    def test_a_reader_finds_one_reply_among_many(self, store: JsonLibraryStore, paths: Paths) -> None:
        others = [replace(reply(number), next=((ONE.id, ""),)) for number in range(2, 30)]
        store.commit(ChangeSet("add", tuple(Change(None, one) for one in others)))
        store.commit(ChangeSet("replace", tuple(Change(one, saying("新", one)) for one in others)))
        edit(store, "二")
        store.fold()
        assert past(paths) == ["亲，在的"]
        assert past(paths, others[5].id) == ["亲，在的"]


def test_a_library_from_a_backup_keeps_the_versions_of_both(
    store: JsonLibraryStore, paths: Paths, tmp_path: Path
) -> None:
    store.fold()
    older = paths.library.read_bytes()
    edit(store, "二")
    store.fold()
    store.close()
    paths.library.write_bytes(older)
    paths.journal.unlink(missing_ok=True)
    again = open_store(paths)
    again.load()
    edit(again, "另一个二", "另一个三")
    again.fold()
    again.close()
    assert past(paths) == ["亲，在的", "亲，在的", "另一个二"]
