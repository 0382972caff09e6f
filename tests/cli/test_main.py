"""What holds for all commands: help, language, exit codes and the barrier."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from miaohui import __version__
from miaohui.cli import headless, remote, start
from miaohui.paths import Paths
from tests.cli.command_line import Run, command, environment, process

COMMANDS = (
    "toggle",
    "show",
    "hide",
    "quit",
    "search",
    "render",
    "copy",
    "lint",
    "reply",
    "category",
    "season",
    "variable",
    "import",
    "export",
    "doctor",
)
A_BUYERS_NUMBER = "13800138000"
WINDOWLESS = [
    ["--help"],
    ["--version"],
    ["toggle"],
    ["show"],
    ["hide"],
    ["quit"],
    ["search", "fahuo", "--json"],
    ["render", "hy1"],
    ["copy", "hy1"],
    ["lint", "亲，您好"],
    ["reply", "list"],
    ["reply", "show", "hy1"],
    ["reply", "add", "--title", "t", "--code", "t", "--category", "物流", "--body", "t"],
    ["reply", "edit", "hy1", "--title", "t"],
    ["reply", "delete", "hy1"],
    ["reply", "restore", "hy1"],
    ["season", "list"],
    ["variable", "list"],
    ["season", "use", "peak"],
    ["import", "nothing.csv"],
    ["export", "nowhere/out.csv", "--format", "csv"],
    ["doctor"],
    ["nonsense"],
]


def test_help_names_every_command_and_no_other(cli: Run) -> None:
    ended = cli("--help")
    assert ended.code == 0
    listed = [line.split()[0] for line in ended.out.splitlines() if line.startswith("    ")]
    assert listed == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(cli: Run, name: str) -> None:
    ended = cli(name, "--help")
    assert (ended.code, ended.err) == (0, "")
    assert f"miaohui {name}" in ended.out


def test_version_is_the_packages(cli: Run) -> None:
    assert cli("--version").out == f"miaohui {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["export", "x.csv"],
        ["backup", "list"],
        ["reply"],
        ["reply", "show"],
        ["search"],
        ["search", "x", "--limit", "0"],
        ["search", "x", "--limit", "-3"],
        ["search", "x", "--limit", "many"],
        ["search", "x", "--lim", "3"],
        ["render"],
        ["render", "hy1", "--set", "no equals sign"],
        ["render", "hy1", "--set", "=value"],
        ["season", "use"],
        ["import"],
        ["import", "x.csv", "--format", "unheard-of"],
        ["reply", "add", "--title", "t", "--code", "t", "--category", "物流"],
        ["reply", "add", "--title", "t", "--code", "t", "--body", "t"],
        ["reply", "add", "--code", "t", "--category", "物流", "--body", "t"],
        ["reply", "edit", "hy1", "--variant", "peak"],
        ["reply", "edit", "hy1", "--title", "\udcff"],
        ["--basedir"],
        ["--basedir", "", "reply", "list"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2_and_nothing_on_stdout(cli: Run, arguments: list[str]) -> None:
    ended = cli(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("usage: miaohui")
    assert "Traceback" not in ended.err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["render", "nobody"], "There is no reply “nobody”."),
        (["copy", "nobody"], "There is no reply “nobody”."),
        (["reply", "show", "nobody"], "There is no reply “nobody”."),
        (["reply", "edit", "nobody", "--title", "t"], "There is no reply “nobody”."),
        (["reply", "delete", "nobody"], "There is no reply “nobody”."),
        (["reply", "restore", "nobody"], "There is no reply “nobody”."),
        (["render", "hy1", "--for", "fax"], "There is no chat client “fax”."),
        (["render", "hy1", "--season", "monsoon"], "There is no season “monsoon”."),
        (["search", "x", "--season", "monsoon"], "There is no season “monsoon”."),
        (["season", "use", "monsoon"], "There is no season “monsoon”."),
        (["reply", "edit", "hy1", "--variant", "monsoon=x"], "There is no season “monsoon”."),
        (["search", "x", "--category", "nowhere"], "There is no category “nowhere”."),
        (["search", "x", "--category", ""], "There is no category “”."),
        (["reply", "list", "--category", "nowhere"], "There is no category “nowhere”."),
        (["reply", "edit", "hy1", "--category", "a/b/c"], "There is no category “a/b/c”."),
        (["reply", "edit", "hy1", "--title", " "], "A reply needs a title."),
        (["reply", "edit", "hy1", "--body", "\n"], "A reply needs a text."),
        (["reply", "edit", "hy1", "--code", "hy2"], "The code “hy2” belongs to “应答在吗” already."),
        (["copy", "hy1"], "There is no clipboard to copy to."),
        ([], "There is no display to open a window on."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_failure_ends_with_1_and_one_sentence(cli: Run, arguments: list[str], sentence: str) -> None:
    ended = cli(*arguments)
    assert (ended.code, ended.out, ended.sentence) == (1, "", sentence)


@pytest.mark.parametrize("verb", ["toggle", "show", "hide", "quit"])
def test_no_running_app_ends_with_4(cli: Run, verb: str) -> None:
    ended = cli(verb)
    assert (ended.code, ended.out, ended.sentence) == (4, "", "Miaohui isn't running.")


def test_asking_for_the_app_makes_no_files(cli: Run, paths: Paths) -> None:
    cli("toggle")
    cli("--help")
    assert not paths.home.exists()


@pytest.mark.parametrize("arguments", WINDOWLESS, ids=" ".join)
def test_no_window_less_command_loads_the_window_toolkit(arguments: list[str]) -> None:
    code = (
        "import sys\n"
        "from miaohui.cli.main import run\n"
        "run(sys.argv[1:])\n"
        "heavy = {'PySide6', 'numpy', 'pypinyin', 'openpyxl', 'pynput'} & set(sys.modules)\n"
        "if sys.argv[1] == 'search':\n"
        "    heavy -= {'numpy'}\n"
        "if sys.argv[1] in ('--help', '--version', 'toggle', 'show', 'hide'):\n"
        "    heavy |= {'tinydb', 'miaohui.domain.pinyin', 'filelock'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {heavy}' if heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], env=environment(), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.rpartition("loaded: ")[1]) == (0, "")


@pytest.mark.parametrize("place", ["before", "behind"])
def test_basedir_may_stand_before_or_behind_the_command(cli: Run, tmp_path: Path, paths: Paths, place: str) -> None:
    option = ["--basedir", str(tmp_path / "other")]
    ended = cli(*option, "season", "list") if place == "before" else cli("season", "list", *option)
    assert ended.code == 0
    assert (tmp_path / "other" / "library.json").is_file()
    assert not paths.home.exists()


def test_two_homes_are_two_libraries(cli: Run, tmp_path: Path) -> None:
    cli("reply", "delete", "hy1", "--basedir", str(tmp_path / "other"))
    assert cli("render", "hy1", "--basedir", str(tmp_path / "other")).code == 1
    assert cli("render", "hy1").code == 0


def test_an_empty_home_begins_with_the_starter_library(cli: Run) -> None:
    assert len(cli("reply", "list", "--json").document["replies"]) >= 80


def test_an_interrupted_command_ends_with_130(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr(remote, "run", interrupted)
    ended = cli("toggle")
    assert (ended.code, ended.out, ended.err) == (130, "", "")


def test_a_bug_is_logged_once_without_what_it_was_about(
    cli: Run, monkeypatch: pytest.MonkeyPatch, paths: Paths
) -> None:
    def faulty(_: object) -> NoReturn:
        raise RuntimeError(A_BUYERS_NUMBER)

    monkeypatch.setattr(headless.Home, "open", faulty)
    ended = cli("render", "hy1", "--set", f"电话={A_BUYERS_NUMBER}")
    log = paths.logs / "miaohui.log"
    assert (ended.code, ended.out) == (1, "")
    assert ended.sentence == f"Something went wrong. The details are in {log}."
    assert log.read_text("utf-8").count("unexpected RuntimeError") == 1
    assert A_BUYERS_NUMBER not in log.read_text("utf-8")


def test_a_bug_without_a_writable_log_is_still_one_sentence(
    cli: Run, monkeypatch: pytest.MonkeyPatch, paths: Paths
) -> None:
    def faulty(_: object) -> NoReturn:
        raise RuntimeError(A_BUYERS_NUMBER)

    monkeypatch.setattr(headless.Home, "open", faulty)
    paths.home.write_text("a file where the folder should be")
    ended = cli("render", "hy1")
    assert ended.code == 1
    assert "RuntimeError" in ended.sentence
    assert A_BUYERS_NUMBER not in ended.err


@pytest.mark.parametrize("arguments", [["reply", "list", "--json"], ["season", "list"], ["--help"]], ids=" ".join)
def test_a_reader_that_has_seen_enough_is_no_failure(arguments: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as closed:
        done = subprocess.run(
            command(*arguments), env=environment(), stdout=closed, stderr=subprocess.PIPE, check=False
        )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(sys.platform != "linux", reason="has no /dev/full")
@pytest.mark.parametrize("arguments", [["reply", "list", "--json"], ["season", "list"], ["--help"]], ids=" ".join)
def test_a_full_disk_behind_stdout_is_a_failure(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command(*arguments), env=environment(), stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert done.stderr.decode() == "Can't write to stdout: No space left on device.\n"


def test_output_is_utf_8_whatever_the_locale_says() -> None:
    ended = process("render", "hy1", "--json", LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert ended.code == 0
    assert "欢迎光临" in ended.out


def test_the_module_and_the_script_are_the_same_program() -> None:
    script = Path(sys.executable).with_name("miaohui")
    done = subprocess.run([script, "--version"], env=environment(), capture_output=True, text=True, check=False)
    assert done.stdout == process("--version").out == f"miaohui {__version__}\n"


def test_a_termination_leaves_a_readable_library(cli: Run) -> None:
    with subprocess.Popen(
        command("reply", "list"), env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as child:
        child.send_signal(signal.SIGTERM)
    assert cli("reply", "list").code == 0


def test_no_command_without_a_display_says_so_before_loading_a_window(cli: Run) -> None:
    ended = cli()
    assert (ended.code, ended.sentence) == (1, "There is no display to open a window on.")


def test_an_unfinished_choice_of_language_is_english_or_chinese(cli: Run, paths: Paths) -> None:
    paths.home.mkdir(parents=True)
    paths.settings.write_text(json.dumps({"language": "en"}), "utf-8")
    assert cli("--help").out.startswith("usage: miaohui")


def test_help_survives_broken_settings_and_leaves_them(cli: Run, paths: Paths) -> None:
    paths.home.mkdir(parents=True)
    paths.settings.write_text("{", "utf-8")
    assert cli("--help").code == 0
    assert paths.settings.read_text("utf-8") == "{"


def test_start_is_the_default(monkeypatch: pytest.MonkeyPatch, cli: Run, paths: Paths) -> None:
    started: list[Paths] = []

    def run(_: object, paths: Paths) -> int:
        started.append(paths)
        return 0

    monkeypatch.setattr(start, "run", run)
    assert (cli().code, started) == (0, [paths])
