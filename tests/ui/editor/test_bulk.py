"""Many replies at once: find and replace, tags, duplicates, unused, problems."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from miaohui.domain.change import Change, ChangeSet
from miaohui.domain.reply import Wording
from miaohui.flow import edit, trash
from miaohui.ui.editor.bulk.doubles import Doubles
from miaohui.ui.editor.bulk.replacing import Replacing, Where
from miaohui.ui.editor.bulk.tagging import Tagging
from miaohui.ui.editor.bulk.troubles import Troubles
from miaohui.ui.editor.bulk.unused import Unused
from tests.ui.editor.conftest import Editor, shown


def add(editor: Editor, code: str, title: str, text: str) -> str:
    """A new reply; its id."""
    like = editor.reply("fh1")
    new = replace(like, id="", code=code, title=title, wordings=(Wording((text,)),), variants={}, aliases=(), next=())
    editor.workspace.commit(edit.create(editor.workspace.library, replace(new, favourite=None), editor.now))
    return editor.reply(code).id


def test_find_and_replace_shows_what_would_change_before_it_does(editor: Editor, qtbot: QtBot) -> None:
    one, other = add(editor, "aa1", "甲", "找小猫客服"), add(editor, "aa2", "乙", "小猫在的")
    editor.window.tools.replace()
    sheet = shown(Replacing)
    sheet.wanted.setText("小猫")
    sheet.by.setText("小狗")
    qtbot.waitUntil(lambda: [row.key for row in sheet.rows] == [one, other])
    assert sheet.rows[0].plain == "找小猫狗客服"
    assert "line-through" in sheet.rows[0].more
    assert editor.reply("aa1").text == "找小猫客服"
    sheet.tick(other, ticked=False)
    assert sheet.status.text() == "1 reply"
    sheet.replace.click()
    assert (editor.reply("aa1").text, editor.reply("aa2").text) == ("找小狗客服", "小猫在的")
    assert editor.window.notice.text == "1 reply changed."
    editor.window.head.undo.click()
    assert editor.reply("aa1").text == "找小猫客服"


def test_find_and_replace_keeps_to_the_chosen_ones_and_to_the_places(editor: Editor, qtbot: QtBot) -> None:
    one, other = add(editor, "aa1", "小猫", "找小猫客服"), add(editor, "aa2", "乙", "小猫在的")
    editor.window.table.choose([one, editor.reply("kd1").id])
    editor.window.tools.replace()
    sheet = shown(Replacing)
    assert sheet.where.currentIndex() == Where.CHOSEN
    sheet.wanted.setText("小猫")
    qtbot.waitUntil(lambda: [row.key for row in sheet.rows] == [one])
    sheet.where.setCurrentIndex(Where.ALL)
    qtbot.waitUntil(lambda: [row.key for row in sheet.rows] == [one, other])
    sheet.by.setText("小狗")
    for box in sheet.places.values():
        box.setChecked(not box.isChecked())
    qtbot.waitUntil(lambda: [row.key for row in sheet.rows] == [one])
    assert sheet.rows[0].plain == "小猫狗"
    sheet.replace.click()
    assert (editor.reply("aa1").title, editor.reply("aa1").text) == ("小狗", "找小猫客服")


def test_what_was_left_out_stays_so_while_the_new_text_is_written(editor: Editor, qtbot: QtBot) -> None:
    one, other = add(editor, "aa1", "甲", "找小猫客服"), add(editor, "aa2", "乙", "小猫在的")
    editor.window.tools.replace()
    sheet = shown(Replacing)
    sheet.wanted.setText("小猫")
    qtbot.waitUntil(lambda: [row.key for row in sheet.rows] == [one, other])
    sheet.tick(other, ticked=False)
    sheet.by.setText("小狗")
    qtbot.waitUntil(lambda: bool(sheet.rows) and sheet.rows[0].plain == "找小猫狗客服")
    assert sheet.status.text() == "1 reply"
    sheet.wanted.setText("小猫在")
    qtbot.waitUntil(lambda: [row.key for row in sheet.rows] == [other])
    assert sheet.status.text() == "1 reply"
    assert sheet.replace.isEnabled()


def test_nothing_is_replaced_before_it_was_shown(editor: Editor, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    add(editor, "aa1", "甲", "找小猫客服")
    editor.window.tools.replace()
    sheet = shown(Replacing)
    sheet.wanted.setText("小猫")
    qtbot.waitUntil(sheet.replace.isEnabled)
    with monkeypatch.context() as held:
        held.setattr("miaohui.ui.stepper.SLICE", -1)
        sheet.by.setText("小狗")
        assert not sheet.replace.isEnabled()
        sheet.wanted.setText("小")
    sheet.wanted.clear()
    QTest.qWait(0)
    assert (sheet.rows, sheet.status.text()) == ([], "")
    assert editor.reply("aa1").text == "找小猫客服"


def test_a_double_click_on_a_row_opens_the_reply(editor: Editor, qtbot: QtBot) -> None:
    one = add(editor, "aa1", "甲", "找小猫客服")
    editor.window.tools.replace()
    sheet = shown(Replacing)
    sheet.wanted.setText("小猫")
    qtbot.waitUntil(lambda: bool(sheet.rows))
    sheet.list.itemDoubleClicked.emit(sheet.list.item(0))
    assert editor.chosen == ["aa1"]
    assert editor.window.form.reply_id == one


def test_tags_are_given_and_taken_and_half_ticked_ones_stay(editor: Editor) -> None:
    ids = [add(editor, "aa1", "甲", "一"), add(editor, "aa2", "乙", "二")]
    editor.elsewhere("aa1", tags=("急", "老客"))
    editor.elsewhere("aa2", tags=("急",))
    editor.window.table.choose(ids)
    editor.press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier, on=editor.window.table)
    dialog = shown(Tagging)
    states = {dialog.list.item(row).text(): dialog.list.item(row).checkState() for row in range(dialog.list.count())}
    assert states["急"] is Qt.CheckState.Checked
    assert states["老客"] is Qt.CheckState.PartiallyChecked
    dialog.tick("急", ticked=False)
    dialog.new.setText("新的，好评")
    QTest.keyClick(dialog.new, Qt.Key.Key_Return)
    assert editor.reply("aa1").tags == ("老客", "新的", "好评")
    assert editor.reply("aa2").tags == ("新的", "好评")
    editor.workspace.undo()
    assert editor.reply("aa1").tags == ("急", "老客")


def test_duplicates_are_merged_into_the_selected_one(editor: Editor, qtbot: QtBot) -> None:
    text = "亲亲，这边帮您登记好了，仓库今天下午五点前会统一发出，请您放心等待哦"
    add(editor, "aa1", "甲", text)
    add(editor, "aa2", "乙", f"{text}！")
    add(editor, "aa3", "丙", text.replace("五点", "六点"))
    editor.window.tools.find_duplicates()
    sheet = shown(Doubles)
    qtbot.waitUntil(lambda: {reply.code for reply in sheet.group} == {"aa1", "aa2", "aa3"})
    sheet.list.setCurrentRow(1)
    assert sheet.rows[2].plain == text.replace("五点", "六点")
    assert "六" in sheet.rows[2].more
    sheet.tick(editor.reply("aa3").id, ticked=False)
    assert sheet.skip.isVisible()
    sheet.merge.click()
    assert sheet.status.text() == "No more duplicates."
    assert {reply.code for reply in trash.contents(editor.workspace.library)} == {"aa1"}
    assert [wording.text for wording in editor.reply("aa2").wordings] == [f"{text}！", text]
    editor.workspace.undo()
    assert editor.workspace.library.find("aa1") is not None


def test_unused_replies_go_into_the_trash_but_for_those_unticked(editor: Editor) -> None:
    library = editor.workspace.library
    old = [replace(reply, created=editor.now.replace(year=2020)) for reply in list(library.active())[:3]]
    editor.workspace.take_over(ChangeSet("edit", tuple(Change(library.replies[r.id], r) for r in old)))
    editor.use(old[0].code, days_ago=100)
    editor.use(old[1].code, days_ago=10)
    editor.window.tools.find_unused()
    sheet = shown(Unused)
    assert {row.key for row in sheet.rows} == {old[0].id, old[2].id}
    assert sheet.days.lineEdit().width() > 40
    QTest.keyClicks(sheet.days, "101")
    assert sheet.days.value() == 101
    assert [row.key for row in sheet.rows] == [old[2].id]
    assert sheet.rows[0].plain == "never used"
    sheet.days.setValue(5)
    assert len(sheet.rows) == 3
    sheet.tick(old[1].id, ticked=False)
    sheet.delete.click()
    assert {reply.id for reply in trash.contents(editor.workspace.library)} == {old[0].id, old[2].id}


def test_replies_with_problems_are_named_and_opened(editor: Editor, qtbot: QtBot) -> None:
    one = add(editor, "aa1", "绝对化", "亲，我们是全网第一，最便宜")
    editor.window.tools.find_problems()
    sheet = shown(Troubles)
    qtbot.waitUntil(lambda: any(row.key == one for row in sheet.rows), timeout=20_000)
    told = [row.plain for row in sheet.rows if row.key == one]
    assert len(told) > 1
    assert any(line.startswith("“最便宜”: ") for line in told)
    assert sheet.status.text() == f"{len(sheet.rows)} problems"
    sheet.list.setFocus()
    sheet.list.setCurrentRow([row.key for row in sheet.rows].index(one))
    QTest.keyClick(sheet.list, Qt.Key.Key_Return)
    assert editor.chosen == ["aa1"]


def test_the_same_window_is_not_opened_twice_and_opens_again_after_it_was_closed(editor: Editor) -> None:
    editor.window.tools.replace()
    editor.window.tools.replace()
    first = shown(Replacing)
    first.close()
    editor.window.tools.replace()
    assert shown(Replacing).isVisible()
