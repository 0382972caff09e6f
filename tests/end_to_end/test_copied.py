"""A new reply from what another process has on the clipboard, and that nothing of it is written before Save."""

from __future__ import annotations

import pytest

from tests.end_to_end.conftest import Shop

pytestmark = pytest.mark.desktop

ORDER, PHONE = "2411030881755201234", "13800138000"
COPIED = f"亲，订单 {ORDER} 今天发出，到货前打 {PHONE} 联系您"
TITLE = "New reply from what was copied"


def test_what_was_copied_becomes_a_reply_with_variables(shop: Shop) -> None:
    app = shop.start(("language", "en"), ("welcomed", True))
    shop.wait_for_chat()
    shop.offer_clipboard(COPIED)
    shop.open_palette()
    shop.desktop.press("ctrl+shift+n")
    shop.desktop.wait(lambda: shop.desktop.focused_title() == TITLE)
    written = b"".join(file.read_bytes() for file in shop.home.rglob("*") if file.is_file())
    assert ORDER.encode() not in written
    assert PHONE.encode() not in written

    shop.desktop.type("jintian fahuo")
    shop.desktop.press("ctrl+Return")
    shop.wait_for_chat()
    reply = shop.ask("reply", "show", "jint")
    assert reply["title"] == "jintian fahuo"
    assert reply["body"] == "亲，订单 {订单编号} 今天发出，到货前打 {电话} 联系您"
    written = b"".join(file.read_bytes() for file in shop.home.rglob("*") if file.is_file())
    assert ORDER.encode() not in written
    assert app.process.poll() is None
