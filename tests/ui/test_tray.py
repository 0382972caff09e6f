"""The tray's menus: what is chosen there is signalled, what is in force is checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from miaohui.domain.settings import Settings
from miaohui.ui.copying_menu import CopyingMenu
from tests.domain.samples import tables


def entries(menu: QMenu) -> Iterator[QAction]:
    yield from menu.actions()
    for below in menu.findChildren(QMenu):
        yield from below.actions()


def entry(menu: QMenu, text: str) -> QAction:
    return next(action for action in entries(menu) if text in action.text())


@pytest.fixture
def menu(qtbot: QtBot) -> CopyingMenu:
    menu = CopyingMenu()
    qtbot.addWidget(menu)
    return menu


def choose(qtbot: QtBot, menu: CopyingMenu, settings: Settings, text: str) -> Settings:
    """What the settings become by this entry."""
    menu.show_settings(settings, tables().clients.values(), can_paste=True)
    with qtbot.waitSignal(menu.changed) as changed:
        entry(menu, text).trigger()
    assert changed.args is not None
    chosen = changed.args[0]
    assert isinstance(chosen, Settings)
    return chosen


def test_formatted_copies_are_switched_on_for_the_clients_that_show_them(qtbot: QtBot, menu: CopyingMenu) -> None:
    assert choose(qtbot, menu, Settings(), "font and colour") == Settings(formatted=True)
    assert "Qianniu" in entry(menu, "font and colour").text()
    assert choose(qtbot, menu, Settings(formatted=True), "font and colour") == Settings()


def test_enter_can_paste_everywhere_or_in_one_client(qtbot: QtBot, menu: CopyingMenu) -> None:
    in_wechat = choose(qtbot, menu, Settings(), "WeChat")
    assert (in_wechat.pastes("wechat"), in_wechat.pastes("qq")) == (True, False)
    menu.show_settings(in_wechat, tables().clients.values(), can_paste=True)
    assert entry(menu, "WeChat").isChecked()
    everywhere = choose(qtbot, menu, in_wechat, "Enter pastes as well")
    assert everywhere == Settings(paste=True)
    but_wechat = choose(qtbot, menu, everywhere, "WeChat")
    assert (but_wechat.pastes("wechat"), but_wechat.pastes("qq")) == (False, True)


def test_what_was_copied_before_can_be_put_back(qtbot: QtBot, menu: CopyingMenu) -> None:
    assert choose(qtbot, menu, Settings(), "put back") == replace(Settings(), restore_clipboard=True)


def test_where_nothing_can_be_pasted_the_entries_are_grey(menu: CopyingMenu) -> None:
    menu.show_settings(Settings(), tables().clients.values(), can_paste=False)
    grey = [action.text() for action in menu.actions() if not action.isEnabled()]
    assert [text.split()[0] for text in grey] == ["Enter", "Enter", "After"]
