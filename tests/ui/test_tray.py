"""The tray's menu: what is chosen there is signalled, what is in force is checked."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from miaohui.ui.tray import Tray


def entry(tray: Tray, text: str) -> QAction:
    return next(action for action in tray._menu.actions() if text in action.text())


def test_formatted_copies_are_switched_on_for_the_clients_that_show_them(qtbot: QtBot) -> None:
    parent = QObject()
    tray = Tray(parent)
    tray.show_formatted(["Qianniu"], on=False)
    action = entry(tray, "font and colour")
    assert "Qianniu" in action.text()
    assert not action.isChecked()
    with qtbot.waitSignal(tray.formatted_requested) as chosen:
        action.trigger()
    assert chosen.args == [True]
    tray.show_formatted(["Qianniu"], on=True)
    assert entry(tray, "font and colour").isChecked()
