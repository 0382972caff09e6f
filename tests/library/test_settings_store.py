from __future__ import annotations

import errno
import os
from pathlib import Path

import orjson
import pytest

from miaohui.domain.emoticon import NoCounterpart
from miaohui.domain.settings import Settings
from miaohui.errors import MiaohuiError
from miaohui.library.settings_store import JsonSettingsStore, language
from miaohui.paths import Paths
from tests.library.samples import SteppingClock, paths_in

CHOSEN = Settings(
    hotkey="F9",
    client="wangwang",
    season="peak",
    language="en",
    theme="dark",
    no_counterpart=NoCounterpart.DROP,
    profile={"客服昵称": "小美", "店铺": ""},
    sizes={"editor": (1300, 800)},
    paste=True,
    paste_in={"wechat": False},
    restore_clipboard=True,
)


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return paths_in(tmp_path)


@pytest.fixture
def store(paths: Paths) -> JsonSettingsStore:
    return JsonSettingsStore(paths, SteppingClock())


def write(paths: Paths, content: object) -> None:
    paths.home.mkdir(exist_ok=True)
    paths.settings.write_bytes(content if isinstance(content, bytes) else orjson.dumps(content))


def test_without_a_file_everything_has_its_default(store: JsonSettingsStore, paths: Paths) -> None:
    assert store.load() == (Settings(), ())
    assert language(paths) == "auto"
    assert not paths.home.exists()


def test_what_was_saved_is_loaded(store: JsonSettingsStore, paths: Paths) -> None:
    store.save(CHOSEN)
    assert JsonSettingsStore(paths, SteppingClock()).load() == (CHOSEN, ())
    assert paths.settings.stat().st_mode & 0o777 == 0o600
    assert paths.home.stat().st_mode & 0o777 == 0o700
    assert language(paths) == "en"


def test_what_another_version_wrote_stays_in_the_file(store: JsonSettingsStore, paths: Paths) -> None:
    write(paths, {"sound": "off", "hotkey": "F9"})
    settings, notices = store.load()
    assert settings == Settings(hotkey="F9")
    assert notices == ()
    store.save(CHOSEN)
    assert orjson.loads(paths.settings.read_bytes())["sound"] == "off"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("hotkey", 5),
        ("client", ""),
        ("season", None),
        ("language", ["en"]),
        ("no_counterpart", "sometimes"),
        ("no_counterpart", 1),
        ("profile", ["小美"]),
        ("profile", {"客服昵称": 1}),
    ],
)
def test_a_wrong_value_costs_no_other_and_is_said(
    store: JsonSettingsStore, paths: Paths, name: str, value: object
) -> None:
    write(paths, {"theme": "dark", name: value})
    settings, (notice,) = store.load()
    assert settings == Settings(theme="dark")
    assert (notice.id, notice.args) == ("setting-ignored", {"name": name})


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", "主题".encode("gbk"), b"\0" * 20], ids=["empty", "a list", "half", "GBK", "zeros"]
)
def test_a_broken_file_is_moved_aside_and_said(store: JsonSettingsStore, paths: Paths, content: bytes) -> None:
    write(paths, content)
    assert language(paths) == "auto"
    assert paths.settings.exists()
    settings, (notice,) = store.load()
    assert settings == Settings()
    assert notice.id == "settings-unreadable"
    assert Path(str(notice.args["path"])).read_bytes() == content
    assert store.load() == (Settings(), ())


def test_a_byte_order_mark_from_an_editor_is_no_damage(store: JsonSettingsStore, paths: Paths) -> None:
    write(paths, b'\xef\xbb\xbf{"theme":"dark"}')
    assert store.load() == (Settings(theme="dark"), ())


def test_a_full_disk_is_said_and_the_old_settings_stay(
    store: JsonSettingsStore, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.save(CHOSEN)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(MiaohuiError, match="cannot-write"):
        store.save(Settings())
    assert store.load() == (CHOSEN, ())


def test_a_wrong_profile_entry_costs_no_other(store: JsonSettingsStore, paths: Paths) -> None:
    write(paths, {"profile": {"客服昵称": "小美", "工号": 7}})
    settings, (notice,) = store.load()
    assert settings == Settings(profile={"客服昵称": "小美"})
    assert (notice.id, notice.args) == ("setting-ignored", {"name": "profile"})


def test_what_was_written_by_hand_meanwhile_is_kept_aside(store: JsonSettingsStore, paths: Paths) -> None:
    store.save(CHOSEN)
    write(paths, b'{"theme": "dark",}')
    store.save(CHOSEN)
    assert store.load() == (CHOSEN, ())
    (broken,) = paths.backups.iterdir()
    assert broken.read_bytes() == b'{"theme": "dark",}'


def test_a_file_that_cannot_be_read_is_not_overwritten(
    store: JsonSettingsStore, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.save(CHOSEN)
    content = paths.settings.read_bytes()

    def refused(_: Path) -> bytes:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", refused)
        with pytest.raises(MiaohuiError, match="cannot-write"):
            store.save(Settings())
    assert paths.settings.read_bytes() == content


def test_half_a_character_cannot_be_saved(store: JsonSettingsStore) -> None:
    with pytest.raises(MiaohuiError, match="cannot-write"):
        store.save(Settings(profile={"客服昵称": "\ud83d"}))
