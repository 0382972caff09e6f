"""The main job, from outside: the real process, real keys, a clipboard that another process reads."""

from __future__ import annotations

import os
import signal

import pytest

from tests.end_to_end.conftest import Shop

pytestmark = pytest.mark.desktop


def test_hotkey_initials_enter_give_the_filled_reply(shop: Shop) -> None:
    """GIVEN a nickname, a shop, the Qianniu client and peak season, WHEN hotkey, initials, Enter are pressed over a
    chat window, THEN another process reads exactly that text, and the chat has the focus and none of the keys."""
    shop.start(
        ("profile", {"客服昵称": "小园", "店铺": "青山茶铺"}),
        ("client", "wangwang"),
        ("season", "peak"),
    )
    shop.open_palette()
    shop.desktop.type("hy1")
    shop.desktop.press("Return")
    shop.wait_for_clipboard("亲，您好，欢迎光临青山茶铺/:^_^我是客服小园，有什么可以帮您？")
    shop.wait_for_chat()
    assert [line for line in shop.chat.lines if line.startswith("key") and "Alt" not in line] == []

    # The peak wording, found by pinyin initials, is what the command line renders for this season.
    expected = shop.ask("render", "fh1", "--season", "peak", "--for", "wangwang")["text"]
    assert expected != shop.ask("render", "fh1", "--season", "normal", "--for", "wangwang")["text"]
    shop.open_palette()
    shop.desktop.type("smshfh")
    shop.desktop.press("Return")
    shop.wait_for_clipboard(expected)


def test_a_missing_variable_is_asked_and_escape_leaves_the_clipboard(shop: Shop) -> None:
    added = shop.command(
        *("reply", "add", "--title", "单号", "--code", "dh9", "--category", "物流", "--body", "单号 {运单号}")
    )
    assert added.returncode == 0, added.stderr
    shop.start()
    shop.fill_clipboard("别人的")
    shop.open_palette()
    shop.desktop.type("dh9")
    shop.desktop.press("Return")
    shop.desktop.type("YT1")
    shop.desktop.press("Escape")
    assert shop.palette_is_open()
    shop.desktop.press("Escape")
    shop.wait_for_chat()
    assert shop.desktop.clipboard() == "别人的"

    shop.open_palette()
    shop.desktop.type("dh9")
    shop.desktop.press("Return")
    shop.desktop.type("YT7423580019263")
    shop.desktop.press("Return")
    shop.wait_for_clipboard("单号 YT7423580019263")


def test_a_second_start_shows_the_first_ones_palette(shop: Shop) -> None:
    shop.start()
    second = shop.command()
    assert second.returncode == 0, second.stderr
    shop.desktop.wait(shop.palette_is_open)
    shop.command("hide")
    shop.wait_for_chat()


def test_the_hotkey_closes_what_it_opened(shop: Shop) -> None:
    shop.start()
    shop.open_palette()
    shop.desktop.press("alt+q")
    shop.wait_for_chat()


def test_toggle_opens_and_closes_and_quit_ends(shop: Shop) -> None:
    app = shop.start()
    assert shop.command("toggle").returncode == 0
    shop.desktop.wait(shop.palette_is_open)
    assert shop.command("toggle").returncode == 0
    shop.wait_for_chat()
    assert shop.command("quit").returncode == 0
    assert app.process.wait(20) == 0
    assert shop.command("toggle").returncode == 4


@pytest.mark.parametrize("by_signal", [False, True])
def test_it_ends_also_while_the_palette_is_open(shop: Shop, *, by_signal: bool) -> None:
    app = shop.start()
    shop.open_palette()
    if by_signal:
        app.process.terminate()
    else:
        assert shop.command("quit").returncode == 0
    assert app.process.wait(20) == 0


def test_the_text_survives_the_end_of_the_app(shop: Shop) -> None:
    app = shop.start()
    shop.open_palette()
    shop.desktop.type("hy1")
    shop.desktop.press("Return")
    expected = shop.ask("render", "hy1")["text"]
    shop.wait_for_clipboard(expected)
    app.process.send_signal(signal.SIGTERM)
    assert app.process.wait(20) == 0
    shop.wait_for_clipboard(expected)


def test_a_reply_added_by_command_is_found_in_the_running_app(shop: Shop) -> None:
    shop.start()
    added = shop.command(
        *("reply", "add", "--title", "新茶上市", "--code", "xc1", "--category", "商品咨询", "--body", "新茶到了")
    )
    assert added.returncode == 0, added.stderr
    shop.open_palette()
    shop.desktop.type("xcss")
    shop.desktop.press("Return")
    shop.wait_for_clipboard("新茶到了")


def test_a_season_switched_by_command_is_in_force_at_once(shop: Shop) -> None:
    shop.start()
    assert shop.command("season", "use", "旺季").returncode == 0
    expected = shop.ask("render", "fh1", "--season", "peak")["text"]
    shop.open_palette()
    shop.desktop.type("fh1")
    shop.desktop.press("Return")
    shop.wait_for_clipboard(expected)


def test_a_taken_hotkey_is_told_and_the_next_one_opens(shop: Shop) -> None:
    other = Shop.start(shop)  # the first app holds Alt+Q
    env = {**shop.desktop.env, "MIAOHUI_HOME": str(shop.home.with_name("second"))}
    first, shop.desktop.env = shop.desktop.env, env
    second = shop.start(("language", "en"))
    second.wait_for("Another program holds Alt+Q; Miaohui opens with Ctrl+` for now.")
    shop.open_palette("ctrl+grave")
    shop.desktop.env = first
    assert other.process.poll() is None


def test_client_and_season_are_chosen_by_keyboard(shop: Shop) -> None:
    shop.start(("season", "normal"))
    shop.open_palette()
    shop.desktop.press("ctrl+s")
    shop.desktop.press("Down")
    shop.desktop.press("Return")
    shop.desktop.wait(lambda: shop.ask("doctor")["season"] == "peak")
    shop.desktop.press("ctrl+k")
    shop.desktop.press("Down")
    shop.desktop.press("Return")
    shop.desktop.wait(lambda: shop.ask("doctor")["client"] == "wangwang")
    assert shop.palette_is_open()


ROUNDS = int(os.environ.get("MIAOHUI_ROUNDS", "100"))


def test_open_pick_close_never_misses(shop: Shop) -> None:
    """Each round picks another of two replies (of one wording each), so that a missed one shows."""
    shop.start()
    expected = {code: shop.ask("render", code)["text"] for code in ("kd2", "kd3")}
    for number in range(ROUNDS):
        code = ("kd2", "kd3")[number % 2]
        shop.open_palette()
        shop.desktop.type(code)
        shop.desktop.press("Return")
        shop.wait_for_clipboard(expected[code])
        shop.wait_for_chat()
