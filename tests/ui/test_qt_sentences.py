"""The words of Qt's own dialogs."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from miaohui.ui.qt_sentences import translate


def cancel(qtbot: QtBot) -> str:
    box = QMessageBox()
    qtbot.addWidget(box)
    box.setStandardButtons(QMessageBox.StandardButton.Cancel)
    return box.button(QMessageBox.StandardButton.Cancel).text()


def test_qts_own_buttons_are_chinese_in_the_chinese_interface(qapp: QApplication, qtbot: QtBot) -> None:
    translator = translate(qapp, "zh_CN")
    assert translator is not None
    try:
        assert cancel(qtbot) == "取消"
    finally:
        qapp.removeTranslator(translator)
    assert cancel(qtbot) == "Cancel"


def test_a_language_that_qt_does_not_know_leaves_its_english(qapp: QApplication, qtbot: QtBot) -> None:
    assert translate(qapp, "xx_XX") is None
    assert cancel(qtbot) == "Cancel"
