"""The footer by itself: hints are shown as a whole or not at all."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from miaohui.ui.palette.footer import Footer

LEFT = [("Enter", "Copy"), ("Ctrl Enter", "Copy and paste"), ("Tab", "Category"), ("Ctrl N", "New")]
RIGHT = [("F1", "Input method: off")]


def shown(footer: Footer) -> list[str]:
    return [label.text() for label in footer.findChildren(QLabel) if label.isVisible()]


def show(qtbot: QtBot, width: int) -> Footer:
    footer = Footer()
    qtbot.addWidget(footer)
    footer.resize(width, 36)
    footer.show()
    footer.show_hints(LEFT, RIGHT)
    return footer


def test_where_there_is_room_every_hint_is_shown(qtbot: QtBot) -> None:
    assert shown(show(qtbot, 800)) == [word for hint in (*LEFT, *RIGHT) for word in hint]


@pytest.mark.parametrize("width", range(220, 640, 60))
def test_no_hint_is_cut(qtbot: QtBot, width: int) -> None:
    footer = show(qtbot, width)
    layout = footer.layout()
    assert layout is not None
    qtbot.waitUntil(lambda: layout.geometry().width() == width)
    labels = [label for label in footer.findChildren(QLabel) if label.isVisible()]
    for label in labels:
        assert label.width() >= label.sizeHint().width()
        assert footer.rect().contains(label.mapTo(footer, label.rect().bottomRight()))
    left = shown(footer)[:-2]
    assert left == [word for hint in LEFT for word in hint][: len(left)]
    assert shown(footer)[-2:] == list(RIGHT[0])


def test_a_wider_footer_shows_more(qtbot: QtBot) -> None:
    footer = show(qtbot, 300)
    before = len(shown(footer))
    footer.resize(800, 36)
    assert len(shown(footer)) > before
