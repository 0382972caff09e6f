"""The settings' window on real files: what is changed there holds at once, and a failure is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QKeySequenceEdit,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from miaohui.domain.chat_window import ChatWindow, ClientRule, client_of
from miaohui.domain.emoticon import NoCounterpart
from miaohui.domain.season import BASE_SEASON
from miaohui.domain.starter import StarterMode
from miaohui.domain.values import VariableKind
from miaohui.domain.variables import Variable
from miaohui.errors import MiaohuiError
from miaohui.flow import edit
from miaohui.flow.edit import ReplyFields
from miaohui.flow.workspace import Stores, Workspace
from miaohui.library.chat_windows import TomlChatRules, load_rules
from miaohui.library.settings_store import JsonSettingsStore
from miaohui.library.starter import starter_change_set
from miaohui.library.store import JsonLibraryStore
from miaohui.library.tables import load_tables
from miaohui.library.variable_store import TomlVariableStore
from miaohui.paths import Paths
from miaohui.system.clock import SystemClock
from miaohui.ui.settings.clients_page import RuleDialog
from miaohui.ui.settings.variable_dialog import VariableDialog
from miaohui.ui.settings.window import CLIENTS, COPYING, DETAILS, GENERAL, VARIABLES, SettingsWindow

Shown = TypeVar("Shown", bound=QDialog)


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "home", tmp_path / "run")


@pytest.fixture
def workspace(paths: Paths) -> Iterator[Workspace]:
    clock = SystemClock()
    store = JsonLibraryStore(paths, clock, lambda: starter_change_set(clock))
    yield Workspace(Stores(store, JsonSettingsStore(paths, clock), TomlVariableStore(paths)), load_tables(), clock)
    store.close()


def use_hotkey_of(workspace: Workspace) -> Callable[[str], None]:
    def use(key: str) -> None:
        if key == "F9":
            raise MiaohuiError("hotkey-taken", key=key)
        workspace.set(replace(workspace.settings, hotkey=key))

    return use


@pytest.fixture
def settings(qtbot: QtBot, workspace: Workspace, paths: Paths) -> SettingsWindow:
    return opened(qtbot, workspace, paths)


def opened(qtbot: QtBot, workspace: Workspace, paths: Paths, *, can_paste: bool = True) -> SettingsWindow:
    rules = TomlChatRules(paths, workspace.tables.clients)
    window = SettingsWindow(workspace, use_hotkey_of(workspace), rules, can_paste=can_paste)
    qtbot.addWidget(window)
    window.show_page(DETAILS)
    assert QTest.qWaitForWindowActive(window)
    return window


def shown(kind: type[Shown]) -> Shown:
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    return dialog


def press(dialog: QWidget, text: str) -> None:
    next(button for button in dialog.findChildren(QPushButton) if button.text() == text).click()


def items(tree: QTreeWidget) -> list[QTreeWidgetItem]:
    return [item for number in range(tree.topLevelItemCount()) if (item := tree.topLevelItem(number)) is not None]


def item(tree: QTreeWidget, text: str) -> QTreeWidgetItem:
    return next(one for one in items(tree) if text in "|".join(one.text(c) for c in range(tree.columnCount())))


# my details


def test_details_hold_when_the_line_is_left(settings: SettingsWindow, workspace: Workspace) -> None:
    line = settings.details.lines["截单时间"]
    line.setFocus()
    QTest.keyClicks(line, " 16:00 ")
    assert workspace.settings.profile == {}
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert workspace.settings.profile == {"截单时间": "16:00"}
    assert workspace.settings.welcomed
    line.setFocus()
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    settings.close()
    assert workspace.settings.profile == {}


@pytest.mark.parametrize(
    ("name", "shown"),
    [("岗位", "客服"), ("截单时间", "such as 16:00"), ("活动结束", "such as 11-11 20:00"), ("店铺", "")],
)
def test_an_empty_line_shows_what_holds_or_how_it_is_written(settings: SettingsWindow, name: str, shown: str) -> None:
    assert settings.details.lines[name].placeholderText() == shown


def test_a_change_elsewhere_takes_nothing_away_that_is_being_written(
    settings: SettingsWindow, workspace: Workspace
) -> None:
    settings.details.lines["工号"].setFocus()
    QTest.keyClicks(settings.details.lines["工号"], "A1")
    workspace.set(replace(workspace.settings, profile={"店铺": "青山茶铺"}))
    assert settings.details.lines["店铺"].text() == "青山茶铺"
    assert settings.details.lines["工号"].text() == "A1"


# copying


def test_what_enter_does_holds_at_once_and_is_changed_back(settings: SettingsWindow, workspace: Workspace) -> None:
    settings.show_page(COPYING)
    before = workspace.settings
    page = settings.copying
    page.paste.click()
    page.restore.click()
    page.formatted.click()
    page.keep_missed.click()
    now = workspace.settings
    assert (now.paste, now.restore_clipboard, now.formatted, now.keep_missed) == (True,) * 4
    assert "Qianniu" in page.formatted.text()
    for box in (page.paste, page.restore, page.formatted, page.keep_missed):
        box.click()
    assert workspace.settings == before


def test_emoticons_without_a_counterpart_are_chosen(settings: SettingsWindow, workspace: Workspace) -> None:
    box = settings.copying.no_counterpart
    box.setCurrentIndex(box.findData("drop"))
    box.activated.emit(box.currentIndex())
    assert workspace.settings.no_counterpart is NoCounterpart.DROP


def test_where_nothing_can_be_pasted_the_page_says_so(qtbot: QtBot, workspace: Workspace, paths: Paths) -> None:
    window = opened(qtbot, workspace, paths, can_paste=False)
    assert not window.copying.paste.isEnabled()
    assert not window.copying.restore.isEnabled()
    assert window.copying.formatted.isEnabled()


# clients


def test_enter_pastes_in_one_client_or_everywhere(settings: SettingsWindow, workspace: Workspace) -> None:
    settings.show_page(CLIENTS)
    item(settings.clients.clients, "WeChat").setCheckState(2, Qt.CheckState.Checked)
    assert (workspace.settings.pastes("wechat"), workspace.settings.pastes("qq")) == (True, False)
    settings.copying.paste.click()
    assert (workspace.settings.paste, workspace.settings.paste_in) == (True, {})
    assert item(settings.clients.clients, "QQ").checkState(2) is Qt.CheckState.Checked


def test_clients_that_are_not_used_are_left_out(settings: SettingsWindow, workspace: Workspace) -> None:
    tree = settings.clients.clients
    assert all(one.checkState(1) is Qt.CheckState.Checked for one in items(tree))
    item(tree, "QQ").setCheckState(1, Qt.CheckState.Unchecked)
    assert not workspace.settings.uses("qq")
    assert workspace.settings.uses("wechat")
    item(tree, "QQ").setCheckState(1, Qt.CheckState.Checked)
    assert workspace.settings.clients_in_use == ()


def test_the_default_client_is_chosen(settings: SettingsWindow, workspace: Workspace) -> None:
    box = settings.clients.default
    box.setCurrentIndex(box.findData("jd"))
    box.activated.emit(box.currentIndex())
    assert workspace.client == "jd"


def test_a_rule_of_ones_own_tells_the_client_from_then_on(
    qtbot: QtBot, settings: SettingsWindow, workspace: Workspace, paths: Paths
) -> None:
    shop = ChatWindow(1, "我的店 - 客服台", (), "desk.exe")

    def told() -> str | None:
        return client_of(shop, load_rules(paths, workspace.tables.clients)[0])

    page = settings.clients
    assert told() is None
    page.add_button.click()
    dialog = shown(RuleDialog)
    press(dialog, "Save")
    assert "Say by which title" in dialog.error_text
    dialog.client.setCurrentIndex(dialog.client.findData("pinduoduo"))
    dialog.title.setText("*客服台*， *店铺台*")
    with qtbot.waitSignal(settings.rules_changed):
        press(dialog, "Save")
    assert told() == "pinduoduo"
    own = items(page.rules)[0]
    assert (own.text(1), own.text(2)) == ("title *客服台*，*店铺台*", "You")

    page.rules.setCurrentItem(own)
    page.change_button.click()
    dialog = shown(RuleDialog)
    dialog.client.setCurrentIndex(dialog.client.findData("jd"))
    press(dialog, "Save")
    assert told() == "jd"

    page.rules.setCurrentItem(items(page.rules)[0])
    page.remove_button.click()
    assert told() is None


def test_a_shipped_rule_is_not_changed(settings: SettingsWindow) -> None:
    page = settings.clients
    page.rules.setCurrentItem(items(page.rules)[-1])
    assert not page.change_button.isEnabled()
    assert not page.remove_button.isEnabled()


def test_what_a_user_wrote_by_hand_stays_in_the_file(paths: Paths, workspace: Workspace) -> None:
    paths.home.mkdir(exist_ok=True)
    paths.chat_windows.write_text(
        '# mine\n[[rule]]\nclient = "qq"\ntitle = "甲"\n\n[[rule]]\nclient = "nobody"\ntitle = "乙"\n', "utf-8"
    )
    rules = TomlChatRules(paths, workspace.tables.clients)
    assert rules.own() == {0: ClientRule("qq", titles=("甲",))}
    rules.put(ClientRule("jd", titles=('带"引号"\\',)))
    assert list(rules.own().values()) == [ClientRule("jd", titles=('带"引号"\\',)), ClientRule("qq", titles=("甲",))]
    rules.remove(0)
    text = paths.chat_windows.read_text("utf-8")
    assert text.startswith("# mine\n[[rule]]")
    assert 'client = "nobody"' in text


# variables


def add_reply(workspace: Workspace, body: str, code: str = "vv1") -> str:
    fields = ReplyFields(title="会员", code=code, category="备注", body=body)
    change_set = edit.add(workspace.library, fields, workspace.tables.seasons, workspace.clock.now().astimezone(UTC))
    workspace.commit(change_set)
    return change_set.changes[-1].id


def test_a_variable_of_ones_own_is_added_renamed_and_removed(
    settings: SettingsWindow, workspace: Workspace, paths: Paths
) -> None:
    settings.show_page(VARIABLES)
    page = settings.variables
    page.add_button.click()
    dialog = shown(VariableDialog)
    dialog.name.setText("{会员号}")
    dialog.kind.setCurrentIndex(dialog.kind.findData("number"))
    dialog.aliases.setText("卡号，VIP号")
    dialog.pattern.setText("######")
    dialog.identifying.setChecked(True)
    press(dialog, "Save")
    expected = Variable("会员号", ("卡号", "VIP号"), VariableKind.NUMBER, pattern="######")
    assert workspace.own_variables == {"会员号": expected}
    assert page.current == expected

    add_reply(workspace, "您的 {会员号}")
    page.change_button.click()
    dialog = shown(VariableDialog)
    dialog.name.setText("会员编号")
    press(dialog, "Save")
    assert workspace.find("vv1").text == "您的 {会员编号}"
    assert list(workspace.own_variables) == ["会员编号"]

    page.remove_button.click()
    box = shown(QMessageBox)
    assert "1 reply asks for “会员编号”" in box.text()
    box.button(QMessageBox.StandardButton.Cancel).click()
    assert list(workspace.own_variables) == ["会员编号"]
    page.remove_button.click()
    shown(QMessageBox).button(QMessageBox.StandardButton.Ok).click()
    assert workspace.own_variables == {}


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("1号", "can't be a variable's name"),
        ("客服昵称", "fills in itself"),
        ("订单编号", "already"),
        ("订单号", "already"),
    ],
)
def test_a_name_that_cannot_be_is_said_in_the_dialog(settings: SettingsWindow, name: str, why: str) -> None:
    settings.variables.add_button.click()
    dialog = shown(VariableDialog)
    dialog.name.setText(name)
    high = dialog.name.height()
    press(dialog, "Save")
    assert why in dialog.error_text
    QApplication.processEvents()
    assert dialog.name.height() == high
    assert dialog.isVisible()
    dialog.reject()


def test_the_page_shows_where_a_variable_is_used(qtbot: QtBot, settings: SettingsWindow, workspace: Workspace) -> None:
    reply = add_reply(workspace, "{礼品} 已放入")
    settings.show_page(VARIABLES)
    page = settings.variables
    page.filter.setText("赠品")
    assert page.current is not None
    assert page.current.name == "赠品"
    titles = {one.text(): one for one in _listed(page.replies.count(), page.replies.item)}
    mine = next(one for title, one in titles.items() if title.startswith("会员"))
    with qtbot.waitSignal(settings.reply_requested) as wanted:
        page.replies.itemActivated.emit(mine)
    assert wanted.args == [reply]


def _listed(count: int, get: Callable[[int], QListWidgetItem]) -> list[QListWidgetItem]:
    return [get(number) for number in range(count)]


def test_shipped_variables_are_only_looked_at(settings: SettingsWindow) -> None:
    page = settings.variables
    page.select("运单号")
    assert not page.change_button.isEnabled()
    assert "物流单号" in page.facts.text()


def test_a_file_that_cannot_be_read_is_said(settings: SettingsWindow, workspace: Workspace, paths: Paths) -> None:
    workspace.put_variable(Variable("会员号"))
    settings.show_page(VARIABLES)
    settings.variables.select("会员号")
    paths.variables.write_text("[[variable]\n", "utf-8")
    settings.variables.remove_button.click()
    assert "can't be read from line 1" in settings.error_text


# general


def test_a_taken_hotkey_is_said_and_the_old_one_stays(settings: SettingsWindow, workspace: Workspace) -> None:
    settings.show_page(GENERAL)
    press(settings.general, "F9")
    assert settings.error_text == "Another program holds F9."
    assert settings.general.hotkey.keySequence().toString() == "Alt+Q"
    press(settings.general, "Ctrl+`")
    assert settings.error_text == ""
    assert workspace.settings.hotkey == "Ctrl+`"


def test_theme_language_and_starter_replies_are_chosen(
    settings: SettingsWindow, workspace: Workspace, paths: Paths
) -> None:
    page = settings.general
    for box, key in ((page.theme, "dark"), (page.language, "en"), (page.starter, "hidden")):
        box.setCurrentIndex(box.findData(key))
        box.activated.emit(box.currentIndex())
    now = workspace.settings
    assert (now.theme, now.language, now.starter) == ("dark", "en", StarterMode.HIDDEN)
    assert JsonSettingsStore(paths, workspace.clock).load()[0] == now


def test_starter_replies_are_removed_and_brought_back(settings: SettingsWindow, workspace: Workspace) -> None:
    settings.show_page(GENERAL)
    before = workspace.library
    settings.general.remove_starter.click()
    assert list(workspace.library.active()) == []
    assert not settings.general.remove_starter.isEnabled()
    workspace.undo()
    assert workspace.library == before
    assert settings.general.remove_starter.isEnabled()


# the window


def test_a_failure_is_one_sentence_and_the_switch_goes_back(
    settings: SettingsWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_settings: object) -> None:
        raise MiaohuiError("cannot-write", path="settings.json", reason="No space left on device")

    settings.show_page(COPYING)
    monkeypatch.setattr(workspace._stores.settings, "save", refuse)
    settings.copying.restore.click()
    assert settings.error_text == "Can't write to settings.json: No space left on device."
    assert not settings.copying.restore.isChecked()
    monkeypatch.undo()
    settings.copying.restore.click()
    assert settings.error_text == ""
    assert workspace.settings.restore_clipboard


def test_a_change_elsewhere_is_seen(settings: SettingsWindow, workspace: Workspace) -> None:
    settings.show_page(COPYING)
    workspace.set(replace(workspace.settings, formatted=True))
    assert settings.copying.formatted.isChecked()
    settings.hide()
    workspace.set(replace(workspace.settings, formatted=False))
    workspace.use_season(BASE_SEASON)
    settings.show_page(COPYING)
    assert not settings.copying.formatted.isChecked()


def test_escape_closes_the_window(settings: SettingsWindow) -> None:
    QTest.keyClick(settings, Qt.Key.Key_Escape)
    assert settings.isHidden()


def test_everything_has_a_name_for_who_cannot_see(settings: SettingsWindow) -> None:
    kinds = (QLineEdit, QComboBox, QCheckBox, QTreeWidget, QListWidget, QKeySequenceEdit)
    nameless = [
        child.objectName()
        for kind in kinds
        for child in settings.findChildren(kind)
        if not child.accessibleName() and not child.objectName().startswith("qt_")
    ]
    assert nameless == []
