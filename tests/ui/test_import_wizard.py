"""The import, with real files and pressed keys."""

from __future__ import annotations

import csv
import errno
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QPushButton,
    QTableWidget,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from miaohui.domain.picture import Picture
from miaohui.domain.pinyin import Readings
from miaohui.domain.reply import Scope
from miaohui.domain.search import Query, TextSearch
from miaohui.domain.starter import StarterMode, is_starter
from miaohui.domain.wording import Level, OwnRules, OwnWord
from miaohui.flow import edit
from miaohui.flow.proofreading import Proofreading
from miaohui.flow.transfer import Asked, Field, Table
from miaohui.flow.workspace import Workspace
from miaohui.library.formats import known, read_table
from miaohui.library.pictures import PictureStore
from miaohui.library.tables import load_simplified
from miaohui.paths import Paths
from miaohui.ui.background import Background
from miaohui.ui.import_wizard.done_page import REMOVE
from miaohui.ui.import_wizard.placeholder_table import TEXT, VARIABLE
from miaohui.ui.import_wizard.window import ImportWizard, Sources
from tests.pictures import picture_file

QIANNIU = "快捷短语编码,快捷短语,快捷短语分组\r\nzz1,您好呀,问候\r\nzz2,再见,问候\r\n"


class Wizard:
    """The window on real files; ``read`` may be replaced."""

    def __init__(self, workspace: Workspace, proofreading: Proofreading, folder: Path, qtbot: QtBot) -> None:
        self.workspace = workspace
        self.folder = folder
        self.read: Callable[[Path, Asked], Table] = lambda path, asked: read_table(path, asked, known(workspace.tables))
        self._qtbot = qtbot
        self._parent = QObject()
        self.background = Background(self._parent)
        self.pictures = PictureStore(Paths(folder / "home", folder / "run"))
        sources = Sources(lambda path, asked: self.read(path, asked), self.pictures, lambda: proofreading)
        self.window = ImportWizard(workspace, sources, self.background)
        qtbot.addWidget(self.window)
        self.window.show()
        assert QTest.qWaitForWindowActive(self.window)

    def file(self, content: str | bytes, name: str = "话术.csv", encoding: str = "utf-8") -> Path:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    def open(self, path: Path) -> None:
        self.window.open_file(path)
        self.settle()

    def settle(self) -> None:
        """Until nothing is under way any more."""
        self._qtbot.waitUntil(lambda: not self.background.running, timeout=20_000)

    def go_on(self) -> None:
        self.press(self.window.next)

    def press(self, button: QPushButton) -> None:
        assert button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def check(self, path: Path) -> None:
        """Up to the page that says what would happen."""
        self.open(path)
        self.go_on()
        self.go_on()
        assert self.window.step == 2

    @property
    def counts(self) -> tuple[str, ...]:
        page = self.window.check_page
        return tuple(tile.number.text() for tile in (page.new, page.changed, page.same, page.skipped))

    def choose(self, box: QComboBox, data: object) -> None:
        """With keys, as somebody would."""
        box.setFocus()
        while box.currentData() != data:
            QTest.keyClick(box, Qt.Key.Key_Down if box.findData(data) > box.currentIndex() else Qt.Key.Key_Up)
        self.settle()


@pytest.fixture
def wizard(workspace: Workspace, proofreading: Proofreading, tmp_path: Path, qtbot: QtBot) -> Iterator[Wizard]:
    made = Wizard(workspace, proofreading, tmp_path, qtbot)
    yield made
    made.background.drop()
    made.window.close()


def test_a_table_goes_in_page_by_page_and_out_again_by_one_button(wizard: Wizard) -> None:
    before = wizard.workspace.library
    wizard.check(wizard.file(QIANNIU, encoding="gbk"))
    assert wizard.counts == ("2", "0", "0", "0")
    assert wizard.workspace.library is before
    wizard.go_on()
    assert wizard.workspace.find("zz2").text == "再见"
    assert "2" in wizard.window.done_page.result.text()
    wizard.press(wizard.window.done_page.undo)
    assert wizard.workspace.library.replies == before.replies
    assert wizard.workspace.library.categories == before.categories


def test_enter_goes_through_all_pages(wizard: Wizard) -> None:
    wizard.open(wizard.file(QIANNIU))
    for _ in range(3):
        focused = QApplication.focusWidget()
        assert focused is wizard.window.next
        QTest.keyClick(focused, Qt.Key.Key_Return)
        wizard.settle()
    assert wizard.workspace.find("zz1").text == "您好呀"
    QTest.keyClick(wizard.window, Qt.Key.Key_Return)
    assert not wizard.window.isVisible()


def test_escape_leaves_the_library_as_it_was(wizard: Wizard) -> None:
    before = wizard.workspace.library
    wizard.check(wizard.file(QIANNIU))
    QTest.keyClick(wizard.window, Qt.Key.Key_Escape)
    assert not wizard.window.isVisible()
    assert wizard.workspace.library is before


class TestFile:
    def test_is_chosen_in_a_dialog(self, wizard: Wizard, qtbot: QtBot) -> None:
        QTest.keyClick(wizard.window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
        dialog = wizard.window.findChild(QFileDialog)
        assert dialog is not None
        dialog.fileSelected.emit(str(wizard.file(QIANNIU)))
        dialog.close()
        wizard.settle()
        assert wizard.window.file_page.facts.text() == "2 rows with a text"

    def test_chosen_by_enter_leaves_enter_to_go_on(self, wizard: Wizard) -> None:
        choose = wizard.window.file_page.choose
        QTest.keyClick(choose, Qt.Key.Key_Return)
        dialog = wizard.window.findChild(QFileDialog)
        assert dialog is not None
        dialog.fileSelected.emit(str(wizard.file(QIANNIU)))
        wizard.settle()
        dialog.close()
        assert wizard.window.focusWidget() is wizard.window.next

    def test_is_dropped_onto_the_window(self, wizard: Wizard) -> None:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(wizard.file(QIANNIU)))])
        page = wizard.window.file_page
        enter = QDragEnterEvent(
            QPointF(9, 9).toPoint(),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(page, enter)
        assert enter.isAccepted()
        drop = QDropEvent(
            QPointF(9, 9),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(page, drop)
        wizard.settle()
        assert page.facts.text() == "2 rows with a text"

    def test_shows_what_it_was_taken_for(self, wizard: Wizard) -> None:
        wizard.open(wizard.file(QIANNIU, encoding="gbk"))
        page = wizard.window.file_page
        assert page.format.currentText() == "Qianniu table (told by its content)"
        assert page.encoding.currentText() == "GBK / GB 18030 (told by its content)"

    def test_is_read_again_with_another_encoding(self, wizard: Wizard) -> None:
        wizard.open(wizard.file(QIANNIU, encoding="gbk"))
        page = wizard.window.file_page
        wizard.choose(page.encoding, "utf-16")
        assert page.facts.text().startswith("No heading is known")
        wizard.choose(page.encoding, "gb18030")
        assert page.facts.text() == "2 rows with a text"

    def test_is_read_again_in_another_format(self, wizard: Wizard) -> None:
        wizard.open(wizard.file("编码,内容\na,好\n\nb,再见\n", "话术.txt"))
        wizard.choose(wizard.window.file_page.format, "text")
        assert wizard.window.file_page.facts.text() == "2 rows with a text"
        wizard.go_on()
        assert wizard.window.columns_page.header.choices == []

    @pytest.mark.parametrize(
        ("name", "content"),
        [("a.csv", bytes(range(256)) * 40), ("a.xlsx", b"PK\x03\x04damaged"), ("a.csv", b""), ("a.json", b'{"a":1}')],
        ids=["binary", "damaged workbook", "empty", "other JSON"],
    )
    def test_that_is_no_table_is_refused_in_a_sentence(self, wizard: Wizard, name: str, content: bytes) -> None:
        path = wizard.file(content, name)
        wizard.open(path)
        assert wizard.window.file_page.error_text.startswith(f"{path} isn't a reply table that Miaohui can read")
        assert not wizard.window.next.isEnabled()

    def test_that_goes_meanwhile_is_said(self, wizard: Wizard) -> None:
        path = wizard.file(QIANNIU)
        wizard.open(path)
        path.unlink()
        wizard.choose(wizard.window.file_page.encoding, "utf-8")
        assert wizard.window.file_page.error_text == f"Can't read {path}: {os.strerror(errno.ENOENT)}."

    def test_another_one_starts_from_the_beginning(self, wizard: Wizard) -> None:
        wizard.open(wizard.file(QIANNIU))
        wizard.choose(wizard.window.file_page.format, "qianniu")
        wizard.go_on()
        wizard.open(wizard.file("标题,内容\n问好,在的\n", "b.csv"))
        assert wizard.window.step == 0
        assert wizard.window.file_page.format.currentData() == "auto"
        assert not wizard.window.file_page.error_text


class TestColumns:
    def test_synonyms_are_proposed(self, wizard: Wizard) -> None:
        wizard.open(wizard.file("话术短标题（10个字以内）,话术内容,一级分类,二级分类,序号\n催,好,物流,查件,1\n"))
        wizard.go_on()
        wanted = (Field.TITLE, Field.TEXT, Field.CATEGORY, Field.CATEGORY, None)
        assert wizard.window.columns_page.fields == wanted

    def test_that_nobody_knows_are_asked_for(self, wizard: Wizard) -> None:
        wizard.open(wizard.file("甲,乙\nk1,在的\nk2,好的\n"))
        wizard.go_on()
        page = wizard.window.columns_page
        assert page.error_text == "Say which column holds the text."
        assert not wizard.window.next.isEnabled()
        wizard.choose(page.header.choices[1], Field.TEXT)
        wizard.choose(page.header.choices[0], Field.CODE)
        assert not page.error_text
        wizard.go_on()
        assert wizard.counts == ("2", "0", "0", "0")
        wizard.go_on()
        assert wizard.workspace.find("k2").text == "好的"

    def test_without_headings_begin_with_the_first_row(self, wizard: Wizard) -> None:
        wizard.open(wizard.file("k1,在的\nk2,好的\n"))
        wizard.go_on()
        page = wizard.window.columns_page
        wizard.choose(page.header.choices[0], Field.CODE)
        wizard.choose(page.header.choices[1], Field.TEXT)
        QTest.keyClick(page.heading, Qt.Key.Key_Space)
        wizard.settle()
        wizard.go_on()
        assert wizard.counts == ("2", "0", "0", "0")

    def test_of_a_workbook_can_be_said_as_well(self, wizard: Wizard) -> None:
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append(["甲", "乙"])
        sheet.append(["k1", "在的"])
        path = wizard.folder / "a.xlsx"
        book.save(path)
        wizard.open(path)
        wizard.go_on()
        wizard.choose(wizard.window.columns_page.header.choices[1], Field.TEXT)
        wizard.go_on()
        assert wizard.counts[0] == "1"

    def test_one_holds_the_text(self, wizard: Wizard) -> None:
        wizard.open(wizard.file("标题,内容\n问好,在的\n"))
        wizard.go_on()
        wizard.choose(wizard.window.columns_page.header.choices[0], Field.TEXT)
        assert wizard.window.columns_page.error_text == "Only one column can hold this: Text."
        assert not wizard.window.next.isEnabled()
        wizard.choose(wizard.window.columns_page.header.choices[1], None)
        wizard.go_on()
        assert wizard.counts[0] == "1"

    def test_rows_without_a_category_get_the_chosen_one_and_the_chosen_owner(self, wizard: Wizard) -> None:
        wizard.open(wizard.file("编码,内容,分组\nk1,在的,\nk2,好的,我的\n"))
        wizard.go_on()
        wizard.window.columns_page.category.setCurrentText("物流/查件")
        wizard.choose(wizard.window.columns_page.scope, Scope.SHOP)
        wizard.go_on()
        wizard.go_on()
        library = wizard.workspace.library
        found = [wizard.workspace.find(code) for code in ("k1", "k2")]
        assert [library.category_name(reply.category) for reply in found] == ["物流/查件", "我的"]
        assert {reply.scope for reply in found} == {Scope.SHOP}


class TestCheck:
    def test_names_the_rows_that_are_left_out(self, wizard: Wizard) -> None:
        wizard.check(wizard.file(QIANNIU + "zz3,,问候\r\nzz1,您好呀,问候\r\n"))
        page = wizard.window.check_page
        assert wizard.counts == ("2", "0", "0", "2")
        shown = [[cell.text() for n in (0, 1) if (cell := page.problems.item(row, n))] for row in (0, 1)]
        assert shown == [["4", "A reply needs a text."], ["5", "The row says the same as one before it."]]

    def test_a_second_import_has_nothing_to_do(self, wizard: Wizard) -> None:
        path = wizard.file(QIANNIU)
        wizard.check(path)
        wizard.go_on()
        wizard.check(path)
        assert wizard.counts == ("0", "0", "2", "0")
        assert not wizard.window.next.isEnabled()
        assert "nothing to import" in wizard.window.check_page.wording.text()

    def test_replacing_says_what_goes_to_the_trash(self, wizard: Wizard) -> None:
        workspace = wizard.workspace
        fields = edit.ReplyFields(title="t", code="mine", category="物流", body="b")
        workspace.commit(edit.add(workspace.library, fields, workspace.tables.seasons, workspace.clock.now()))
        wizard.check(wizard.file(QIANNIU))
        page = wizard.window.check_page
        assert not page.trash.isVisible()
        page.replace.click()
        wizard.settle()
        assert page.trash.text() == "1 reply that isn't in the file goes to the trash"
        wizard.go_on()
        assert workspace.library.find("mine") is None
        assert wizard.window.done_page.details.text().endswith("1 went to the trash")
        wizard.press(wizard.window.done_page.undo)
        assert workspace.library.find("mine") is not None

    def test_placeholders_become_the_variables_that_were_accepted(self, wizard: Wizard) -> None:
        wizard.check(wizard.file("编码,内容\nk1,亲 [商品名] 有货，#nickname#\nk2,补您 *** 元，XX 见\n"))
        table = wizard.window.check_page.placeholders.table
        rows = {item.text(): row for row in range(table.rowCount()) if (item := table.item(row, TEXT))}
        assert rows.keys() == {"[商品名]", "#nickname#", "***", "XX"}
        name, blank = table.item(rows["[商品名]"], VARIABLE), table.item(rows["XX"], TEXT)
        assert name is not None
        assert blank is not None
        assert blank.checkState() is Qt.CheckState.Unchecked
        name.setText("款式")
        table.setFocus()
        table.setCurrentCell(rows["***"], TEXT)
        QTest.keyClick(table, Qt.Key.Key_Space)
        wizard.settle()
        wizard.go_on()
        assert wizard.workspace.find("k1").text == "亲 {款式} 有货，{昵称}"
        assert wizard.workspace.find("k2").text == "补您 *** 元，XX 见"

    def test_wording_problems_are_counted(self, wizard: Wizard) -> None:
        wizard.check(wizard.file("编码,内容\nk1,亲，全网最低价\n"))
        assert wizard.window.check_page.wording.text().startswith("Wording: 1 error")

    def test_enter_presses_the_button_that_is_marked(self, wizard: Wizard) -> None:
        wizard.check(wizard.file(QIANNIU))
        wizard.window.back.setFocus()
        QTest.keyClick(wizard.window.back, Qt.Key.Key_Return)
        assert wizard.window.step == 1
        wizard.window.cancel.setFocus()
        QTest.keyClick(wizard.window.cancel, Qt.Key.Key_Return)
        assert not wizard.window.isVisible()
        assert all(reply.code != "zz1" for reply in wizard.workspace.library.active())

    def test_the_shop_s_own_words_are_counted_too(self, wizard: Wizard, proofreading: Proofreading) -> None:
        proofreading.save(OwnRules(words=(OwnWord("小主", level=Level.ERROR),)))
        wizard.check(wizard.file("编码,内容\nk1,小主，在\nk2,亲，在\n"))
        assert wizard.window.check_page.wording.text().startswith("Wording: 1 error")

    def test_emoticons_are_read_as_the_file_writes_them(self, wizard: Wizard) -> None:
        wizard.open(wizard.file("编码,内容\nk1,要茶/咖啡吗\n"))
        wizard.choose(wizard.window.file_page.dialect, "qq")
        for _ in range(3):
            wizard.go_on()
        assert wizard.workspace.find("k1").text == "要茶☕吗"

    def test_what_was_added_meanwhile_is_seen(self, wizard: Wizard) -> None:
        wizard.check(wizard.file(QIANNIU))
        workspace = wizard.workspace
        fields = edit.ReplyFields(title="t", code="zz1", category="问候", body="您好呀")
        workspace.commit(edit.add(workspace.library, fields, workspace.tables.seasons, workspace.clock.now()))
        wizard.go_on()
        assert [r.code for r in workspace.library.active() if r.text == "您好呀"] == ["zz1"]

    def test_a_picture_that_goes_meanwhile_leaves_everything_as_it_was(self, wizard: Wizard) -> None:
        path, photo = _v3(wizard)
        before = wizard.workspace.library
        wizard.check(path)
        photo.unlink()
        wizard.go_on()
        assert wizard.window.step == 2
        assert "尺码.png" in wizard.window.check_page.error_text
        assert wizard.workspace.library is before


def _v3(wizard: Wizard) -> tuple[Path, Path]:
    table = (
        '"\t由工具导出，请勿改动表头(V3)！！！"\r\n"\t小店:客服"\r\n'
        '"\t分组","\t快捷编码","\t标题","\t内容","\t图片名","\t程序数据（请勿修改）"\r\n'
        '"\t尺码","\tcm1","\t尺码表","\t您看图","\t尺码.png","\tx2"\r\n'
    )
    (wizard.folder / "图片").mkdir()
    return wizard.file(table, encoding="gbk"), picture_file(wizard.folder / "图片", "尺码.png")


def test_pictures_beside_a_table_come_in_with_it(wizard: Wizard) -> None:
    path, photo = _v3(wizard)
    wizard.check(path)
    wizard.go_on()
    kept = [part for part in wizard.workspace.find("cm1").wordings[0].parts if isinstance(part, Picture)]
    assert [wizard.pictures.content(picture) for picture in kept] == [photo.read_bytes()]


class TestStarterReplies:
    @pytest.mark.parametrize("mode", list(StarterMode)[1:])
    def test_stand_where_the_agent_says(self, wizard: Wizard, mode: StarterMode) -> None:
        wizard.check(wizard.file(QIANNIU))
        wizard.go_on()
        assert wizard.window.done_page.modes[StarterMode.BELOW].isChecked()
        wizard.window.done_page.modes[mode].click()
        assert wizard.workspace.settings.starter == mode

    def test_are_removed_and_come_back_with_the_one_undo(self, wizard: Wizard) -> None:
        library = wizard.workspace.library
        wizard.check(wizard.file(QIANNIU))
        wizard.go_on()
        wizard.window.done_page.modes[REMOVE].click()
        assert not any(map(is_starter, wizard.workspace.library.active()))
        wizard.press(wizard.window.done_page.undo)
        assert wizard.workspace.library.replies == library.replies

    def test_come_back_when_the_agent_decides_otherwise(self, wizard: Wizard) -> None:
        wizard.check(wizard.file(QIANNIU))
        wizard.go_on()
        wizard.window.done_page.modes[REMOVE].click()
        wizard.window.done_page.modes[StarterMode.HIDDEN].click()
        assert any(map(is_starter, wizard.workspace.library.active()))
        assert wizard.workspace.settings.starter is StarterMode.HIDDEN


def test_an_undo_after_other_changes_is_refused_in_a_sentence(wizard: Wizard) -> None:
    wizard.check(wizard.file(QIANNIU))
    wizard.go_on()
    workspace = wizard.workspace
    workspace.commit(edit.toggle_favourite(workspace.library, workspace.find("zz1")))
    wizard.press(wizard.window.done_page.undo)
    assert "changed after the import" in wizard.window.done_page.error_text
    assert workspace.find("zz1").favourite is not None


class TestLongWork:
    def test_shows_that_it_is_under_way_and_can_be_stopped(self, wizard: Wizard, qtbot: QtBot) -> None:
        before = wizard.workspace.library
        go_on = threading.Event()
        read = wizard.read

        def slowly(path: Path, asked: Asked) -> Table:
            go_on.wait(20)
            return read(path, asked)

        wizard.read = slowly
        wizard.window.open_file(wizard.file(QIANNIU))
        stop = next(b for b in wizard.window.findChildren(QPushButton) if b.text() == "Stop")
        qtbot.waitUntil(stop.isVisible, timeout=5000)
        QTest.mouseClick(stop, Qt.MouseButton.LeftButton)
        go_on.set()
        assert not stop.isVisible()
        assert not wizard.window.next.isEnabled()
        assert wizard.window.file_page.error_text == "Stopped. Nothing was changed."
        assert wizard.workspace.library is before

    def test_of_an_import_that_is_cancelled_changes_nothing(self, wizard: Wizard, qtbot: QtBot) -> None:
        before = wizard.workspace.library
        path, _ = _v3(wizard)
        wizard.check(path)
        go_on, began = threading.Event(), threading.Event()
        keep = wizard.pictures.keep

        def slowly(name: str, source: Path | bytes) -> None:
            began.set()
            go_on.wait(20)
            keep(name, source)

        wizard.pictures.keep = slowly  # type: ignore[method-assign]
        QTest.mouseClick(wizard.window.next, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(began.is_set, timeout=5000)
        QTest.keyClick(wizard.window, Qt.Key.Key_Escape)
        go_on.set()
        qtbot.waitUntil(lambda: wizard.pictures.path(next(iter(_pictures(wizard, path)))).exists(), timeout=5000)
        assert wizard.workspace.library is before

    def test_a_large_table_never_freezes_the_window(self, wizard: Wizard) -> None:
        path = wizard.folder / "a.csv"
        with path.open("w", encoding="gb18030", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["快捷短语编码", "快捷短语", "快捷短语分组"])
            writer.writerows([f"c{n}", f"亲，第{n}款有货的，[时间]前付款今天发", f"组{n % 40}"] for n in range(6000))
        wizard.check(path)
        assert wizard.counts == ("6000", "0", "0", "0")
        wizard.go_on()
        assert wizard.workspace.find("c5999").text.endswith("{时间}前付款今天发")


def _pictures(wizard: Wizard, path: Path) -> list[Picture]:
    (row,) = wizard.read(path, Asked()).rows
    return list(row.pictures)


def test_hundreds_of_foreign_templates_are_searchable_at_once(wizard: Wizard, readings: Readings) -> None:
    scenes = ("尺码推荐", "材质咨询", "发货时间", "退货流程", "优惠咨询")
    lines = [
        f"行业{n // 5}.md\t{scenes[n % 5]}{n}\t客户问第{n}款\t亲，[产品名称]身高___cm\\n送 [赠品，如袜子]，补***元～"
        for n in range(870)
    ]
    wizard.check(wizard.file("\n".join(["path\ttitle\tscene\ttext", *lines]), "templates.tsv"))
    assert wizard.counts == ("870", "0", "0", "0")
    assert dict(wizard.window.check_page.placeholders.chosen) == {
        ("[产品名称]", "{产品名称}"): "{产品名称}",
        ("___", "{身高}"): "{身高}",
        ("[赠品，如袜子]", "{赠品}"): "{赠品}",
        ("***", "{金额}"): "{金额}",
    }
    wizard.go_on()
    workspace = wizard.workspace
    engine = TextSearch(readings, workspace.tables.seasons, load_simplified())
    engine.update(workspace.library)
    best = engine.search(Query("thlc863"), lambda _reply: 0.0).hits[0].reply
    assert best.title == "退货流程863"
    assert best.text == "亲，{产品名称}身高{身高}cm\n送 {赠品}，补{金额}元～"


def test_every_place_for_the_keyboard_has_a_name(wizard: Wizard) -> None:
    wizard.check(wizard.file("甲,内容,编码\nx,亲 [商品名] 有货,k1\n"))
    nameless = [
        widget
        for widget in wizard.window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and isinstance(widget, (QComboBox, QTableWidget, QAbstractButton, QTabWidget))
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
    ]
    assert nameless == []
