"""The window of automatic replies: real widgets over a real home."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from miaohui import i18n
from miaohui.domain.auto_reply import ANY_CLIENT
from miaohui.domain.reply import MAX_TEXT, Reply
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow import auto_replies, edit
from miaohui.flow.auto_replies import AutoReplies
from miaohui.flow.wording import WordingCheck
from miaohui.flow.workspace import Workspace
from miaohui.library.tables import load_simplified
from miaohui.ui.auto_replies.chooser import Chooser
from miaohui.ui.auto_replies.slot_list import SLOT_ROLE, SlotRow
from miaohui.ui.auto_replies.window import AutoRepliesWindow
from miaohui.ui.theme import Theme
from tests.domain.samples import rendered
from tests.fakes import FakeClipboard
from tests.ui.conftest import Palette
from tests.wording import load_checker

NONE, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


class Desk:
    def __init__(self, window: AutoRepliesWindow, workspace: Workspace, clipboard: FakeClipboard) -> None:
        self.window = window
        self.workspace = workspace
        self.clipboard = clipboard

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE, on: QWidget | None = None) -> None:
        QTest.keyClick(on or self.window.list, key, modifier)

    def click(self, button: QWidget) -> None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(8, button.height() // 2))

    def row(self, number: int) -> SlotRow:
        row = self.window.list.rows.index(number).data(SLOT_ROLE)
        assert isinstance(row, SlotRow)
        return row

    def is_writing(self) -> bool:
        return self.window.writing

    def clients_in_use(self) -> list[str]:
        return list(self.workspace.settings.clients_in_use)

    def select(self, number: int) -> None:
        self.window.list.select(number)

    def write(self, text: str, slot: str = "first", client: str = ANY_CLIENT, season: str = "") -> None:
        place = auto_replies.find_place(self.workspace, slot, client, season)
        self.workspace.commit(auto_replies.write(self.workspace, place, text))

    @property
    def shown(self) -> str:
        return self.window.pane.bubble.text()


@pytest.fixture
def desk(qtbot: QtBot, workspace: Workspace, theme: Theme) -> Desk:
    clipboard = FakeClipboard()
    check = WordingCheck(load_checker(workspace.tables.emoticons), workspace.tables, load_simplified())
    workspace.set(replace(workspace.settings, client="wangwang", clients_in_use=("wangwang", "jd")))

    def search(text: str) -> Sequence[Reply]:
        return [one for one in workspace.library.active() if text in one.code][:50]

    window = AutoRepliesWindow(workspace, lambda: clipboard, lambda: check, search, theme)
    qtbot.addWidget(window)
    window.open()
    assert QTest.qWaitForWindowActive(window)
    return Desk(window, workspace, clipboard)


class TestShowing:
    def test_it_begins_with_the_client_of_the_settings(self, desk: Desk) -> None:
        assert desk.window.client == "wangwang"
        assert desk.window.tabs == ["All clients", "Qianniu (Wangwang)", "JD Dongdong"]
        assert [desk.row(number).name for number in range(5)] == [
            "First message of the day",
            "Busy",
            "Away",
            "After hours",
            "Activity",
        ]
        assert "消息已经收到" in desk.shown

    def test_an_inherited_text_is_grey_and_says_from_where(self, desk: Desk) -> None:
        assert (desk.row(0).line_colour, desk.row(0).origin) == ("muted", "All clients")
        desk.write("您好，京东的", client="wangwang")
        assert (desk.row(0).line_colour, desk.row(0).origin, desk.row(0).line) == ("text", "", "您好，京东的")
        desk.window.choose_season("promo")
        assert desk.row(0).origin == "● Quiet season"
        desk.window.choose_client(ANY_CLIENT)
        assert desk.row(0).origin == "▲ Peak season"

    def test_what_is_required_and_missing_is_said(self, desk: Desk) -> None:
        first = auto_replies.find_place(desk.workspace, "first", "", "")
        desk.workspace.commit(auto_replies.clear(desk.workspace.library, first))
        assert (desk.row(0).line, desk.row(0).alarming) == ("No text: one is required", True)
        assert (desk.row(4).line, desk.row(4).alarming) == ("No text", False)
        assert not desk.window.pane.copy.isEnabled()
        desk.press(Qt.Key.Key_Return)
        assert desk.clipboard.text is None
        assert desk.window.said == "There is no text to copy."

    def test_a_reply_in_the_trash_is_said_and_no_crash(self, desk: Desk) -> None:
        reply = desk.workspace.find("zd1")
        desk.workspace.commit(edit.delete(reply, desk.workspace.clock.now()))
        assert desk.row(0).line == "Its reply is in the trash"
        assert desk.shown == "The reply that stood here is in the trash."

    def test_emoticons_are_pictures_and_values_are_filled_in(self, desk: Desk) -> None:
        desk.write("您好😊欢迎光临{店铺}", client="wangwang")
        desk.workspace.set(replace(desk.workspace.settings, profile={"店铺": "青山茶铺"}))
        assert "😊" in desk.shown
        assert "青山茶铺" in desk.shown
        assert "/:^_^" not in desk.shown

    def test_a_formatted_copy_is_shown_in_its_look(self, desk: Desk) -> None:
        assert "14pt" not in desk.shown
        desk.workspace.set(replace(desk.workspace.settings, formatted=True))
        assert "14pt" in desk.shown
        desk.window.choose_client("jd")
        assert "14pt" not in desk.shown

    def test_what_is_wrong_stands_below_the_text(self, desk: Desk) -> None:
        desk.write("{昵称}你好，{问候}", client="wangwang")
        assert desk.row(0).alarming
        assert desk.window.pane.faults[:2] == [
            "Nobody fills in 昵称 here: every buyer gets the same text.",
            "问候 will be out of date: the text stays as it was copied.",
        ]
        assert any("您" in fault for fault in desk.window.pane.faults[2:])
        desk.select(1)
        assert desk.window.pane.faults == []

    def test_the_longest_text_is_shown(self, desk: Desk) -> None:
        desk.write("好" * MAX_TEXT, client="wangwang")
        assert "…" in desk.shown
        desk.press(Qt.Key.Key_Return)
        assert desk.clipboard.text == "好" * MAX_TEXT

    def test_every_widget_has_a_name_and_rows_can_be_read_out(self, desk: Desk) -> None:
        window = desk.window
        for widget in (window.list, window.season_chip, window.clients_chip, window.pane.tick, window.writer.edit):
            assert widget.accessibleName()
        said = window.list.rows.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert said.startswith("First message of the day, All clients, 您好")

    def test_it_speaks_chinese(self, qtbot: QtBot, workspace: Workspace, theme: Theme, desk: Desk) -> None:
        i18n.install("zh_CN")
        desk.window.refresh()
        assert desk.row(0).name == "当天首条消息"
        assert desk.window.tabs == ["所有客户端", "千牛", "京东"]

    def test_without_the_slots_file_there_is_nothing_to_do(self, desk: Desk) -> None:
        desk.workspace.tables = replace(desk.workspace.tables, auto_slots={})
        desk.window.refresh()
        assert (desk.window.tabs, desk.window.client) == (["All clients"], ANY_CLIENT)
        assert not desk.window.pane.isEnabled()
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Right):
            desk.press(key)
        assert desk.clipboard.text is None
        assert not desk.is_writing()


class TestCopying:
    @pytest.mark.parametrize(
        ("key", "modifier"), [(Qt.Key.Key_Return, NONE), (Qt.Key.Key_Enter, NONE), (Qt.Key.Key_C, CONTROL)], ids=str
    )
    def test_one_key_copies(self, desk: Desk, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        desk.press(key, modifier)
        assert desk.clipboard.text is not None
        assert "消息已经收到" in desk.clipboard.text
        assert desk.row(0).state == "copied"
        assert desk.row(1).state == ""
        assert "settings of Qianniu" in desk.window.said

    def test_the_button_copies_in_the_codes_of_the_client(self, desk: Desk) -> None:
        desk.write("您好😊")
        desk.click(desk.window.pane.copy)
        assert desk.clipboard.text == "您好/:^_^"
        desk.press(Qt.Key.Key_Right)
        assert desk.window.client == "jd"
        desk.press(Qt.Key.Key_Return)
        assert desk.clipboard.text == rendered("您好😊", client="jd") != "您好/:^_^"

    def test_it_counts_as_no_use_and_is_forgotten_with_the_window(self, desk: Desk) -> None:
        desk.press(Qt.Key.Key_Return)
        desk.write("您好，新的", client="wangwang")
        assert desk.row(0).state == "", "another text wasn't copied"
        desk.workspace.undo()
        assert desk.row(0).state == "copied"
        desk.window.close()
        desk.window.open()
        assert desk.row(0).state == ""

    def test_what_nobody_fills_in_is_not_copied(self, desk: Desk) -> None:
        desk.write("{昵称}您好", client="wangwang")
        desk.press(Qt.Key.Key_Return)
        assert (desk.clipboard.text, desk.window.said) == (None, "Not filled in: 昵称.")

    def test_a_forgotten_placeholder_takes_a_second_key(self, desk: Desk) -> None:
        desk.write("发XX快递", client="wangwang")
        desk.press(Qt.Key.Key_Return)
        assert desk.clipboard.text is None
        assert desk.window.said.endswith("Enter again copies it anyway.")
        desk.press(Qt.Key.Key_Return)
        assert desk.clipboard.text == "发XX快递"

    def test_a_clipboard_that_fails_is_said(self, desk: Desk) -> None:
        desk.clipboard.problem = "clipboard-held"
        desk.press(Qt.Key.Key_Return)
        assert desk.window.said == "Another program holds the clipboard; nothing was copied."
        assert desk.row(0).state == ""


class TestChanging:
    def test_a_text_is_written_where_it_stands(self, desk: Desk) -> None:
        desk.press(Qt.Key.Key_F2)
        assert desk.is_writing()
        assert "消息已经收到" in desk.window.writer.edit.toPlainText()
        desk.window.writer.edit.setPlainText("您好，千牛的")
        desk.press(Qt.Key.Key_Return, CONTROL, desk.window.writer.edit)
        assert not desk.is_writing()
        assert (desk.row(0).line, desk.row(0).origin) == ("您好，千牛的", "")
        desk.window.choose_client("jd")
        assert "消息已经收到" in desk.row(0).line

    def test_enter_and_ctrl_c_are_the_editor_s_own_while_it_is_open(self, desk: Desk) -> None:
        desk.press(Qt.Key.Key_F2)
        edit = desk.window.writer.edit
        edit.setPlainText("ab")
        desk.press(Qt.Key.Key_Return, NONE, edit)
        assert "\n" in edit.toPlainText()
        assert desk.clipboard.text is None

    def test_escape_leaves_everything_as_it_was(self, desk: Desk) -> None:
        before = desk.workspace.library
        desk.press(Qt.Key.Key_F2)
        desk.window.writer.edit.setPlainText("您好，不要")
        desk.press(Qt.Key.Key_Escape, NONE, desk.window.writer.edit)
        assert not desk.is_writing()
        assert desk.workspace.library is before
        desk.press(Qt.Key.Key_Escape)
        assert desk.window.isHidden()

    def test_an_empty_text_is_refused_and_stays_to_be_written(self, desk: Desk) -> None:
        desk.press(Qt.Key.Key_F2)
        desk.window.writer.edit.setPlainText("  ")
        desk.click(desk.window.writer.save)
        assert desk.is_writing()
        assert desk.window.said == "A reply needs a text."

    def test_a_reply_is_chosen(self, desk: Desk, qtbot: QtBot) -> None:
        desk.select(1)
        desk.press(Qt.Key.Key_O, CONTROL)
        chooser = desk.window.findChild(Chooser)
        assert chooser is not None
        assert QTest.qWaitForWindowActive(chooser)
        QTest.keyClicks(chooser.field, "zd4")
        desk.press(Qt.Key.Key_Return, NONE, chooser.field)
        assert "离开座位" in desk.row(1).line
        assert desk.row(1).origin == ""
        desk.press(Qt.Key.Key_Delete)
        assert desk.row(1).origin == "All clients"
        desk.press(Qt.Key.Key_Z, CONTROL)
        assert "离开座位" in desk.row(1).line
        assert desk.window.said == "Taken back: automatic reply"

    def test_choosing_moves_with_the_arrows_and_finds_nothing_without_harm(self, desk: Desk) -> None:
        desk.window.choose()
        chooser = desk.window.findChild(Chooser)
        assert chooser is not None
        desk.press(Qt.Key.Key_Down, NONE, chooser.field)
        assert chooser.list.currentIndex().row() == 1
        QTest.keyClicks(chooser.field, "nothing")
        desk.press(Qt.Key.Key_Down, NONE, chooser.field)
        desk.press(Qt.Key.Key_Return, NONE, chooser.field)
        assert chooser.isVisible()
        chooser.reject()

    def test_taking_away_what_isn_t_there_is_said(self, desk: Desk) -> None:
        assert not desk.window.pane.clear.isVisible()
        desk.press(Qt.Key.Key_Delete)
        assert desk.window.said == "No text of its own stands there."

    def test_the_reply_behind_it_is_opened_elsewhere(self, desk: Desk, qtbot: QtBot) -> None:
        with qtbot.waitSignal(desk.window.edit_requested) as asked:
            desk.press(Qt.Key.Key_E, CONTROL)
        assert asked.args == [desk.workspace.find("zd1").id]

    def test_changes_from_elsewhere_are_seen(self, desk: Desk) -> None:
        desk.write("您好，从别处")
        assert desk.row(0).line == "您好，从别处"


class TestSeasonsAndClients:
    def test_another_season_is_looked_at_without_a_switch(self, desk: Desk) -> None:
        desk.window.choose_season("peak")
        assert "咨询较多" in desk.shown
        assert desk.workspace.season.id == "normal"
        assert desk.window.season_chip.property("season") == "peak"
        assert desk.window.pane.tick.isHidden()
        desk.window.choose_season("normal")
        assert "消息已经收到" in desk.shown
        assert desk.window.pane.tick.isVisible()

    def test_it_follows_a_switch(self, desk: Desk) -> None:
        desk.workspace.use_season("peak")
        assert desk.window.season == "peak"
        assert "咨询较多" in desk.shown

    def test_tabs_go_round_with_the_arrows(self, desk: Desk) -> None:
        seen = []
        for _ in range(3):
            desk.press(Qt.Key.Key_Right)
            seen.append(desk.window.client)
        assert seen == ["jd", ANY_CLIENT, "wangwang"]
        desk.press(Qt.Key.Key_Left)
        assert desk.window.client == ANY_CLIENT
        assert desk.window.pane.tick.isHidden()

    def test_the_clients_in_use_are_chosen_here(self, desk: Desk) -> None:
        def toggle(name: str) -> None:
            menu = desk.window.clients_chip.menu()
            next(action for action in menu.actions() if action.text() == name).trigger()

        toggle("QQ")
        assert desk.clients_in_use() == ["wangwang", "qq", "jd"]
        assert desk.window.tabs[-2:] == ["QQ", "JD Dongdong"]
        toggle("Qianniu (Wangwang)")
        assert desk.window.client == "qq"
        toggle("QQ")
        toggle("JD Dongdong")
        assert desk.clients_in_use() == ["jd"], "the last one stays"

    def test_clients_that_send_none_stay_in_use(self, desk: Desk) -> None:
        desk.workspace.set(replace(desk.workspace.settings, clients_in_use=("wangwang", "wechat")))
        menu = desk.window.clients_chip.menu()
        assert "WeChat" not in [action.text() for action in menu.actions()]
        next(action for action in menu.actions() if action.text() == "QQ").trigger()
        assert desk.clients_in_use() == ["wangwang", "wechat", "qq"]


class TestTickingOff:
    def due(self, desk: Desk) -> list[str]:
        return [slot.id for slots in AutoReplies(desk.workspace).due().values() for slot in slots]

    def test_what_is_set_is_ticked_off_by_key_and_by_mouse(self, desk: Desk) -> None:
        desk.press(Qt.Key.Key_Space)
        assert desk.row(0).state == "✓ set"
        assert desk.window.pane.tick.isChecked()
        desk.press(Qt.Key.Key_Space)
        assert desk.row(0).state == ""
        desk.click(desk.window.pane.tick)
        assert desk.row(0).state == "✓ set"

    def test_after_a_switch_the_window_says_what_is_to_be_set_until_it_is_done(self, desk: Desk) -> None:
        assert desk.window.due_line == ""
        desk.workspace.set(replace(desk.workspace.settings, clients_in_use=("wangwang",)))
        desk.workspace.use_season("peak")
        AutoReplies(desk.workspace).follow()
        assert desk.window.due_line == (
            "These settings of the clients need the other text: "
            "Qianniu (Wangwang): First message of the day, Busy, Away, After hours."
        )
        assert desk.window.tabs == ["All clients", "Qianniu (Wangwang) · 4"]
        assert [desk.row(number).state for number in range(5)] == ["to be set"] * 4 + [""]
        for number in range(4):
            desk.select(number)
            desk.press(Qt.Key.Key_Return)
            assert desk.row(number).state == "copied, to be set"
            desk.press(Qt.Key.Key_Space)
            assert desk.row(number).state == "✓ set"
        assert (desk.window.due_line, self.due(desk)) == ("", [])

    def test_nothing_is_lost_where_the_mark_can_t_be_kept(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object) -> None:
            raise MiaohuiError("cannot-write", path="settings", reason="full")

        monkeypatch.setattr(desk.workspace, "set", refuse)
        desk.click(desk.window.pane.tick)
        assert desk.window.said == "Can't write to settings: full."
        assert not desk.window.pane.tick.isChecked()


def test_the_palette_tells_what_is_to_be_set_once_and_as_long_as_it_is_true(palette: Palette) -> None:
    palette.open()
    for slot in ("忙碌", "离开"):
        palette.controller.notify(Problem("auto-due", {"settings": slot}))
    notice = palette.window.panel.notice
    assert "离开" in notice.text()
    assert "忙碌" not in notice.text()
    palette.controller.forget("auto-due")
    assert notice.isHidden()


def test_the_palette_opens_it_by_key_and_by_the_line_that_tells_of_it(palette: Palette, qtbot: QtBot) -> None:

    palette.open()
    with qtbot.waitSignal(palette.controller.auto_replies_requested):
        palette.press(Qt.Key.Key_F4)
    assert not palette.controller.is_open
    palette.open()
    palette.controller.notify(Problem("cannot-read", {"path": "x", "reason": "y"}))
    with qtbot.assertNotEmitted(palette.controller.auto_replies_requested):
        QTest.mouseClick(palette.window.panel.notice, Qt.MouseButton.LeftButton)
    palette.controller.notify(Problem("auto-due", {"settings": "千牛：忙碌"}))
    with qtbot.waitSignal(palette.controller.auto_replies_requested):
        QTest.mouseClick(palette.window.panel.notice, Qt.MouseButton.LeftButton)
