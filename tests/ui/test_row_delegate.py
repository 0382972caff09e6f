"""Highlights: Qt counts in UTF-16 units, the search in characters."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtGui import QPainter, QPixmap, QTextLayout
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from miaohui.ui import row_delegate
from miaohui.ui.row_delegate import RowDelegate
from miaohui.ui.theme import Theme


@pytest.mark.parametrize(
    ("title", "spans", "highlighted"),
    [
        ("😊包邮说明", ((1, 3),), ["包邮"]),
        ("退😊货👍🏽地址", ((0, 1), (2, 3), (5, 7)), ["退", "货", "地址"]),
        ("包邮😊", ((2, 3),), ["😊"]),
        ("包邮", (), []),
    ],
)
def test_the_right_characters_are_highlighted(
    title: str,
    spans: tuple[tuple[int, int], ...],
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
    RowDelegate(theme.tokens, parent)._draw_text(painter, 0, 0, 500, title, spans, bold=True)
    painter.end()
    units = title.encode("utf-16-le")
    assert [units[2 * a : 2 * (a + n)].decode("utf-16-le") for a, n in seen] == highlighted
