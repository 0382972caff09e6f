"""The editor's window: opening, panes, keys, and what changes under it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from miaohui.domain.change import Change, ChangeSet
from miaohui.domain.reply import Wording
from miaohui.flow import edit, trash
from miaohui.flow.workspace import Workspace
from miaohui.ui.editor.section import ALL
from tests.ui.editor.conftest import Editor

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_a_reply_that_is_asked_for_is_in_the_form_and_chosen_in_its_category(editor: Editor) -> None:
    editor.open_section("欢迎语")
    reply = editor.reply("fh1")
    editor.window.show_reply(reply.id)
    assert editor.chosen == ["fh1"]
    assert editor.window.form.title.text() == reply.title
    assert editor.window.tree.section.category == reply.category
    assert editor.window.form.title.hasFocus()


def test_a_reply_that_is_gone_is_refused_in_a_line(editor: Editor) -> None:
    editor.window.show_reply("r-0000000000000000")
    assert editor.window.notice.text == "This reply isn't there any more."


def test_a_new_reply_begins_with_what_it_was_asked_for_in_the_open_category(editor: Editor) -> None:
    editor.open_section("发票")
    editor.window.new_reply("开专票", "亲，专票可以开")
    form = editor.window.form
    assert (form.title.text(), form.value().text) == ("开专票", "亲，专票可以开")
    assert form.value().category == editor.section("发票").category
    form.save()
    assert editor.chosen == [editor.workspace.find(form.code.text()).code]


def test_a_new_reply_that_is_saved_is_shown_in_the_table(editor: Editor) -> None:
    editor.window.head.search.setText("zhuanpiao")
    editor.window.new_reply("开专票", "亲，专票可以开")
    editor.window.form.save()
    assert editor.chosen == [editor.window.form.code.text()]


def test_a_duplicate_has_the_text_and_a_code_of_its_own(editor: Editor) -> None:
    editor.choose("fh1")
    editor.window.duplicate(editor.reply("fh1").id)
    form = editor.window.form
    assert form.value().text == editor.reply("fh1").text
    assert form.code.text() not in ("", "fh1")
    form.save()
    assert editor.reply("fh1") == editor.reply("fh1")
    assert editor.window.notice.text == ""


def test_an_own_wording_of_a_shops_reply_is_begun_once_and_shown_the_next_time(editor: Editor) -> None:
    shop = editor.reply("fh1")
    editor.choose("fh1")
    editor.window.begin_own_wording(shop)
    QTest.keyClicks(editor.window.form.title, "mine")
    editor.window.form.save()
    mine = editor.workspace.library.overlays[shop.id]
    assert "mine" in mine.title
    editor.window.show_reply(shop.id)
    editor.window.begin_own_wording(shop)
    assert editor.window.form.reply_id == mine.id
    assert editor.window.table.ids == [mine.id]


def test_the_form_of_an_own_wording_shows_what_differs_and_what_the_shop_changed_since(editor: Editor) -> None:
    shop, form = editor.reply("fh1"), editor.window.form
    editor.window.begin_own_wording(shop)
    form.texts.box.edits[0].setPlainText("我说的")
    form.save()
    mine = editor.workspace.library.overlays[shop.id]
    assert "我说的" in form.standing.more
    after = replace(shop, wordings=(Wording(("店里新写的",)),), rev=shop.rev + 1)
    editor.workspace.take_over(ChangeSet("edit", (Change(shop, after),)))
    assert "changed" in form.standing.text
    assert "店里新写" in form.standing.more
    form.standing.buttons[0].click()
    kept = editor.workspace.library.replies[mine.id]
    assert kept.text == "我说的"
    assert "changed" not in form.standing.text
    assert "店里新写" in form.standing.more


def test_an_own_wording_takes_the_favourite_place_of_the_shops_reply(editor: Editor) -> None:
    shop = editor.reply("fh1")
    editor.workspace.commit(edit.place_favourite(editor.workspace.library, shop, 3))
    editor.window.begin_own_wording(editor.reply("fh1"))
    editor.window.form.texts.box.edits[0].setPlainText("我说的")
    editor.window.form.save()
    assert editor.workspace.library.overlays[shop.id].favourite == 3
    assert editor.workspace.library.replies[shop.id].favourite is None


def test_an_own_wording_can_say_again_what_the_shop_says(editor: Editor) -> None:
    shop, form = editor.reply("fh1"), editor.window.form
    editor.window.begin_own_wording(shop)
    form.texts.box.edits[0].setPlainText("我说的")
    form.save()
    after = replace(shop, wordings=(Wording(("店里新写的",)),), rev=shop.rev + 1)
    editor.workspace.take_over(ChangeSet("edit", (Change(shop, after),)))
    form.standing.buttons[1].click()
    assert form.texts.box.edits[0].text == "店里新写的"
    assert form.standing.more == ""


def test_what_the_command_line_changes_appears_at_once_and_the_choice_stays(editor: Editor, qtbot: QtBot) -> None:
    editor.choose("fh1")
    editor.elsewhere("kd1", title="改过的标题")
    row = editor.codes.index("kd1")
    model = editor.window.listing.model
    assert model.index(row, 1).data() == "改过的标题"
    assert editor.chosen == ["fh1"]


def test_the_form_follows_a_change_from_outside_but_never_loses_what_is_typed(editor: Editor) -> None:
    editor.choose("fh1")
    editor.elsewhere("fh1", title="外面改的")
    assert editor.window.form.title.text() == "外面改的"
    QTest.keyClicks(editor.window.form.title, "mine")
    typed = editor.window.form.title.text()
    editor.elsewhere("fh1", title="又改了")
    assert editor.window.form.title.text() == typed


def test_a_reply_deleted_outside_leaves_the_form_and_its_neighbour_is_chosen(editor: Editor, qtbot: QtBot) -> None:
    editor.window.table.choose_row(3)
    editor.window.table.settle()
    gone, neighbour = editor.codes[3], editor.codes[4]
    reply = editor.reply(gone)
    editor.workspace.take_over(edit.delete(reply, editor.now))
    qtbot.waitUntil(lambda: editor.window.form.title.text() == editor.reply(neighbour).title)
    assert editor.chosen == [neighbour]


def test_a_category_deleted_while_its_reply_is_open_leaves_everything_usable(editor: Editor) -> None:
    editor.open_section("发票")
    editor.window.table.choose_row(0)
    editor.window.table.settle()
    QTest.keyClicks(editor.window.form.title, "mine")
    library = editor.workspace.library
    category = library.categories[editor.section("发票").category]
    gone = [r for r in library.active() if library.top_of(r.category) == category.id]
    changes = [Change(r, replace(r, category=library.tops()[0].id)) for r in gone]
    changes += [Change(one, None) for one in (*library.subs(category.id), category)]
    editor.workspace.take_over(ChangeSet("delete-category", tuple(changes)))
    assert editor.window.tree.section == ALL
    assert "mine" in editor.window.form.title.text()


def test_undo_and_redo_say_what_they_are_about(editor: Editor) -> None:
    head = editor.window.head
    assert not head.undo.isEnabled()
    editor.choose("fh1")
    editor.press(Qt.Key.Key_Delete, on=editor.window.table)
    assert head.undo.toolTip() == "Undo: delete (Ctrl+Z)"
    editor.press(Qt.Key.Key_Z, CONTROL, on=editor.window.table)
    assert editor.workspace.library.find("fh1") is not None
    assert head.redo.toolTip() == "Redo: delete (Ctrl+Y)"
    for keys in ((Qt.Key.Key_Y, CONTROL), (Qt.Key.Key_Z, CONTROL | SHIFT)):
        editor.press(*keys, on=editor.window.table)
        assert editor.workspace.library.find("fh1") is None
        editor.press(Qt.Key.Key_Z, CONTROL, on=editor.window.table)
    head.redo.click()
    assert editor.workspace.library.find("fh1") is None


def test_an_undo_that_others_are_in_the_way_of_is_refused_in_a_line(editor: Editor) -> None:
    editor.window.replies.move([editor.reply("fh1").id], editor.section("发票").category)
    editor.elsewhere("fh1", title="别人改的")
    editor.window.head.undo.click()
    assert "别人改的" in editor.window.notice.text
    assert editor.reply("fh1").category == editor.section("发票").category


def test_f6_goes_through_the_panes_and_back(editor: Editor) -> None:
    window = editor.window
    editor.choose("fh1")
    window.head.search.setFocus()

    def focused() -> QWidget:
        return window.focusWidget()

    places: list[QWidget] = []
    for _ in range(4):
        QTest.keyClick(focused(), Qt.Key.Key_F6)
        places.append(focused())
    assert places == [window.tree, window.table, window.form.title, window.head.search]
    QTest.keyClick(focused(), Qt.Key.Key_F6, SHIFT)
    assert window.form.title.hasFocus()


def test_the_keys_lead_from_the_search_to_the_list_to_the_form(editor: Editor, qtbot: QtBot) -> None:
    window = editor.window
    window.table.setFocus()
    editor.press(Qt.Key.Key_F, CONTROL)
    assert window.head.search.hasFocus()
    QTest.keyClicks(window.head.search, "fh1")
    qtbot.waitUntil(lambda: editor.codes[:1] == ["fh1"])
    editor.press(Qt.Key.Key_Return)
    assert window.table.hasFocus()
    assert editor.chosen == ["fh1"]
    editor.press(Qt.Key.Key_Return)
    assert window.form.title.hasFocus()
    assert window.form.title.text() == editor.reply("fh1").title
    editor.press(Qt.Key.Key_N, CONTROL)
    assert window.form.title.text() == ""


def test_escape_leaves_one_thing_after_the_other_and_loses_nothing(editor: Editor) -> None:
    window = editor.window
    editor.choose("fh1")
    QTest.keyClicks(window.form.title, "mine")
    typed = window.form.title.text()
    window.head.search.setFocus()
    window.head.search.setText("fh")
    editor.press(Qt.Key.Key_Escape)
    assert window.head.search.text() == ""
    assert window.isVisible()
    editor.press(Qt.Key.Key_Escape)
    assert not window.isVisible()
    window.show_reply(editor.reply("fh1").id)
    assert window.form.title.text() == typed


def test_a_closed_window_shows_what_came_meanwhile_and_its_sizes_of_before(editor: Editor) -> None:
    window = editor.window
    window.splitter.setSizes([250, 350, 580])
    sizes = window.splitter.sizes()
    window.close()
    editor.elsewhere("kd1", title="关着时改的")
    window.open()
    assert window.splitter.sizes() == sizes
    assert window.listing.model.index(editor.codes.index("kd1"), 1).data() == "关着时改的"


def test_the_next_start_has_the_sizes_that_the_window_was_left_with(make_editor: Callable[[], Editor]) -> None:
    window = make_editor().window
    window.open()
    window.resize(1000, 600)
    window.splitter.setSizes([200, 300, 497])
    size, panes = window.size(), window.splitter.sizes()
    window.close()
    again = make_editor().window
    again.open()
    assert (again.size(), again.splitter.sizes()) == (size, panes)


def test_sizes_that_make_no_window_are_passed_over(make_editor: Callable[[], Editor], workspace: Workspace) -> None:
    workspace.set(replace(workspace.settings, sizes={"editor": (5,), "editor panes": (0, 0, 0, 0)}))
    window = make_editor().window
    assert window.width() > 800
    assert all(width > 100 for width in window.splitter.sizes())


def test_enter_presses_the_button_that_has_the_focus(editor: Editor) -> None:
    editor.choose("fh1")
    QTest.keyClicks(editor.window.form.title, "x")
    typed = editor.window.form.title.text()
    editor.window.form.save_button.setFocus()
    editor.press(Qt.Key.Key_Return)
    assert editor.reply("fh1").title == typed


def test_several_chosen_replies_offer_what_can_be_done_with_them(editor: Editor) -> None:
    editor.choose("fh1", "kd1", "hy1")
    assert editor.window.pane.several.text == "3 replies are chosen"
    editor.window.pane.several.delete.click()
    assert {r.code for r in trash.contents(editor.workspace.library)} == {"fh1", "kd1", "hy1"}
    editor.workspace.undo()
    assert trash.contents(editor.workspace.library) == []


def test_moving_in_and_out_is_asked_for(editor: Editor, qtbot: QtBot) -> None:
    for name, signal in (("Import", editor.window.import_requested), ("Export", editor.window.export_requested)):
        button = next(one for one in editor.window.head.findChildren(QToolButton) if one.text() == name)
        with qtbot.waitSignal(signal):
            button.click()


def test_every_part_of_the_window_has_a_name_to_be_read_out(editor: Editor) -> None:
    window = editor.window
    for part in (window.tree, window.table, window.head.search, window.head.undo, window.listing.trash.table):
        assert part.accessibleName()
    index = window.category_model.index_of(editor.section("物流"))
    count = sum(
        editor.workspace.library.category_name(r.category).startswith("物流") for r in editor.workspace.library.active()
    )
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == f"物流: {count} replies"


def test_two_windows_are_not_needed_for_the_theme_to_change(make_editor: Callable[[], Editor]) -> None:
    editor = make_editor()
    editor.window._theme.use("dark")
    try:
        assert editor.window.tree.itemDelegate().tokens.dark  # type: ignore[attr-defined]
    finally:
        editor.window._theme.use("light")
