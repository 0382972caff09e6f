"""The words of Qt's own dialogs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QMessageBox, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from miaohui.ui import file_dialog
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


def test_the_file_dialog_calls_folders_in_chinese(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    translator = translate(qapp, "zh_CN")
    assert translator is not None
    (tmp_path / "话术").mkdir()
    window = QWidget()
    qtbot.addWidget(window)
    try:
        dialog = file_dialog.to_open(window, "话术", ["CSV (*.csv)"])
        dialog.setDirectory(str(tmp_path))
        dialog.open()
        rows = dialog.findChild(QTreeView, "treeView")
        assert rows is not None

        def kind() -> str:
            return str(rows.rootIndex().model().index(0, file_dialog.TYPE, rows.rootIndex()).data())

        qtbot.waitUntil(lambda: rows.rootIndex().model().rowCount(rows.rootIndex()) == 1)
        qtbot.waitUntil(lambda: kind() == "文件夹")
        with qtbot.waitSignal(dialog.finished):
            dialog.reject()
    finally:
        qapp.removeTranslator(translator)
