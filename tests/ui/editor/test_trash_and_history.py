"""The trash and the earlier versions of a reply."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from miaohui.domain.reply import Wording
from miaohui.flow import edit, trash
from miaohui.ui.editor.section import TRASH
from tests.ui.editor.conftest import Editor


def delete(editor: Editor, *codes: str) -> None:
    editor.window.replies.delete([editor.reply(code).id for code in codes])


def say(editor: Editor, code: str, text: str) -> None:
    """Give it another text."""
    before = editor.reply(code)
    after = replace(before, wordings=(Wording((text,)), *before.wordings[1:]))
    editor.workspace.commit(edit.revise(editor.workspace.library, before, after, editor.now))


def test_the_trash_says_since_when_and_for_how_long(editor: Editor) -> None:
    editor.window.tree.choose(TRASH)
    assert editor.window.listing.trash.model.rowCount() == 0
    delete(editor, "fh1")
    model = editor.window.listing.trash.model
    title, since, left = (model.index(0, column).data() for column in range(3))
    assert title == editor.workspace.library.replies[model.reply(0).id].title
    assert since.startswith("today ")
    assert left in ("29 days", "30 days")


def test_one_or_many_come_back_by_button_and_by_enter(editor: Editor) -> None:
    delete(editor, "fh1", "kd1", "hy1")
    editor.window.tree.choose(TRASH)
    table = editor.window.listing.trash.table
    table.selectRow(0)
    first = editor.window.listing.trash.replies[0].code
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert editor.workspace.library.find(first) is not None
    table.selectAll()
    editor.window.listing.trash.restore.click()
    assert trash.contents(editor.workspace.library) == []
    assert editor.window.notice.text == "2 replies are back."


def test_a_code_that_was_taken_meanwhile_is_said(editor: Editor) -> None:
    delete(editor, "fh1")
    editor.elsewhere("kd1", code="fh1")
    editor.window.tree.choose(TRASH)
    editor.window.listing.trash.table.selectRow(0)
    editor.window.listing.trash.restore.click()
    assert "fh1" in editor.window.notice.text
    assert len(trash.contents(editor.workspace.library)) == 1


def test_emptying_asks_again_and_can_be_taken_back(editor: Editor) -> None:
    delete(editor, "fh1", "kd1")
    editor.window.tree.choose(TRASH)
    bin_ = editor.window.listing.trash
    bin_.empty.click()
    assert bin_.empty.text() == "Delete all 2 for good"
    assert len(trash.contents(editor.workspace.library)) == 2
    bin_.empty.click()
    assert trash.contents(editor.workspace.library) == []
    editor.window.head.undo.click()
    assert len(trash.contents(editor.workspace.library)) == 2


def test_a_deleted_reply_can_be_read_in_the_trash(editor: Editor) -> None:
    text = editor.reply("fh1").text
    delete(editor, "fh1")
    editor.window.tree.choose(TRASH)
    editor.window.listing.trash.table.selectRow(0)
    assert editor.window.pane.has_form
    assert editor.window.form.value().text == text


def test_the_search_looks_through_the_trash_too(editor: Editor, qtbot: QtBot) -> None:
    delete(editor, "fh1", "kd1", "hy1")
    editor.window.tree.choose(TRASH)
    editor.window.head.search.setText("kd1")
    model = editor.window.listing.trash.model
    qtbot.waitUntil(lambda: [model.reply(row).code for row in range(model.rowCount())] == ["kd1"])


def test_the_history_shows_what_is_different_and_brings_it_back(editor: Editor, qtbot: QtBot) -> None:
    first = editor.reply("fh1").text
    say(editor, "fh1", "今天下单今天发")
    say(editor, "fh1", "今天付款今天发")
    editor.choose("fh1")
    editor.press(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier, on=editor.window.table)
    history = editor.window.history
    assert history.list.count() == 3
    assert history.text.toPlainText().endswith("今天下单付款今天发")
    html = history.text.toHtml()
    assert "line-through" in html
    history.list.setCurrentRow(0)
    assert history.text.toPlainText() == "Nothing: this is how the reply is now."
    assert not history.restore.isEnabled()
    history.list.setCurrentRow(2)
    QTest.keyClick(history.list, Qt.Key.Key_Return)
    assert editor.reply("fh1").text == first
    assert editor.window.pane.has_form
    assert editor.window.form.value().text == first
    editor.workspace.undo()
    assert editor.reply("fh1").text == "今天付款今天发"


def test_escape_leads_from_the_history_back_to_the_form(editor: Editor) -> None:
    editor.choose("fh1")
    editor.window.form.history_requested.emit(editor.reply("fh1").id)
    assert editor.window.pane.currentWidget() is editor.window.history
    QTest.keyClick(editor.window.history.list, Qt.Key.Key_Escape)
    assert editor.window.pane.has_form
    assert editor.window.isVisible()


def test_a_text_of_100_000_characters_is_compared_in_the_twinkling_of_an_eye(editor: Editor) -> None:
    say(editor, "fh1", "发货" * 49_000)
    say(editor, "fh1", "送货" * 49_000)
    editor.window.show_history(editor.reply("fh1").id)
    assert len(editor.window.history.text.toPlainText()) > 98_000
