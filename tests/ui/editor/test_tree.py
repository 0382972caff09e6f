"""The category tree: rename, add, delete, move, icons, and replies dropped on it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QToolButton

from miaohui.domain.reply import Category
from miaohui.flow import edit_categories, trash
from miaohui.ui.editor.category_chooser import CategoryChooser
from miaohui.ui.editor.category_model import COUNT_ROLE
from miaohui.ui.editor.icon_menu import IconMenu
from miaohui.ui.editor.reply_mime import dragged
from miaohui.ui.editor.section import ALL, FAVOURITES, TRASH, Section
from tests.ui.editor.conftest import Editor, shown


def names(editor: Editor, parent: QModelIndex | None = None) -> list[str]:
    model = editor.window.category_model
    above = parent or QModelIndex()
    return [model.index(row, 0, above).data() for row in range(model.rowCount(above))]


def category(editor: Editor, name: str) -> Category:
    found = editor.workspace.library.find_category(name)
    assert found is not None
    return found


def drop_category(editor: Editor, name: str, parent: QModelIndex, row: int) -> None:
    model = editor.window.category_model
    data = model.mimeData([model.index_of(editor.section(name))])
    if model.canDropMimeData(data, Qt.DropAction.MoveAction, row, 0, parent):
        model.dropMimeData(data, Qt.DropAction.MoveAction, row, 0, parent)


def write_in_place(editor: Editor, text: str) -> None:
    (line,) = [one for one in editor.window.tree.viewport().findChildren(QLineEdit) if one.isVisible()]
    line.setText(text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    QApplication.processEvents()  # the view takes the name over a moment later


def test_the_tree_begins_with_favourites_and_all_and_ends_with_the_trash(editor: Editor) -> None:
    tops = [top.name for top in editor.workspace.library.tops()]
    assert names(editor) == ["Favourites", "All", *tops, "Trash"]
    model = editor.window.category_model
    count = len(list(editor.workspace.library.active()))
    assert model.index_of(ALL).data(COUNT_ROLE) == count == len(editor.codes)


def test_a_top_lists_the_replies_below_it_too(editor: Editor) -> None:
    editor.open_section("物流")
    below = {sub.id for sub in editor.workspace.library.subs(category(editor, "物流").id)}
    assert {editor.reply(code).category for code in editor.codes} & below
    top = category(editor, "物流").id
    assert all(editor.workspace.library.top_of(editor.reply(code).category) == top for code in editor.codes)


def test_f2_renames_in_place_and_the_rest_stays_as_it_is(editor: Editor) -> None:
    tree = editor.window.tree
    tree.expand_section(editor.section("售后"))
    editor.open_section("物流")
    tree.setFocus()
    editor.press(Qt.Key.Key_F2, on=tree)
    write_in_place(editor, "快递")
    assert "快递" in names(editor)
    assert category(editor, "快递").id == tree.section.category
    assert tree.isExpanded(editor.window.category_model.index_of(editor.section("售后")))


def test_a_name_that_a_sister_has_is_refused_in_a_line(editor: Editor) -> None:
    editor.window.tree.rename(editor.section("物流"))
    write_in_place(editor, "发票")
    assert "发票" in editor.window.notice.text
    assert names(editor).count("发票") == 1


def test_a_new_category_is_named_at_once(editor: Editor) -> None:
    editor.window.tree.setFocus()
    editor.open_section("物流")
    editor.press(Qt.Key.Key_Insert, on=editor.window.tree)
    write_in_place(editor, "新疆")
    assert category(editor, "物流/新疆").parent == editor.section("物流").category
    assert editor.window.tree.section == editor.section("物流/新疆")
    assert editor.window.listing.nothing.text == "There is no reply here yet."
    button = next(b for b in editor.window.findChildren(QToolButton) if b.text() == "＋ New category")
    button.click()
    write_in_place(editor, "顶层")
    assert category(editor, "顶层").parent == ""


def test_deleting_a_category_asks_where_its_replies_go(editor: Editor) -> None:
    editor.open_section("发票")
    held = set(editor.codes)
    editor.window.tree.setFocus()
    editor.press(Qt.Key.Key_Delete, on=editor.window.tree)
    chooser = shown(CategoryChooser)
    assert chooser.list.currentItem().text().endswith(editor.workspace.library.tops()[0].name)
    QTest.keyClicks(chooser.filter, "wl")
    QTest.keyClick(chooser.filter, Qt.Key.Key_Return)
    assert "发票" not in names(editor)
    assert {editor.reply(code).category for code in held} == {editor.section("物流").category}
    assert editor.window.tree.section == ALL
    editor.window.head.undo.click()
    assert "发票" in names(editor)
    editor.open_section("发票")
    assert set(editor.codes) == held


def test_the_replies_of_a_deleted_category_may_go_into_the_trash(editor: Editor) -> None:
    editor.open_section("发票")
    held = set(editor.codes)
    editor.window.categories.delete(editor.section("发票"))
    chooser = shown(CategoryChooser)
    chooser.list.setCurrentRow(chooser.list.count() - 1)
    QTest.keyClick(chooser.filter, Qt.Key.Key_Return)
    assert {reply.code for reply in trash.contents(editor.workspace.library)} == held


def test_an_empty_category_goes_without_a_question(editor: Editor) -> None:
    editor.workspace.commit(edit_categories.add_category(editor.workspace.library, "空的"))
    editor.window.categories.delete(editor.section("空的"))
    assert "空的" not in names(editor)


def test_dragging_puts_a_top_elsewhere_among_the_tops(editor: Editor) -> None:
    drop_category(editor, "物流", QModelIndex(), 2)
    assert names(editor)[2] == "物流"
    drop_category(editor, "物流", QModelIndex(), 6)
    assert names(editor)[5] == "物流"


def test_dragging_takes_a_category_into_a_top_and_out_of_it(editor: Editor) -> None:
    model = editor.window.category_model
    drop_category(editor, "备注", model.index_of(editor.section("发票")), -1)
    assert category(editor, "发票/备注").parent == editor.section("发票").category
    drop_category(editor, "发票/备注", QModelIndex(), 3)
    assert names(editor)[3] == "备注"


def test_a_top_with_categories_below_it_does_not_go_below_another(editor: Editor) -> None:
    drop_category(editor, "物流", editor.window.category_model.index_of(editor.section("发票")), -1)
    assert category(editor, "物流").parent == ""


def test_the_menu_moves_a_category_without_the_mouse(editor: Editor) -> None:
    before = names(editor).index("物流")
    editor.window.tree.menu_requested.emit(editor.section("物流"), editor.window.mapToGlobal(QPoint(100, 300)))
    menu = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())
    next(action for action in menu.actions() if action.text() == "Move up").trigger()
    menu.close()
    assert names(editor).index("物流") == before - 1


def test_replies_dropped_on_a_category_move_as_one_step(editor: Editor) -> None:
    """With the events of a real drop."""
    editor.choose("fh1", "kd1", "hy1")
    tree = editor.window.tree
    place = tree.visualRect(editor.window.category_model.index_of(editor.section("发票"))).center()
    data = dragged(editor.window.table.ids)
    event = QDropEvent(
        QPointF(place), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    tree.dropEvent(event)
    there = editor.section("发票").category
    assert [editor.reply(code).category for code in ("fh1", "kd1", "hy1")] == [there] * 3
    editor.workspace.undo()
    assert there not in [editor.reply(code).category for code in ("fh1", "kd1", "hy1")]


def test_replies_dropped_on_the_trash_and_on_the_favourites(editor: Editor) -> None:
    ids = [editor.reply(code).id for code in ("fh1", "kd1")]
    editor.window.replies.drop(ids, FAVOURITES)
    assert [editor.reply(code).favourite for code in ("fh1", "kd1")] == [1, 2]
    editor.window.replies.drop(ids, TRASH)
    assert {reply.id for reply in trash.contents(editor.workspace.library)} == set(ids)


def test_a_category_gets_an_icon_that_is_shown(editor: Editor) -> None:
    section = editor.section("备注")
    chosen: list[str] = []
    menu = IconMenu(chosen.append, editor.window)
    next(cell for cell in menu.findChildren(QToolButton) if cell.text() == "📌").click()
    assert chosen == ["📌"]
    editor.window.categories._set_icon(section.category, chosen[0])
    assert category(editor, "备注").icon == "📌"


def test_the_models_keep_qts_rules_through_changes(editor: Editor) -> None:
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [
        QAbstractItemModelTester(model, mode, editor.window)
        for model in (editor.window.category_model, editor.window.listing.model, editor.window.listing.trash.model)
    ]
    editor.window.categories._move(editor.section("物流").category, "", 0)
    editor.window.replies.delete([editor.reply("fh1").id])
    editor.window.tree.choose(TRASH)
    editor.workspace.undo()
    editor.window.tree.choose(Section(ALL.kind))
    editor.window.head.search.setText("#发票")
    editor.window.head.search.clear()
    assert len(testers) == 3
