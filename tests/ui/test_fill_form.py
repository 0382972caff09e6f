"""The fill form by itself: fields, suggestions, and what Enter does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from miaohui.domain.customer import Source, Suggestion
from miaohui.ui.palette.fill_form import FillForm
from miaohui.ui.palette.value_editor import ValueEditor
from tests.domain.samples import draft

CLIPBOARD = Suggestion("YT7423580019263", Source.CLIPBOARD)
EARLIER = Suggestion("202411038817552", Source.EARLIER)
NOBODY: Mapping[str, Suggestion] = {}


@dataclass
class Asked:
    """A form that is shown, and what came out of it."""

    form: FillForm
    accepted: list[dict[str, str]]
    changed: list[dict[str, str]]

    def ask(self, body: str, suggestions: Mapping[str, Suggestion] = NOBODY) -> None:
        fields = draft(body).fields
        self.form.ask(fields, {field.variable.name: field.variable.name for field in fields}, suggestions)

    def press(self, key: Qt.Key) -> None:
        focused = self.form.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)

    def type(self, text: str) -> None:
        focused = self.form.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, text)

    def editor(self, name: str) -> ValueEditor:
        return next(editor for editor in self.form.findChildren(ValueEditor) if editor.name == name)

    @property
    def focused(self) -> str:
        return next(editor.name for editor in self.form.findChildren(ValueEditor) if editor.has_focus)

    def notes(self) -> dict[str, str]:
        return {
            editor.name: label.text()
            for editor in self.form.findChildren(ValueEditor)
            for label in editor.findChildren(QLabel)
            if label.objectName() == "note" and not label.isHidden()
        }


@pytest.fixture
def asked(qtbot: QtBot) -> Asked:
    form = FillForm()
    qtbot.addWidget(form)
    form.resize(480, 400)
    form.show()
    form.activateWindow()
    assert QTest.qWaitForWindowActive(form)
    found = Asked(form, [], [])
    form.accepted.connect(found.accepted.append)
    form.changed.connect(found.changed.append)
    return found


def test_a_suggestion_stands_selected_and_marked_and_enter_accepts_it(asked: Asked) -> None:
    asked.ask("单号 {运单号}", {"运单号": CLIPBOARD})
    assert asked.notes() == {"运单号": "From the clipboard"}
    line = asked.editor("运单号").line
    assert isinstance(line, QLineEdit)
    assert line.selectedText() == CLIPBOARD.value
    assert line.accessibleDescription() == "From the clipboard"
    assert asked.form.values == {"运单号": CLIPBOARD.value}
    asked.press(Qt.Key.Key_Return)
    assert asked.accepted == [{"运单号": CLIPBOARD.value}]


def test_typing_replaces_a_suggestion_and_its_mark(asked: Asked) -> None:
    asked.ask("单号 {运单号}", {"运单号": EARLIER})
    asked.type("SF1234567890123")
    assert asked.notes() == {}
    assert not asked.editor("运单号").tentative
    asked.press(Qt.Key.Key_Return)
    assert asked.accepted == [{"运单号": "SF1234567890123"}]


def test_what_may_be_another_customers_has_to_be_confirmed_in_its_own_field(asked: Asked) -> None:
    asked.ask("{运单号}，{订单编号}", {"运单号": CLIPBOARD, "订单编号": EARLIER})
    assert asked.notes() == {"运单号": "From the clipboard", "订单编号": "Last one?"}
    asked.press(Qt.Key.Key_Return)
    assert (asked.accepted, asked.focused) == ([], "订单编号")
    line = asked.editor("订单编号").line
    assert isinstance(line, QLineEdit)
    assert line.selectedText() == EARLIER.value
    asked.press(Qt.Key.Key_Return)
    assert asked.accepted == [{"运单号": CLIPBOARD.value, "订单编号": EARLIER.value}]


def test_an_earlier_value_that_is_deleted_is_gone(asked: Asked) -> None:
    asked.ask("您好{?订单编号}，{订单编号}{/}", {"订单编号": EARLIER})
    asked.press(Qt.Key.Key_Backspace)
    asked.press(Qt.Key.Key_Return)
    assert asked.accepted == [{}]


def test_a_suggestion_among_the_choices_chooses_its_button(asked: Asked) -> None:
    asked.ask("发{快递=|申通|圆通}", {"快递": Suggestion("圆通", Source.EARLIER)})
    assert asked.form.values == {"快递": "圆通"}
    asked.press(Qt.Key.Key_Left)
    assert (asked.form.values, asked.notes()) == ({"快递": "申通"}, {})


def test_a_suggestion_beside_the_choices_stands_in_the_line(asked: Asked) -> None:
    asked.ask("发{快递=|申通|圆通}", {"快递": Suggestion("顺丰", Source.CLIPBOARD)})
    assert not asked.editor("快递").line.isHidden()
    asked.press(Qt.Key.Key_Return)
    assert asked.accepted == [{"快递": "顺丰"}]


def test_a_suggestion_shows_in_no_repr() -> None:
    assert EARLIER.value not in repr(EARLIER)
