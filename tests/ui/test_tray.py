"""The tray's menu: short, and what is chosen there is signalled."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from miaohui.ui.season_menu import SeasonState
from miaohui.ui.tray import Tray
from tests.domain.samples import tables


@pytest.fixture
def tray(qapp: QApplication) -> Tray:
    return Tray(QObject(qapp))


def entries(tray: Tray) -> list[str]:
    return [action.text().split("\t")[0] for action in tray._menu.actions() if not action.isSeparator()]


def test_the_menu_holds_what_is_used_daily(tray: Tray) -> None:
    seasons = tables().seasons
    tray.show_season(SeasonState(seasons.by_id["normal"], seasons, False, ""))
    tray.show_hotkey("Alt+Q")
    assert entries(tray) == [
        "Open",
        "Season",
        "My replies…",
        "New reply…",
        "Automatic replies…",
        "Import…",
        "Export…",
        "Check wording…",
        "Settings…",
        "Quit",
    ]
    assert tray._menu.actions()[0].text() == "Open\tAlt+Q"


@pytest.mark.parametrize(
    ("text", "signal"),
    [("Settings…", "settings_requested"), ("New reply…", "new_requested"), ("Quit", "quit_requested")],
)
def test_what_is_chosen_is_signalled(qtbot: QtBot, tray: Tray, text: str, signal: str) -> None:
    wanted: SignalInstance = getattr(tray, signal)
    with qtbot.waitSignal(wanted):
        next(action for action in tray._menu.actions() if action.text() == text).trigger()


def test_the_menu_says_what_is_still_to_be_set_in_the_clients(tray: Tray) -> None:
    tray.show_auto_replies(due=True)
    assert "Automatic replies… (to be set)" in entries(tray)
    tray.show_auto_replies(due=False)
    assert "Automatic replies…" in entries(tray)
