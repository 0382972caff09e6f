"""Automatic replies of the real process: a switch of the season, what it leaves to do, and doing it."""

from __future__ import annotations

import pytest

from tests.end_to_end.conftest import Shop

pytestmark = pytest.mark.desktop


def states(shop: Shop) -> list[str]:
    return [row["set"] for row in shop.ask("auto", "list")["auto_replies"]]


def text_of(shop: Shop, slot: str) -> str:
    text: str = shop.ask("auto", "show", slot)["text"]
    return text


def test_after_a_switch_the_texts_are_copied_and_ticked_off_one_after_the_other(shop: Shop) -> None:
    shop.start(("welcomed", True), ("client", "wangwang"), ("clients_in_use", ["wangwang"]))
    assert shop.command("season", "use", "peak").returncode == 0
    shop.desktop.wait(lambda: states(shop) == ["due", "due", "due", "due", "open"])

    shop.open_palette()
    shop.desktop.press("F4")
    shop.desktop.wait(lambda: shop.desktop.focused_title() == "自动回复")
    shop.desktop.press("Return")
    shop.wait_for_clipboard(text_of(shop, "first"))
    shop.desktop.press("space")
    shop.desktop.wait(lambda: states(shop) == ["done", "due", "due", "due", "open"])
    shop.desktop.press("Down")
    shop.desktop.press("Return")
    shop.wait_for_clipboard(text_of(shop, "busy"))
    shop.desktop.press("space")
    shop.desktop.wait(lambda: states(shop) == ["done", "done", "due", "due", "open"])
    shop.desktop.press("Escape")
    shop.wait_for_chat()
