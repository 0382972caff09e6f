"""The palette with replies that are or hold pictures."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

from PySide6.QtCore import Qt

from miaohui.domain.picture import Picture
from miaohui.flow import edit
from miaohui.flow.edit import ReplyFields
from tests.pictures import picture_file
from tests.ui.conftest import Palette


def add(palette: Palette, folder: Path, body: str = "") -> Picture:
    workspace = palette.workspace
    picture = palette.pictures.add(picture_file(folder))
    fields = ReplyFields(title="看图", code="tu1", category="商品咨询", body=body, pictures=(picture,))
    now = workspace.clock.now().astimezone(UTC)
    workspace.commit(edit.add(workspace.library, fields, workspace.tables.seasons, now))
    return picture


def pick(palette: Palette) -> None:
    palette.open()
    palette.type("tu1")
    palette.press(Qt.Key.Key_Return)


def test_a_picture_is_picked_like_a_text(palette: Palette, tmp_path: Path) -> None:
    picture = add(palette, tmp_path)
    palette.open()
    palette.type("tu1")
    assert palette.row(0).line.text == "[Picture] 尺码表"
    palette.press(Qt.Key.Key_Return)
    assert palette.clipboard.pictures == [palette.pictures.content(picture)]
    assert palette.clipboard.texts == []
    assert palette.window.isHidden()
    assert len(list(palette.usage.read())) == 1


def test_a_picture_behind_a_text_is_copied_next(palette: Palette, tmp_path: Path) -> None:
    picture = add(palette, tmp_path, "亲，看图")
    pick(palette)
    assert (palette.clipboard.texts, palette.clipboard.pictures) == (["亲，看图"], [])
    palette.open()
    palette.press(Qt.Key.Key_Return)
    assert palette.clipboard.pictures == [palette.pictures.content(picture)]


def test_pictures_left_out_of_one_text_are_told(palette: Palette, tmp_path: Path) -> None:
    add(palette, tmp_path, "亲，看图")
    palette.open()
    palette.type("tu1")
    palette.press(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert (palette.clipboard.texts, palette.clipboard.pictures) == (["亲，看图"], [])
    palette.open()
    assert "Pictures that were not copied: 1." in palette.window.panel.notice.text()


def test_a_picture_that_vanished_is_told_and_nothing_is_copied(palette: Palette, tmp_path: Path) -> None:
    palette.pictures.path(add(palette, tmp_path)).unlink()
    pick(palette)
    assert not palette.window.isHidden()
    assert palette.window.panel.notice.text() == "There is no picture 尺码表."
    assert (palette.clipboard.texts, palette.clipboard.pictures) == ([], [])
