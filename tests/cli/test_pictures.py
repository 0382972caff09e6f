"""Pictures on the command line: taken in, shown as a line, copied."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from miaohui.domain.picture import Picture
from miaohui.domain.reply import wording_from_text
from miaohui.errors import MiaohuiError
from miaohui.library.pictures import PictureStore
from miaohui.paths import Paths
from miaohui.system.clipboard import pyperclip_clipboard
from tests.cli.command_line import Ended, Run, command, process
from tests.cli.fake_app import FakeApp
from tests.cli.test_damage import AS_ANYBODY
from tests.desktop import Desktop
from tests.fakes import FakeClipboard
from tests.pictures import picture, picture_file, read

ADD = ("reply", "add", "--title", "尺码", "--code", "tu1", "--category", "商品咨询")


@pytest.fixture
def clipboard(monkeypatch: pytest.MonkeyPatch) -> FakeClipboard:
    fake = FakeClipboard()
    monkeypatch.setattr(pyperclip_clipboard, "PyperclipClipboard", lambda: fake)
    return fake


@pytest.fixture
def chart(tmp_path: Path) -> Path:
    return picture_file(tmp_path)


def body_of(ended: Ended) -> str:
    body: str = ended.document["body"]
    return body


def test_pictures_are_sent_after_the_text_and_kept_without_their_files(
    cli: Run, paths: Paths, chart: Path, tmp_path: Path
) -> None:
    photo = picture_file(tmp_path, "模特.jpg")
    added = cli(*ADD, "--body", "亲，看图", "--picture", str(chart), "--picture", str(photo), "--json")
    parts = wording_from_text(body_of(added)).parts
    assert parts[0] == "亲，看图"
    shown = [part for part in parts if isinstance(part, Picture)]
    assert [one.alt for one in shown] == ["尺码表", "模特"]
    assert PictureStore(paths).content(shown[0]) == chart.read_bytes()
    assert body_of(added) == "\n---\n".join(["亲，看图", *(one.text for one in shown)])

    document = cli("render", "tu1", "--json").document
    assert document["parts"] == ["亲，看图", *(one.text for one in shown)]
    assert document["text"] == "亲，看图"
    assert cli("render", "tu1").out == f"{body_of(added)}\n"
    assert cli("reply", "show", "tu1").out.endswith(f"{body_of(added)}\n")


def test_a_picture_alone_is_a_reply(cli: Run, chart: Path) -> None:
    added = cli(*ADD, "--picture", str(chart), "--json")
    (one,) = wording_from_text(body_of(added)).parts
    assert isinstance(one, Picture)
    document = cli("render", "tu1", "--json").document
    assert (document["parts"], document["text"], document["missing"]) == ([one.text], "", [])


def test_neither_text_nor_picture_is_wrong_usage(cli: Run) -> None:
    ended = cli(*ADD)
    assert (ended.code, ended.out) == (2, "")
    assert "--body" in ended.err


def test_a_list_shows_a_picture_by_its_words(cli: Run, chart: Path) -> None:
    cli(*ADD, "--picture", str(chart), "--alias", "偏大吗")
    for arguments in (["reply", "list", "--category", "商品咨询"], ["search", "尺码表"]):
        (line,) = [line for line in cli(*arguments).out.splitlines() if line.startswith("tu1")]
        assert line.split(maxsplit=3)[3] == "[Picture] 尺码表"


def test_an_edit_appends_a_picture_and_takes_one_in_its_text_form(cli: Run, chart: Path, tmp_path: Path) -> None:
    cli(*ADD, "--body", "看图")
    body = body_of(cli("reply", "edit", "tu1", "--picture", str(chart), "--json"))
    text, line = body.split("\n---\n")
    assert text == "看图"
    other = body_of(cli("reply", "edit", "tu1", "--body", f"换\n{line}", "--variant", f"peak={line}", "--json"))
    assert other == f"换\n---\n{line}"
    assert cli("render", "tu1", "--season", "peak").out == f"{line}\n"


def test_a_running_app_gets_the_picture_too(cli: Run, app: FakeApp, chart: Path) -> None:
    added = cli(*ADD, "--picture", str(chart), "--json")
    assert added.code == 0, added.err
    assert app.workspace.find("tu1").text == body_of(added)


@pytest.mark.parametrize(
    ("content", "size", "sentence"),
    [
        (b"text", 4, "{} isn't a picture that Miaohui can read (PNG, JPEG, GIF or WebP)."),
        (None, 0, "There is no picture {}."),
        (picture(), 21_000_000, "{} is too large: a picture has at most 20 MB."),
    ],
    ids=["foreign", "missing", "too large"],
)
def test_what_cant_be_taken_in_is_told_and_nothing_changes(
    cli: Run, tmp_path: Path, content: bytes | None, size: int, sentence: str
) -> None:
    file = tmp_path / "a.png"
    if content is not None:
        file.write_bytes(content)
        os.truncate(file, size)
    ended = cli(*ADD, "--body", "看图", "--picture", str(file))
    assert (ended.code, ended.out, ended.sentence) == (1, "", sentence.format(file))
    assert cli("reply", "show", "tu1").code == 1


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_folder_that_cant_be_written_is_told(cli: Run, paths: Paths, chart: Path) -> None:
    cli("reply", "list")
    paths.pictures.mkdir(mode=0o500)
    chart.chmod(0o644)
    ended = process(*ADD, "--picture", str(chart), prefix=AS_ANYBODY, LANGUAGE="en")
    assert ended.code == 1
    assert ended.sentence.startswith(f"Can't write to {paths.pictures}")
    assert list(paths.pictures.iterdir()) == []


def test_a_picture_alone_is_copied_as_one(cli: Run, clipboard: FakeClipboard, paths: Paths, chart: Path) -> None:
    cli(*ADD, "--picture", str(chart))
    ended = cli("copy", "tu1")
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert (clipboard.pictures, clipboard.texts) == ([chart.read_bytes()], [])
    assert paths.usage.exists()


def test_pictures_left_over_are_told_beside_the_text(cli: Run, clipboard: FakeClipboard, chart: Path) -> None:
    cli(*ADD, "--body", "看图", "--picture", str(chart), "--picture", str(chart))
    ended = cli("copy", "tu1")
    assert (ended.code, clipboard.texts, clipboard.pictures) == (0, ["看图"], [])
    assert ended.sentence == "Pictures that were not copied: 2."


def test_a_picture_that_vanished_fails_and_nothing_is_copied(
    cli: Run, clipboard: FakeClipboard, paths: Paths, chart: Path
) -> None:
    cli(*ADD, "--picture", str(chart))
    shutil.rmtree(paths.pictures)
    ended = cli("copy", "tu1")
    assert (ended.code, ended.sentence) == (1, "There is no picture 尺码表.")
    assert (clipboard.texts, clipboard.pictures) == ([], [])
    assert cli("render", "tu1").code == 0


def test_where_no_picture_can_be_copied_it_is_told(cli: Run, clipboard: FakeClipboard, chart: Path) -> None:
    clipboard.problem = MiaohuiError("clipboard-no-pictures").problem.id
    cli(*ADD, "--picture", str(chart))
    ended = cli("copy", "tu1")
    assert (ended.code, ended.sentence.startswith("The command line can't copy a picture here")) == (1, True)


@pytest.mark.desktop
def test_another_program_reads_the_copied_picture_and_no_pipe_stays_open(desktop: Desktop, tmp_path: Path) -> None:
    chart = picture_file(tmp_path)
    env = {**desktop.env, "MIAOHUI_HOME": str(tmp_path / "own")}
    for arguments in ([*ADD, "--picture", str(chart)], ["copy", "tu1"]):
        done = subprocess.run(command(*arguments), env=env, capture_output=True, timeout=20, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
    pasted = desktop.clipboard_picture()
    assert pasted == chart.read_bytes()
    assert read(pasted)[:2] == ("PNG", (60, 40))
