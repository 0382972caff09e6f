"""A reply of several messages, from outside: each Enter is followed by the agent's own paste in another program."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.desktop import Program, wait
from tests.end_to_end.conftest import Shop

pytestmark = pytest.mark.desktop

BOX = Path(__file__).parents[1] / "system" / "programs" / "reply_box.py"


def add(shop: Shop, code: str, body: str) -> None:
    added = shop.command(
        *("reply", "add", "--title", "围巾怎么洗", "--code", code, "--category", "商品咨询", "--body", body)
    )
    assert added.returncode == 0, added.stderr


@contextmanager
def reply_box(shop: Shop) -> Iterator[Program]:
    with shop.desktop.program(BOX, "回复框") as box:
        box.wait_for("focused")
        shop.desktop.wait(lambda: shop.desktop.focused_title() == "回复框")
        yield box


def content(box: Program) -> dict[str, Any]:
    states = [line for line in box.lines if line.startswith("{")]
    state: dict[str, Any] = json.loads(states[-1]) if states else {"text": ""}
    return state


def paste(shop: Shop, box: Program, expected: str) -> None:
    """As an agent does it, once the palette has gone."""
    shop.desktop.wait(lambda: shop.desktop.focused_title() == "回复框")
    shop.desktop.press("ctrl+v")
    wait(lambda: content(box)["text"] == expected, describe=lambda: f"{expected!r} in {box.lines}")


def nothing_waits(shop: Shop) -> None:
    """Alt+0 takes nothing: the palette is still there and finds what is typed."""
    shop.open_palette()
    shop.desktop.press("alt+0")
    shop.desktop.type("kd2")
    shop.desktop.press("Return")
    shop.wait_for_clipboard(shop.ask("render", "kd2")["text"])


def test_three_messages_are_pasted_in_their_order(shop: Shop) -> None:
    """GIVEN a reply of three messages with a number to fill in, WHEN it is picked once and Enter is pressed on the
    palette twice more, THEN what is pasted after each is message one, two and three; then nothing waits any more."""
    shop.start()
    add(shop, "xs9", "单号 {运单号} 已发出\n---\n冷水手洗，不要拧干。\n---\n{运单号} 有问题随时找我😊")
    with reply_box(shop) as box:
        shop.open_palette()
        shop.desktop.type("xs9")
        shop.desktop.press("Return")
        shop.desktop.type("YT7423580019263")
        shop.desktop.press("Return")
        paste(shop, box, "单号 YT7423580019263 已发出")
        shop.desktop.press("End")
        shop.open_palette()
        shop.desktop.press("Return")
        paste(shop, box, "单号 YT7423580019263 已发出冷水手洗，不要拧干。")
        shop.open_palette()
        shop.desktop.press("alt+0")
        paste(shop, box, "单号 YT7423580019263 已发出冷水手洗，不要拧干。YT7423580019263 有问题随时找我😊")

        nothing_waits(shop)
    log = (shop.home / "usage.jsonl").read_text("utf-8")
    assert [json.loads(line)["ms"] > 0 for line in log.splitlines()] == [True, True]  # one for all three, and kd2
    assert "YT7423580019263" not in log


def test_in_another_window_nothing_of_the_first_customers_goes_on(shop: Shop) -> None:
    shop.start()
    add(shop, "xs9", "单号一二三\n---\n冷水手洗")
    shop.open_palette()
    shop.desktop.type("xs9")
    shop.desktop.press("Return")
    shop.wait_for_clipboard("单号一二三")
    shop.wait_for_chat()
    with reply_box(shop):
        nothing_waits(shop)


def test_a_look_reaches_a_client_that_takes_formatted_text(shop: Shop) -> None:
    shop.start(("client", "wangwang"), ("formatted", True))
    add(shop, "hd9", "满200减20")
    document = shop.home / "library.json"
    shop.command("quit")
    assert shop.app is not None
    assert shop.app.process.wait(20) == 0
    document.write_text(document.read_text("utf-8").replace('"code":"hd9"', '"code":"hd9","look":"activity"'), "utf-8")
    shop.start()
    with reply_box(shop) as box:
        shop.open_palette()
        shop.desktop.type("hd9")
        shop.desktop.press("Return")
        paste(shop, box, "满200减20")
        assert content(box) == {"text": "满200减20", "bold": True, "size": 12.0}
    assert shop.desktop.clipboard() == "满200减20"
