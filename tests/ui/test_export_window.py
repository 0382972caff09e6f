"""The export, written to real files."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog
from pytestqt.qtbot import QtBot

from miaohui.domain.library import Library
from miaohui.domain.picture import Picture
from miaohui.flow import edit
from miaohui.flow.transfer.exported import Export
from miaohui.flow.transfer.printed import PrintedCategory, PrintedReply
from miaohui.flow.transfer.selecting import Selection
from miaohui.flow.workspace import Workspace
from miaohui.library.formats import known, read_table, writing
from miaohui.library.pictures import PictureStore
from miaohui.paths import Paths
from miaohui.ui.background import Background
from miaohui.ui.export_window import PDF, ExportWindow, Targets
from miaohui.ui.sheet_pdf import sheet_pdf
from miaohui.ui.theme import Theme


@dataclass
class Out:
    window: ExportWindow
    background: Background
    folder: Path
    qtbot: QtBot

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.background.running, timeout=20_000)

    def choose(self, box: QComboBox, data: str) -> None:
        box.setCurrentIndex(box.findData(data))
        self.settle()

    def write(self, name: str) -> Path:
        path = self.folder / name
        self.window.file.setText(str(path))
        QTest.mouseClick(self.window.export, Qt.MouseButton.LeftButton)
        self.settle()
        return path

    @property
    def listed(self) -> list[tuple[str, ...]]:
        table = self.window.left
        rows = range(table.rowCount()) if table.isVisible() else ()
        return [tuple(item.text() for n in range(3) if (item := table.item(row, n))) for row in rows]


@pytest.fixture
def parent() -> QObject:
    return QObject()


@pytest.fixture
def out(workspace: Workspace, theme: Theme, tmp_path: Path, qtbot: QtBot, parent: QObject) -> Iterator[Out]:
    fields = edit.ReplyFields(
        title="补差价", code="bc1", category="备注", body="补您 {金额} 元🦒", variants={"peak": "忙完补您"}
    )
    workspace.commit(edit.add(workspace.library, fields, workspace.tables.seasons, workspace.clock.now()))
    tables, pictures = workspace.tables, PictureStore(Paths(tmp_path / "home", tmp_path / "run"))

    def export(library: Library, format_id: str, encoding: str, selection: Selection) -> Export:
        around = writing.Surroundings(
            tables.emoticons, tables.seasons, lambda name: pictures.content(Picture(name)), workspace.past
        )
        return writing.export(library, format_id, around, encoding, selection)

    background = Background(parent)
    window = ExportWindow(workspace, Targets(export, writing.write_file, theme.tokens.families["text"]), background)
    qtbot.addWidget(window)
    window.show()
    made = Out(window, background, tmp_path, qtbot)
    made.settle()
    yield made
    background.drop()
    window.close()


def test_what_can_t_be_carried_is_told_before_anything_is_written(out: Out) -> None:
    out.choose(out.window.format, "qianniu")
    out.choose(out.window.scope, "personal")
    assert out.window.summary.text() == "1 reply · 1 can't be carried whole"
    assert out.listed == [("bc1", "补差价", "titles · texts for seasons · 🦒")]
    assert not out.window.export.isEnabled()


def test_a_season_s_texts_stand_in_a_table_that_has_no_place_for_others(out: Out) -> None:
    out.choose(out.window.format, "qianniu")
    out.choose(out.window.scope, "personal")
    out.choose(out.window.season, "promo")
    file = out.write("a.csv")
    assert "忙完补您" in file.read_bytes().decode("gbk")
    assert out.window.summary.text() == f"1 reply written to {file}"


def test_a_category_alone_can_be_written(out: Out) -> None:
    library = out.window._workspace.library
    wanted = library.find_category("备注")
    assert wanted is not None
    out.choose(out.window.category, wanted.id)
    rows = read_table(out.write("a.xlsx")).rows
    assert "bc1" in {row.code for row in rows}
    assert {row.category.split("/")[0] for row in rows} == {"备注"}


def test_everything_comes_back_from_json(out: Out, workspace: Workspace) -> None:
    out.choose(out.window.format, "json")
    assert out.window.trash.isVisible()
    table = read_table(out.write("a.json"), known=known(workspace.tables))
    assert table.archive is not None
    assert {reply.id for _, reply in table.archive.replies} == set(workspace.library.replies)


def test_the_file_is_chosen_with_the_format_s_ending(out: Out) -> None:
    out.choose(out.window.format, PDF)
    out.window.choose.click()
    dialog = out.window.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.defaultSuffix() == "pdf"
    dialog.fileSelected.emit(str(out.folder / "话术.pdf"))
    dialog.close()
    out.choose(out.window.format, "json")
    assert out.window.file.text() == str(out.folder / "话术.json")


@pytest.mark.parametrize(("typed", "written"), [("a.pdf", "a.html"), ("a", "a.html"), ("a.page", "a.page")])
def test_no_file_is_called_what_another_format_is_called(out: Out, typed: str, written: str) -> None:
    out.choose(out.window.format, "html")
    out.write(typed)
    assert (out.folder / written).read_bytes().startswith(b"<!")
    assert out.window.file.text() == str(out.folder / written)


def test_a_folder_that_is_not_there_is_said(out: Out) -> None:
    path = out.write("nowhere/a.xlsx")
    assert out.window.error_text == f"Can't write to {path}: {os.strerror(errno.ENOENT)}."
    assert out.window.export.isEnabled()


def test_a_sheet_is_printed(out: Out) -> None:
    out.choose(out.window.format, PDF)
    content = out.write("a.pdf").read_bytes()
    assert content.startswith(b"%PDF-")
    assert pages(content) > 3


def pages(content: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", content))


@pytest.mark.parametrize(("lines", "expected"), [(3, 1), (30, 1), (400, 8)], ids=["short", "a page", "many pages"])
def test_a_long_reply_goes_on_over_pages(theme: Theme, lines: int, expected: int) -> None:
    reply = PrintedReply("k", "标题", ("一行字\n" * lines + "末行", "第二条"))
    made = pages(sheet_pdf([PrintedCategory("物流", (reply,))], theme.tokens.families["text"]))
    assert abs(made - expected) <= expected // 4


def test_replies_stay_on_one_page_and_headings_with_the_first_below_them(theme: Theme) -> None:
    """As many categories as fill pages, each with one reply of ten lines: no page ends with a heading, or else there
    were fewer pages."""
    ten = PrintedReply("k", "标题", ("\n".join(f"第{n}行" for n in range(10)),))
    made = pages(sheet_pdf([PrintedCategory(f"类{n}", (ten,)) for n in range(12)], theme.tokens.families["text"]))
    assert made == 4
