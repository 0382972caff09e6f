"""Highlights: Qt counts in UTF-16 units, the search in characters."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPixmap, QTextLayout
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from miaohui.ui import row_delegate
from miaohui.ui.rich_text import Line
from miaohui.ui.row_delegate import Row, RowDelegate
from miaohui.ui.theme import Theme


@pytest.mark.parametrize(
    ("title", "spans", "decides", "highlighted"),
    [
        ("😊包邮说明", ((1, 3),), None, ["包邮"]),
        ("退😊货👍🏽地址", ((0, 1), (2, 3), (5, 7)), None, ["退", "货", "地址"]),
        ("包邮😊", ((2, 3),), None, ["😊"]),
        ("包邮", (), None, []),
        ("😊新区包邮", ((3, 5),), (1, 3), ["包邮", "新区"]),
    ],
)
def test_the_right_characters_are_highlighted(
    title: str,
    spans: tuple[tuple[int, int], ...],
    decides: tuple[int, int] | None,
    highlighted: list[str],
    theme: Theme,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[tuple[int, int]] = []

    class Watched(QTextLayout):
        def setFormats(self, formats: Sequence[QTextLayout.FormatRange]) -> None:
            seen.extend((one.start, one.length) for one in formats[1:])
            super().setFormats(formats)

    monkeypatch.setattr(row_delegate, "QTextLayout", Watched)
    parent = QWidget()
    qtbot.addWidget(parent)
    picture = QPixmap(600, 40)
    painter = QPainter(picture)
    RowDelegate(theme.tokens, parent)._draw_text(painter, 0, 0, 500, title, spans, decides, bold=True)
    painter.end()
    units = title.encode("utf-16-le")
    assert [units[2 * a : 2 * (a + n)].decode("utf-16-le") for a, n in seen] == highlighted


def drawn(theme: Theme, parent: QWidget, *pieces: tuple[str, bool]) -> QPixmap:
    """A row's second line with these pieces."""
    picture = QPixmap(400, 54)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    row = Row(0, "", (), "", (), "", Line(pieces))
    RowDelegate(theme.tokens, parent)._draw_second_line(painter, QRect(0, 0, 400, 54), row)
    painter.end()
    return picture


def test_a_code_without_a_picture_is_a_chip_in_its_row(theme: Theme, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    chip = theme.tokens.colour("line").rgb()
    for is_chip in (True, False):
        image = drawn(theme, parent, ("您好", False), ("#E-s01", is_chip), ("再见", False)).toImage()
        grounds = sum(image.pixel(x, 33) == chip for x in range(400))
        assert (grounds > 30) == is_chip


def test_a_long_line_ends_within_its_row(theme: Theme, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    image = drawn(theme, parent, ("您好" * 300, False), ("#E-s01", True), ("再见" * 99, False)).toImage()
    white = Qt.GlobalColor.white
    assert all(image.pixelColor(x, y) == white for x in range(392, 400) for y in range(54))
