"""What a reply says: messages, wordings, seasons, completion."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from miaohui.domain.picture import Picture
from miaohui.domain.reply import Part, Reply, Wording
from miaohui.ui.editor.highlighter import LineRuns
from miaohui.ui.editor.text_edit import TemplateEdit
from miaohui.ui.editor.wording_box import WordingBox
from tests.pictures import picture_file
from tests.ui.editor.form.conftest import CTRL, Desk

ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def write(desk: Desk, *parts: Part) -> WordingBox:
    desk.form.show_reply(None, blank=Reply("", "x1", "标题", desk.workspace.find("fh1").category, (Wording(parts),)))
    return desk.form.texts.box


def parts(desk: Desk) -> tuple[Part, ...]:
    return desk.form.texts.box.wording.parts


def paste(edit: TemplateEdit, text: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    edit.insertFromMimeData(mime)


# messages


def test_ctrl_shift_enter_adds_a_message_behind_the_one_that_is_written(desk: Desk) -> None:
    box = write(desk, "一", "二")
    box.edits[0].setFocus()
    desk.press(Qt.Key.Key_Return, CTRL | SHIFT, box.edits[0])
    assert parts(desk) == ("一", "", "二")
    assert box.edits[1].hasFocus()


def test_alt_and_arrows_move_a_message_which_keeps_the_focus_and_its_undo(desk: Desk) -> None:
    box = write(desk, "一", "二", "三")
    edit = box.edits[2]
    desk.type(edit, "x")
    desk.press(Qt.Key.Key_Up, ALT, edit)
    desk.press(Qt.Key.Key_Up, ALT, edit)
    desk.press(Qt.Key.Key_Up, ALT, edit)
    assert parts(desk) == ("x三", "一", "二")
    assert edit.hasFocus()
    edit.undo()
    assert parts(desk) == ("三", "一", "二")


def test_a_removed_message_is_gone_and_the_last_one_leaves_an_empty_one(desk: Desk) -> None:
    box = write(desk, "一", "二")
    box.boxes[0].removed.emit(box.boxes[0])
    assert parts(desk) == ("二",)
    box.boxes[0].removed.emit(box.boxes[0])
    assert parts(desk) == ("",)
    assert desk.form.is_dirty


def test_a_typed_line_of_dashes_begins_the_next_message(desk: Desk) -> None:
    box = write(desk, "")
    desk.type(box.edits[0], "您好\n---\n")
    assert parts(desk) == ("您好", "")
    assert box.edits[1].hasFocus()


def test_pasted_lines_of_dashes_split_the_text_where_it_is_pasted(desk: Desk) -> None:
    box = write(desk, "头尾")
    cursor = box.edits[0].textCursor()
    cursor.setPosition(1)
    box.edits[0].setTextCursor(cursor)
    paste(box.edits[0], "一\r\n---\r\n二\n---\n三")
    assert parts(desk) == ("头一", "二", "三尾")


def test_dashes_within_a_line_are_text(desk: Desk) -> None:
    box = write(desk, "")
    paste(box.edits[0], "a --- b\n----")
    assert parts(desk) == ("a --- b\n----",)


def test_a_picture_takes_the_place_of_an_empty_message_and_keeps_its_words(desk: Desk, tmp_path: Path) -> None:
    box = write(desk, "")
    box.insert_picture(picture_file(tmp_path, "尺码表.png"))
    (picture,) = parts(desk)
    assert isinstance(picture, Picture)
    assert picture.alt == "尺码表"
    box.add_text()
    desk.type(box.edits[0], "看图")
    assert [type(part) for part in parts(desk)] == [Picture, str]


def test_a_picture_of_a_hundred_megabytes_is_refused_in_words(desk: Desk, tmp_path: Path) -> None:
    box = write(desk, "看图")
    huge = tmp_path / "huge.png"
    with huge.open("wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n")
        os.truncate(huge, 100 * 2**20)
    box.insert_picture(huge)
    assert parts(desk) == ("看图",)
    assert "huge.png" in desk.form.text_wrong.text()
    assert "20 MB" in desk.form.text_wrong.text()


# wordings and seasons


def test_wordings_are_added_written_and_removed(desk: Desk) -> None:
    write(desk, "一")
    texts = desk.form.texts
    texts.add_wording.click()
    assert texts.wording_tabs.names == ["Wording 1", "Wording 2"]
    desk.type(texts.box.edits[0], "二")
    assert [one.parts for one in texts.wordings] == [("一",), ("二",)]
    desk.press(Qt.Key.Key_PageUp, CTRL, texts.box.edits[0])
    assert texts.box.wording.parts == ("一",)
    texts.drop_wording.click()
    assert [one.parts for one in texts.wordings] == [("二",)]


def test_the_undo_of_a_text_outlives_another_tab(desk: Desk) -> None:
    write(desk, "一")
    texts = desk.form.texts
    edit = texts.box.edits[0]
    desk.type(edit, "x")
    texts.add_wording.click()
    texts.wording_tabs.choose(0)
    assert texts.box.edits[0] is edit
    edit.undo()
    assert parts(desk) == ("一",)


def test_a_season_is_written_beside_the_base_text(desk: Desk) -> None:
    write(desk, "平日的话")
    texts = desk.form.texts
    texts.add_season("peak")
    assert texts.base.isVisible()
    assert texts.base.text == "平日的话"
    desk.type(texts.box.edits[0], "旺季的话")
    desk.form.save()
    assert {s: [w.text for w in ws] for s, ws in desk.workspace.find("x1").variants.items()} == {"peak": ["旺季的话"]}


def test_a_season_may_begin_with_the_base_text(desk: Desk) -> None:
    write(desk, "一", "二")
    texts = desk.form.texts
    texts.add_season("spring")
    texts.base.wanted.emit()
    assert texts.variants["spring"][0].parts == ("一", "二")


def test_a_removed_season_is_gone_after_saving(desk: Desk) -> None:
    before = desk.workspace.find("fh1")
    assert set(before.variants) == {"peak", "spring"}
    desk.form.show_reply(before)
    desk.form.texts.show_season("peak")
    desk.form.texts.drop_season.click()
    assert desk.form.texts.season == "normal"
    desk.form.save()
    assert set(desk.workspace.find("fh1").variants) == {"spring"}


def test_arrows_go_through_the_seasons(desk: Desk) -> None:
    desk.form.show_reply(desk.workspace.find("fh1"))
    texts = desk.form.texts
    texts.season_tabs.take_focus()
    focused = QApplication.focusWidget()
    assert focused is not None
    desk.press(Qt.Key.Key_Right, widget=focused)
    assert texts.season == "peak"
    desk.press(Qt.Key.Key_PageDown, CTRL | SHIFT, texts.box.edits[0])
    assert texts.season == "spring"


# variables


def test_a_brace_offers_the_variables_and_enter_takes_one(desk: Desk) -> None:
    edit = write(desk, "").edits[0]
    QTest.keyClicks(edit, "a{kd")
    assert edit.offered[0] == "{快递}"
    QTest.keyClick(edit, Qt.Key.Key_Return)
    QTest.keyClicks(edit, "b")
    assert parts(desk) == ("a{快递}b",)
    assert edit.offered == []
    edit.undo()
    assert parts(desk)[0] == "a{kd"


def test_arrows_reach_the_choices_and_escape_closes_the_list(desk: Desk) -> None:
    edit = write(desk, "").edits[0]
    edit.setFocus()
    QTest.keyClicks(edit, "{kd")
    QTest.keyClick(edit, Qt.Key.Key_Down)
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert parts(desk) == ("{快递=申通|圆通|中通|韵达}",)
    QTest.keyClicks(edit, "{")
    assert edit.offered
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert edit.offered == []
    assert edit.hasFocus()


def test_what_an_input_method_commits_is_completed_as_well(desk: Desk) -> None:
    edit = write(desk, "").edits[0]
    desk.type(edit, "｛")
    desk.type(edit, "昵")
    assert edit.offered[0] == "{昵称}"
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert parts(desk) == ("{昵称}",)


def test_braces_that_are_closed_already_are_replaced_as_a_whole(desk: Desk) -> None:
    edit = write(desk, "😊{昵称}好").edits[0]
    cursor = edit.textCursor()
    cursor.setPosition(4)
    edit.setTextCursor(cursor)
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    QTest.keyClicks(edit, "ddbh")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert parts(desk) == ("😊{订单编号}好",)


def test_the_cursor_stands_in_the_optional_part(desk: Desk) -> None:
    edit = write(desk, "").edits[0]
    QTest.keyClicks(edit, "{?ydh")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    desk.type(edit, "有")
    assert parts(desk) == ("{?运单号}有{:}{/}",)


def test_two_braces_are_text(desk: Desk) -> None:
    edit = write(desk, "").edits[0]
    QTest.keyClicks(edit, "{{k")
    assert edit.offered == []


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("{昵称}好", [(0, 4, "accent_soft")]),
        ("😊{昵称}", [(2, 6, "accent_soft")]),
        ("{泥称}", [(0, 4, "missing_soft")]),
        ("好[微笑]", [(1, 5, "line")]),
        ("{{昵称}}", []),
    ],
)
def test_variables_and_codes_are_chips(desk: Desk, text: str, runs: list[tuple[int, int, str]]) -> None:
    edit = write(desk, text).edits[0]
    desk.qtbot.waitUntil(lambda: edit.document().firstBlock().userData() is not None)
    data = edit.document().firstBlock().userData()
    assert isinstance(data, LineRuns)
    assert [(run.start, run.end, run.ground) for run in data.runs] == runs


def test_the_shops_own_variables_are_known(desk: Desk) -> None:
    from miaohui.domain.variables import Variable

    desk.workspace.put_variable(Variable("尾货"))
    edit = write(desk, "").edits[0]
    QTest.keyClicks(edit, "{wh")
    assert "{尾货}" in edit.offered or desk.workspace.own_variables == {}


# emoticons


def test_ctrl_period_opens_the_emoticons_and_the_picked_one_comes_to_the_cursor(desk: Desk) -> None:
    box = write(desk, "一", "二")
    desk.type(box.edits[0], "好")
    box.edits[0].setFocus()
    desk.press(Qt.Key.Key_Period, CTRL, box.edits[0])
    picker = box.picker
    assert picker is not None
    assert picker.isVisible()
    picker.picked.emit("😊")
    picker.close()
    assert parts(desk) == ("好😊一", "二")
