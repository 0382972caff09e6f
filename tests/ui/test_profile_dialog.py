"""The dialog of the agent's own facts."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from miaohui.ui.profile_dialog import ProfileDialog
from tests.domain.samples import tables


@pytest.mark.parametrize(
    ("name", "shown"),
    [("岗位", "客服"), ("截单时间", "such as 16:00"), ("活动结束", "such as 11-11 20:00"), ("店铺", "")],
)
def test_an_empty_line_shows_what_holds_or_how_it_is_written(qtbot: QtBot, name: str, shown: str) -> None:
    dialog = ProfileDialog(tables().variables.profile.values(), {}, lambda values: None)
    qtbot.addWidget(dialog)
    assert dialog.lines[name].placeholderText() == shown
