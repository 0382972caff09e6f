"""Homes that are broken, foreign, of a newer version or can't be written."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from miaohui.paths import Paths
from tests.cli.command_line import Run, process
from tests.cli.fake_app import FakeApp

# Root may write anywhere; without this it is held to the permissions like everybody else.
AS_ANYBODY = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
COMMANDS = [
    ["search", "发货"],
    ["render", "hy1"],
    ["reply", "list"],
    ["reply", "add", "--title", "t", "--code", "t", "--category", "物流", "--body", "t"],
    ["season", "list"],
    ["doctor"],
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"replies": 1}', b"\x89PNG", b"\0" * 5000], ids=lambda c: repr(c[:10])
)
def test_a_foreign_library_file_is_refused_and_left_as_it_is(
    cli: Run, paths: Paths, content: bytes, arguments: list[str]
) -> None:
    paths.home.mkdir(parents=True)
    paths.library.write_bytes(content)
    ended = cli(*arguments)
    assert ended.code == 1
    assert f"{paths.library} isn't a readable Miaohui library" in ended.err
    assert "Traceback" not in ended.err
    assert paths.library.read_bytes() == content


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_library_of_a_newer_version_is_refused_and_left_as_it_is(
    cli: Run, paths: Paths, arguments: list[str]
) -> None:
    cli("reply", "list")
    document = json.loads(paths.library.read_bytes())
    document["meta"]["library"]["schema"] += 1
    paths.library.write_text(json.dumps(document), "utf-8")
    before = paths.library.read_bytes()
    ended = cli(*arguments)
    assert ended.code == 1
    assert f"{paths.library} was written by a newer version" in ended.err
    assert paths.library.read_bytes() == before


def damage(cli: Run, paths: Paths) -> None:
    """A library with a backup, then half of its file."""
    cli("reply", "add", "--title", "t", "--code", "mine", "--category", "物流", "--body", "t")
    with FakeApp(paths) as app:
        app._store.fold()
    paths.library.write_bytes(paths.library.read_bytes()[:1000])


def test_a_damaged_library_is_restored_with_a_notice_that_comes_once(cli: Run, paths: Paths) -> None:
    damage(cli, paths)
    ended = cli("render", "mine")
    assert (ended.code, ended.out) == (0, "t\n")
    assert ended.sentence.startswith("The library was damaged and has been restored")
    (kept,) = paths.backups.glob("broken-*.json")
    assert str(kept) in ended.sentence
    again = cli("render", "mine")
    assert (again.code, again.err) == (0, "")


def test_a_damaged_library_beside_another_writer_is_read_from_its_backup(cli: Run, paths: Paths) -> None:
    from miaohui.system.instance import lock

    damage(cli, paths)
    half = paths.library.read_bytes()
    with lock.take(paths):
        ended = cli("render", "mine")
    assert (ended.code, ended.out) == (0, "t\n")
    assert "restored" in ended.sentence
    assert paths.library.read_bytes() == half


def test_broken_settings_are_moved_aside_with_a_notice_that_comes_once(cli: Run, paths: Paths) -> None:
    cli("reply", "list")
    paths.settings.write_text("{", "utf-8")
    ended = cli("render", "hy1")
    assert ended.code == 0
    assert ended.sentence.startswith("The settings were damaged")
    assert cli("render", "hy1").err == ""


@pytest.fixture
def read_only(cli: Run, paths: Paths) -> Callable[[], None]:
    """Takes away what allows to write to the home."""
    return lambda: paths.home.chmod(0o500)


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_read_only_home_can_be_read(cli: Run, paths: Paths, read_only: Callable[[], None]) -> None:
    cli("reply", "add", "--title", "t", "--code", "mine", "--category", "物流", "--body", "t")
    read_only()
    assert process("render", "mine", prefix=AS_ANYBODY).out == "t\n"
    assert process("search", "mine", "--json", prefix=AS_ANYBODY).document["hits"][0]["code"] == "mine"


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
@pytest.mark.parametrize(
    "arguments",
    [["season", "use", "peak"], ["reply", "delete", "hy1"]],
    ids=" ".join,
)
def test_writing_to_a_read_only_home_is_a_failure(
    cli: Run, paths: Paths, read_only: Callable[[], None], arguments: list[str]
) -> None:
    cli("reply", "list")
    shutil.rmtree(paths.logs, ignore_errors=True)
    paths.lock.unlink(missing_ok=True)
    read_only()
    ended = process(*arguments, prefix=AS_ANYBODY, LANGUAGE="en")
    assert (ended.code, ended.out) == (1, "")
    assert ended.sentence == f"Can't write to {paths.home}: Permission denied."


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_home_that_cant_be_made_is_a_failure(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    ended = process("search", "x", "--basedir", str(closed / "home"), prefix=AS_ANYBODY, LANGUAGE="en")
    assert (ended.code, ended.out) == (1, "")
    assert ended.sentence.startswith("Can't write to ")


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_library_that_cant_be_read_is_a_failure(cli: Run, paths: Paths) -> None:
    cli("reply", "list")
    paths.library.chmod(0)
    ended = process("search", "x", prefix=AS_ANYBODY, LANGUAGE="en")
    assert (ended.code, ended.sentence) == (1, f"Can't read {paths.library}: Permission denied.")


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_home_that_cant_be_looked_into_is_a_failure(cli: Run, paths: Paths) -> None:
    cli("reply", "list")
    paths.home.chmod(0)
    try:
        ended = process("search", "x", prefix=AS_ANYBODY, LANGUAGE="en")
    finally:
        paths.home.chmod(0o700)
    assert (ended.code, ended.sentence) == (1, f"Can't read {paths.journal}: Permission denied.")


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_the_doctor_finds_a_read_only_home(cli: Run, paths: Paths, read_only: Callable[[], None]) -> None:
    cli("reply", "list")
    read_only()
    ended = process("doctor", "--json", prefix=AS_ANYBODY)
    assert ended.code == 1
    assert (ended.document["writable"], [p["id"] for p in ended.document["problems"]]) == (False, ["home-read-only"])


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_files_are_the_users_alone(cli: Run, paths: Paths) -> None:
    cli("reply", "add", "--title", "t", "--code", "t", "--category", "物流", "--body", "t")
    cli("season", "use", "peak")
    for place in (paths.home, *paths.home.rglob("*")):
        assert place.stat().st_mode & 0o077 == 0, place
