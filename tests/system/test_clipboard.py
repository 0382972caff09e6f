"""The clipboard on a real X server, always read by another process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from miaohui.domain.picture import MIME_TYPES
from miaohui.errors import MiaohuiError, Problem
from miaohui.system.clipboard.pyperclip_clipboard import PyperclipClipboard
from miaohui.system.clipboard.x11_previous import read_all, wanted
from miaohui.system.clipboard.x11_selection import TooMuchError, open_selection
from miaohui.system.qt.clipboard import QtClipboard
from miaohui.system.session import DisplayServer, OperatingSystem, Session
from tests.desktop import Desktop, Program, wait
from tests.pictures import RED, noise, picture, read, turned_photo

pytestmark = pytest.mark.desktop

PROGRAMS = Path(__file__).parent / "programs"

TEXTS = [
    pytest.param("亲，满 200 减 20～", id="Chinese"),
    pytest.param("好的亲😊👨‍👩‍👧🇨🇳", id="emoji"),
    pytest.param("第一行\n第二行\r\n\t末行\n\n", id="line ends and tabs"),
    pytest.param(" /:^_^ \\n %s {昵称} ", id="blanks at both ends and codes"),
    pytest.param("宝贝还在路上。" * 50_000, id="a megabyte"),
]


@pytest.fixture
def on_desktop(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", desktop.display)


@pytest.fixture
def app(desktop: Desktop) -> Iterator[Program]:
    with desktop.program(PROGRAMS / "clipboard_app.py") as app:
        app.wait_for("ready")
        yield app


def take_elsewhere(desktop: Desktop, text: str) -> None:
    subprocess.run(
        ["xclip", "-selection", "clipboard"],
        env=desktop.env,
        input=text.encode(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    wait(lambda: desktop.clipboard() == text)  # xclip returns before the one that stays behind owns it


def copy(app: Program, file: Path, text: str, verb: str = "copy") -> None:
    file.write_bytes(text.encode())
    before = app.count("copied")
    app.say(f"{verb} {file}")
    app.wait_for("copied", before + 1)


# without a window


@pytest.mark.usefixtures("on_desktop")
@pytest.mark.parametrize("text", TEXTS)
def test_the_command_lines_text_is_read_as_it_was_written(desktop: Desktop, text: str) -> None:
    PyperclipClipboard().set_text(text)

    assert desktop.clipboard() == text


def test_who_reads_the_command_lines_output_is_not_kept_waiting(desktop: Desktop) -> None:
    code = (
        "import sys; from miaohui.system.clipboard.pyperclip_clipboard import PyperclipClipboard as P; "
        "print('before', flush=True); P().set_text('亲，在的'); print('after'); print('error', file=sys.stderr)"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], env=desktop.env, capture_output=True, text=True, timeout=10, check=False
    )

    assert done.stdout == "before\nafter\n"
    assert done.stderr == "error\n"
    assert desktop.clipboard() == "亲，在的"


@pytest.mark.usefixtures("on_desktop")
def test_closed_outputs_are_no_obstacle(desktop: Desktop) -> None:
    code = (
        "import os; os.close(1); os.close(2); "
        "from miaohui.system.clipboard.pyperclip_clipboard import PyperclipClipboard as P; P().set_text('没有输出')"
    )

    done = subprocess.run([sys.executable, "-c", code], env=desktop.env, timeout=10, check=False)

    assert done.returncode == 0
    assert desktop.clipboard() == "没有输出"


@pytest.mark.parametrize("variables", [{}, {"DISPLAY": ":4711"}], ids=["no display", "a display that is gone"])
@pytest.mark.filterwarnings("ignore:Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning")
def test_without_a_display_there_is_no_clipboard(variables: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(MiaohuiError) as caught:
        PyperclipClipboard().set_text("亲")

    assert caught.value.problem.id == "clipboard-unavailable"


@pytest.mark.usefixtures("on_desktop")
def test_without_a_tool_it_says_which_one_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(MiaohuiError) as caught:
        PyperclipClipboard().set_text("亲")

    assert caught.value.problem.id == "clipboard-no-tool"


def play_xclip(read: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A script that swallows what is copied and answers with its own text or never."""
    script = tmp_path / "xclip"
    answer = f"printf '{read}'" if read else "exec sleep 60"
    script.write_text(f'#!/bin/sh\ncase "$*" in *-o*) {answer};; *) cat >/dev/null;; esac\n', encoding="utf-8")
    script.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.usefixtures("on_desktop")
@pytest.mark.parametrize("read", ["something else", None], ids=["takes it at once", "takes it and hangs"])
def test_another_program_that_holds_it_is_told(
    read: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    play_xclip(read, tmp_path, monkeypatch)

    with pytest.raises(MiaohuiError) as caught:
        PyperclipClipboard(read_limit=0.3 if read is None else 5).set_text("亲")

    assert caught.value.problem.id == "clipboard-held"


@pytest.mark.usefixtures("on_desktop")
@pytest.mark.parametrize(("ending", "target"), MIME_TYPES.items())
def test_the_command_lines_picture_is_offered_as_what_it_is(desktop: Desktop, ending: str, target: str) -> None:
    content = picture(ending)

    PyperclipClipboard().set_picture(content)

    assert target in desktop.clipboard_targets()
    assert desktop.clipboard_picture(target) == content


@pytest.mark.usefixtures("on_desktop")
def test_a_picture_of_megabytes_is_copied_whole(desktop: Desktop) -> None:
    content = noise((4000, 4000))
    assert len(content) > 15_000_000

    PyperclipClipboard().set_picture(content)

    assert desktop.clipboard_picture() == content


@pytest.mark.usefixtures("on_desktop")
def test_only_xclip_and_wl_copy_take_a_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "xsel").write_text("#!/bin/sh\n", encoding="utf-8")
    (tmp_path / "xsel").chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert picture_problem() == "clipboard-no-pictures"


@pytest.mark.usefixtures("on_desktop")
def test_what_is_no_picture_is_copied_as_none(desktop: Desktop) -> None:
    take_elsewhere(desktop, "theirs")

    assert picture_problem(b"a text") == "picture-damaged"

    assert desktop.clipboard() == "theirs"


@pytest.mark.parametrize("variables", [{}, {"DISPLAY": ":4711"}], ids=["no display", "a display that is gone"])
def test_without_a_display_no_picture_is_copied(variables: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert picture_problem() == "clipboard-unavailable"


@pytest.mark.usefixtures("on_desktop")
@pytest.mark.parametrize("read", ["something else", None], ids=["takes it at once", "takes it and hangs"])
def test_another_program_that_holds_it_against_a_picture_is_told(
    read: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    play_xclip(read, tmp_path, monkeypatch)

    assert picture_problem(read_limit=0.3 if read is None else 5) == "clipboard-held"


def test_on_wayland_wl_copy_takes_a_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Played by scripts: no compositor here."""
    kept = tmp_path / "kept"
    copy = f'#!/bin/sh\n[ "$*" = "--type image/png" ] && cat >{kept}\n'
    paste = f'#!/bin/sh\n[ "$*" = "--no-newline --type image/png" ] && cat {kept}\n'
    for name, text in (("wl-copy", copy), ("wl-paste", paste)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        (tmp_path / name).chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")

    PyperclipClipboard().set_picture(picture())

    assert kept.read_bytes() == picture()


def picture_problem(content: bytes | None = None, read_limit: float = 5) -> str:
    with pytest.raises(MiaohuiError) as caught:
        PyperclipClipboard(read_limit).set_picture(picture() if content is None else content)
    return caught.value.problem.id


# in a Qt program


@pytest.mark.parametrize("ending", MIME_TYPES)
def test_the_apps_picture_is_read_as_png_and_as_what_it_is(
    desktop: Desktop, app: Program, tmp_path: Path, ending: str
) -> None:
    content = picture(ending)
    copy_picture(app, tmp_path / "picture", content)

    kind, size, colour = read(desktop.clipboard_picture())
    assert (kind, size) == ("PNG", (60, 40))
    assert all(abs(mine - its) < 12 for mine, its in zip(colour, RED, strict=True))
    assert desktop.clipboard_picture(MIME_TYPES[ending]) == content
    assert desktop.clipboard() == ""


def test_a_photo_is_pasted_upright(desktop: Desktop, app: Program, tmp_path: Path) -> None:
    copy_picture(app, tmp_path / "picture", turned_photo((60, 40)))

    assert read(desktop.clipboard_picture())[1] == (40, 60)


def test_a_damaged_picture_leaves_the_clipboard_alone(desktop: Desktop, app: Program, tmp_path: Path) -> None:
    copy(app, tmp_path / "text", "ours")
    (tmp_path / "picture").write_bytes(picture()[:20])

    app.say(f"copy-picture {tmp_path / 'picture'}")

    app.wait_for("picture-damaged")
    assert desktop.clipboard() == "ours"


def test_a_picture_takes_back_what_another_program_has_just_taken(desktop: Desktop, tmp_path: Path) -> None:
    with desktop.program(PROGRAMS / "clipboard_app.py", "--alone") as app:
        app.wait_for("ready")
        for number in range(1, 11):
            content = picture(size=(number, 1))
            copy_picture(app, tmp_path / "picture", content, verb="late-copy-picture")
            assert desktop.clipboard_picture() == content


@pytest.mark.parametrize("ending", MIME_TYPES)
def test_the_picture_survives_the_apps_end_as_png(desktop: Desktop, app: Program, tmp_path: Path, ending: str) -> None:
    content = picture(ending)
    copy_picture(app, tmp_path / "picture", content)

    app.say("hand-over")
    app.wait_for("handed over True")
    app.say("quit")
    app.wait_for("bye")

    assert app.process.wait(10) == 0
    assert read(desktop.clipboard_picture())[:2] == ("PNG", (60, 40))
    assert ending != "png" or desktop.clipboard_picture() == content


def test_a_picture_that_nobody_takes_over_is_no_obstacle_to_an_end(
    desktop: Desktop, app: Program, tmp_path: Path
) -> None:
    copy_picture(app, tmp_path / "picture", picture("jpg"))

    app.say("quit")
    app.wait_for("bye")

    assert app.process.wait(10) == 0


def copy_picture(app: Program, file: Path, content: bytes, verb: str = "copy-picture") -> None:
    file.write_bytes(content)
    before = app.count("copied")
    app.say(f"{verb} {file}")
    app.wait_for("copied", before + 1)


@pytest.mark.parametrize("text", TEXTS)
def test_the_apps_text_is_read_as_it_was_written(desktop: Desktop, app: Program, tmp_path: Path, text: str) -> None:
    copy(app, tmp_path / "text", text)

    assert desktop.clipboard() == text


@pytest.mark.parametrize("where", ["without a window", "with the focus"])
def test_a_clipboard_that_another_program_has_just_taken_is_taken_back(
    desktop: Desktop, tmp_path: Path, where: str
) -> None:
    """Qt's time is older than theirs: the server refuses in silence."""
    windows = ["--window"] if where == "with the focus" else []
    with desktop.program(PROGRAMS / "clipboard_app.py", "--alone", *windows) as app:
        app.wait_for("focused" if windows else "ready")
        for number in range(20):
            copy(app, tmp_path / "text", f"ours {number}", verb="late-copy")
            assert desktop.clipboard() == f"ours {number}"


def test_a_hung_owner_holds_nobody_up(desktop: Desktop, app: Program, tmp_path: Path) -> None:
    frozen = subprocess.Popen(
        ["xclip", "-selection", "clipboard", "-quiet"],
        env=desktop.env,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with frozen:
        assert frozen.stdin is not None
        try:
            frozen.stdin.write(b"theirs")
            frozen.stdin.close()
            wait(lambda: desktop.clipboard() == "theirs")
            frozen.send_signal(signal.SIGSTOP)
            file = tmp_path / "text"
            file.write_text("ours", encoding="utf-8")
            app.say(f"copy {file}")
            app.wait_for("copied", timeout=5)  # Qt waits 15 s where it asks the owner
            assert desktop.clipboard() == "ours"
        finally:
            frozen.kill()


# another program takes it


def test_who_keeps_taking_the_clipboard_is_told_and_holds_nobody_up(
    desktop: Desktop, app: Program, tmp_path: Path
) -> None:
    with desktop.program(PROGRAMS / "clipboard_taker.py", "other") as taker:
        taker.wait_for("ready")
        copy(app, tmp_path / "text", "ours")
        app.say("ping")
        app.wait_for("lost clipboard-held")

        assert app.lines.index("pong") < app.lines.index("lost clipboard-held")
        assert desktop.clipboard() == "theirs"
    copy(app, tmp_path / "text", "ours again")
    assert desktop.clipboard() == "ours again"
    assert app.count("lost clipboard-held") == 1


def test_who_takes_it_and_hangs_is_told_too(desktop: Desktop, app: Program, tmp_path: Path) -> None:
    with desktop.program(PROGRAMS / "clipboard_taker.py", "hung") as taker:
        taker.wait_for("ready")
        copy(app, tmp_path / "text", "ours")

        app.wait_for("lost clipboard-held")


def test_who_takes_it_once_loses_it_again(desktop: Desktop, app: Program, tmp_path: Path) -> None:
    with desktop.program(PROGRAMS / "clipboard_taker.py", "once") as taker:
        taker.wait_for("ready")
        copy(app, tmp_path / "text", "ours")
        taker.wait_for("taken")

        wait(lambda: desktop.clipboard() == "ours")
        assert "lost clipboard-held" not in app.lines


def test_a_clipboard_manager_that_takes_the_text_over_keeps_it(desktop: Desktop, app: Program, tmp_path: Path) -> None:
    with desktop.program(PROGRAMS / "clipboard_taker.py", "same") as manager:
        manager.wait_for("ready")
        copy(app, tmp_path / "first", "first")
        manager.wait_for("taken")
        copy(app, tmp_path / "second", "second")
        manager.wait_for("taken", 2)
        copy_picture(app, tmp_path / "picture", picture())  # the manager knows texts only and leaves this alone

        assert manager.count("taken") == 2
        assert "lost clipboard-held" not in app.lines


# beside the plain text


def test_a_formatted_text_is_read_as_both(desktop: Desktop, app: Program, tmp_path: Path) -> None:
    copy(app, tmp_path / "html", "<b>亲</b>，在的", verb="copy-html")

    assert desktop.clipboard() == "纯文本"
    assert "<b>亲</b>，在的" in desktop.clipboard_picture("text/html").decode()
    assert "text/plain" in desktop.clipboard_targets()


@pytest.mark.parametrize(("verb", "marked"), [("copy", False), ("copy-personal", True)])
def test_tools_that_keep_a_history_are_told_what_is_a_customers(
    desktop: Desktop, app: Program, tmp_path: Path, verb: str, marked: bool
) -> None:
    copy(app, tmp_path / "text", "单号 YT123", verb=verb)

    assert desktop.clipboard() == "单号 YT123"
    assert ("x-kde-passwordManagerHint" in desktop.clipboard_targets()) is marked
    if marked:
        assert desktop.clipboard_picture("x-kde-passwordManagerHint") == b"secret"


def test_the_text_survives_the_apps_end(desktop: Desktop, app: Program, tmp_path: Path) -> None:
    text = "亲，稍等哦😊\n马上为您查询"
    copy(app, tmp_path / "text", text)

    app.say("hand-over")
    app.wait_for("handed over True")
    app.say("quit")
    app.wait_for("bye")

    assert app.process.wait(10) == 0
    assert desktop.clipboard() == text


def test_what_is_another_programs_is_not_handed_over(desktop: Desktop, app: Program, tmp_path: Path) -> None:
    copy(app, tmp_path / "text", "ours")
    take_elsewhere(desktop, "theirs")

    app.say("hand-over")

    app.wait_for("handed over False")
    assert desktop.clipboard() == "theirs"


def test_an_app_that_is_killed_leaves_the_desktop_alive(desktop: Desktop, app: Program, tmp_path: Path) -> None:
    copy(app, tmp_path / "text", "ours")

    app.process.kill()
    app.process.wait()

    wait(lambda: desktop.clipboard() == "")


# what is kept of another program's clipboard


@pytest.mark.parametrize(
    ("targets", "kept"),
    [
        (["TIMESTAMP", "TARGETS", "MULTIPLE", "UTF8_STRING", "STRING", "TEXT"], ["UTF8_STRING"]),
        (["TARGETS", "text/plain", "text/html", "UTF8_STRING"], ["UTF8_STRING", "text/html"]),
        (["text/plain;charset=utf-8", "text/plain"], ["text/plain;charset=utf-8"]),
        (["image/bmp", "image/png", "image/tiff", "application/x-qt-image", "PIXMAP"], ["image/png"]),
        (["image/jpeg", "image/bmp"], ["image/jpeg", "image/bmp"]),
        (
            ["text/uri-list", "x-special/gnome-copied-files", "DELETE"],
            ["text/uri-list", "x-special/gnome-copied-files"],
        ),
        ([], []),
    ],
)
def test_what_follows_from_another_form_is_not_read(targets: list[str], kept: list[str]) -> None:
    assert wanted(targets) == kept


def test_a_stopped_owner_is_given_up_in_time(desktop: Desktop) -> None:
    with desktop.program(PROGRAMS / "clipboard_taker.py", "hung") as hung:
        hung.wait_for("ready")
        subprocess.run(
            ["xclip", "-selection", "clipboard"],
            env=desktop.env,
            input=b"x",
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        hung.wait_for("taken")

        with pytest.raises(TooMuchError), open_selection(desktop.display, 0.1) as selection:
            selection.targets()


@pytest.mark.parametrize("display", [":4711", None], ids=["gone", "named nowhere"])
@pytest.mark.filterwarnings("ignore:Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning")
def test_without_a_server_there_is_nothing_to_keep(display: str | None) -> None:
    assert read_all(display) == {}


# other platforms, played by the offscreen one


class Refusing:
    def set_text(self, text: str, html: str = "", *, personal: bool = False) -> None:
        raise MiaohuiError("clipboard-unavailable")

    def set_picture(self, content: bytes) -> None:
        raise MiaohuiError("clipboard-no-pictures")

    put = set_text
    put_picture = set_picture


class Noting:
    def __init__(self) -> None:
        self.text = ""
        self.picture = b""

    def set_text(self, text: str, html: str = "", *, personal: bool = False) -> None:
        self.text = text

    def set_picture(self, content: bytes) -> None:
        self.picture = content

    put = set_text
    put_picture = set_picture


def test_elsewhere_qts_own_copy_is_read_back(qtbot: QtBot) -> None:
    clipboard = QtClipboard(Session(OperatingSystem.MACOS, DisplayServer.NATIVE), Refusing())

    clipboard.set_text("亲😊\n在的")

    assert not clipboard.hand_over()


def test_where_qt_does_not_own_it_the_other_way_is_gone(qtbot: QtBot) -> None:
    outside = Noting()
    clipboard = QtClipboard(Session(OperatingSystem.WINDOWS, DisplayServer.NATIVE), outside)

    clipboard.set_text("亲")  # the offscreen platform never says that it owns the clipboard

    qtbot.waitUntil(lambda: outside.text == "亲")


def test_where_no_way_leads_there_it_is_told(qtbot: QtBot) -> None:
    clipboard = QtClipboard(Session(OperatingSystem.WINDOWS, DisplayServer.NATIVE), Refusing())

    with qtbot.waitSignal(clipboard.lost) as caught:
        clipboard.set_text("亲")

    assert caught.args == [Problem("clipboard-held")]


@pytest.fixture
def _cleared(qtbot: QtBot) -> Iterator[None]:
    """The offscreen platform lets go of the clipboard after the interpreter's end, which PySide doesn't survive."""
    yield
    QGuiApplication.clipboard().clear()


@pytest.mark.usefixtures("_cleared")
def test_elsewhere_qts_own_picture_is_read_back() -> None:
    clipboard = QtClipboard(Session(OperatingSystem.MACOS, DisplayServer.NATIVE), Refusing())

    clipboard.set_picture(picture())

    assert QGuiApplication.clipboard().image().size() == QSize(60, 40)
    assert not clipboard.hand_over()


@pytest.mark.usefixtures("_cleared")
def test_where_qt_does_not_own_it_a_picture_goes_the_other_way(qtbot: QtBot) -> None:
    outside = Noting()
    clipboard = QtClipboard(Session(OperatingSystem.WINDOWS, DisplayServer.NATIVE), outside)

    clipboard.set_picture(picture())

    qtbot.waitUntil(lambda: outside.picture == picture())


@pytest.mark.usefixtures("_cleared")
def test_where_no_way_leads_there_for_a_picture_it_is_told(qtbot: QtBot) -> None:
    clipboard = QtClipboard(Session(OperatingSystem.WINDOWS, DisplayServer.NATIVE), Refusing())

    with qtbot.waitSignal(clipboard.lost) as caught:
        clipboard.set_picture(picture())

    assert caught.args == [Problem("clipboard-held")]
