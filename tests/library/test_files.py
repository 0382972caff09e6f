from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from miaohui.library import files


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.json"


class SharingViolationError(PermissionError):
    """What Windows raises while a scanner has the file open."""

    winerror = 32


def test_a_written_file_is_the_users_alone_and_nothing_else_is_left(path: Path) -> None:
    files.write_atomically(path, [b"one", b"two"])
    assert path.read_bytes() == b"onetwo"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.glob("*.json*")) == [path]


@pytest.mark.parametrize("name", ["fsync", "replace"])
def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os if name == "fsync" else Path, name, full)
        with pytest.raises(OSError, match="space"):
            files.write_atomically(path, [b"new"])
    assert path.read_bytes() == b"old"
    assert not list(path.parent.glob(".*"))


def held(times: int, error: OSError, calls: list[Path]) -> Callable[[Path, Path], Path]:
    real = Path.replace

    def replace(source: Path, target: Path) -> Path:
        calls.append(source)
        if len(calls) <= times:
            raise error
        return real(source, target)

    return replace


def test_a_file_that_windows_holds_is_tried_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Path] = []
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    monkeypatch.setattr(Path, "replace", held(3, SharingViolationError(), calls))
    files.write_atomically(path, [b"new"])
    assert path.read_bytes() == b"new"
    assert len(waits) == 3


def test_a_file_that_windows_never_lets_go_is_said_in_the_end(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    monkeypatch.setattr(Path, "replace", held(100, SharingViolationError(), []))
    with pytest.raises(PermissionError):
        files.write_atomically(path, [b"new"])
    assert sum(waits) < 1


def test_a_refusal_elsewhere_is_final(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Path] = []
    monkeypatch.setattr(Path, "replace", held(1, PermissionError(errno.EACCES, "denied"), calls))
    with pytest.raises(PermissionError):
        files.write_atomically(path, [b"new"])
    assert len(calls) == 1


def test_keeping_the_same_file_twice_leaves_one_copy(path: Path) -> None:
    path.write_bytes(b"x")
    copy = path.with_name("copy")
    files.keep_copy(path, copy)
    files.keep_copy(path, copy)
    assert {p.name for p in path.parent.iterdir() if p.is_file()} == {"library.json", "copy"}


def test_a_folder_that_cannot_be_synced_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EINVAL, "no sync for folders here")

    monkeypatch.setattr(os, "fsync", refuse)
    files.sync_folder(tmp_path)


def test_folders_that_cannot_be_opened_as_on_windows_are_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "a folder")

    monkeypatch.setattr(os, "open", refuse)
    files.sync_folder(tmp_path)


def test_a_folder_on_a_failing_disk_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="input"):
        files.sync_folder(tmp_path)


def test_an_existing_folder_keeps_its_permissions(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    files.make_private_folder(folder)
    assert folder.stat().st_mode & 0o777 == 0o755
