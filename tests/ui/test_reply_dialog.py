"""The dialogs: add, edit, delete, import, hotkey."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from miaohui.errors import MiaohuiError
from miaohui.flow.workspace import Workspace
from miaohui.library.formats import read_table
from miaohui.ui.dialogs import Dialogs
from miaohui.ui.hotkey_dialog import HotkeyDialog
from miaohui.ui.reply_dialog import ReplyDialog


@pytest.fixture
def parent() -> QObject:
    return QObject()


@pytest.fixture
def dialogs(qtbot: QtBot, workspace: Workspace, parent: QObject) -> Iterator[Dialogs]:
    def use_hotkey(key: str) -> None:
        if key == "F9":
            raise MiaohuiError("hotkey-taken", key=key)

    yield Dialogs(workspace, read_table, use_hotkey, parent)
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QDialog):
            window.close()
            window.deleteLater()
    QApplication.processEvents()


Shown = TypeVar("Shown", bound=QDialog)


def shown(kind: type[Shown]) -> Shown:
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    return dialog


def press(dialog: QDialog, text: str) -> None:
    next(button for button in dialog.findChildren(QPushButton) if button.text() == text).click()


def test_a_new_reply_is_in_the_library_with_its_peak_text(dialogs: Dialogs, workspace: Workspace) -> None:
    dialogs.new_reply("新的标题")
    dialog = shown(ReplyDialog)
    assert dialog.title.text() == "新的标题"
    dialog.code.setText("xd1")
    dialog.category.setCurrentText("物流/我的")
    dialog.text.setPlainText("您好\n---\n请稍等")
    dialog.peak.setPlainText("旺季请稍等")
    dialog.aliases.setText("新吗，新的 吗、新")
    press(dialog, "Save")
    reply = workspace.find("xd1")
    assert reply.title == "新的标题"
    assert [wording.parts for wording in reply.wordings] == [("您好", "请稍等")]
    assert reply.variants["peak"][0].text == "旺季请稍等"
    assert reply.aliases == ("新吗", "新的 吗", "新")
    assert workspace.library.category_name(reply.category) == "物流/我的"


def test_what_does_not_fit_is_said_and_nothing_typed_is_lost(dialogs: Dialogs, workspace: Workspace) -> None:
    dialogs.new_reply()
    dialog = shown(ReplyDialog)
    dialog.text.setPlainText("您好")
    press(dialog, "Save")
    assert dialog.isVisible()
    assert dialog.text.toPlainText() == "您好"
    assert dialog.error_text == "A reply needs a code."
    dialog.code.setText("a b")
    press(dialog, "Save")
    assert "a b" in dialog.error_text


def test_an_edit_changes_only_what_was_changed(dialogs: Dialogs, workspace: Workspace) -> None:
    before = workspace.find("hy1")
    dialogs.edit_reply(before.id)
    dialog = shown(ReplyDialog)
    assert dialog.text.toPlainText() == before.text
    dialog.title.setText("新标题")
    press(dialog, "Save")
    after = workspace.find("hy1")
    assert after.title == "新标题"
    assert (after.wordings, after.variants, after.aliases, after.category) == (
        before.wordings,
        before.variants,
        before.aliases,
        before.category,
    )


def test_delete_moves_the_reply_to_the_trash_and_undo_brings_it_back(dialogs: Dialogs, workspace: Workspace) -> None:
    reply = workspace.find("hy1")
    dialogs.edit_reply(reply.id)
    press(shown(ReplyDialog), "Delete")
    assert workspace.library.find("hy1") is None
    workspace.undo()
    assert workspace.find("hy1") == reply


def test_the_same_dialog_is_not_opened_twice(dialogs: Dialogs, workspace: Workspace) -> None:
    reply = workspace.find("hy1")
    dialogs.edit_reply(reply.id)
    dialogs.edit_reply(reply.id)
    assert shown(ReplyDialog).isVisible()


def test_an_import_tells_what_it_does_and_is_one_undo(dialogs: Dialogs, workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "千牛.csv"
    file.write_bytes("快捷短语编码,快捷短语,快捷短语分组\r\nzz1,您好呀,问候\r\nzz2,再见,问候\r\n".encode("gbk"))
    before = workspace.library
    dialogs.import_table(file)
    box = shown(QMessageBox)
    assert "2 new reply texts" in box.text()
    assert workspace.library is before
    box.button(QMessageBox.StandardButton.Ok).click()
    assert workspace.find("zz2").text == "再见"
    workspace.undo()
    assert workspace.library.find("zz1") is None


def test_a_foreign_file_is_refused_in_one_sentence(dialogs: Dialogs, workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "foreign.csv"
    file.write_bytes(b"\x00\x01\x02")
    dialogs.import_table(file)
    assert "foreign.csv" in shown(QMessageBox).text()


def test_a_taken_hotkey_is_said_and_the_dialog_stays(dialogs: Dialogs) -> None:
    dialogs.change_hotkey()
    dialog = shown(HotkeyDialog)
    press(dialog, "F9")
    press(dialog, "Use it")
    assert dialog.isVisible()
    assert dialog.error_text == "Another program holds F9."
    press(dialog, "Alt+Q")
    press(dialog, "Use it")
    assert not dialog.isVisible()
