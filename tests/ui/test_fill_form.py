"""The fill form by itself: fields, suggestions, and what Enter does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from miaohui.domain.customer import Source, Suggestion
from miaohui.ui.palette.fill_form import FillForm
from miaohui.ui.palette.value_editor import ValueEditor
from miaohui.ui.palette.value_input import MAX_TYPED
from tests.domain.samples import draft

CLIPBOARD = Suggestion("YT7423580019263", Source.CLIPBOARD)
EARLIER = Suggestion("202411038817552", Source.EARLIER)
NOBODY: Mapping[str, Suggestion] = {}


@dataclass
class Asked:
    """A form that is shown, and what came out of it."""

    qtbot: QtBot
    form: FillForm
    accepted: list[dict[str, str]]
    changed: list[dict[str, str]]

    def ask(self, body: str, suggestions: Mapping[str, Suggestion] = NOBODY) -> None:
        fields = draft(body).fields
        self.form.ask(fields, {field.variable.name: field.variable.name for field in fields}, suggestions)
        self.qtbot.waitUntil(lambda: all(e.isVisible() for e in self.form.findChildren(ValueEditor)))

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focused = self.form.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, modifier)

    def type(self, text: str) -> None:
        for character in text:  # the first may move the focus
            focused = self.form.focusWidget()
            assert focused is not None
            QTest.keyClicks(focused, character)

    def editor(self, name: str) -> ValueEditor:
        return next(editor for editor in self.form.findChildren(ValueEditor) if editor.name == name)

    @property
    def focused(self) -> str:
        return next(editor.name for editor in self.form.findChildren(ValueEditor) if editor.has_focus)

    def notes(self) -> dict[str, str]:
        return self._labels("note")

    def doubts(self) -> dict[str, str]:
        return self._labels("doubt")

    def _labels(self, name: str) -> dict[str, str]:
        return {
            editor.name: label.text()
            for editor in self.form.findChildren(ValueEditor)
            for label in editor.findChildren(QLabel)
            if label.objectName() == name and not label.isHidden()
        }


@pytest.fixture
def asked(qtbot: QtBot) -> Asked:
    form = FillForm()
    qtbot.addWidget(form)
    form.resize(480, 400)
    form.show()
    form.activateWindow()
    assert QTest.qWaitForWindowActive(form)
    found = Asked(qtbot, form, [], [])
    form.accepted.connect(found.accepted.append)
    form.changed.connect(found.changed.append)
    return found


def test_a_suggestion_stands_selected_and_marked_and_enter_accepts_it(asked: Asked) -> None:
    asked.ask("单号 {运单号}", {"运单号": CLIPBOARD})
    assert asked.notes() == {"运单号": "From the clipboard"}
    line = asked.editor("运单号").input
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
    line = asked.editor("订单编号").input
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
    assert not asked.editor("快递").input.isHidden()
    asked.press(Qt.Key.Key_Return)
    assert asked.accepted == [{"快递": "顺丰"}]


def test_a_doubtful_value_is_said_at_its_field_and_a_second_enter_means_it(asked: Asked) -> None:
    asked.ask("{运单号}，{电话}，{昵称}")
    for text in ("YT1", "138", "x"):
        asked.type(text)
        asked.press(Qt.Key.Key_Tab)
    asked.press(Qt.Key.Key_Return)
    assert (asked.accepted, asked.focused) == ([], "运单号")
    assert asked.doubts() == {
        "运单号": "A tracking number has at least 8 digits and letters.",
        "电话": "This doesn't look like a phone number.",
    }
    assert asked.editor("电话").input.accessibleDescription() == "This doesn't look like a phone number."
    asked.press(Qt.Key.Key_Return)
    assert asked.accepted == [{"运单号": "YT1", "电话": "138", "昵称": "x"}]


def test_another_value_is_judged_anew(asked: Asked) -> None:
    asked.ask("{电话}")
    asked.type("138")
    asked.press(Qt.Key.Key_Return)
    asked.type("139")
    assert asked.doubts() == {}
    asked.press(Qt.Key.Key_Return)
    assert (asked.accepted, len(asked.doubts())) == ([], 1)
    asked.type("13800138000")
    asked.press(Qt.Key.Key_Return)
    assert asked.accepted == [{"电话": "13800138000"}]


def test_the_courier_follows_the_tracking_number(asked: Asked) -> None:
    asked.ask("单号{运单号}，发{快递=申通|圆通}")
    asked.type("YT7423580019263")
    assert asked.form.values == {"运单号": "YT7423580019263", "快递": "圆通"}
    assert asked.notes() == {"快递": "From the tracking number"}
    assert asked.changed[-1] == asked.form.values
    asked.press(Qt.Key.Key_Backspace)
    asked.press(Qt.Key.Key_Backspace)
    assert asked.form.values == {"运单号": "YT74235800192", "快递": "申通"}
    assert asked.notes() == {}


def test_a_courier_beside_the_choices_follows_too(asked: Asked) -> None:
    asked.ask("单号{运单号}，发{快递=申通|圆通}", {"运单号": Suggestion("SF1234567890123", Source.CLIPBOARD)})
    assert asked.form.values["快递"] == "顺丰"
    assert not asked.editor("快递").input.isHidden()
    asked.press(Qt.Key.Key_Return)
    assert asked.accepted == [{"运单号": "SF1234567890123", "快递": "顺丰"}]


def test_a_chosen_courier_stays_whatever_the_number_says(asked: Asked) -> None:
    asked.ask("发{快递=|申通|圆通}，单号{运单号}")
    asked.press(Qt.Key.Key_Right)
    asked.press(Qt.Key.Key_Left)
    asked.form.focusNextChild()
    asked.editor("运单号").take_focus()
    asked.type("YT7423580019263")
    assert asked.form.values["快递"] == "申通"


def test_keys_that_wait_already_reach_the_form_that_has_just_opened(asked: Asked) -> None:
    fields = draft("{快递=|申通|圆通}，{礼盒=|A1|B2}").fields
    asked.form.ask(fields, {field.variable.name: field.variable.name for field in fields})
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Right, Qt.Key.Key_Return):
        asked.press(key)
    assert asked.accepted == [{"快递": "圆通", "礼盒": "B2"}]


@pytest.mark.parametrize(
    ("body", "suggestions"),
    [
        ("{昵称}{快递=|申通|圆通}", {"快递": Suggestion("圆通", Source.CLIPBOARD)}),
        ("{运单号}{快递=|申通|圆通}", {"运单号": CLIPBOARD}),
    ],
)
def test_tab_comes_to_the_chosen_one_and_enter_leaves_it(
    asked: Asked, body: str, suggestions: Mapping[str, Suggestion]
) -> None:
    asked.ask(body, suggestions)
    asked.type("YT7423580019263")
    asked.press(Qt.Key.Key_Tab)
    asked.press(Qt.Key.Key_Return)
    assert [values["快递"] for values in asked.accepted] == ["圆通"]


def test_another_value_than_the_choices_is_simply_typed(asked: Asked) -> None:
    asked.ask("发{快递=申通|圆通}")
    asked.type("EMS")
    assert asked.form.values == {"快递": "EMS"}
    asked.press(Qt.Key.Key_Return)
    assert asked.accepted == [{"快递": "EMS"}]


def test_a_line_takes_a_pasted_block_as_a_line(asked: Asked) -> None:
    asked.ask("{昵称}")
    QApplication.clipboard().setText("Li\r\nLei\x1b\u202e!\n")
    asked.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert asked.form.values == {"昵称": "Li Lei!"}


def test_a_block_keeps_its_lines_and_enter_accepts(asked: Asked) -> None:
    asked.ask("{地址}")
    asked.type("Hangzhou")
    asked.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    asked.type("West Lake 1")
    asked.press(Qt.Key.Key_Return)
    assert asked.accepted == [{"地址": "Hangzhou\nWest Lake 1"}]


def test_a_pasted_megabyte_is_cut_and_doubted(asked: Asked) -> None:
    asked.ask("{事由}{昵称}")
    QApplication.clipboard().setText("x" * 1_000_000)
    asked.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    asked.press(Qt.Key.Key_Tab)
    asked.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert {len(value) for value in asked.form.values.values()} == {MAX_TYPED}
    asked.press(Qt.Key.Key_Return)
    assert set(asked.doubts().values()) == {"That is more than 5000 characters."}


def test_a_date_may_be_chosen_or_typed(asked: Asked) -> None:
    asked.ask("{日期}前发")
    asked.press(Qt.Key.Key_Right)
    assert asked.form.values == {"日期": "明天"}
    asked.type("+3")
    assert asked.form.values == {"日期": "+3"}
    asked.press(Qt.Key.Key_Return)
    assert asked.accepted == [{"日期": "+3"}]


def test_a_suggestion_shows_in_no_repr() -> None:
    assert EARLIER.value not in repr(EARLIER)
