"""Which window the agent works in."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from Xlib import X, Xatom
from Xlib.display import Display

from miaohui.system.foreground.window import Foreground, NoForeground, open_foreground
from miaohui.system.session import DisplayServer, OperatingSystem, Session
from tests.desktop import Desktop, Program, wait

pytestmark = pytest.mark.desktop

PROGRAMS = Path(__file__).parent / "programs"
TITLE = "王小姐 - 千牛接待台 😊"


@pytest.fixture
def foreground(desktop: Desktop) -> Iterator[Foreground]:
    foreground = open_foreground(Session(OperatingSystem.LINUX, DisplayServer.X11, desktop.display))
    yield foreground
    foreground.close()


@pytest.fixture
def chat(desktop: Desktop) -> Iterator[Program]:
    with desktop.program(PROGRAMS / "chat_window.py", TITLE, "640 480 100 80") as chat:
        chat.wait_for("focused")
        yield chat


def test_the_window_in_front_is_known(chat: Program, foreground: Foreground) -> None:
    wait(lambda: (window := foreground.current()) is not None and f"window {window.id}" == chat.lines[0])

    window = foreground.current()

    assert window is not None
    assert window.title == TITLE
    assert (window.instance, window.class_name) == ("chat", "ChatClient")
    assert (window.width, window.height) == (640, 480)
    assert abs(window.x - 100) < 10  # the window manager's frame
    assert abs(window.y - 80) < 40
    assert TITLE not in repr(window)
    assert window.process == Path(sys.executable).name


def test_a_change_of_its_title_is_seen_and_its_end(chat: Program, foreground: Foreground) -> None:
    wait(lambda: foreground.current() is not None)
    window = foreground.current()
    assert window is not None
    assert foreground.title(window.id) == TITLE

    chat.say("title 陈先生 - 千牛接待台")

    wait(lambda: foreground.title(window.id) == "陈先生 - 千牛接待台")
    chat.process.kill()
    chat.process.wait()
    wait(lambda: foreground.title(window.id) is None)


def test_a_process_of_another_machine_is_not_taken_for_one_of_ours(foreground: Foreground, liar: Display) -> None:
    root = liar.screen().root
    window = root.create_window(0, 0, 10, 10, 0, X.CopyFromParent)
    window.change_property(liar.intern_atom("_NET_WM_PID"), Xatom.CARDINAL, 32, [os.getpid()])
    window.set_wm_client_machine("elsewhere")
    root.change_property(liar.intern_atom("_NET_ACTIVE_WINDOW"), Xatom.WINDOW, 32, [window.id])
    liar.sync()

    facts = foreground.current()

    assert facts is not None
    assert facts.process == ""


def test_a_window_that_vanishes_is_none(desktop: Desktop, chat: Program, foreground: Foreground) -> None:
    chat.process.kill()
    chat.process.wait()

    for _ in range(50):  # while the server and the window manager clear up
        window = foreground.current()
        assert window is None or window.title == TITLE
    wait(lambda: foreground.current() is None)


@pytest.fixture
def liar(desktop: Desktop) -> Iterator[Display]:
    """Writes to the root window what a window manager would."""
    display = Display(desktop.display)
    root = display.screen().root
    active = display.intern_atom("_NET_ACTIVE_WINDOW")
    kept = root.get_full_property(active, Xatom.WINDOW)
    yield display
    if kept is not None:
        root.change_property(active, Xatom.WINDOW, 32, list(kept.value))
    display.sync()
    display.close()


def test_a_window_that_is_gone_is_named_in_front(chat: Program, foreground: Foreground, liar: Display) -> None:
    active = liar.intern_atom("_NET_ACTIVE_WINDOW")
    liar.screen().root.change_property(active, Xatom.WINDOW, 32, [0x7FFFFFF])
    liar.sync()

    window = foreground.current()

    assert window is not None
    assert f"window {window.id}" == chat.lines[0]


def test_without_a_word_from_the_window_manager_the_focus_tells(
    chat: Program, foreground: Foreground, liar: Display
) -> None:
    liar.screen().root.delete_property(liar.intern_atom("_NET_ACTIVE_WINDOW"))
    liar.sync()

    window = foreground.current()

    assert window is not None
    assert f"window {window.id}" == chat.lines[0]
    assert window.title == TITLE


def test_a_title_of_old_and_odd_types_does_no_harm(desktop: Desktop, foreground: Foreground, liar: Display) -> None:
    root = liar.screen().root
    window = root.create_window(0, 0, 10, 10, 0, X.CopyFromParent)
    window.change_property(Xatom.WM_NAME, Xatom.STRING, 8, b"old\xe9")
    window.change_property(Xatom.WM_CLASS, Xatom.STRING, 8, b"alone")
    root.change_property(liar.intern_atom("_NET_ACTIVE_WINDOW"), Xatom.WINDOW, 32, [window.id])
    liar.sync()

    facts = foreground.current()

    assert facts is not None
    assert (facts.title, facts.class_name) == ("oldé", "")


@pytest.mark.parametrize("server", [DisplayServer.WAYLAND, DisplayServer.NATIVE, DisplayServer.NONE])
def test_elsewhere_nobody_can_tell(server: DisplayServer) -> None:
    foreground = open_foreground(Session(OperatingSystem.LINUX, server))

    assert isinstance(foreground, NoForeground)
    assert foreground.current() is None
