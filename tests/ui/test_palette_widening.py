"""A moment after the last key the palette looks further, below what is there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Palette


def test_a_slip_finds_its_reply_a_moment_later(palette: Palette, qtbot: QtBot) -> None:
    palette.open()
    palette.type("fauho")
    assert palette.titles == []
    qtbot.waitUntil(lambda: "什么时候发货" in palette.titles, timeout=2_000)
    assert palette.row(0).title_spans == ((4, 6),)
    palette.press(Qt.Key.Key_Return)
    assert palette.clipboard.text


def test_the_chosen_row_stays_when_more_come(palette: Palette, qtbot: QtBot) -> None:
    palette.open()
    palette.type("dfk")
    before = palette.titles
    assert len(before) > 1
    palette.press(Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: len(palette.titles) > len(before), timeout=2_000)
    assert palette.titles[palette.window.row] == before[1]


def test_the_chosen_reply_stays_chosen_when_more_come_before_it(palette: Palette, qtbot: QtBot) -> None:
    palette.open()
    palette.type("dfk")
    before = palette.titles
    palette.press(Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: len(palette.titles) > len(before), timeout=2_000)
    assert palette.titles[palette.window.row] == before[-1]


def test_what_was_found_for_an_earlier_query_never_appears(palette: Palette, qtbot: QtBot) -> None:
    palette.open()
    palette.type("fauho")
    listed: list[list[str]] = []
    palette.window.model.modelReset.connect(lambda: listed.append(palette.titles))
    palette.window.search.setText("qqqqqq")
    qtbot.waitUntil(lambda: "qqqqqq" in palette.window.nothing.text, timeout=2_000)
    assert not any(listed)


def test_a_category_is_kept_to(palette: Palette, qtbot: QtBot) -> None:
    palette.open()
    palette.type("fauho")
    qtbot.waitUntil(lambda: bool(palette.titles), timeout=2_000)
    everywhere = len(palette.titles)
    palette.press(Qt.Key.Key_Tab)
    assert palette.titles == []
    qtbot.waitUntil(lambda: bool(palette.titles), timeout=2_000)
    assert len(palette.titles) < everywhere


def test_nothing_found_is_said_when_it_is_certain(palette: Palette, qtbot: QtBot) -> None:
    palette.open()
    palette.type("qqqqqq")
    assert "qqqqqq" not in palette.window.nothing.text
    qtbot.waitUntil(lambda: "qqqqqq" in palette.window.nothing.text, timeout=2_000)
