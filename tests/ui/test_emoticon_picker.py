"""The emoticon picker, driven by real keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from miaohui import i18n
from miaohui.domain.emoticon_catalogue import Catalogue
from miaohui.ui.emoticon_picker import EmoticonPicker, Recent
from miaohui.ui.theme import Theme

CLIENTS = {"wangwang": "Qianniu", "wechat": "WeChat", "qq": "QQ", "pinduoduo": "Pinduoduo", "jd": "JD"}


@pytest.fixture
def recent() -> Recent:
    return Recent()


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 40)
    window.show()
    return window


@pytest.fixture
def picker(qtbot: QtBot, window: QWidget, catalogue: Catalogue, recent: Recent) -> Iterator[EmoticonPicker]:
    picker = EmoticonPicker(catalogue, CLIENTS, recent, window)
    picker.open_at(window)
    qtbot.waitUntil(picker.isVisible)
    yield picker
    picker.close()


@pytest.fixture
def picks(picker: EmoticonPicker) -> list[str]:
    found: list[str] = []
    picker.picked.connect(found.append)
    return found


def press(picker: EmoticonPicker, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(picker.search, key)


def shown(picker: EmoticonPicker) -> list[str]:
    return [button.text() for button in picker.grid.cells if button.isVisible()]


def headings(picker: EmoticonPicker) -> list[str]:
    labels = picker.grid.findChildren(QLabel)
    return [label.text() for label in sorted(labels, key=lambda label: label.y()) if label.isVisible()]


def current(picker: EmoticonPicker) -> str:
    (marked,) = [button for button in picker.grid.cells if button.isChecked()]
    return marked.text()


def test_letters_find_it_and_enter_picks_it(picker: EmoticonPicker, picks: list[str]) -> None:
    QTest.keyClicks(picker.search, "meigui")
    assert shown(picker)[0] == "🌹"
    press(picker, Qt.Key.Key_Return)
    assert picks == ["🌹"]
    assert not picker.isVisible()


def test_it_opens_with_the_situations_and_none_that_doesnt_suit_buyers(picker: EmoticonPicker) -> None:
    assert headings(picker)[:2] == ["Welcome", "One moment"]
    assert headings(picker)[-1] == "All"
    assert not {"💣", "🔪", "😡", "#E-s01"} & set(shown(picker))
    assert current(picker) == "😊"
    assert picker.search.hasFocus()


def test_the_toggle_shows_all_and_hides_them_again(picker: EmoticonPicker) -> None:
    press(picker, Qt.Key.Key_Tab)
    assert picker.show_all.hasFocus()
    QTest.keyClick(picker.show_all, Qt.Key.Key_Space)
    assert {"💣", "🔪", "😡", "#E-s01", "#E-s72"} <= set(shown(picker))
    assert headings(picker)[-2:] == ["Rather not to buyers", "Meaning unknown"]
    QTest.keyClick(picker.show_all, Qt.Key.Key_Return)
    assert "💣" not in shown(picker)


def test_a_search_hides_what_doesnt_suit_and_says_so(picker: EmoticonPicker, picks: list[str]) -> None:
    QTest.keyClicks(picker.search, "zhadan")
    assert shown(picker) == []
    assert any("Show all" in label.text() for label in picker.findChildren(QLabel) if label.isVisible())
    press(picker, Qt.Key.Key_Return, Qt.Key.Key_Down)
    assert (picks, picker.isVisible()) == ([], True)
    picker.show_all.click()
    assert shown(picker) == ["💣"]


def test_arrows_move_by_place(picker: EmoticonPicker) -> None:
    press(picker, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left)
    assert current(picker) == "🌹"
    press(picker, Qt.Key.Key_Down)
    second = picker.grid.cells[picker.grid.current]
    first = picker.grid.cells[1]
    assert (second.x(), second.y() > first.y()) == (first.x(), True)
    press(picker, Qt.Key.Key_Up)
    assert picker.grid.current == 1
    press(picker, *[Qt.Key.Key_Up] * 3, *[Qt.Key.Key_Left] * 3)
    assert picker.grid.current == 0
    press(picker, *[Qt.Key.Key_PageDown] * 20, *[Qt.Key.Key_Right] * 20)
    assert picker.grid.current == len(picker.grid.cells) - 1


def test_the_current_one_is_always_in_sight(picker: EmoticonPicker) -> None:
    for _step in range(12):
        press(picker, Qt.Key.Key_Down)
        cell = picker.grid.cells[picker.grid.current]
        top_left = cell.mapTo(picker, QPoint(0, 0))
        assert picker._area.geometry().contains(QRect(top_left, cell.size()).center())


def test_it_says_what_the_current_one_is_and_who_has_a_code_for_it(picker: EmoticonPicker) -> None:
    QTest.keyClicks(picker.search, "lucky")
    texts = [label.text() for label in picker.findChildren(QLabel) if label.isVisible()]
    assert "lucky cat" in texts
    assert "Qianniu" in texts
    assert picker.search.accessibleDescription() == "lucky cat"


def test_escape_closes_without_picking(picker: EmoticonPicker, picks: list[str]) -> None:
    press(picker, Qt.Key.Key_Escape)
    assert (picks, picker.isVisible()) == ([], False)


def test_a_click_picks(picker: EmoticonPicker, picks: list[str]) -> None:
    QTest.mouseClick(picker.grid.cells[2], Qt.MouseButton.LeftButton)
    assert picks == ["🤗"]


def test_what_was_used_last_is_first_next_time_and_once(
    picker: EmoticonPicker, window: QWidget, recent: Recent, qtbot: QtBot
) -> None:
    for name in ("rose", "gift", "rose"):
        QTest.keyClicks(picker.search, name)
        press(picker, Qt.Key.Key_Return)
        picker.open_at(window)
        qtbot.waitUntil(picker.isVisible)
    assert headings(picker)[0] == "Recently used"
    assert shown(picker)[:2] == ["🌹", "🎁"]
    assert len(recent.choices) == 2
    assert picker.search.text() == ""


def test_what_doesnt_suit_stays_hidden_also_when_it_was_used(
    picker: EmoticonPicker, window: QWidget, catalogue: Catalogue, recent: Recent
) -> None:
    picker.close()
    recent.add(catalogue.search("zhadan")[0])
    again = EmoticonPicker(catalogue, CLIENTS, recent, window)
    again.open_at(window)
    assert "💣" not in shown(again)
    again.show_all.click()
    assert shown(again)[0] == "💣"
    again.close()


def test_a_code_without_a_picture_is_a_chip_and_picked_as_it_is(picker: EmoticonPicker, picks: list[str]) -> None:
    picker.show_all.click()
    QTest.keyClicks(picker.search, "#e-s07")
    (chip,) = picker.grid.cells
    assert (chip.text(), chip.property("chip")) == ("#E-s07", True)
    press(picker, Qt.Key.Key_Return)
    assert picks == ["#E-s07"]


def test_while_the_input_method_composes_its_keys_are_its_own(picker: EmoticonPicker, picks: list[str]) -> None:
    QApplication.sendEvent(picker.search, QInputMethodEvent("mei'gui", []))
    assert shown(picker)[0] == "🌹"
    press(picker, Qt.Key.Key_Return)
    assert (picks, picker.isVisible()) == ([], True)
    committed = QInputMethodEvent()
    committed.setCommitString("玫瑰")
    QApplication.sendEvent(picker.search, committed)
    press(picker, Qt.Key.Key_Return)
    assert picks == ["🌹"]


def test_every_cell_has_a_name_to_be_read_out(
    qtbot: QtBot, window: QWidget, catalogue: Catalogue, recent: Recent
) -> None:
    for language, name in (("en", "smile"), ("zh_CN", "微笑")):
        i18n.install(language)
        picker = EmoticonPicker(catalogue, CLIENTS, recent, window)
        assert all(button.accessibleName() for button in picker.grid.cells)
        assert picker.grid.cells[0].accessibleName() == name
        assert (picker.accessibleName() != "", picker.search.accessibleName() != "") == (True, True)


def test_it_stays_whole_on_its_screen(picker: EmoticonPicker, window: QWidget) -> None:
    screen = window.screen().availableGeometry()
    for corner in (screen.topLeft(), screen.topRight(), screen.bottomLeft(), screen.bottomRight()):
        picker.close()
        window.move(corner)
        picker.open_at(window)
        assert screen.contains(picker.geometry())
