"""The dialogs: import, hotkey."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from miaohui.domain.picture import Picture
from miaohui.errors import MiaohuiError
from miaohui.flow.workspace import Workspace
from miaohui.library.formats import read_table
from miaohui.library.pictures import PictureStore
from miaohui.paths import Paths
from miaohui.ui.dialogs import Dialogs
from miaohui.ui.hotkey_dialog import HotkeyDialog
from tests.pictures import picture_file


@pytest.fixture
def parent() -> QObject:
    return QObject()


@pytest.fixture
def dialogs(qtbot: QtBot, workspace: Workspace, parent: QObject, tmp_path: Path) -> Iterator[Dialogs]:
    def use_hotkey(key: str) -> None:
        if key == "F9":
            raise MiaohuiError("hotkey-taken", key=key)

    pictures = PictureStore(Paths(tmp_path / "home", tmp_path / "run"))
    yield Dialogs(workspace, read_table, use_hotkey, pictures, parent)
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


def test_pictures_beside_a_table_come_in_with_it(dialogs: Dialogs, workspace: Workspace, tmp_path: Path) -> None:
    table = (
        '"\t由工具导出，请勿改动表头(V3)！！！"\r\n"\t小店:客服"\r\n'
        '"\t分组","\t快捷编码","\t标题","\t内容","\t图片名","\t程序数据（请勿修改）"\r\n'
        '"\t尺码","\tcm1","\t尺码表","\t您看图","\t尺码.png","\tx2"\r\n'
    )
    file = tmp_path / "话术.csv"
    file.write_bytes(table.encode("gbk"))
    (tmp_path / "图片").mkdir()
    photo = picture_file(tmp_path / "图片", "尺码.png")
    dialogs.import_table(file)
    shown(QMessageBox).button(QMessageBox.StandardButton.Ok).click()
    kept = [part for part in workspace.find("cm1").wordings[0].parts if isinstance(part, Picture)]
    store = PictureStore(Paths(tmp_path / "home", tmp_path / "run"))
    assert [store.content(picture) for picture in kept] == [photo.read_bytes()]


def test_rows_that_were_left_out_are_named(dialogs: Dialogs, tmp_path: Path) -> None:
    file = tmp_path / "千牛.csv"
    file.write_bytes("快捷短语编码,快捷短语,快捷短语分组\r\nzz1,您好呀,问候\r\nzz2,,问候\r\n".encode("gbk"))
    dialogs.import_table(file)
    box = shown(QMessageBox)
    assert "1 row left out" in box.text()
    assert "Row 3:" in box.detailedText()
