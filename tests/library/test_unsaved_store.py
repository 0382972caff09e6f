from __future__ import annotations

import stat
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from miaohui.domain.reply import Reply, Wording
from miaohui.domain.unsaved import Unsaved
from miaohui.errors import MiaohuiError
from miaohui.library.unsaved_store import JsonUnsavedReplies
from miaohui.paths import Paths
from tests.domain.samples import CHART, reply
from tests.library.samples import paths_in

NOW = datetime(2026, 11, 11, 1, 30, tzinfo=UTC)
SAVED = reply("亲，您好", number=1, code="hy1", title="欢迎")
UNFINISHED = replace(
    SAVED,
    code="",
    title=" ",
    wordings=(Wording(("", CHART)), Wording(())),
    variants={"peak": (Wording(("旺季",)), Wording(("",)))},
    tags=("便利型",),
)


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return paths_in(tmp_path)


@pytest.fixture
def store(paths: Paths) -> JsonUnsavedReplies:
    return JsonUnsavedReplies(paths)


def test_what_a_form_still_lacks_is_kept_as_it_is(store: JsonUnsavedReplies, paths: Paths) -> None:
    unsaved = Unsaved(SAVED, UNFINISHED, NOW)
    store.put(unsaved)
    store.write()
    assert JsonUnsavedReplies(paths).get(SAVED.id) == unsaved
    assert stat.S_IMODE(paths.drafts.stat().st_mode) == 0o600


def test_a_new_reply_has_nothing_before_it(store: JsonUnsavedReplies, paths: Paths) -> None:
    store.put(Unsaved(None, UNFINISHED, NOW))
    store.write()
    assert JsonUnsavedReplies(paths).all() == [Unsaved(None, UNFINISHED, NOW)]


def test_the_oldest_comes_first(store: JsonUnsavedReplies) -> None:
    other = reply("二", number=2)
    store.put(Unsaved(None, other, NOW.replace(hour=3)))
    store.put(Unsaved(SAVED, SAVED, NOW))
    assert [one.contents.id for one in store.all()] == [SAVED.id, other.id]


def test_the_file_goes_with_the_last_draft(store: JsonUnsavedReplies, paths: Paths) -> None:
    store.put(Unsaved(SAVED, UNFINISHED, NOW))
    store.write()
    store.remove(SAVED.id)
    store.remove("r-nobody")
    store.write()
    assert not paths.drafts.exists()


def test_a_broken_file_is_moved_aside(paths: Paths) -> None:
    paths.home.mkdir(parents=True, exist_ok=True)
    paths.drafts.write_bytes(b'{"drafts": [{')
    store = JsonUnsavedReplies(paths)
    assert store.all() == []
    assert paths.drafts.with_suffix(".damaged.json").read_bytes() == b'{"drafts": [{'


def test_an_entry_of_another_version_stays_in_the_file(store: JsonUnsavedReplies, paths: Paths) -> None:
    store.put(Unsaved(SAVED, UNFINISHED, NOW))
    store.write()
    rows = orjson.loads(paths.drafts.read_bytes())["drafts"]
    foreign = {**rows[0], "contents": {**rows[0]["contents"], "id": "r-2", "mood": "happy"}}
    paths.drafts.write_bytes(orjson.dumps({"drafts": [foreign, rows[0]]}))
    store = JsonUnsavedReplies(paths)
    assert [one.contents.id for one in store.all()] == [SAVED.id]
    store.remove(SAVED.id)
    store.write()
    assert orjson.loads(paths.drafts.read_bytes())["drafts"] == [foreign]


def test_what_could_not_be_written_is_written_the_next_time(
    store: JsonUnsavedReplies, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put(Unsaved(SAVED, UNFINISHED, NOW))
    with monkeypatch.context() as patched:
        patched.setattr(
            "miaohui.library.unsaved_store.write_atomically", lambda *_: (_ for _ in ()).throw(OSError("full"))
        )
        with pytest.raises(MiaohuiError, match="cannot-write"):
            store.write()
    store.write()
    assert JsonUnsavedReplies(paths).get(SAVED.id) is not None


@pytest.mark.parametrize("broken", [{"title": 3}, {"wordings": [["a", 4]]}, {"variants": []}, {"wordings": "x"}])
def test_a_wrong_entry_is_no_draft(store: JsonUnsavedReplies, paths: Paths, broken: dict[str, object]) -> None:
    store.put(Unsaved(SAVED, UNFINISHED, NOW))
    store.write()
    row = orjson.loads(paths.drafts.read_bytes())["drafts"][0]
    paths.drafts.write_bytes(orjson.dumps({"drafts": [{**row, "contents": {**row["contents"], **broken}}]}))
    assert JsonUnsavedReplies(paths).all() == []


def test_a_draft_shows_no_text() -> None:
    contents: Reply = replace(SAVED, title="秘密")
    assert "秘密" not in repr(Unsaved(None, contents, NOW))
