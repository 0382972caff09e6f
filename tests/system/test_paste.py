"""Pasting on a real X server into another program's text window."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from Xlib import X
from Xlib.display import Display

from miaohui.errors import Problem
from miaohui.flow.ports import CopiedOnly, PasteOutcome, Target
from miaohui.system.paste.x11 import paste_key
from miaohui.system.qt.paste import QtPaster
from miaohui.system.session import DisplayServer, OperatingSystem, Session
from tests.desktop import Desktop, wait
from tests.pasting import PROGRAMS, Scene, scene, with_changing_focus
from tests.pictures import noise, picture

pytestmark = pytest.mark.desktop

CYRILLIC_EM = "1741"  # the keysym, which python-xlib has no name for
TEXT = "亲，在的😊\n请稍等"


@pytest.fixture
def one(desktop: Desktop, tmp_path: Path) -> Iterator[Scene]:
    """One text window in front, with patience as it is in the product."""
    with scene(desktop, tmp_path) as one:
        one.front(one.editors[0])
        yield one


@pytest.fixture
def hasty(desktop: Desktop, tmp_path: Path) -> Iterator[Scene]:
    """The same, where what never comes is waited for less long."""
    with scene(desktop, tmp_path, limit=300) as hasty:
        hasty.front(hasty.editors[0])
        yield hasty


def assert_pasted(scene: Scene) -> None:
    assert scene.picker.outcome() == "pasted"
    wait(lambda: scene.editors[0].text == TEXT, describe=lambda: scene.editors[0].text)


def assert_copied_only(scene: Scene, problem: str) -> None:
    assert scene.picker.outcome() == f"copied only {problem}"
    assert [editor.text for editor in scene.editors] == [""] * len(scene.editors)


# where it arrives


def test_the_text_arrives_in_the_window_the_palette_came_from(one: Scene) -> None:
    one.picker.open()
    one.picker.pick(TEXT)

    assert_pasted(one)


@pytest.mark.parametrize("key", ["Num_Lock", "Caps_Lock"])
def test_locks_make_no_difference(one: Scene, key: str) -> None:
    with one.desktop.locked(key):
        one.picker.open()
        one.picker.pick(TEXT)

        assert_pasted(one)


@pytest.mark.parametrize(
    ("layout", "group"),
    [
        pytest.param(["us,ru"], 1, id="Cyrillic beside Latin"),
        pytest.param(["dvorak"], 0, id="V on another key"),
        pytest.param(["us,us", "-variant", ",dvorak"], 1, id="V on another key in the second layout"),
        pytest.param(["us", "-option", "ctrl:swapcaps"], 0, id="Ctrl on another key"),
    ],
)
def test_any_layout_pastes(one: Scene, layout: list[str], group: int) -> None:
    with one.desktop.layout(*layout):
        if group:
            one.desktop.press("ISO_Next_Group")
        one.picker.open()
        one.picker.pick(TEXT)

        assert_pasted(one)


def test_the_key_of_v_is_the_one_of_the_layout_in_force() -> None:
    v, dot = 0x76, 0x2E
    keysyms = {55: (v, 0x56, dot, 0x3E), 60: (dot, 0x3E, v, 0x56)}

    assert paste_key(keysyms, 0) == 55
    assert paste_key(keysyms, 1) == 60
    assert paste_key({60: (v, 0x56)}, 3) == 60
    assert paste_key({60: (dot, 0x3E)}, 0) == 55  # nowhere: where it lies on a US keyboard


@pytest.mark.parametrize("key", ["ctrl", "shift", "alt", "super", "Return", "KP_Enter"])
def test_it_waits_until_the_keys_are_up(one: Scene, key: str) -> None:
    """The keys that picked the reply: with Ctrl or Shift V is another shortcut, and Enter would repeat and send."""
    one.picker.open()
    with one.desktop.held(key):
        one.picker.pick(TEXT)
        wait(lambda: one.hand.focused() == one.editors[0].window)
        assert one.desktop.clipboard() == TEXT
        assert one.editors[0].text.strip() == ""
        assert one.picker.outcomes == []

    assert one.picker.outcome() == "pasted"
    wait(lambda: one.editors[0].text.strip() == TEXT)  # the held Enter itself is a line in the window


@pytest.mark.parametrize(
    ("layout", "v"),
    [pytest.param("us", "v", id="Latin"), pytest.param("ru", CYRILLIC_EM, id="Cyrillic alone")],
)
def test_nothing_but_ctrl_and_v_is_pressed(desktop: Desktop, one: Scene, layout: str, v: str) -> None:
    """Without a V anywhere it is the key that has it on a US keyboard: what a human would press."""
    with desktop.layout(layout), desktop.program(PROGRAMS / "chat_window.py", "千牛", "300 200 500 400") as chat:
        chat.wait_for("focused")
        one.picker.open()
        before = len(chat.lines)
        one.picker.pick(TEXT)

        assert one.picker.outcome() == "pasted"
        chat.wait_for(f"key {v}")
        keys = [line for line in chat.lines[before:] if line.startswith("key ")]
        assert keys == ["key Control_L", f"key {v}"]


def test_each_text_is_in_its_window_or_on_the_clipboard_only(desktop: Desktop, tmp_path: Path) -> None:
    """The bench does it 500 times: ``python -m tests.bench paste``."""
    with scene(desktop, tmp_path, editors=3, limit=250) as some:
        outcomes = with_changing_focus(some, 40, seed=5)

    assert set(outcomes) <= {"pasted", "copied only paste-no-focus"}
    assert outcomes["pasted"] > 0


# where it doesn't


def test_a_key_held_on_is_told(hasty: Scene) -> None:
    hasty.picker.open()
    with hasty.desktop.held("ctrl"):
        hasty.picker.pick(TEXT)

        assert_copied_only(hasty, "paste-keys-held")
    assert hasty.desktop.clipboard() == TEXT


def test_a_window_closed_in_between_is_told_at_once(one: Scene) -> None:
    one.picker.open()
    one.editors[0].program.process.kill()
    one.editors[0].program.process.wait()
    one.picker.pick(TEXT)

    assert_copied_only(one, "paste-window-gone")
    assert one.desktop.clipboard() == TEXT


def test_another_window_with_the_same_id_is_not_taken_for_it(desktop: Desktop, one: Scene) -> None:
    """An X server gives the first free connection's ids again."""
    window = one.editors[0].window
    one.picker.open()
    one.editors[0].program.process.kill()
    one.editors[0].program.process.wait()
    with desktop.program(PROGRAMS / "editor_window.py", "别人", "360 300 400 60") as other:
        other.wait_for("focused")
        assert other.lines[0] == f"window {window}"
        one.picker.pick(TEXT)

        assert_copied_only(one, "paste-window-gone")
        assert not [line for line in other.lines if line.startswith("text")]


def test_a_window_that_refuses_the_focus_is_told(desktop: Desktop, hasty: Scene) -> None:
    refusing = Display(desktop.display)
    try:
        hasty.picker.open()
        window = refusing.create_resource_object("window", hasty.editors[0].window)
        window.set_wm_hints(flags=1, input=0)
        window.set_wm_protocols([])
        refusing.sync()
        hasty.picker.pick(TEXT)

        assert_copied_only(hasty, "paste-no-focus")
    finally:
        refusing.close()
    assert desktop.clipboard() == TEXT


def test_a_keyboard_that_another_program_holds_is_told(desktop: Desktop, hasty: Scene) -> None:
    """A screen locker, an open menu: it would get the key, whatever has the focus."""
    holder = Display(desktop.display)
    try:
        hasty.picker.open()
        holder.screen().root.grab_keyboard(True, X.GrabModeAsync, X.GrabModeAsync, X.CurrentTime)
        holder.sync()
        hasty.picker.pick(TEXT)

        assert_copied_only(hasty, "paste-keyboard-held")
    finally:
        holder.close()


@pytest.mark.parametrize("manner", ["other", "once", "same", "hung"])
def test_what_another_program_has_taken_is_not_pasted(one: Scene, manner: str) -> None:
    with one.desktop.program(PROGRAMS / "clipboard_taker.py", manner) as taker:
        taker.wait_for("ready")
        one.picker.open()
        with one.desktop.held("ctrl"):
            one.picker.pick(TEXT)

            assert_copied_only(one, "paste-clipboard-taken")


def test_a_palette_opened_again_gives_the_paste_up(one: Scene) -> None:
    one.picker.open()
    with one.desktop.held("ctrl"):
        one.picker.pick(TEXT)
        wait(lambda: one.desktop.clipboard() == TEXT)
        one.picker.open()

    assert_copied_only(one, "paste-superseded")


# putting back what was there before


def copy_elsewhere(desktop: Desktop, content: bytes, target: str) -> None:
    """By xclip, which offers one form."""
    subprocess.run(
        ["xclip", "-selection", "clipboard", "-t", target],
        env=desktop.env,
        input=content,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    wait(lambda: desktop.clipboard_picture(target) == content)


@pytest.mark.parametrize(
    ("content", "target"),
    [
        pytest.param("客人的地址".encode(), "UTF8_STRING", id="a text"),
        pytest.param(picture(), "image/png", id="a picture"),
        pytest.param(picture("jpg"), "image/jpeg", id="a photo"),
        pytest.param(noise((1200, 900)), "image/png", id="a screenshot of megabytes"),
        pytest.param(b"<b>html</b>", "text/html", id="a formatted text"),
        pytest.param(b"file:///tmp/a.txt\r\n", "text/uri-list", id="a file"),
    ],
)
def test_what_was_copied_before_is_put_back_after_the_paste(one: Scene, content: bytes, target: str) -> None:
    copy_elsewhere(one.desktop, content, target)
    one.picker.keep()
    one.picker.open()
    one.picker.pick(TEXT)

    assert_pasted(one)
    one.picker.program.wait_for("restored")
    assert one.desktop.clipboard_picture(target) == content


def test_what_was_copied_meanwhile_stays(one: Scene) -> None:
    copy_elsewhere(one.desktop, b"before", "UTF8_STRING")
    one.picker.keep()
    copy_elsewhere(one.desktop, b"meanwhile", "UTF8_STRING")
    one.picker.open()
    one.picker.pick(TEXT)

    assert_pasted(one)
    one.picker.program.wait_for("left")
    assert one.desktop.clipboard() == TEXT


def test_a_reply_that_was_not_pasted_stays(hasty: Scene) -> None:
    copy_elsewhere(hasty.desktop, b"before", "UTF8_STRING")
    hasty.picker.keep()
    hasty.picker.open()
    with hasty.desktop.held("ctrl"):
        hasty.picker.pick(TEXT)
        assert_copied_only(hasty, "paste-keys-held")

    assert hasty.desktop.clipboard() == TEXT


def test_an_owner_that_hangs_holds_nobody_up_and_is_not_put_back(one: Scene) -> None:
    """Its process is stopped: it would never say what it has."""
    owner = subprocess.Popen(
        ["xclip", "-selection", "clipboard", "-quiet"],
        env=one.desktop.env,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with owner:
        assert owner.stdin is not None
        owner.stdin.write(b"theirs")
        owner.stdin.close()
        wait(lambda: one.desktop.clipboard() == "theirs")
        owner.send_signal(signal.SIGSTOP)
        one.picker.program.say("restoring")
        one.picker.program.say("keep")
        one.picker.open()
        one.picker.pick(TEXT)

        assert_pasted(one)
        assert one.desktop.clipboard() == TEXT
        owner.kill()


def test_without_a_window_in_front_there_is_no_target(desktop: Desktop, tmp_path: Path) -> None:
    with scene(desktop, tmp_path, editors=0) as nobody:
        nobody.picker.program.say("open")

        nobody.picker.program.wait_for("no target")


@pytest.mark.parametrize("server", [DisplayServer.WAYLAND, DisplayServer.NATIVE])
def test_elsewhere_it_copies_only_and_says_so(qtbot: QtBot, server: DisplayServer) -> None:
    paster = QtPaster(Session(OperatingSystem.LINUX, server))
    told: list[PasteOutcome] = []

    assert not paster.available
    assert paster.target() is None
    paster.paste(Target(1), told.append)

    qtbot.waitUntil(lambda: bool(told))
    assert told == [CopiedOnly(Problem("paste-unavailable"))]
    paster.close()
