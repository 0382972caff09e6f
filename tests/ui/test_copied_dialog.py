"""A new reply from the clipboard: what is a customer's becomes a variable, and nothing is kept before Save."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from miaohui.domain.emoticon_catalogue import Catalogue
from miaohui.domain.pinyin import Readings
from miaohui.flow.conversation import Conversation
from miaohui.flow.workspace import Workspace
from miaohui.library.formats import read_table
from miaohui.library.pictures import PictureStore
from miaohui.paths import Paths
from miaohui.ui.copied_dialog import CopiedDialog
from miaohui.ui.dialogs import Dialogs
from miaohui.ui.theme import Theme
from tests.ui.conftest import Palette

COPIED = "😊王小明您好，订单 202411038817552 今天发货，到了打 13800138000"


@pytest.fixture
def dialogs(qtbot: QtBot, workspace: Workspace, catalogue: Catalogue, tmp_path: Path) -> Iterator[Dialogs]:
    pictures = PictureStore(Paths(tmp_path / "home", tmp_path / "run"))
    parent = QObject()
    yield Dialogs(workspace, read_table, pictures, lambda: catalogue, parent)
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QDialog):
            window.close()
            window.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def dialog(dialogs: Dialogs, workspace: Workspace, readings: Readings, theme: Theme) -> CopiedDialog:
    return opened(dialogs, workspace, readings, theme, COPIED)


def opened(dialogs: Dialogs, workspace: Workspace, readings: Readings, theme: Theme, text: str) -> CopiedDialog:
    dialogs.new_from_copied(text, Conversation(workspace).proposals, readings, theme.tokens)
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, CopiedDialog) and w.isVisible()]
    return dialog


def boxes(dialog: CopiedDialog) -> dict[str, QCheckBox]:
    return {box.text().split("→")[1].strip(): box for box in dialog.findChildren(QCheckBox) if not box.isHidden()}


def press(dialog: QDialog, text: str) -> None:
    next(button for button in dialog.findChildren(QPushButton) if button.text() == text).click()


def test_numbers_are_variables_before_anything_is_saved(dialog: CopiedDialog) -> None:
    assert dialog.text.toPlainText() == "😊王小明您好，订单 {订单编号} 今天发货，到了打 {电话}"
    assert "202411038817552" in boxes(dialog)["{订单编号}"].text()
    assert all(box.isChecked() for box in boxes(dialog).values())


def test_a_proposal_is_switched_off_and_on_again_in_a_text_written_over(dialog: CopiedDialog) -> None:
    dialog.text.moveCursor(QTextCursor.MoveOperation.Start)
    dialog.text.insertPlainText("亲，")
    dialog.text.moveCursor(QTextCursor.MoveOperation.End)
    dialog.text.insertPlainText("。")
    boxes(dialog)["{电话}"].click()
    assert dialog.text.toPlainText() == "亲，😊王小明您好，订单 {订单编号} 今天发货，到了打 13800138000。"
    assert boxes(dialog)["{订单编号}"].isChecked()
    boxes(dialog)["{电话}"].click()
    assert dialog.text.toPlainText().endswith("到了打 {电话}。")


def test_a_variable_that_was_written_over_has_no_tick(dialog: CopiedDialog) -> None:
    dialog.text.selectAll()
    dialog.text.insertPlainText("您好")
    assert not any(box.isChecked() for box in boxes(dialog).values())


def test_save_puts_the_template_into_the_library(qtbot: QtBot, dialog: CopiedDialog, workspace: Workspace) -> None:
    dialog.title.setFocus()
    dialog.title.setText("今天发货")
    dialog.title.textEdited.emit("今天发货")
    assert dialog.code.text() == "jtfh"
    with qtbot.waitSignal(dialog.accepted):
        press(dialog, "Save")
    reply = workspace.find("jtfh")
    assert reply.text == "😊王小明您好，订单 {订单编号} 今天发货，到了打 {电话}"
    assert (reply.title, workspace.undo().label) == ("今天发货", "add")


def test_a_code_of_ones_own_stays_and_a_taken_one_gets_a_number(dialog: CopiedDialog) -> None:
    dialog.title.textEdited.emit("欢迎")
    assert dialog.code.text().startswith("hy")
    dialog.code.setText("mine")
    dialog.title.textEdited.emit("发货")
    assert dialog.code.text() == "mine"


def test_what_is_wrong_is_said_and_nothing_is_lost(dialog: CopiedDialog) -> None:
    dialog.title.setText("今天发货")
    press(dialog, "Save")
    assert dialog.error_text == "A reply needs a code."
    assert dialog.isVisible()
    assert "{电话}" in dialog.text.toPlainText()


def test_the_editor_takes_over_title_and_text(qtbot: QtBot, dialogs: Dialogs, dialog: CopiedDialog) -> None:
    dialog.title.setText("今天发货")
    with qtbot.waitSignal(dialogs.new_requested) as wanted:
        press(dialog, "Go on in the editor…")
    assert wanted.args == ["今天发货", "😊王小明您好，订单 {订单编号} 今天发货，到了打 {电话}"]
    assert dialog.isHidden()


def test_what_is_pasted_into_the_empty_dialog_is_looked_at_as_well(
    dialogs: Dialogs, workspace: Workspace, readings: Readings, theme: Theme
) -> None:
    dialog = opened(dialogs, workspace, readings, theme, "")
    assert dialog.focusWidget() is dialog.text
    mime = QMimeData()
    mime.setText("打 13800138000")
    dialog.text.insertFromMimeData(mime)
    assert dialog.text.toPlainText() == "打 {电话}"
    assert list(boxes(dialog)) == ["{电话}"]


def test_nothing_found_is_said(dialogs: Dialogs, workspace: Workspace, readings: Readings, theme: Theme) -> None:
    dialog = opened(dialogs, workspace, readings, theme, "亲，7天无理由")
    assert boxes(dialog) == {}
    assert dialog.text.toPlainText() == "亲，7天无理由"


def test_ctrl_shift_n_reads_the_clipboard_when_it_is_pressed(qtbot: QtBot, palette: Palette, tmp_path: Path) -> None:
    palette.open()
    palette.desk.copied = f"\n{COPIED}\u200e\r\n"
    with qtbot.waitSignal(palette.controller.copied) as wanted:
        palette.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert wanted.args is not None
    text, propose = wanted.args
    assert text == COPIED
    assert [one.variable for one in propose(text)] == ["{订单编号}", "{电话}"]
    kept = "".join(p.read_text("utf-8", "replace") for p in tmp_path.rglob("*") if p.is_file())
    assert "13800138000" not in kept


def test_where_nothing_is_found_the_palette_offers_it_too(qtbot: QtBot, palette: Palette) -> None:
    palette.open()
    palette.type("zzqqzz")
    qtbot.waitUntil(lambda: "zzqqzz" in palette.window.nothing.text)
    with qtbot.waitSignal(palette.controller.copied):
        palette.window.nothing._copied.click()
