from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from miaohui.ui.editor.chips import ChipField


@pytest.fixture
def field(qtbot: QtBot) -> ChipField:
    field = ChipField("+ Add")
    qtbot.addWidget(field)
    field.setAccessibleName("Tags")
    field.show()
    field.activateWindow()
    assert QTest.qWaitForWindowActive(field)
    field.input.setFocus()
    return field


def press(key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def test_enter_and_comma_make_chips(field: ChipField) -> None:
    QTest.keyClicks(field.input, "one")
    press(Qt.Key.Key_Return)
    QTest.keyClicks(field.input, "two,")
    assert field.words == ("one", "two")
    assert field.input.text() == ""


def test_a_word_counts_before_it_is_a_chip_and_once_only(field: ChipField) -> None:
    QTest.keyClicks(field.input, "one,one,t w")
    assert field.words == ("one", "t w")


def test_pasted_lines_are_several_words(field: ChipField) -> None:
    field.input.insert("几点发，多久发;啥时候\n今天发吗")
    field.input.textEdited.emit(field.input.text())
    assert field.words == ("几点发", "多久发", "啥时候", "今天发吗")


def test_backspace_goes_to_the_last_chip_and_removes_it(field: ChipField) -> None:
    field.show_words(("one", "two"))
    seen = []
    for key in (Qt.Key.Key_Backspace, Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
        press(key)
        seen.append(field.words)
    assert seen == [("one", "two"), ("one",), ()]
    assert field.input.hasFocus()


def test_arrows_reach_every_chip_and_enter_takes_it_back(field: ChipField) -> None:
    field.show_words(("one", "two", "six"))
    for _ in range(2):
        press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Return)
    assert field.input.text() == "two"
    assert field.input.hasFocus()
    press(Qt.Key.Key_Return)
    assert field.words == ("one", "six", "two")


def test_the_cross_removes_its_chip(field: ChipField) -> None:
    field.show_words(("one", "two"))
    cross = next(b for b in field.findChildren(QToolButton) if b.accessibleName() == "Remove one")
    cross.click()
    assert field.words == ("two",)


def test_one_that_is_read_only_can_only_be_read(field: ChipField) -> None:
    field.show_words(("one",))
    field.set_read_only(True)
    assert not any(b.isVisible() for b in field.findChildren(QToolButton))
    assert not field.input.isVisible()
