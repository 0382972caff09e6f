"""Nothing that was written is lost, and nothing is overwritten unseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy

from miaohui.domain.change import Change, ChangeSet
from miaohui.domain.reply import Reply, Wording
from miaohui.flow.workspace import Workspace
from miaohui.library.unsaved_store import JsonUnsavedReplies
from tests.ui.editor.form.conftest import Desk

NOW = datetime(2026, 11, 11, 1, 30, tzinfo=UTC)


def elsewhere(workspace: Workspace, before: Reply, after: Reply | None) -> None:
    """As the command line changes it."""
    workspace.commit(ChangeSet("edit", (Change(before, after),)))


def test_what_was_written_is_here_again_after_another_reply_was_shown(desk: Desk) -> None:
    first, second = desk.workspace.find("fh1"), desk.workspace.find("hy1")
    desk.form.show_reply(first)
    desk.type(desk.text, "写了一半")
    written = desk.text.text
    desk.form.show_reply(second)
    assert desk.text.text == second.text
    assert desk.form.restored.text == ""
    desk.form.show_reply(first)
    assert desk.text.text == written
    assert desk.form.restored.text
    assert desk.form.is_dirty


def test_it_outlives_the_program(desk: Desk) -> None:
    reply = desk.workspace.find("fh1")
    desk.form.show_reply(reply)
    desk.form.texts.add_season("promo")
    desk.type(desk.text, "大促")
    desk.form.title.clear()
    desk.form.changed.emit()
    form = desk.another()
    form.show_reply(reply)
    assert form.title.text() == ""
    assert form.texts.variants["promo"][0].parts == ("大促",)


def test_it_is_in_the_file_soon_without_anything_else_being_done(desk: Desk) -> None:
    reply = desk.workspace.find("fh1")
    desk.form.show_reply(reply)
    desk.type(desk.text, "写了一半")
    desk.qtbot.waitUntil(lambda: JsonUnsavedReplies(desk.paths).get(reply.id) is not None)


def test_a_hidden_window_has_kept_it(desk: Desk) -> None:
    reply = desk.workspace.find("fh1")
    desk.form.show_reply(reply)
    desk.type(desk.text, "写了一半")
    desk.form.hide()
    assert desk.drafts.get(reply.id) is not None


def test_discard_brings_back_what_is_saved(desk: Desk) -> None:
    reply = desk.workspace.find("fh1")
    desk.form.show_reply(reply)
    desk.type(desk.text, "写了一半")
    desk.form.show_reply(desk.workspace.find("hy1"))
    desk.form.show_reply(reply)
    desk.form.restored.buttons[0].click()
    assert desk.text.text == reply.text
    assert not desk.form.is_dirty
    assert desk.drafts.get(reply.id) is None
    assert desk.form.restored.text == ""


def test_a_saved_reply_has_no_draft(desk: Desk) -> None:
    reply = desk.workspace.find("fh1")
    desk.form.show_reply(reply)
    desk.type(desk.text, "写好了")
    desk.form.hide()
    desk.form.show()
    desk.form.save()
    desk.form.close_drafts()
    assert not desk.paths.drafts.exists()


def test_an_edit_that_was_taken_back_by_hand_leaves_no_draft(desk: Desk) -> None:
    reply = desk.workspace.find("fh1")
    desk.form.show_reply(reply)
    desk.type(desk.text, "x")
    desk.form.hide()
    desk.form.show()
    desk.text.undo()
    desk.form.hide()
    assert desk.drafts.get(reply.id) is None


def test_a_new_reply_is_here_again(desk: Desk) -> None:
    desk.form.show_reply(None)
    desk.type(desk.form.title, "晚点发货")
    desk.form.show_reply(desk.workspace.find("fh1"))
    desk.form.show_reply(None)
    assert desk.form.title.text() == "晚点发货"
    assert desk.form.code.text() == "wdfh"
    desk.form.restored.buttons[1].click()
    assert desk.form.title.text() == ""
    desk.form.show_reply(None)
    assert desk.form.title.text() == "晚点发货"


def test_one_that_begins_with_something_leaves_the_unsaved_one_alone(desk: Desk) -> None:
    desk.form.show_reply(None)
    desk.type(desk.form.title, "晚点发货")
    desk.form.show_reply(None, blank=Reply("", "", "查到的", "", (Wording(("",)),)))
    assert desk.form.title.text() == "查到的"
    assert "晚点发货" in desk.form.restored.text
    desk.form.restored.buttons[0].click()
    assert desk.form.title.text() == "晚点发货"


def test_a_copied_text_is_in_no_file_until_the_agent_writes_on_and_none_once_it_is_let_go(desk: Desk) -> None:
    desk.form.show_reply(None, blank=Reply("", "", "地址", "", (Wording(("张三 13800138000",)),)))
    desk.form.hide()
    desk.form.close_drafts()
    assert not desk.paths.drafts.exists()
    desk.form.show()
    desk.type(desk.form.title, "对吗")
    desk.form.close_drafts()
    assert "张三" in desk.paths.drafts.read_text("utf-8")
    assert desk.paths.drafts.stat().st_mode & 0o777 == 0o600
    desk.form.discard.click()
    desk.form.close_drafts()
    assert not desk.paths.drafts.exists()


def test_a_change_elsewhere_shows_at_once_where_nothing_is_unsaved(desk: Desk) -> None:
    reply = desk.workspace.find("fh1")
    desk.form.show_reply(reply)
    elsewhere(desk.workspace, reply, replace(reply, title="别处改的", rev=2))
    assert desk.form.title.text() == "别处改的"
    assert desk.form.conflict.text == ""


def test_a_change_elsewhere_is_said_and_nothing_is_saved_over_it(desk: Desk) -> None:
    reply = desk.workspace.find("fh1")
    desk.form.show_reply(reply)
    desk.type(desk.text, "我写的")
    elsewhere(desk.workspace, reply, theirs := replace(reply, title="别处改的", rev=2))
    assert desk.form.conflict.text == "This reply was changed elsewhere meanwhile."
    desk.form.save()
    assert desk.workspace.find("fh1") == theirs


def test_keep_mine_takes_over_what_only_they_changed(desk: Desk) -> None:
    reply = desk.workspace.find("fh1")
    desk.form.show_reply(reply)
    desk.type(desk.text, "我写的")
    elsewhere(desk.workspace, reply, replace(reply, title="别处改的", rev=2))
    desk.form.conflict.buttons[0].click()
    assert desk.form.conflict.text == ""
    desk.form.save()
    after = desk.workspace.find("fh1")
    assert after.title == "别处改的"
    assert after.text.startswith("我写的")


def test_after_a_decision_by_key_the_cursor_is_in_the_title_and_on_no_button(desk: Desk) -> None:
    reply = desk.workspace.find("fh1")
    desk.form.show_reply(reply)
    desk.type(desk.text, "我写的")
    elsewhere(desk.workspace, reply, replace(reply, title="别处改的", rev=2))
    desk.form.save()
    assert desk.form.conflict.buttons[0].hasFocus()
    desk.press(Qt.Key.Key_Space)
    assert desk.form.title.hasFocus()
    assert desk.form.title.text() == "别处改的"


def test_take_theirs_lets_mine_go(desk: Desk) -> None:
    reply = desk.workspace.find("fh1")
    desk.form.show_reply(reply)
    desk.type(desk.text, "我写的")
    elsewhere(desk.workspace, reply, theirs := replace(reply, title="别处改的", rev=2))
    desk.form.conflict.buttons[1].click()
    assert desk.form.title.text() == "别处改的"
    assert not desk.form.is_dirty
    assert desk.form.value() == theirs


def test_a_change_of_what_the_form_does_not_show_is_no_conflict(desk: Desk) -> None:
    reply = desk.workspace.find("fh1")
    desk.form.show_reply(reply)
    desk.type(desk.text, "我写的")
    elsewhere(desk.workspace, reply, replace(reply, order=99))
    assert desk.form.conflict.text == ""
    desk.form.save()
    assert desk.workspace.find("fh1").order == 99


def test_a_draft_of_a_reply_that_was_changed_while_the_program_was_closed_asks(desk: Desk) -> None:
    reply = desk.workspace.find("fh1")
    desk.form.show_reply(reply)
    desk.type(desk.text, "我写的")
    desk.form.show_reply(desk.workspace.find("hy1"))
    elsewhere(desk.workspace, reply, theirs := replace(reply, title="别处改的", rev=2))
    form = desk.another()
    form.show_reply(theirs)
    assert form.conflict.text
    form.conflict.buttons[0].click()
    assert form.title.text() == "别处改的"
    assert form.texts.box.edits[0].text.startswith("我写的")


def test_a_reply_that_was_deleted_meanwhile_can_be_kept_as_a_new_one(desk: Desk) -> None:
    reply = desk.workspace.find("fh1")
    desk.form.show_reply(reply)
    desk.type(desk.text, "我写的")
    elsewhere(desk.workspace, reply, replace(reply, deleted=NOW))
    assert desk.form.conflict.text == "This reply was deleted meanwhile."
    desk.form.conflict.buttons[0].click()
    desk.form.save()
    after = desk.workspace.find("fh1")
    assert after.id != reply.id
    assert after.text.startswith("我写的")


def test_a_reply_that_was_deleted_meanwhile_can_be_let_go(desk: Desk) -> None:
    reply = desk.workspace.find("fh1")
    desk.form.show_reply(reply)
    desk.type(desk.text, "我写的")
    elsewhere(desk.workspace, reply, None)
    gone = QSignalSpy(desk.form.let_go)
    desk.form.conflict.buttons[1].click()
    assert gone.count() == 1
    assert not desk.form.is_dirty
    assert desk.drafts.all() == []


def test_it_is_said_when_nothing_can_be_kept(desk: Desk) -> None:
    desk.paths.drafts.mkdir(parents=True)  # a folder can't be replaced by a file
    desk.form.show_reply(desk.workspace.find("fh1"))
    desk.type(desk.text, "我写的")
    desk.qtbot.waitUntil(lambda: "drafts.json" in desk.form.status)
