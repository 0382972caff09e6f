"""The hotkey on a real X server, pressed like an agent presses it."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from Xlib.protocol.event import KeyPress

from miaohui.domain.settings import HOTKEY_PROPOSALS
from miaohui.errors import MiaohuiError, Problem
from miaohui.system.hotkey.backend import NoHotkey, Taken, open_hotkey, take_first_free
from miaohui.system.hotkey.keys import parse
from miaohui.system.hotkey.x11 import X11Hotkey
from miaohui.system.session import DisplayServer, OperatingSystem, Session
from tests.desktop import Desktop, wait

pytestmark = pytest.mark.desktop

PROGRAMS = Path(__file__).parent / "programs"
Q_ON_A_US_KEYBOARD = "24"  # keycodes: a layout without Latin letters has no keysym to name the key by
Y_ON_A_US_KEYBOARD = "29"


class Listener:
    """A hotkey and what it told."""

    def __init__(self, desktop: Desktop) -> None:
        self.presses = 0
        self.problems: list[Problem] = []
        self.hotkey = X11Hotkey(desktop.display, self._press, self.problems.append)

    def _press(self) -> None:
        self.presses += 1

    def hears(self, presses: int) -> None:
        def heard() -> bool:
            self.hotkey.dispatch()
            return self.presses >= presses

        wait(heard, describe=lambda: f"{self.presses} of {presses} presses")
        assert self.presses == presses


@pytest.fixture
def listener(desktop: Desktop) -> Iterator[Listener]:
    listener = Listener(desktop)
    yield listener
    listener.hotkey.close()


@pytest.fixture
def other(desktop: Desktop) -> Iterator[Listener]:
    """Another program with a hotkey."""
    other = Listener(desktop)
    yield other
    other.hotkey.close()


@pytest.mark.parametrize(
    ("text", "keys"),
    list(zip(HOTKEY_PROPOSALS, ("alt+q", "ctrl+grave", "F9", "ctrl+alt+space"), strict=True)),
    ids=HOTKEY_PROPOSALS,
)
def test_each_proposal_fires_once_a_press(desktop: Desktop, listener: Listener, text: str, keys: str) -> None:
    listener.hotkey.register(parse(text))

    desktop.press(keys)
    listener.hears(1)
    desktop.press(keys, times=5)
    listener.hears(6)


def test_lock_keys_do_not_matter(desktop: Desktop, listener: Listener) -> None:
    listener.hotkey.register(parse("Alt+Q"))

    with desktop.locked("Num_Lock"):
        desktop.press("alt+q")
        listener.hears(1)
        with desktop.locked("Caps_Lock"):
            desktop.press("alt+q")
            listener.hears(2)
    with desktop.locked("Caps_Lock"):
        desktop.press("alt+q")
        listener.hears(3)


@pytest.mark.parametrize("layout", ["us", "ru", "us,ru", "ru,us", "de", "fr,us", "cn"])
def test_a_layout_without_latin_letters_has_the_key_in_its_place(
    desktop: Desktop, listener: Listener, layout: str
) -> None:
    keycode = "38" if layout.startswith("fr") else Q_ON_A_US_KEYBOARD
    with desktop.layout("-layout", layout):
        listener.hotkey.register(parse("Alt+Q"))
        desktop.press(f"alt+{keycode}")
        listener.hears(1)


def test_the_second_layout_switched_on_has_it_too(desktop: Desktop, listener: Listener) -> None:
    with desktop.layout("-layout", "us,ru", "-option", "grp:menu_toggle"):
        listener.hotkey.register(parse("Alt+Q"))
        with desktop.locked("135"):  # the menu key switches to Russian and back
            desktop.press(f"alt+{Q_ON_A_US_KEYBOARD}")
            listener.hears(1)


def test_the_key_follows_a_new_layout(desktop: Desktop, listener: Listener) -> None:
    listener.hotkey.register(parse("Alt+Z"))

    with desktop.layout("-layout", "de"):
        listener.hotkey.dispatch()
        desktop.press("alt+z")
        listener.hears(1)
        desktop.press(f"alt+{Y_ON_A_US_KEYBOARD}")  # Z on a German keyboard
        listener.hears(2)


def test_a_new_layout_that_puts_it_where_another_program_is_says_so(
    desktop: Desktop, listener: Listener, other: Listener
) -> None:
    other.hotkey.register(parse("Alt+Y"))
    listener.hotkey.register(parse("Alt+Z"))

    with desktop.layout("-layout", "de"):

        def told() -> bool:
            listener.hotkey.dispatch()  # the other program hasn't noticed the new layout yet
            return bool(listener.problems)

        wait(told)

    assert listener.problems == [Problem("hotkey-taken", {"key": "Alt+Z"})]


def test_a_held_key_fires_once(desktop: Desktop, listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    repeats: list[bool] = []
    is_repeat = X11Hotkey._is_repeat

    def noting(hotkey: X11Hotkey, event: KeyPress) -> bool:
        repeats.append(is_repeat(hotkey, event))
        return repeats[-1]

    monkeypatch.setattr(X11Hotkey, "_is_repeat", noting)
    listener.hotkey.register(parse("F9"))

    def repeated() -> bool:
        listener.hotkey.dispatch()
        return sum(repeats) >= 5

    with desktop.held("F9"):
        wait(repeated)

    assert listener.presses == 1
    desktop.press("F9")
    listener.hears(2)


def test_a_combination_with_more_modifiers_is_another_one(desktop: Desktop, listener: Listener) -> None:
    listener.hotkey.register(parse("Alt+Q"))

    desktop.press("ctrl+alt+q")
    desktop.press("shift+alt+q")
    desktop.press("q")
    desktop.press("alt+q")

    listener.hears(1)


def test_the_focused_window_does_not_get_the_key(desktop: Desktop, listener: Listener) -> None:
    listener.hotkey.register(parse("Alt+Q"))
    with desktop.program(PROGRAMS / "chat_window.py", "chat", "300 200 0 0") as chat:
        chat.wait_for("focused")
        desktop.press("q")
        chat.wait_for("key q")
        for pressed in range(1, 6):
            desktop.press("alt+q")
            listener.hears(pressed)
        desktop.press("F2")
        chat.wait_for("key F2")

        assert chat.count("key q") == 1


def test_a_key_that_is_given_back_goes_to_the_window_again(desktop: Desktop, listener: Listener) -> None:
    listener.hotkey.register(parse("F9"))
    listener.hotkey.register(parse("F8"))
    with desktop.program(PROGRAMS / "chat_window.py", "chat", "300 200 0 0") as chat:
        chat.wait_for("focused")
        desktop.press("F9")
        chat.wait_for("key F9")
        listener.hotkey.unregister()
        desktop.press("F8")
        chat.wait_for("key F8")

    listener.hotkey.dispatch()
    assert listener.presses == 0


def test_a_key_of_another_program_is_told_and_the_old_one_stays(
    desktop: Desktop, listener: Listener, other: Listener
) -> None:
    other.hotkey.register(parse("Alt+Q"))
    listener.hotkey.register(parse("F9"))

    with pytest.raises(MiaohuiError) as caught:
        listener.hotkey.register(parse("Alt+Q"))

    assert caught.value.problem == Problem("hotkey-taken", {"key": "Alt+Q"})
    desktop.press("F9")
    listener.hears(1)
    desktop.press("alt+q")
    other.hears(1)


def test_the_next_proposal_is_taken_and_told(listener: Listener, other: Listener) -> None:
    other.hotkey.register(parse("Alt+Q"))

    taken = take_first_free(listener.hotkey, "Alt+Q", HOTKEY_PROPOSALS)

    assert str(taken.combination) == "Ctrl+`"
    assert taken.problem == Problem("hotkey-replaced", {"key": "Alt+Q", "other": "Ctrl+`"})


def test_a_free_wish_needs_no_words(listener: Listener) -> None:
    taken = take_first_free(listener.hotkey, "Ctrl+Alt+Space", HOTKEY_PROPOSALS)

    assert str(taken.combination) == "Ctrl+Alt+Space"
    assert taken.problem is None


def test_a_wish_that_is_no_key_is_replaced(listener: Listener) -> None:
    taken = take_first_free(listener.hotkey, "Alt+好", HOTKEY_PROPOSALS)

    assert str(taken.combination) == "Alt+Q"
    assert taken.problem == Problem("hotkey-unknown-replaced", {"key": "Alt+好", "other": "Alt+Q"})


def test_a_killed_program_gives_its_key_back(desktop: Desktop, listener: Listener) -> None:
    with desktop.program(PROGRAMS / "hotkey_app.py", "Alt+Q") as app:
        app.wait_for("taken Alt+Q")
        with pytest.raises(MiaohuiError, match="hotkey-taken"):
            listener.hotkey.register(parse("Alt+Q"))
    wait(lambda: take_first_free(listener.hotkey, "Alt+Q", ()).problem is None)


def test_a_lost_server_is_told_once(listener: Listener) -> None:
    listener.hotkey.register(parse("F9"))
    with socket.socket(fileno=os.dup(listener.hotkey.fileno())) as connection:
        connection.shutdown(socket.SHUT_RDWR)

    listener.hotkey.dispatch()
    listener.hotkey.dispatch()

    assert listener.problems == [Problem("hotkey-none", {"key": "F9"})]
    assert take_first_free(listener.hotkey, "F9", HOTKEY_PROPOSALS) == Taken(None, listener.problems[0])


# python-xlib leaves the sockets open that it tried in vain.
@pytest.mark.filterwarnings("ignore:Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    ("session", "kind"),
    [
        (Session(OperatingSystem.LINUX, DisplayServer.WAYLAND, ":0", "wayland-0"), NoHotkey),
        (Session(OperatingSystem.LINUX, DisplayServer.NONE), NoHotkey),
        (Session(OperatingSystem.LINUX, DisplayServer.X11, ":4711"), NoHotkey),
    ],
    ids=["Wayland", "no display", "an X server that is gone"],
)
def test_where_no_key_can_be_taken_it_is_said(session: Session, kind: type) -> None:
    hotkey = open_hotkey(session, lambda: None, lambda _: None)

    taken = take_first_free(hotkey, "Alt+Q", HOTKEY_PROPOSALS)

    assert isinstance(hotkey, kind)
    assert taken.combination is None
    assert taken.problem is not None
    assert taken.problem.id == "hotkey-none"


# in a Qt program


def test_presses_arrive_as_signals(desktop: Desktop, other: Listener) -> None:
    other.hotkey.register(parse("Alt+Q"))
    with desktop.program(PROGRAMS / "hotkey_app.py", "Alt+Q", "Ctrl+`") as app:
        app.wait_for("taken Ctrl+`")
        app.wait_for("problem hotkey-replaced {'key': 'Alt+Q', 'other': 'Ctrl+`'}")
        for pressed in range(1, 21):
            desktop.press("ctrl+grave")
            app.wait_for("pressed", times=pressed)
        assert app.count("pressed") == 20


def test_presses_from_pynputs_thread_arrive_as_signals(desktop: Desktop) -> None:
    with desktop.program(PROGRAMS / "hotkey_app.py", "--pynput", "Ctrl+Alt+Space") as app:
        app.wait_for("taken Ctrl+Alt+Space")

        def heard() -> bool:
            desktop.press("ctrl+alt+space")  # pynput doesn't tell when it listens
            return app.count("pressed") > 0

        wait(heard)


def test_thousands_of_signals_and_single_shots_leave_the_interpreter_alive(desktop: Desktop) -> None:
    """PySide6 6.12.0 on Python < 3.12 aborts after some hundred: "deallocating True or False"."""
    with desktop.program(PROGRAMS / "hotkey_app.py", "--churn", "F9") as app:
        app.wait_for("emitted 5000 shot 5000")
        assert app.process.wait(20) == 0
