"""The preview: messages as the buyer sees them, pictures among them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPixmap, QPixmapCache
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from miaohui.domain.picture import Picture
from miaohui.domain.reply import Part
from miaohui.library.pictures import PictureStore
from miaohui.paths import Paths
from miaohui.ui import rich_text, thumbnails
from miaohui.ui.palette.preview import Preview
from miaohui.ui.theme import Theme
from tests.domain.samples import draft
from tests.pictures import RED, picture_file, turned_photo


@pytest.fixture
def pictures(tmp_path: Path) -> PictureStore:
    QPixmapCache.clear()
    return PictureStore(Paths(tmp_path / "home", tmp_path / "run"))


@pytest.fixture
def shown(qtbot: QtBot, theme: Theme, pictures: PictureStore) -> Preview:
    preview = Preview(theme.tokens, pictures)
    qtbot.addWidget(preview)
    preview.resize(370, 400)
    preview.show()
    return preview


def bubbles(shown: Preview) -> list[QLabel]:
    return [b for b in shown.findChildren(QLabel) if b.objectName() == "bubble" and not b.isHidden()]


def show(qtbot: QtBot, shown: Preview, *parts: Part) -> list[QLabel]:
    """The bubbles once everything is loaded."""
    shown.show_draft(draft(*parts))
    qtbot.waitUntil(lambda: not shown.bubbles.loading)
    return bubbles(shown)


def colour(bubble: QLabel) -> QColor:
    image = bubble.pixmap().toImage()
    return image.pixelColor(image.width() // 2, image.height() // 2)


def test_a_picture_stands_between_the_texts(
    qtbot: QtBot, shown: Preview, pictures: PictureStore, tmp_path: Path
) -> None:
    one = pictures.add(picture_file(tmp_path))
    first, middle, last = show(qtbot, shown, "看图", one, "谢谢")
    assert ("看图" in first.text(), "谢谢" in last.text()) == (True, True)
    assert (first.pixmap().isNull(), last.pixmap().isNull()) == (True, True)
    assert middle.pixmap().deviceIndependentSize().toSize() == QSize(60, 40)
    assert colour(middle) == QColor(*RED)
    assert middle.accessibleName() == "[Picture] 尺码表"


@pytest.mark.parametrize(
    ("size", "drawn"),
    [((60, 40), (60, 40)), ((400, 400), (180, 180)), ((2600, 1000), (260, 100)), ((1, 4000), (1, 180))],
)
def test_it_is_drawn_in_its_shape_within_the_bubble_and_never_enlarged(
    qtbot: QtBot,
    shown: Preview,
    pictures: PictureStore,
    tmp_path: Path,
    size: tuple[int, int],
    drawn: tuple[int, int],
) -> None:
    (bubble,) = show(qtbot, shown, pictures.add(picture_file(tmp_path, size=size)))
    assert bubble.pixmap().deviceIndependentSize().toSize() == QSize(*drawn)
    assert bubble.width() <= shown.width()


def test_on_a_sharp_screen_it_is_drawn_with_all_its_pixels(tmp_path: Path) -> None:
    """In a process of its own: the ratio is the whole application's."""
    file = picture_file(tmp_path, size=(600, 400))
    code = f"""
from pathlib import Path
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
from miaohui.ui import thumbnails
path = Path({str(file)!r})
label = QLabel()
size = thumbnails.size(path, QSize(260, 180))
label.setPixmap(thumbnails.load(path, size, label.devicePixelRatioF()))
print(size.toTuple(), label.sizeHint().toTuple(), label.pixmap().size().toTuple())
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "QT_SCALE_FACTOR": "2"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "(260, 173) (260, 173) (520, 346)\n", done.stderr


def test_a_photo_stands_upright(qtbot: QtBot, shown: Preview, pictures: PictureStore, tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(turned_photo((600, 300)))
    (bubble,) = show(qtbot, shown, pictures.add(file))
    assert bubble.pixmap().deviceIndependentSize().toSize() == QSize(90, 180)


def test_a_narrow_preview_draws_it_smaller(
    qtbot: QtBot, shown: Preview, pictures: PictureStore, tmp_path: Path
) -> None:
    one = pictures.add(picture_file(tmp_path, size=(600, 400)))
    (bubble,) = show(qtbot, shown, one)
    assert bubble.pixmap().deviceIndependentSize().width() == 260
    shown.resize(200, 400)
    qtbot.waitUntil(lambda: bubble.pixmap().deviceIndependentSize().width() < 140 and colour(bubble) == QColor(*RED))


def test_who_types_on_waits_for_no_picture(
    qtbot: QtBot, shown: Preview, pictures: PictureStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[Path] = []
    load = thumbnails.load

    def counted(path: Path, size: QSize, ratio: float) -> QPixmap:
        loaded.append(path)
        return load(path, size, ratio)

    monkeypatch.setattr(thumbnails, "load", counted)
    all_of_them = [pictures.add(picture_file(tmp_path, size=(50, number))) for number in (10, 20, 30)]
    for one in all_of_them:
        shown.show_draft(draft(one))
    (bubble,) = bubbles(shown)
    assert bubble.pixmap().size() == QSize(50, 30)  # its room is there at once
    assert loaded == []
    show(qtbot, shown, all_of_them[-1])
    assert loaded == [pictures.path(all_of_them[-1])]

    shown.show_draft(None)
    shown.show_draft(draft(all_of_them[-1]))
    assert colour(bubble) == QColor(*RED)  # from memory, without a pause
    assert len(loaded) == 1


@pytest.mark.parametrize("content", [None, b"text"], ids=["gone", "damaged"])
def test_one_that_cant_be_shown_is_a_chip_with_its_words(
    qtbot: QtBot, shown: Preview, pictures: PictureStore, tmp_path: Path, content: bytes | None
) -> None:
    one = pictures.add(picture_file(tmp_path, "尺码<表>.png"))
    show(qtbot, shown, one)
    if content is None:
        pictures.path(one).unlink()
    else:
        pictures.path(one).write_bytes(content)
    first, second = show(qtbot, shown, one, "谢谢")
    assert first.pixmap().isNull()
    assert "[Picture] 尺码&lt;表&gt; can&#x27;t be shown" in first.text()
    assert "谢谢" in second.text()


def test_a_bubble_is_used_again_for_a_text(
    qtbot: QtBot, shown: Preview, pictures: PictureStore, tmp_path: Path
) -> None:
    (bubble,) = show(qtbot, shown, pictures.add(picture_file(tmp_path)))
    assert show(qtbot, shown, "您好") == [bubble]
    assert (bubble.pixmap().isNull(), "您好" in bubble.text(), bubble.accessibleName()) == (True, True, "")


def test_in_a_row_a_picture_is_its_words() -> None:
    assert rich_text.one_line(Picture(f"{'5a' * 32}.png", " 尺码 表")).text == "[Picture] 尺码 表"
    assert rich_text.one_line(Picture(f"{'5a' * 32}.png")).text == "[Picture]"
    assert rich_text.one_line(draft("您好😊\n在的").parts[0]).text == "您好😊 在的"


def test_emoticons_are_pictures_in_a_message_and_a_code_without_one_is_a_chip(theme: Theme) -> None:
    (part,) = draft("您好/:^_^[强]🌹#E-s01再见", client="jd").parts
    assert not isinstance(part, Picture)
    html = rich_text.html(part, theme.tokens)
    assert "/:^_^" not in html
    assert [f">{emoji}</span>" in html for emoji in "😊👍🌹"] == [True] * 3
    assert "#E&#8209;s01" in html
    assert "background-color" in html.partition("#E&#8209;s01")[0].rpartition("<span")[2]
    line = rich_text.one_line(part)
    assert line.pieces == (("您好😊👍🌹", False), ("#E-s01", True), ("再见", False))


@pytest.mark.parametrize("client", ["wangwang", "wechat", "qq", "pinduoduo"])
def test_a_clients_codes_are_drawn_as_what_its_buyer_sees(client: str, theme: Theme) -> None:
    (part,) = draft("亲😊🌹", client=client).parts
    assert not isinstance(part, Picture)
    assert rich_text.one_line(part).text == "亲😊🌹"


def test_blanks_around_a_chip_stay_single(theme: Theme) -> None:
    (part,) = draft(" 您好 \n #E-s01  \n再见 ", client="jd").parts
    assert not isinstance(part, Picture)
    assert rich_text.one_line(part).text == "您好 #E-s01 再见"


def test_emoticons_without_a_counterpart_are_named_in_one_quiet_line(shown: Preview) -> None:
    shown.show_draft(draft("好🎉的🥰", client="wangwang"))
    (line,) = [one for one in shown.findChildren(QLabel) if one.isVisible() and "emoticon" in one.text()]
    assert line.text() == "No such emoticon here: 🎉 🥰"
    shown.show_draft(draft("好🎉的🥰", client="plain"))
    assert not line.isVisible()
    shown.show_draft(None)
    assert not line.isVisible()
