"""The dialogs: add, edit, delete, import, hotkey."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from miaohui.domain.emoticon_catalogue import Catalogue
from miaohui.domain.library import Library
from miaohui.domain.picture import Picture
from miaohui.errors import MiaohuiError
from miaohui.flow.transfer.exported import Export
from miaohui.flow.transfer.selecting import Selection
from miaohui.flow.wording import WordingCheck
from miaohui.flow.workspace import Workspace
from miaohui.library.formats import known, read_table, writing
from miaohui.library.pictures import PictureStore
from miaohui.library.tables import load_simplified
from miaohui.library.wording_rules import load_checker
from miaohui.paths import Paths
from miaohui.ui.dialogs import Dialogs
from miaohui.ui.emoticon_picker import EmoticonPicker
from miaohui.ui.export_window import Targets
from miaohui.ui.hotkey_dialog import HotkeyDialog
from miaohui.ui.import_wizard.window import ImportWizard, Sources
from miaohui.ui.reply_dialog import ReplyDialog
from tests.pictures import picture_file


@pytest.fixture
def parent() -> QObject:
    return QObject()


@pytest.fixture
def dialogs(
    qtbot: QtBot, workspace: Workspace, catalogue: Catalogue, parent: QObject, tmp_path: Path
) -> Iterator[Dialogs]:
    def use_hotkey(key: str) -> None:
        if key == "F9":
            raise MiaohuiError("hotkey-taken", key=key)

    def refuse(library: Library, format_id: str, encoding: str, selection: Selection) -> Export:
        raise MiaohuiError("export-too-large", limit=1)

    pictures = PictureStore(Paths(tmp_path / "home", tmp_path / "run"))
    read = partial(read_table, known=known(workspace.tables))
    sources = Sources(read, pictures, lambda: _wording_check(workspace))
    targets = Targets(refuse, writing.write_file, ["sans-serif"])
    yield Dialogs(workspace, sources, targets, use_hotkey, lambda: catalogue, parent)
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QDialog):
            window.close()
            window.deleteLater()
    QApplication.processEvents()


def _wording_check(workspace: Workspace) -> WordingCheck:
    tables = workspace.tables
    return WordingCheck(load_checker(tables.emoticons), tables, load_simplified())


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
    assert dialog.error_text == "A reply needs a title."
    dialog.title.setText("问好")
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


@pytest.mark.parametrize(
    ("text", "cursor", "expected"),
    [
        ("", 0, "{}"),
        ("看图", 2, "看图\n---\n{}"),
        ("看图\n", 3, "看图\n---\n{}"),
        ("看图\n---\n", 7, "看图\n---\n{}"),
        ("看图\n---", 6, "看图\n---\n{}"),
        ("看图谢谢", 2, "看图\n---\n{}\n---\n谢谢"),
        ("看图\n谢谢", 3, "看图\n---\n{}\n---\n谢谢"),
        ("看图\n---\n谢谢", 7, "看图\n---\n{}\n---\n谢谢"),
        ("看图\n---\n谢谢", 2, "看图\n---\n{}\n---\n谢谢"),
        ("谢谢", 0, "{}\n---\n谢谢"),
    ],
)
def test_a_picture_is_inserted_as_a_message_of_its_own(
    dialogs: Dialogs, tmp_path: Path, text: str, cursor: int, expected: str
) -> None:
    dialogs.new_reply()
    dialog = shown(ReplyDialog)
    dialog.text.setPlainText(text)
    place = dialog.text.textCursor()
    place.setPosition(cursor)
    dialog.text.setTextCursor(place)
    dialog.insert_picture(picture_file(tmp_path))
    name = next((tmp_path / "home" / "pictures").iterdir()).name
    assert dialog.text.toPlainText() == expected.format(f"![尺码表]({name})")
    dialog.text.undo()
    assert dialog.text.toPlainText() == text


def test_a_chosen_picture_is_in_the_saved_reply(dialogs: Dialogs, workspace: Workspace, tmp_path: Path) -> None:
    dialogs.edit_reply(workspace.find("hy1").id)
    dialog = shown(ReplyDialog)
    text = dialog.text.toPlainText()
    dialog.text.moveCursor(QTextCursor.MoveOperation.End)
    dialog.peak.setFocus()
    dialog.text.setFocus()
    dialog.aliases.setFocus()
    press(dialog, "Picture…")
    chooser = shown(QFileDialog)
    chooser.fileSelected.emit(str(picture_file(tmp_path)))
    chooser.close()
    press(dialog, "Save")
    first, second = workspace.find("hy1").wordings[0].parts
    assert first == text
    assert isinstance(second, Picture)
    assert second.alt == "尺码表"


def test_a_picture_goes_where_the_agent_wrote_last(dialogs: Dialogs, tmp_path: Path, qtbot: QtBot) -> None:
    dialogs.new_reply()
    dialog = shown(ReplyDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.peak.setFocus()
    dialog.aliases.setFocus()
    dialog.insert_picture(picture_file(tmp_path))
    assert dialog.text.toPlainText() == ""
    assert dialog.peak.toPlainText().startswith("![尺码表](")


def test_an_emoticon_goes_where_the_agent_wrote_last(dialogs: Dialogs, workspace: Workspace, qtbot: QtBot) -> None:
    dialogs.edit_reply(workspace.find("hy1").id)
    dialog = shown(ReplyDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.peak.setFocus()
    dialog.peak.setPlainText("您好，在的")
    cursor = dialog.peak.textCursor()
    cursor.setPosition(2)
    dialog.peak.setTextCursor(cursor)
    dialog.aliases.setFocus()
    QTest.keyClick(dialog.aliases, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    (picker,) = dialog.findChildren(EmoticonPicker)
    qtbot.waitUntil(picker.isVisible)
    QTest.keyClicks(picker.search, "mg")
    QTest.keyClick(picker.search, Qt.Key.Key_Return)
    assert dialog.peak.toPlainText() == "您好🌹，在的"
    assert not picker.isVisible()
    qtbot.waitUntil(dialog.peak.hasFocus)
    press(dialog, "Save")
    assert workspace.find("hy1").variants["peak"][0].text == "您好🌹，在的"


def test_what_was_picked_last_is_the_first_in_the_next_dialog_too(dialogs: Dialogs, qtbot: QtBot) -> None:
    dialogs.new_reply()
    first = shown(ReplyDialog)
    press(first, "Emoticon…")
    QTest.keyClicks(first.findChildren(EmoticonPicker)[0].search, "gift")
    QTest.keyClick(first.findChildren(EmoticonPicker)[0].search, Qt.Key.Key_Return)
    first.close()
    dialogs.edit_reply(next(iter(dialogs._workspace.library.replies)))
    (second,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, ReplyDialog) and w.isVisible()]
    press(second, "Emoticon…")
    (picker,) = second.findChildren(EmoticonPicker)
    assert picker.grid.cells[0].text() == "🎁"
    picker.close()


def test_what_is_no_picture_is_said_and_nothing_is_inserted(dialogs: Dialogs, tmp_path: Path) -> None:
    dialogs.new_reply()
    dialog = shown(ReplyDialog)
    file = tmp_path / "a.png"
    file.write_bytes(b"text")
    dialog.insert_picture(file)
    assert dialog.error_text == f"{file} isn't a picture that Miaohui can read (PNG, JPEG, GIF or WebP)."
    assert dialog.text.toPlainText() == ""


def test_the_same_dialog_is_not_opened_twice(dialogs: Dialogs, workspace: Workspace) -> None:
    reply = workspace.find("hy1")
    dialogs.edit_reply(reply.id)
    dialogs.edit_reply(reply.id)
    assert shown(ReplyDialog).isVisible()


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


def test_the_import_is_one_window(dialogs: Dialogs) -> None:
    dialogs.import_file()
    dialogs.import_file()
    assert shown(ImportWizard).step == 0
