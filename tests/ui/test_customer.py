"""The present customer in the palette: what is offered, how it is marked, and when it is forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from miaohui.domain.chat_window import ChatWindow
from tests.fakes import FixedClock
from tests.ui.conftest import Palette
from tests.ui.test_palette import CONTROL, add, preview

ORDER = "2411030881755201234"
OTHER = "2411039900112233445"
CHEN = ChatWindow(7, "陈先生 - 接待中心", ("aliworkbench.exe",))
WANG = ChatWindow(7, "王小姐 - 接待中心", ("aliworkbench.exe",))
BROWSER = ChatWindow(9, "订单 - 浏览器", ("firefox",))


@pytest.fixture
def palette(palette: Palette) -> Palette:
    palette.clock = FixedClock()
    palette.workspace.clock = palette.clock
    add(palette, "查单", "订单 {订单编号} 已查到", "cd1")
    add(palette, "补单", "订单 {订单编号} 补发，快递 {快递}", "cd2")
    return palette


def ask(palette: Palette, code: str, chat: ChatWindow | None = CHEN) -> None:
    palette.open(chat)
    palette.type(code)
    palette.press(Qt.Key.Key_Return)


def answer(palette: Palette, code: str, value: str, chat: ChatWindow | None = CHEN) -> None:
    ask(palette, code, chat)
    palette.fill(value)
    palette.press(Qt.Key.Key_Return)
    assert palette.clipboard.text is not None
    assert value in palette.clipboard.text


def notes(palette: Palette) -> list[str]:
    labels = palette.window.form.findChildren(QLabel)
    return [label.text() for label in labels if label.objectName() == "note" and not label.isHidden()]


def strip(palette: Palette) -> str:
    values = palette.window.strip.findChild(QLabel, "stripValues")
    assert isinstance(values, QLabel)
    return "" if palette.window.strip.isHidden() else values.accessibleName()


def test_a_value_of_an_earlier_reply_is_asked_again_and_enter_accepts_it(palette: Palette) -> None:
    answer(palette, "cd1", ORDER)
    ask(palette, "cd1")
    assert palette.form_is_open()
    assert notes(palette) == ["Last one?"]
    assert len(palette.clipboard.texts) == 1
    palette.press(Qt.Key.Key_Return)
    assert palette.clipboard.texts == [f"订单 {ORDER} 已查到"] * 2


def test_another_title_in_the_same_window_is_another_customer(palette: Palette) -> None:
    answer(palette, "cd1", ORDER, CHEN)
    ask(palette, "cd1", WANG)
    assert palette.form_is_open()
    assert palette.window.form.values == {}
    palette.press(Qt.Key.Key_Return)
    assert len(palette.clipboard.texts) == 1


def test_another_window_is_another_customer(palette: Palette) -> None:
    answer(palette, "cd1", ORDER, CHEN)
    ask(palette, "cd1", ChatWindow(8, CHEN.title, CHEN.classes))
    assert palette.window.form.values == {}


def test_coming_back_to_a_customer_brings_nothing_back(palette: Palette) -> None:
    answer(palette, "cd1", ORDER, CHEN)
    answer(palette, "cd1", OTHER, WANG)
    ask(palette, "cd1", CHEN)
    assert palette.window.form.values == {}


@pytest.mark.parametrize(("seconds", "offered"), [(119, {"订单编号": ORDER}), (120, {})])
def test_a_value_is_offered_for_two_minutes(palette: Palette, seconds: int, offered: dict[str, str]) -> None:
    answer(palette, "cd1", ORDER)
    palette.clock.moment += timedelta(seconds=seconds)
    ask(palette, "cd1")
    assert palette.window.form.values == offered


def test_the_last_courier_stays_without_a_form_and_for_the_next_customer_too(palette: Palette) -> None:
    add(palette, "发货", "走{快递}", "fh91")
    ask(palette, "fh91")
    palette.press(Qt.Key.Key_Right)
    palette.press(Qt.Key.Key_Return)
    assert palette.clipboard.text == "走圆通"
    palette.open(WANG)
    palette.type("fh91")
    assert preview(palette) == "走圆通"
    palette.press(Qt.Key.Key_Return)
    assert palette.clipboard.text == "走圆通"


def test_the_last_choice_leaves_a_written_default_and_other_choices_alone(palette: Palette) -> None:
    add(palette, "发货", "走{快递}", "fh91")
    add(palette, "偏远", "走{快递=顺丰}，{快递=京东|邮政}", "fh92")
    ask(palette, "fh91")
    palette.press(Qt.Key.Key_Right)
    palette.press(Qt.Key.Key_Return)
    palette.open()
    palette.type("fh92")
    assert preview(palette) == "走顺丰，京东"


def test_what_fits_on_the_clipboard_comes_before_the_earlier_value(palette: Palette) -> None:
    answer(palette, "cd1", ORDER)
    palette.desk.copied = OTHER
    ask(palette, "cd1")
    assert notes(palette) == ["From the clipboard"]
    assert len(palette.clipboard.texts) == 1, "never taken silently"
    palette.press(Qt.Key.Key_Return)
    assert palette.clipboard.text == f"订单 {OTHER} 已查到"


def test_what_doesnt_fit_is_not_taken_from_the_clipboard(palette: Palette) -> None:
    palette.desk.copied = "在的亲，马上给您查一下哦"
    ask(palette, "cd1")
    assert palette.window.form.values == {}


def test_a_name_on_the_clipboard_opens_no_form_and_changes_no_reply(palette: Palette) -> None:
    add(palette, "问候", "{?昵称}{昵称}，{/}您好", "wh1")
    palette.desk.copied = "陈小园"
    ask(palette, "wh1")
    assert palette.clipboard.text == "您好"
    palette.open()
    palette.type("wh1")
    palette.press(Qt.Key.Key_F2)
    assert notes(palette) == ["From the clipboard"]
    assert palette.window.form.values == {"昵称": "陈小园"}


def test_one_line_shows_the_customer_and_one_key_forgets_it(palette: Palette) -> None:
    assert strip(palette) == ""
    answer(palette, "cd1", ORDER)
    palette.open(CHEN)
    assert strip(palette) == "Order number 2411**1234"
    palette.press(Qt.Key.Key_L, CONTROL)
    assert strip(palette) == ""
    palette.type("cd1")
    palette.press(Qt.Key.Key_Return)
    assert palette.window.form.values == {}


def test_the_key_also_takes_an_offered_value_out_of_the_form_and_leaves_typed_ones(palette: Palette) -> None:
    add(palette, "两单", "{运单号} {订单编号}", "ld1")
    answer(palette, "cd1", ORDER)
    ask(palette, "ld1")
    palette.fill("YT7423580019263")
    palette.press(Qt.Key.Key_L, CONTROL)
    assert palette.window.form.values == {"运单号": "YT7423580019263"}
    assert ORDER not in preview(palette)


def test_the_strip_goes_when_the_time_is_up(palette: Palette, qtbot: QtBot) -> None:
    answer(palette, "cd1", ORDER)
    palette.clock.moment += timedelta(seconds=119.99)
    palette.open(CHEN)
    assert ORDER[:4] in strip(palette)
    palette.clock.moment += timedelta(seconds=1)
    qtbot.waitUntil(lambda: strip(palette) == "")


def test_the_strip_shows_a_number_on_the_clipboard_but_no_sentence(palette: Palette) -> None:
    palette.desk.copied = OTHER
    palette.open(CHEN)
    assert strip(palette) == "Clipboard 2411**3445"
    palette.controller.close()
    palette.desk.copied = "陈小园"
    palette.open(CHEN)
    assert strip(palette) == ""


def test_a_cleared_clipboard_is_not_offered_again_until_there_is_something_else(palette: Palette) -> None:
    palette.desk.copied = OTHER
    palette.open(CHEN)
    palette.press(Qt.Key.Key_L, CONTROL)
    ask(palette, "cd1")
    assert palette.window.form.values == {}
    palette.controller.close()
    palette.desk.copied = ORDER
    ask(palette, "cd1")
    assert palette.window.form.values == {"订单编号": ORDER}


def test_a_form_that_is_open_when_the_customer_changes_has_to_be_confirmed(palette: Palette) -> None:
    ask(palette, "cd2", CHEN)
    palette.fill(ORDER)
    palette.open(WANG)
    assert palette.form_is_open()
    assert notes(palette) == ["Last one?"]
    assert palette.window.form.values["订单编号"] == ORDER
    palette.fill(OTHER)
    palette.press(Qt.Key.Key_Return)
    palette.press(Qt.Key.Key_Return)
    assert palette.clipboard.texts == [f"订单 {OTHER} 补发，快递 申通"]


def test_looking_something_up_elsewhere_leaves_an_open_form_as_it_is(palette: Palette) -> None:
    ask(palette, "cd1", CHEN)
    palette.fill(ORDER)
    palette.open(BROWSER)
    palette.open(CHEN)
    assert notes(palette) == []
    palette.press(Qt.Key.Key_Return)
    assert palette.clipboard.text == f"订单 {ORDER} 已查到"


def test_a_pinned_palette_looks_at_the_title_when_it_is_used_again(palette: Palette) -> None:
    palette.window.pin.setChecked(True)
    answer(palette, "cd1", ORDER)
    palette.desk.titles[CHEN.id] = WANG.title
    palette.window.activated.emit()
    assert strip(palette) == ""


def test_the_agents_own_facts_are_no_customers(palette: Palette) -> None:
    add(palette, "介绍", "我是{客服昵称}", "js1")
    answer(palette, "js1", "Xiaoyuan")
    palette.open(CHEN)
    assert strip(palette) == ""


def test_the_chat_client_is_recognised_by_the_window_and_written_for(palette: Palette) -> None:
    palette.open(CHEN)
    assert palette.window.client_chip.text() == "Qianniu (Wangwang) · auto"
    palette.type("hy1")
    palette.press(Qt.Key.Key_Return)
    assert "/:^_^" in (palette.clipboard.text or "")
    assert [use.client for use in palette.usage.read()] == ["wangwang"]
    palette.open(BROWSER)
    assert palette.window.client_chip.text() == "Plain text"


def choose(palette: Palette, client: str) -> None:
    menu = palette.window.client_chip.menu()
    assert menu is not None
    next(action for action in menu.actions() if action.data() == client).trigger()


def test_a_client_chosen_by_hand_holds_for_windows_of_this_kind(palette: Palette) -> None:
    palette.open(CHEN)
    choose(palette, "wechat")
    assert palette.window.client_chip.text() == "WeChat"
    palette.type("hy1")
    assert (
        "[" in palette.workspace.draft(palette.workspace.find("hy1"), palette.workspace.situation(client="wechat")).text
    )
    palette.press(Qt.Key.Key_Return)
    assert [use.client for use in palette.usage.read()] == ["wechat"]
    palette.open(WANG)
    assert palette.window.client_chip.text() == "WeChat"
    assert palette.workspace.settings.client == "plain", "the default is for other windows"
    choose(palette, "wangwang")
    assert palette.window.client_chip.text() == "Qianniu (Wangwang) · auto"


def test_in_a_window_nobody_knows_the_default_is_chosen(palette: Palette) -> None:
    palette.open(BROWSER)
    choose(palette, "qq")
    assert palette.workspace.settings.client == "qq"
    assert palette.window.client_chip.text() == "QQ"


def test_every_control_of_the_strip_has_a_name(palette: Palette) -> None:
    button = palette.window.strip.findChild(QToolButton)
    assert isinstance(button, QToolButton)
    assert palette.window.strip.accessibleName()
    assert button.accessibleName()


def test_an_answer_that_has_arrived_counts_before_the_form_is_asked(palette: Palette) -> None:
    palette.desk.late = True
    palette.desk.copied = "2411039900112233445"
    ask(palette, "cd1")
    assert palette.window.form.values == {"订单编号": "2411039900112233445"}
