"""A moment after the last key the palette looks further, below what is there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from miaohui.ui.palette.searching import WIDEN_AFTER
from tests.ui.conftest import Palette


def test_a_slip_finds_its_reply_a_moment_later(palette: Palette, qtbot: QtBot) -> None:
    palette.open()
    palette.type("fauho")
    assert palette.titles == []
    qtbot.waitUntil(lambda: "什么时候发货" in palette.titles, timeout=2_000)
    assert palette.row(0).title_spans == ((4, 6),)
    palette.press(Qt.Key.Key_Return)
    assert palette.clipboard.text


def test_the_chosen_row_stays_when_more_come_below(palette: Palette, qtbot: QtBot) -> None:
    palette.open()
    palette.type("tuihuo")
    before = palette.titles
    assert 1 < len(before) < 20
    palette.press(Qt.Key.Key_Down)
    qtbot.wait(3 * WIDEN_AFTER)
    assert palette.titles[: len(before)] == before
    assert palette.window.row == 1


def test_what_was_found_for_an_earlier_query_never_appears(palette: Palette, qtbot: QtBot) -> None:
    palette.open()
    palette.type("fauho")
    palette.window.search.clear()
    everything = palette.titles
    qtbot.wait(3 * WIDEN_AFTER)
    assert palette.titles == everything


def test_a_category_is_kept_to(palette: Palette, qtbot: QtBot) -> None:
    palette.open()
    palette.type("fauho")
    qtbot.waitUntil(lambda: bool(palette.titles), timeout=2_000)
    everywhere = len(palette.titles)
    palette.press(Qt.Key.Key_Tab)
    qtbot.wait(3 * WIDEN_AFTER)
    assert len(palette.titles) < everywhere


def test_nothing_found_is_said_when_it_is_certain(palette: Palette, qtbot: QtBot) -> None:
    palette.open()
    palette.type("qqqqqq")
    assert "qqqqqq" not in palette.window.nothing.text
    qtbot.waitUntil(lambda: "qqqqqq" in palette.window.nothing.text, timeout=2_000)
