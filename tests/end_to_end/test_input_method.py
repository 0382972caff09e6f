"""A real Chinese input method (ibus with libpinyin, its candidate window drawn) in the palette: who gets which key."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.desktop import Desktop, Program, wait
from tests.end_to_end.conftest import Shop

CANDIDATES = "ibus-ui-gtk3"
"""The program that draws the candidates."""
_SETTINGS = """
[desktop/ibus/general]
preload-engines=['libpinyin']
engines-order=['libpinyin']
use-system-keyboard-layout=true
"""


@pytest.fixture
def ime_shop(tmp_path: Path) -> Iterator[Shop]:
    """A shop whose desktop has a D-Bus session and an input method, as a Chinese desktop has."""
    own = Desktop(tmp_path / "desktop")
    own.env |= {"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=ibus", "GTK_IM_MODULE": "ibus", "NO_AT_BRIDGE": "1"}
    own.env["GSETTINGS_BACKEND"] = "keyfile"
    keyfile = Path(own.env["XDG_CONFIG_HOME"], "glib-2.0", "settings", "keyfile")
    keyfile.parent.mkdir(parents=True)
    keyfile.write_text(_SETTINGS, "utf-8")
    try:
        own.start()
        with ExitStack() as stack:
            # Not below the test's folder: a socket's address has 107 bytes at most.
            sockets = stack.enter_context(tempfile.TemporaryDirectory())
            bus = stack.enter_context(Program(["dbus-daemon", "--session", "--nofork", "--print-address=1"], own.env))
            wait(lambda: bus.lines)
            own.env["DBUS_SESSION_BUS_ADDRESS"] = bus.lines[0]
            stack.enter_context(
                Program(["ibus-daemon", "--emoji-extension=disable", f"--address=unix:path={sockets}/ibus"], own.env)
            )
            wait(lambda: _engine(own) == "libpinyin", describe=lambda: f"libpinyin; there is {_engine(own)!r}")
            yield Shop(own, stack)
    finally:
        own.stop()


def _engine(desktop: Desktop) -> str:
    """The engine in use, after asking for libpinyin."""
    for command in (["ibus", "engine", "libpinyin"], ["ibus", "engine"]):
        done = subprocess.run(command, env=desktop.env, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def candidates_are_shown(shop: Shop) -> bool:
    done = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--class", CANDIDATES],
        env=shop.desktop.env,
        capture_output=True,
        text=True,
        check=False,
    )
    return bool(done.stdout.split())


def compose(shop: Shop, letters: str) -> None:
    shop.desktop.type(letters)
    shop.desktop.wait(lambda: candidates_are_shown(shop))


def wait_for_input_method(shop: Shop) -> None:
    """Until it takes the letters: a context that was just made lets the first ones through on a busy machine."""

    def takes_letters() -> bool:
        shop.desktop.press("a")
        try:
            shop.desktop.wait(lambda: candidates_are_shown(shop), 2)
        except AssertionError:
            shop.desktop.press("BackSpace")
            return False
        end_composing(shop, "Escape")
        return True

    shop.desktop.wait(takes_letters)


def end_composing(shop: Shop, key: str) -> None:
    """This key is the input method's: it ends composing, and nothing else happens."""
    shop.desktop.press(key)
    shop.desktop.wait(lambda: not candidates_are_shown(shop))
    assert shop.palette_is_open()
    assert shop.desktop.clipboard() == "untouched"


def test_while_composing_every_key_is_the_input_methods(ime_shop: Shop) -> None:
    desktop = ime_shop.desktop
    ime_shop.start(("language", "zh_CN"), ("welcomed", True))
    ime_shop.fill_clipboard("untouched")
    ime_shop.open_palette()
    desktop.press("F1")
    wait_for_input_method(ime_shop)

    for key in ("Return", "2", "Escape"):  # takes the letters as they are, the second candidate, nothing
        compose(ime_shop, "huanying")
        assert candidates_are_shown(ime_shop)  # although the list has changed with every letter
        end_composing(ime_shop, key)
        desktop.press("ctrl+a")
        desktop.press("BackSpace")

    compose(ime_shop, "fahuo")
    desktop.press("Down")
    desktop.press("Up")
    assert candidates_are_shown(ime_shop)
    end_composing(ime_shop, "space")
    desktop.press("Return")  # the list's again: it has followed what was composed
    ime_shop.wait_for_chat()
    expected = ime_shop.ask("render", "fh1")["text"]
    ime_shop.wait_for_clipboard(expected)
