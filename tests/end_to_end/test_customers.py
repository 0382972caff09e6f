"""Customers that interleave, in one chat window whose title names them; and that nothing of theirs is ever written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desktop import Program
from tests.end_to_end.conftest import Shop

pytestmark = pytest.mark.desktop

CHEN, WANG = "陈先生 - 接待中心", "王小姐 - 接待中心"
CHENS_ORDER, WANGS_ORDER = "2411030881755201234", "2411039900112233445"


def prepare(shop: Shop, *bodies: str) -> None:
    """Replies zz1, zz2 … with these texts."""
    for number, body in enumerate(bodies, start=1):
        added = shop.command(
            *("reply", "add", "--title", f"查单{number}", "--code", f"zz{number}", "--category", "物流"),
            *("--body", body),
        )
        assert added.returncode == 0, added.stderr


def ask(shop: Shop, code: str, after: Program | None = None) -> None:
    """``after`` offers the clipboard, and has handed it out before the reply is picked."""
    shop.open_palette()
    if after is not None:
        after.wait_for("  Waiting for selection request number 2")
    shop.desktop.type(code)
    shop.desktop.press("Return")


def meet(shop: Shop, title: str) -> None:
    """The agent turns to another customer in the same window."""
    shop.wait_for_chat()
    shop.chat.say(f"title {title}")
    shop.desktop.wait(lambda: shop.desktop.focused_title() == title)


def test_the_second_customer_never_gets_the_first_ones_order_number(shop: Shop) -> None:
    prepare(shop, "订单 {订单编号} 已查到", "订单 {订单编号} 已发出")
    shop.start()
    meet(shop, CHEN)
    ask(shop, "zz1")
    shop.desktop.type(CHENS_ORDER)
    shop.desktop.press("Return")
    shop.wait_for_clipboard(f"订单 {CHENS_ORDER} 已查到")
    shop.wait_for_chat()

    # The same customer again: the number stands in the form, and it takes an Enter of its own.
    ask(shop, "zz2")
    assert shop.palette_is_open()
    assert shop.desktop.clipboard() == f"订单 {CHENS_ORDER} 已查到"
    shop.desktop.press("Return")
    shop.wait_for_clipboard(f"订单 {CHENS_ORDER} 已发出")

    # Another customer in between: the form is empty, and an Enter sends nothing.
    meet(shop, WANG)
    ask(shop, "zz1")
    shop.desktop.press("Return")
    assert shop.palette_is_open()
    assert shop.desktop.clipboard() == f"订单 {CHENS_ORDER} 已发出"
    shop.desktop.type(WANGS_ORDER)
    shop.desktop.press("Return")
    shop.wait_for_clipboard(f"订单 {WANGS_ORDER} 已查到")

    # Back to the first one: neither number is there any more.
    meet(shop, CHEN)
    ask(shop, "zz2")
    shop.desktop.press("Return")
    assert shop.palette_is_open()
    assert shop.desktop.clipboard() == f"订单 {WANGS_ORDER} 已查到"


def test_what_another_program_copied_is_offered_and_takes_one_enter(shop: Shop) -> None:
    prepare(shop, "订单 {订单编号} 已查到")
    shop.start()
    copied = shop.offer_clipboard(WANGS_ORDER)
    ask(shop, "zz1", after=copied)
    shop.desktop.press("Return")
    shop.wait_for_clipboard(f"订单 {WANGS_ORDER} 已查到")
    shop.wait_for_chat()
    assert shop.command("quit").returncode == 0


def test_the_client_is_recognised_by_the_window_and_by_the_users_own_rules(shop: Shop) -> None:
    prepare(shop, "您好😊")
    plain, wangwang, wechat = (
        shop.ask("render", "zz1", "--for", client)["text"] for client in ("plain", "wangwang", "wechat")
    )
    assert len({plain, wangwang, wechat}) == 3
    rules = '[[rule]]\nclient = "telegram"\ntitle = "*"\n\n[[rule]]\nclient = "wechat"\ntitle = "客户群 *"\n'
    (shop.home / "chat_windows.toml").write_text(rules, "utf-8")
    app = shop.start(("language", "en"))
    for title, expected in ((CHEN, wangwang), ("客户群 千牛", wechat), ("便笺", plain)):
        meet(shop, title)
        ask(shop, "zz1")
        shop.wait_for_clipboard(expected)
    app.wait_for(
        f"{shop.home}/chat_windows.toml, line 2: this rule is left out, its client is none of these: "
        "plain, wangwang, wechat, qq, pinduoduo, jd, none."
    )


PLANTED = {
    "order": "2411037777000011112",
    "tracking": "YT7777000011113",
    "phone": "13977770001",
    "amount": "7731.07",
    "name": "Quetzalli",
    "copied": "2411037777000011114",
    "title": "Zsuzsanna - 接待中心",
}


def test_a_day_of_use_leaves_no_customers_value_in_any_file(shop: Shop) -> None:
    prepare(shop, "{昵称}，订单 {订单编号}，单号 {运单号}", "电话 {电话}，补 {金额} 元", "订单 {订单编号} 好了")
    app = shop.start()
    meet(shop, PLANTED["title"])
    ask(shop, "zz1")
    for name in ("name", "order", "tracking"):
        shop.desktop.type(PLANTED[name])
        shop.desktop.press("Return")
    shop.wait_for_clipboard(f"{PLANTED['name']}，订单 {PLANTED['order']}，单号 {PLANTED['tracking']}")
    shop.wait_for_chat()

    ask(shop, "zz2")
    for name in ("phone", "amount"):
        shop.desktop.type(PLANTED[name])
        shop.desktop.press("Return")
    shop.wait_for_clipboard(f"电话 {PLANTED['phone']}，补 {PLANTED['amount']} 元")
    shop.wait_for_chat()

    # A form that is left, a customer's words as a query, a number that another program copied, another season, the end.
    ask(shop, "zz2")
    shop.desktop.type(PLANTED["phone"])
    shop.desktop.press("Escape")
    shop.desktop.press("Escape")
    shop.wait_for_chat()
    shop.open_palette()
    shop.desktop.type(PLANTED["name"])
    shop.desktop.press("Escape")
    shop.wait_for_chat()
    ask(shop, "zz3", after=shop.offer_clipboard(PLANTED["copied"]))
    shop.desktop.press("Return")
    shop.wait_for_clipboard(f"订单 {PLANTED['copied']} 好了")
    shop.wait_for_chat()
    assert shop.command("season", "use", "旺季").returncode == 0
    shop.fill_clipboard("")  # what Miaohui put there is handed over at the end: to the clipboard, where it belongs
    assert shop.command("quit").returncode == 0
    assert app.process.wait(20) == 0

    written = {path: path.read_bytes() for path in files(shop) if path.is_file()}
    assert any(path.name == "usage.jsonl" and content.count(b"\n") == 3 for path, content in written.items())
    assert any(path.name == "miaohui.log" for path in written)
    for what, value in PLANTED.items():
        traces = [str(path) for path, content in written.items() if value.split(" - ")[0].encode() in content]
        assert not traces, what
        assert not [line for line in app.lines if value in line], what


def files(shop: Shop) -> list[Path]:
    """Everything below the agent's own folders: home, configuration, cache, data, runtime."""
    return [path for name in ("HOME", "XDG_RUNTIME_DIR") for path in Path(shop.desktop.env[name]).rglob("*")]
