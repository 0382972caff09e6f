"""The tokens: complete in both themes, and readable."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from miaohui.ui.theme import Theme, Tokens, load

READ_ON = [
    ("text", "surface"),
    ("text", "raised"),
    ("text", "accent_soft"),
    ("muted", "surface"),
    ("muted", "raised"),
    ("muted", "accent_soft"),
    ("match", "surface"),
    ("match", "accent_soft"),
    ("accent_text", "surface"),
    ("accent_text", "accent_soft"),
    ("filled", "filled_soft"),
    ("missing", "missing_soft"),
    ("peak_text", "peak_soft"),
    ("danger", "surface"),
    ("danger", "danger_soft"),
    ("on_accent", "accent"),
]


def luminance(colour: QColor) -> float:
    """WCAG 2.1's relative luminance."""

    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.fixture(params=["light", "dark"])
def tokens(request: pytest.FixtureRequest) -> Tokens:
    return load(request.param)


@pytest.mark.parametrize(("ink", "ground"), READ_ON, ids=[f"{ink} on {ground}" for ink, ground in READ_ON])
def test_whatever_is_read_has_enough_contrast(tokens: Tokens, ink: str, ground: str) -> None:
    assert contrast(tokens.colour(ink), tokens.colour(ground)) >= 4.5


class QBalloonTip(QWidget):
    """Called as Qt's own window for a tray message, which makes itself yellow."""

    def __init__(self) -> None:
        super().__init__()
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(255, 255, 225))
        self.setPalette(palette)
        self.text = QLabel("已切换", self)


def test_a_tray_message_can_be_read(tokens: Tokens, qtbot: QtBot) -> None:
    tip = QBalloonTip()
    qtbot.addWidget(tip)
    tip.setStyleSheet(tokens.style_sheet)
    tip.ensurePolished()
    tip.text.ensurePolished()
    ink = tip.text.palette().color(QPalette.ColorRole.WindowText)
    assert contrast(ink, tip.palette().color(QPalette.ColorRole.Window)) >= 4.5


def test_both_themes_have_the_same_tokens() -> None:
    assert load("light").colours.keys() == load("dark").colours.keys()


def test_the_style_sheet_uses_no_token_that_is_not_there(tokens: Tokens) -> None:
    assert "$" not in tokens.style_sheet


def test_a_half_ticked_box_has_a_bar(qtbot: QtBot, theme: Theme) -> None:
    rows = QListWidget()
    qtbot.addWidget(rows)
    rows.setObjectName("choices")
    for state in (Qt.CheckState.Unchecked, Qt.CheckState.PartiallyChecked):
        item = QListWidgetItem("老客")
        item.setCheckState(state)
        rows.addItem(item)
    rows.show()
    image = rows.viewport().grab().toImage()
    bars = []
    for row in range(2):
        rect = rows.visualItemRect(rows.item(row))
        line = [image.pixelColor(x, rect.center().y()) for x in range(rect.left(), rect.left() + 40)]
        bars.append(line.count(theme.tokens.colour("accent")) > 8)
    assert bars == [False, True]
