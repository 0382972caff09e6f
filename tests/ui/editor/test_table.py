"""The table: sorting, filtering, choosing, deleting."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, QPoint, Qt
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from miaohui.domain.change import Change, ChangeSet
from miaohui.domain.pinyin import Readings, sorting_key
from miaohui.flow import edit, trash
from miaohui.ui.editor.category_chooser import CategoryChooser
from miaohui.ui.editor.reply_model import Column
from miaohui.ui.editor.section import ALL, FAVOURITES
from tests.ui.editor.conftest import Editor, shown

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def click_header(editor: Editor, column: Column) -> None:
    header = editor.window.table.horizontalHeader()
    x = header.sectionViewportPosition(column) + header.sectionSize(column) // 3
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, header.height() // 2))


def test_what_was_used_most_in_thirty_days_comes_first(editor: Editor) -> None:
    editor.use("kd1", times=3)
    editor.use("fh1", times=5, days_ago=31)
    editor.use("cj1", times=2)
    editor.window.refresh()
    assert editor.codes[:2] == ["kd1", "cj1"]
    model = editor.window.listing.model
    assert [model.index(row, Column.USES).data() for row in range(3)] == ["3", "2", ""]


def test_every_column_sorts_both_ways(editor: Editor, readings: Readings) -> None:
    click_header(editor, Column.CODE)
    assert editor.codes == sorted(editor.codes, key=str.casefold)
    click_header(editor, Column.CODE)
    assert editor.codes == sorted(editor.codes, key=str.casefold, reverse=True)
    click_header(editor, Column.TITLE)
    titles = [editor.reply(code).title for code in editor.codes]
    assert titles == sorted(titles, key=lambda title: sorting_key(title, readings))
    click_header(editor, Column.SEASON)
    click_header(editor, Column.SEASON)
    seasonal = [bool(editor.reply(code).variants or editor.reply(code).only_in) for code in editor.codes]
    assert seasonal == sorted(seasonal, reverse=True)
    assert any(seasonal)


def test_titles_stand_in_the_order_of_their_pinyin(readings: Readings) -> None:
    titles = ["中文", "阿里", "北京", "Apple", "成都"]
    assert sorted(titles, key=lambda title: sorting_key(title, readings)) == ["阿里", "Apple", "北京", "成都", "中文"]


def test_sorting_keeps_the_choice(editor: Editor) -> None:
    editor.choose("fh1", "kd1")
    click_header(editor, Column.TITLE)
    assert set(editor.chosen) == {"fh1", "kd1"}


def test_a_search_lists_what_the_palette_finds_the_best_first(editor: Editor, qtbot: QtBot) -> None:
    for text in ("fahuo", "fh", "#wl", "@旺季", "退货"):
        editor.window.head.search.setText(text)
        qtbot.waitUntil(lambda: not editor.window.listing.filtering._stepper.running)
        found = [hit.reply.code for hit in editor.find.widen(text, limit=0).hits]
        if "@" in text:
            assert all(editor.reply(code).variants or editor.reply(code).only_in for code in editor.codes)
        elif "#" in text:
            assert set(editor.codes) >= set(found)
        else:
            assert editor.codes[:5] == found[:5]
            assert set(editor.codes) >= set(found)


def test_a_search_counts_its_hits_in_the_tree(editor: Editor, qtbot: QtBot) -> None:
    editor.window.head.search.setText("退货")
    qtbot.waitUntil(lambda: len(editor.codes) < 200)
    counts = editor.window.listing.filtering.counts
    assert counts[ALL] == len(editor.codes)
    assert 0 < counts[editor.section("退换货")] < counts[ALL]


def test_after_a_search_the_rows_are_sorted_as_before(editor: Editor, qtbot: QtBot) -> None:
    click_header(editor, Column.CODE)
    before = editor.codes
    editor.window.head.search.setText("fh")
    qtbot.waitUntil(lambda: len(editor.codes) < len(before))
    assert not editor.window.table.horizontalHeader().isSortIndicatorShown()
    editor.window.head.search.clear()
    assert editor.codes == before
    assert editor.window.table.horizontalHeader().isSortIndicatorShown()


def test_a_column_sorts_the_hits_too(editor: Editor, qtbot: QtBot) -> None:
    editor.window.head.search.setText("fh")
    qtbot.waitUntil(lambda: len(editor.codes) < 200)
    click_header(editor, Column.CODE)
    assert editor.codes == sorted(editor.codes, key=str.casefold)


def test_nothing_here_offers_what_fits_elsewhere(editor: Editor, qtbot: QtBot) -> None:
    editor.open_section("欢迎语")
    editor.window.head.search.setText("tuihuo")
    listing = editor.window.listing
    qtbot.waitUntil(lambda: listing.currentWidget() is listing.nothing)
    assert listing.nothing.text == "Nothing fits “tuihuo” here."
    qtbot.waitUntil(lambda: editor.window.pane.currentWidget() is editor.window.pane.nothing)
    listing.nothing.take()
    assert editor.codes
    assert editor.window.tree.section == ALL


def test_favourites_stand_in_the_order_of_their_places(editor: Editor) -> None:
    editor.window.tree.choose(FAVOURITES)
    assert "Alt+1…9" in editor.window.listing.nothing.text
    editor.window.tree.choose(ALL)
    for code in ("kd1", "fh1"):
        editor.workspace.commit(edit.toggle_favourite(editor.workspace.library, editor.reply(code)))
    editor.window.tree.choose(FAVOURITES)
    assert editor.codes == ["kd1", "fh1"]


def test_an_arrow_key_that_is_held_down_fills_the_form_once(editor: Editor, qtbot: QtBot) -> None:
    editor.window.table.choose_row(0)
    editor.window.table.settle()
    table = editor.window.table
    settled: list[int] = []
    table.chosen.connect(lambda: settled.append(table.row))
    for _ in range(8):
        editor.press(Qt.Key.Key_Down, on=table)
    qtbot.waitUntil(lambda: bool(settled))
    assert settled == [8]
    assert editor.window.form.title.text() == editor.reply(editor.chosen[0]).title


def test_the_delete_key_puts_all_chosen_into_the_trash_as_one_step(editor: Editor) -> None:
    table = editor.window.table
    table.setFocus()
    editor.choose(editor.codes[2])
    for _ in range(3):
        editor.press(Qt.Key.Key_Down, SHIFT, on=table)
    gone, neighbour = editor.chosen, editor.codes[6]
    assert len(gone) == 4
    editor.press(Qt.Key.Key_Delete, on=table)
    assert {reply.code for reply in trash.contents(editor.workspace.library)} == set(gone)
    assert editor.window.notice.text == "4 replies are in the trash."
    assert editor.chosen == [neighbour]
    editor.press(Qt.Key.Key_Z, CONTROL, on=table)
    assert trash.contents(editor.workspace.library) == []


def test_a_locked_reply_is_not_deleted_and_the_line_says_why(editor: Editor) -> None:
    locked = editor.reply("fh1")
    editor.workspace.take_over(ChangeSet("edit", (Change(locked, replace(locked, locked=True)),)))
    editor.choose("fh1")
    editor.press(Qt.Key.Key_Delete, on=editor.window.table)
    assert editor.workspace.library.find("fh1") is not None
    assert editor.window.notice.text == f"“{locked.title}” belongs to the shop and can't be changed."


def test_move_asks_for_a_category_by_its_initials(editor: Editor) -> None:
    editor.choose("fh1", "kd1")
    editor.press(Qt.Key.Key_M, CONTROL, on=editor.window.table)
    chooser = shown(CategoryChooser)
    QTest.keyClicks(chooser.filter, "fp")
    QTest.keyClick(chooser.filter, Qt.Key.Key_Return)
    assert {editor.reply(code).category for code in ("fh1", "kd1")} == {editor.section("发票").category}
    assert editor.window.notice.text == "2 replies are in “发票” now."


def test_the_menu_gives_a_reply_a_favourite_place(editor: Editor) -> None:
    editor.choose("fh1")
    editor.window.table.menu_requested.emit(editor.window.mapToGlobal(QPoint(300, 300)))
    menu = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())
    places = next(action for action in menu.actions() if action.text() == "Favourite place")
    assert places.menu() is not None
    third = places.menu().actions()[2]  # type: ignore[attr-defined]
    third.trigger()
    menu.close()
    assert editor.reply("fh1").favourite == 3


def test_the_mark_of_the_current_row_goes_with_it(editor: Editor, qtbot: QtBot) -> None:
    table = editor.window.table
    table.setFocus()
    first, second = (table.model().index(row, Column.TITLE) for row in range(2))
    table.setCurrentIndex(first)
    marks = [table.visualRect(index.siblingAtColumn(Column.CODE)) for index in (first, second)]
    painted = Painted(table.viewport())
    QApplication.processEvents()
    painted.region = QRegion()
    table.selectionModel().setCurrentIndex(second, QItemSelectionModel.SelectionFlag.NoUpdate)
    qtbot.wait_until(lambda: all(painted.region.contains(mark) for mark in marks))


class Painted(QObject):
    """What was painted of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.region = QRegion()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False
