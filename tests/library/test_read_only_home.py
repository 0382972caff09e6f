"""A home nobody may write to, seen by an ordinary user: root may do anything, so these run as nobody."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from miaohui.paths import Paths
from tests.library.samples import adding, open_store, paths_in

ROOT = Path(__file__).parents[2]
NOBODY = 65534

LOOK = """
import json, os, sys
from pathlib import Path
from miaohui.errors import MiaohuiError
from miaohui.library.settings_store import JsonSettingsStore
from tests.library.samples import SteppingClock, adding, open_store, paths_in

if os.geteuid() == 0:  # only now: the interpreter itself may lie where nobody can read
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)

paths = paths_in(Path(sys.argv[1]))
answer = {}
for name, writable in (("reader", False), ("writer", True)):
    store = open_store(paths, writable=writable)
    try:
        loaded = store.load()
    except MiaohuiError as error:
        answer[name] = error.problem.id
        continue
    answer[name] = sorted(reply.code for reply in loaded.library.replies.values())
    answer[name + " notices"] = [notice.id for notice in loaded.notices]
    if writable:
        try:
            store.commit(adding(7))
        except MiaohuiError as error:
            answer["commit"] = error.problem.id
settings, notices = JsonSettingsStore(paths, SteppingClock()).load()
answer["settings notices"] = [notice.id for notice in notices]
print(json.dumps(answer))
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """Not below tmp_path, which is closed to other users."""
    folder = Path(tempfile.mkdtemp(prefix="miaohui-read-only-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        for path in (folder, *folder.rglob("*")):
            if path.is_dir():
                path.chmod(0o700)
        shutil.rmtree(folder)


@pytest.fixture
def paths(folder: Path) -> Paths:
    paths = paths_in(folder)
    store = open_store(paths)
    store.load()
    store.commit(adding(2))
    store.fold()
    store.commit(adding(3))
    store.close()
    return paths


def look(folder: Path, *, mode: int) -> dict[str, object]:
    """What an ordinary user finds in a home whose folders have this mode; nothing may have changed by it."""
    is_root = os.geteuid() == 0
    for path in (folder, *folder.rglob("*")):
        if is_root:
            os.chown(path, NOBODY, NOBODY)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for path in [path for path in (*folder.rglob("*"), folder) if path.is_dir()]:
        path.chmod(mode)
    output = subprocess.run(
        [sys.executable, "-c", LOOK.replace("NOBODY", str(NOBODY)), str(folder)],
        env={"PYTHONPATH": f"{ROOT / 'desktop'}{os.pathsep}{ROOT}", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=True,
        timeout=60,
    ).stdout
    for path in [folder, *(path for path in folder.rglob("*") if path.is_dir())]:
        path.chmod(0o700)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    answer: dict[str, object] = orjson.loads(output)
    return answer


def test_a_library_is_read_and_a_commit_says_why_it_fails(folder: Path, paths: Paths) -> None:
    paths.journal.chmod(0o400)
    assert look(folder, mode=0o500) == {
        "reader": ["hy1", "hy2", "hy3"],
        "reader notices": [],
        "writer": ["hy1", "hy2", "hy3"],
        "writer notices": [],
        "commit": "cannot-write",
        "settings notices": [],
    }


def test_damaged_files_are_made_up_for_in_memory(folder: Path, paths: Paths) -> None:
    paths.library.write_bytes(b"[]")
    paths.settings.write_bytes(b"[]")
    assert look(folder, mode=0o500) == {
        "reader": ["hy1", "hy2", "hy3"],
        "reader notices": ["library-restored"],
        "writer": ["hy1", "hy2", "hy3"],
        "writer notices": ["library-restored"],
        "commit": "cannot-write",
        "settings notices": ["settings-unreadable"],
    }


def test_without_a_library_it_is_said_that_none_can_be_written(folder: Path) -> None:
    assert look(folder, mode=0o500) == {
        "reader": "library-missing",
        "writer": "cannot-write",
        "settings notices": [],
    }


def test_a_library_that_may_not_be_read_is_not_taken_for_a_damaged_one(folder: Path, paths: Paths) -> None:
    paths.library.chmod(0)
    paths.settings.write_bytes(b"{}")
    paths.settings.chmod(0)
    assert look(folder, mode=0o700) == {
        "reader": "cannot-read",
        "writer": "cannot-read",
        "settings notices": ["cannot-read"],
    }
