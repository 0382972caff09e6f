"""Windows that are asked for."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from miaohui.ui.front import bring


def test_a_minimised_window_is_seen_again(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.showMinimized()
    bring(window)
    assert window.isVisible()
    assert not window.isMinimized()


def test_a_large_window_stays_large(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.showMaximized()
    bring(window)
    assert window.isMaximized()
