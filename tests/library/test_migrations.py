from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from miaohui.domain.change import ChangeSet, apply
from miaohui.errors import MiaohuiError
from miaohui.library import migrations
from miaohui.library.migrations import Document
from miaohui.paths import Paths
from tests.library.samples import FIRST, adding, open_store, paths_in, tree


def spell_out(document: Document) -> Document:
    """A made-up step: every title gets a mark behind it."""
    for record in document["replies"].values():
        record["title"] += "！"
    return document


def fail(document: Document) -> Document:
    raise KeyError("title")


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """A home of this schema: the first change set and one more in the snapshot, one in the journal."""
    paths = paths_in(tmp_path)
    store = open_store(paths)
    store.load()
    store.commit(adding(2))
    store.fold()
    store.commit(adding(3))
    store.close()
    return paths


def use(monkeypatch: pytest.MonkeyPatch, *steps: object) -> None:
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, *steps))
    monkeypatch.setattr(migrations, "SCHEMA", migrations.SCHEMA + len(steps))


def titles(paths: Paths, *, writable: bool = True) -> list[str]:
    return [reply.title for reply in open_store(paths, writable=writable).load().library.replies.values()]


def test_there_is_a_step_to_every_schema() -> None:
    assert len(migrations.STEPS) == migrations.SCHEMA - 1


def test_an_older_library_is_brought_up_with_its_journal(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    old, schema = paths.library.read_bytes(), migrations.SCHEMA
    use(monkeypatch, spell_out, spell_out)
    before = tree(paths.home)
    assert titles(paths, writable=False) == ["欢迎1！！", "欢迎2！！", "欢迎3！！"]
    assert tree(paths.home) == before, "a reader changed files"

    store = open_store(paths)
    store.load()
    assert orjson.loads(paths.library.read_bytes())["meta"]["library"]["schema"] == schema + 2
    assert (paths.backups / f"library-schema-{schema}.json").read_bytes() == old
    store.commit(adding(4))
    store.close()
    assert titles(paths) == ["欢迎1！！", "欢迎2！！", "欢迎3！！", "欢迎4"]


def test_a_ruined_library_is_restored_across_a_migration(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, spell_out)
    store = open_store(paths)
    store.load()
    store.commit(adding(4))
    store.close()
    paths.library.write_bytes(b"?")
    loaded = open_store(paths).load()
    assert [reply.title for reply in loaded.library.replies.values()] == ["欢迎1！", "欢迎2！", "欢迎3！", "欢迎4"]
    assert [notice.id for notice in loaded.notices] == ["library-restored"]


def test_a_library_that_no_step_understands_is_left_as_it_is(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, fail)
    before = tree(paths.home)
    with pytest.raises(MiaohuiError, match="library-unreadable"):
        open_store(paths).load()
    assert tree(paths.home) == before
    monkeypatch.undo()
    assert open_store(paths).load().library == apply(FIRST, ChangeSet("", adding(2, 3).changes))
