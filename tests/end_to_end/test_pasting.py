"""Ctrl+Enter in the palette puts the reply into another process's text window, and presses nothing else."""

from __future__ import annotations

import pytest

from tests.desktop import wait
from tests.end_to_end.conftest import Shop
from tests.end_to_end.test_parts import content, reply_box

pytestmark = pytest.mark.desktop


def test_ctrl_enter_pastes_once_into_the_window_the_palette_came_from(shop: Shop) -> None:
    shop.start()
    with reply_box(shop) as box:
        shop.open_palette()
        shop.desktop.type("kd2")
        shop.desktop.press("ctrl+Return")
        reply = shop.ask("render", "kd2")["text"]
        wait(lambda: content(box)["text"] == reply, describe=lambda: f"{reply!r} in {box.lines}")
        assert shop.desktop.focused_title() == "回复框"
        shop.open_palette()
        shop.desktop.type("kd2")
        shop.desktop.press("Return")  # only copies
        shop.desktop.wait(lambda: shop.desktop.focused_title() == "回复框")
        shop.desktop.press("End")
        shop.desktop.type("ok")
        wait(lambda: content(box)["text"] == reply + "ok")
