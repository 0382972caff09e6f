"""Pictures from outside: taken in by a command, picked in the palette, read by another process."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.desktop import wait
from tests.end_to_end.conftest import Shop
from tests.pictures import picture_file, read

pytestmark = pytest.mark.desktop


def add(shop: Shop, *more: str | Path) -> None:
    added = shop.command(
        *("reply", "add", "--title", "看尺码图", "--code", "tu9", "--category", "商品咨询", *map(str, more))
    )
    assert added.returncode == 0, added.stderr


def pick(shop: Shop) -> None:
    shop.open_palette()
    shop.desktop.type("tu9")
    shop.desktop.press("Return")


def wait_for_picture(shop: Shop, content: bytes) -> None:
    wait(lambda: shop.desktop.clipboard_picture() == content)


def test_a_picture_is_pasted_by_another_program_and_survives_the_app(shop: Shop, tmp_path: Path) -> None:
    chart = picture_file(tmp_path, size=(800, 1200))
    app = shop.start()
    add(shop, "--picture", chart)
    content = chart.read_bytes()
    chart.unlink()

    pick(shop)
    shop.wait_for_chat()

    wait_for_picture(shop, content)
    assert read(content)[:2] == ("PNG", (800, 1200))
    app.process.send_signal(signal.SIGTERM)
    assert app.process.wait(20) == 0
    assert shop.desktop.clipboard_picture() == content


def test_a_photo_is_pasted_as_png(shop: Shop, tmp_path: Path) -> None:
    shop.start()
    add(shop, "--picture", picture_file(tmp_path, "模特.jpg", (300, 200)))

    pick(shop)

    wait(lambda: "image/png" in shop.desktop.clipboard_targets())
    assert read(shop.desktop.clipboard_picture())[:2] == ("PNG", (300, 200))


def test_beside_a_text_the_text_is_pasted(shop: Shop, tmp_path: Path) -> None:
    shop.start()
    add(shop, "--body", "亲，看图", "--picture", picture_file(tmp_path))
    pick(shop)
    shop.wait_for_clipboard("亲，看图")


def test_a_picture_that_vanished_leaves_the_clipboard_alone(shop: Shop, tmp_path: Path) -> None:
    shop.start()
    add(shop, "--picture", picture_file(tmp_path))
    (kept,) = (shop.home / "pictures").iterdir()
    kept.unlink()
    shop.fill_clipboard("别人的")
    pick(shop)
    shop.desktop.press("Escape")
    shop.wait_for_chat()
    assert shop.desktop.clipboard() == "别人的"
