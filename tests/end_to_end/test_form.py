"""The fill form of the real process: a variable of the shop's own, a courier recognised, a doubt that is meant."""

from __future__ import annotations

import os
import signal

import pytest

from tests.end_to_end.conftest import Shop

pytestmark = pytest.mark.desktop


def test_own_variables_reach_the_running_app_by_command_and_by_hand(shop: Shop) -> None:
    shop.start(("welcomed", True))
    for line in (
        ("variable", "add", "礼盒", "--kind", "choice", "--choice", "A1", "--choice", "B2"),
        ("reply", "add", "--title", "礼盒", "--code", "lh9", "--category", "物流", "--body", "发{礼盒}，{站点}"),
    ):
        done = shop.command(*line)
        assert (done.returncode, done.stderr) == (0, "")
    file = shop.home / "variables.toml"
    file.write_text(
        file.read_text("utf-8") + '\n[[variable]]\nname = "站点"\nchoices = ["C3", "D4"]\n',
        "utf-8",
    )
    shop.open_palette()
    shop.desktop.type("lh9")
    for key in ("Return", "Right", "Tab", "Tab", "Right", "Return"):
        shop.desktop.press(key)
    shop.wait_for_clipboard("发B2，D4")


def test_the_courier_follows_the_number_and_a_doubtful_number_is_meant_twice(shop: Shop) -> None:
    for code, body in (("dh8", "单号{运单号}"), ("dh9", "单号{运单号}，{快递=|申通|圆通}发的")):
        shop.command("reply", "add", "--title", "单号", "--code", code, "--category", "物流", "--body", body)
    shop.start(("welcomed", True))
    shop.open_palette()
    for keys in ("dh8", "Return", "SF1", "Return"):
        (shop.desktop.press if keys == "Return" else shop.desktop.type)(keys)
    assert shop.palette_is_open()
    assert shop.desktop.clipboard() == ""
    shop.desktop.press("Return")
    shop.wait_for_clipboard("单号SF1")
    shop.wait_for_chat()

    shop.open_palette()
    for keys in ("dh9", "Return", "SF1234567890123", "Return"):
        (shop.desktop.press if keys == "Return" else shop.desktop.type)(keys)
    shop.wait_for_clipboard("单号SF1234567890123，顺丰发的")


def test_keys_that_come_while_the_app_is_busy_do_what_they_do_otherwise(shop: Shop) -> None:
    body = "发{礼盒=|A1|B2}，{站点=|C3|D4}"
    shop.command("reply", "add", "--title", "礼盒", "--code", "lh9", "--category", "物流", "--body", body)
    app = shop.start(("welcomed", True))
    shop.open_palette()
    os.kill(app.process.pid, signal.SIGSTOP)
    try:
        shop.desktop.run(["xdotool", "key", "l", "h", "9", "Return", "Right", "Tab", "Tab", "Right", "Return"])
    finally:
        os.kill(app.process.pid, signal.SIGCONT)
    shop.wait_for_clipboard("发B2，D4")
    shop.wait_for_chat()
