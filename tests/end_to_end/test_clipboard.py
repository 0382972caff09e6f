"""Other programs that get in the way of the clipboard, from outside."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path

import pytest

from tests.desktop import wait
from tests.end_to_end.conftest import Shop

pytestmark = pytest.mark.desktop

TAKER = Path(__file__).parents[1] / "system" / "programs" / "clipboard_taker.py"
HELD = "Another program holds the clipboard; nothing was copied."


def pick(shop: Shop) -> None:
    shop.open_palette()
    shop.desktop.type("hy1")
    shop.desktop.press("Return")
    shop.wait_for_chat()


def test_a_program_that_keeps_the_clipboard_is_told(shop: Shop) -> None:
    """The palette closes as ever; the sentence comes when it is certain, and the next copy works."""
    app = shop.start(("language", "en"))
    with shop.desktop.program(TAKER, "other") as taker:
        taker.wait_for("ready")
        pick(shop)

        app.wait_for(HELD)
        assert shop.desktop.clipboard() == "theirs"
    pick(shop)
    wait(lambda: shop.desktop.clipboard() not in ("theirs", ""))
    assert app.count(HELD) == 1


def test_an_owner_that_hangs_holds_nobody_up(shop: Shop) -> None:
    """Its process is stopped while it owns the clipboard."""
    app = shop.start(("language", "en"), ("restore_clipboard", True))
    owner = subprocess.Popen(
        ["xclip", "-selection", "clipboard", "-quiet"],
        env=shop.desktop.env,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with owner:
        assert owner.stdin is not None
        owner.stdin.write(b"theirs")
        owner.stdin.close()
        wait(lambda: shop.desktop.clipboard() == "theirs")
        owner.send_signal(signal.SIGSTOP)
        pick(shop)
        wait(lambda: shop.desktop.clipboard() not in ("theirs", ""), timeout=5)  # Qt alone would wait 15 s
        owner.kill()
    assert HELD not in app.lines
