"""The form of a reply: fields, problems where they belong, saving."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget

from miaohui.domain.change import Change, ChangeSet
from miaohui.domain.reply import MAX_TEXT, Channel, Look, Reply, Scope, Wording
from miaohui.flow import edit_categories
from miaohui.flow.workspace import Workspace
from tests.ui.editor.form.conftest import CTRL, Desk

NOW = datetime(2026, 11, 11, 1, 30, tzinfo=UTC)


def replaced(workspace: Workspace, before: Reply, after: Reply) -> Reply:
    """As another program changes it."""
    workspace.commit(ChangeSet("edit", (Change(before, after),)))
    return after


def begin_new(desk: Desk, title: str = "晚点发货", text: str = "亲，晚点发出哦") -> None:
    shelf = desk.workspace.find("fh1").category
    desk.form.show_reply(None, blank=Reply("", "", "", shelf, (Wording(("",)),)))
    desk.type(desk.form.title, title)
    desk.type(desk.text, text)


def test_a_new_reply_is_in_the_library_after_ctrl_s(desk: Desk) -> None:
    begin_new(desk)
    saved = QSignalSpy(desk.form.saved)
    desk.press(Qt.Key.Key_S, CTRL)
    reply = desk.workspace.find("wdfh")
    assert (reply.title, reply.text, reply.scope) == ("晚点发货", "亲，晚点发出哦", Scope.PERSONAL)
    assert [saved.at(0)[0], desk.form.reply_id] == [reply.id, reply.id]
    assert not desk.form.is_dirty


def test_ctrl_enter_saves_from_within_the_text(desk: Desk) -> None:
    begin_new(desk)
    desk.press(Qt.Key.Key_Return, CTRL, desk.text)
    assert desk.workspace.find("wdfh").text == "亲，晚点发出哦"


def test_an_empty_form_asks_for_the_title_first(desk: Desk) -> None:
    desk.form.show_reply(None, blank=Reply("", "", "", desk.workspace.find("fh1").category, (Wording(("",)),)))
    desk.press(Qt.Key.Key_S, CTRL)
    assert desk.form.fields["title"].wrong
    assert not desk.form.fields["code"].wrong
    assert desk.form.title.hasFocus()


def test_an_edit_changes_only_what_was_edited(desk: Desk) -> None:
    before = desk.workspace.find("fh1")
    desk.form.show_reply(before)
    desk.form.title.end(False)
    desk.type(desk.form.title, "！")
    assert desk.form.is_dirty
    desk.form.save_button.click()
    after = desk.workspace.find("fh1")
    assert after == replace(before, title=after.title, rev=after.rev, updated=after.updated)
    assert after.title == f"{before.title}！"


def test_a_reply_that_is_only_looked_at_is_not_edited(desk: Desk) -> None:
    edits = QSignalSpy(desk.form.changed)
    desk.form.show_reply(desk.workspace.find("fh1"))
    desk.qtbot.waitUntil(lambda: desk.text.document().firstBlock().userData() is not None)  # coloured
    assert edits.count() == 0
    assert not desk.form.discard.isVisible()


def test_a_reply_with_everything_stays_as_it_is(desk: Desk) -> None:
    before = desk.workspace.find("fh1")
    full = replace(
        before,
        tags=("便利型",),
        channel=Channel.SMS,
        look=Look.ACTIVITY,
        level="特级",
        favourite=7,
        only_in=("peak", "moon"),
        next=((desk.workspace.find("jt1").id, "问多久"),),
        variants={**before.variants, "moon": (Wording(("中秋",)),)},
        wordings=(Wording(("一", "二")), Wording(("三",))),
    )
    desk.form.show_reply(replaced(desk.workspace, before, full))
    assert desk.form.value() == full
    assert not desk.form.is_dirty


@pytest.mark.parametrize(("code", "typed"), [("", "wdfh"), ("w1", "w1")])
def test_the_code_follows_the_title_until_the_agent_types_one(desk: Desk, code: str, typed: str) -> None:
    desk.form.show_reply(None)
    desk.type(desk.form.title, "晚点")
    assert desk.form.code.text() == "wd"
    desk.type(desk.form.code, code)
    if code:
        desk.form.code.selectAll()
        desk.type(desk.form.code, code)
    desk.form.title.end(False)
    desk.type(desk.form.title, "发货")
    assert desk.form.code.text() == typed


def test_a_proposed_code_is_never_one_that_is_taken(desk: Desk) -> None:
    taken = desk.workspace.find("fh1")
    replaced(desk.workspace, taken, replace(taken, code="wd", scope=Scope.PERSONAL))
    desk.form.show_reply(None)
    desk.type(desk.form.title, "晚点")
    assert desk.form.code.text() == "wd2"


def test_another_replys_code_is_said_while_it_is_typed(desk: Desk) -> None:
    begin_new(desk)
    desk.form.code.selectAll()
    scope = desk.form.further.scope
    scope.setCurrentIndex(scope.findData(desk.workspace.find("fh1").scope))
    desk.type(desk.form.code, "FH1")
    assert "FH1" in desk.form.fields["code"].wrong
    desk.type(desk.form.code, "x")
    assert desk.form.fields["code"].wrong == ""


def test_the_shops_codes_are_free_for_the_agents_own(desk: Desk) -> None:
    shops = desk.workspace.find("fh1")
    replaced(desk.workspace, shops, replace(shops, scope=Scope.SHOP))
    begin_new(desk)
    desk.form.code.selectAll()
    desk.type(desk.form.code, "fh1")
    assert desk.form.fields["code"].wrong == ""


@pytest.mark.parametrize(
    ("field", "sentence"),
    [("title", "A reply needs a title."), ("code", "A reply needs a code.")],
)
def test_what_is_missing_is_said_at_its_field_which_gets_the_focus(desk: Desk, field: str, sentence: str) -> None:
    begin_new(desk)
    editor: QLineEdit = getattr(desk.form, field)
    editor.clear()
    desk.press(Qt.Key.Key_S, CTRL, desk.text)
    assert desk.form.fields[field].wrong == sentence
    assert editor.hasFocus()
    assert desk.text.text == "亲，晚点发出哦"


def test_a_reply_without_a_text_is_not_saved(desk: Desk) -> None:
    begin_new(desk, text=" ")
    desk.form.save()
    assert desk.workspace.library.find("wdfh") is None
    assert desk.text.hasFocus()


def test_empty_messages_and_wordings_are_left_out(desk: Desk) -> None:
    before = desk.workspace.find("fh1")
    desk.form.show_reply(before)
    desk.form.texts.box.add_text()
    desk.form.texts.add_season("promo")
    desk.form.save()
    assert desk.workspace.find("fh1") == before
    assert not desk.form.is_dirty


def test_a_category_that_was_deleted_meanwhile_is_said_when_saving(desk: Desk) -> None:
    workspace = desk.workspace
    workspace.commit(edit_categories.add_category(workspace.library, "新的"))
    shelf = next(one for one in workspace.library.categories.values() if one.name == "新的")
    desk.form.show_reply(None, blank=Reply("", "", "", shelf.id, (Wording(("",)),)))
    desk.type(desk.form.title, "晚点发货")
    desk.type(desk.text, "亲")
    assert desk.form.category.text() == "新的"
    workspace.commit(ChangeSet("edit", (Change(shelf, None),)))
    desk.form.save()
    assert desk.form.fields["category"].wrong == "The category of this reply is gone; choose another one."
    assert desk.form.category.hasFocus()


def test_a_category_is_chosen_by_its_initials(desk: Desk) -> None:
    begin_new(desk)
    desk.form.category.selectAll()
    desk.type(desk.form.category, "hyy")
    assert "欢迎语" in desk.form.category.offered[0]
    desk.form.category.selectAll()
    desk.type(desk.form.category, "fp")
    assert "发票" in desk.form.category.offered[0]
    desk.press(Qt.Key.Key_Return, widget=desk.form.category)
    desk.form.save()
    assert desk.workspace.library.category_name(desk.workspace.find("wdfh").category).startswith("发票")


def test_what_is_typed_and_not_chosen_is_no_category(desk: Desk) -> None:
    begin_new(desk)
    shown = desk.form.category.text()
    desk.form.category.selectAll()
    desk.type(desk.form.category, "zzz")
    desk.focus(desk.form.title)
    assert desk.form.category.text() == shown


def test_a_reply_that_leads_back_cannot_follow(desk: Desk) -> None:
    first, second = desk.workspace.find("fh1"), desk.workspace.find("hy1")
    first = replaced(desk.workspace, first, replace(first, next=()))
    second = replaced(desk.workspace, second, replace(second, next=((first.id, ""),)))
    desk.form.show_reply(first)
    desk.type(desk.form.next.input, second.code)
    assert desk.form.next.input.offered[0] == second.title
    desk.press(Qt.Key.Key_Return, widget=desk.form.next.input)
    assert desk.form.next.pairs == ((second.id, ""),)
    desk.form.save()
    assert second.title in desk.form.fields["next"].wrong
    assert desk.workspace.find("fh1").next == ()


def test_a_reply_is_never_offered_to_follow_itself(desk: Desk) -> None:
    desk.form.show_reply(desk.workspace.find("hy1"))
    desk.type(desk.form.next.input, "hy1")
    assert desk.workspace.find("hy1").title not in desk.form.next.input.offered


def test_a_taken_favourite_place_says_whose_it_is_and_cant_be_chosen(desk: Desk) -> None:
    first = desk.workspace.find("fh1")
    replaced(desk.workspace, first, replace(first, favourite=3))
    desk.form.show_reply(desk.workspace.find("hy1"))
    places = desk.form.further.favourite
    assert first.title in places.itemText(3)
    assert not places.model().flags(places.model().index(3, 0)) & Qt.ItemFlag.ItemIsEnabled
    places.setCurrentIndex(2)
    desk.form.save()
    assert desk.workspace.find("hy1").favourite == 2


def test_what_few_replies_need_is_said_while_it_is_folded(desk: Desk) -> None:
    before = desk.workspace.find("fh1")
    desk.form.show_reply(
        replaced(desk.workspace, before, replace(before, level="一级", only_in=("peak",), favourite=None))
    )
    assert "Level 1" in desk.form.further.head.text()
    assert "Peak season" in desk.form.further.head.text()


def test_seasons_are_chosen_and_saved(desk: Desk) -> None:
    before = desk.workspace.find("fh1")
    desk.form.show_reply(before)
    desk.form.further.unfold()
    desk.form.further.seasons["spring"].click()
    desk.form.save()
    assert desk.workspace.find("fh1").only_in == ("spring",)


@pytest.mark.parametrize("fixed", [{"locked": True, "scope": Scope.SHOP}, {"deleted": NOW}])
def test_a_locked_or_deleted_reply_is_read_only(desk: Desk, fixed: dict[str, object]) -> None:
    before = desk.workspace.find("fh1")
    desk.form.show_reply(replaced(desk.workspace, before, replace(before, **fixed)))  # type: ignore[arg-type]
    for editor in desk.form.findChildren(QLineEdit):
        assert editor.isReadOnly() or not editor.isVisible(), editor.accessibleName()
    assert all(editor.isReadOnly() for editor in desk.form.texts.box.edits)
    assert not any(box.isEnabled() for box in desk.form.findChildren(QComboBox))
    assert desk.form.save_button.isHidden()
    desk.press(Qt.Key.Key_S, CTRL, desk.form)
    assert not desk.form.is_dirty
    assert not any(button.isVisible() for button in desk.form.standing.buttons)
    assert desk.form.standing.text


def test_a_shops_reply_offers_a_wording_of_ones_own(desk: Desk) -> None:
    before = desk.workspace.find("fh1")
    shops = replaced(desk.workspace, before, replace(before, scope=Scope.SHOP))
    desk.form.show_reply(shops)
    desk.form.standing.buttons[0].click()
    assert desk.own == [shops]


def test_a_very_long_text_is_refused_where_it_stands(desk: Desk) -> None:
    begin_new(desk)
    desk.form.texts.add_season("peak")
    desk.text.setPlainText("长" * (MAX_TEXT + 1))
    desk.form.texts.show_season("normal")
    desk.form.save()
    assert desk.form.texts.season == "peak"
    assert desk.workspace.library.find("wdfh") is None
    assert len(desk.drawn()[0]) < 5_000


def test_halves_of_characters_are_left_out(desk: Desk) -> None:
    begin_new(desk)
    desk.text.setPlainText("好\ud83d的")
    desk.form.aliases.add(["\udc00几点"])
    desk.form.save()
    reply = desk.workspace.find("wdfh")
    assert (reply.text, reply.aliases) == ("好的", ("几点",))


def test_every_widget_that_takes_the_focus_says_what_it_is(desk: Desk) -> None:
    before = desk.workspace.find("fh1")
    desk.form.show_reply(replace(before, tags=("便利型",), next=((desk.workspace.find("jt1").id, ""),)))
    desk.form.further.unfold()
    for widget in desk.form.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            named = widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text())
            assert named, widget
