"""Where nothing is found: what is offered, what is counted; and the filters that may be the reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from miaohui.domain.reply import Scope
from miaohui.flow import edit
from miaohui.flow.edit import ReplyFields
from miaohui.library.miss_log import JsonlMissLog
from tests.ui.conftest import Palette

CONTROL = Qt.KeyboardModifier.ControlModifier
UNKNOWN = "zzqqvv"


def offers(palette: Palette) -> list[str]:
    buttons = palette.window.nothing.findChildren(QToolButton)
    return [button.text() for button in buttons if button.isVisible()]


def completions(palette: Palette) -> list[str]:
    if not palette.window.completing:
        return []
    buttons = palette.window.completions.findChildren(QToolButton)
    return [button.text() for button in buttons if button.isVisible()]


@pytest.fixture
def misses(tmp_path: Path) -> Callable[[], list[str]]:
    """The words of what was counted so far."""
    return lambda: [miss.words for miss in JsonlMissLog(tmp_path / "home" / "misses.jsonl").read()]


def until_nothing_is_certain(palette: Palette, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(palette.window.nothing.text), timeout=2_000)


def test_enter_drops_the_filter_that_hides_everything(palette: Palette, qtbot: QtBot) -> None:
    palette.open()
    palette.type("#hsy tuihuo")
    until_nothing_is_certain(palette, qtbot)
    assert offers(palette) == ["Search without filters", "New reply “tuihuo”", "New reply from what was copied"]
    palette.press(Qt.Key.Key_Return)
    assert palette.window.search.text() == "tuihuo"
    assert len(palette.titles) > 3


def test_the_category_that_was_tabbed_to_is_a_filter_as_well(palette: Palette, qtbot: QtBot) -> None:
    palette.open()
    farewells = next(category for category in palette.workspace.library.tops() if category.name == "欢送语")
    palette.window.category_chosen.emit(farewells.id)
    palette.type("tuihuo")
    until_nothing_is_certain(palette, qtbot)
    QTest.mouseClick(
        next(b for b in palette.window.nothing.findChildren(QToolButton) if b.isVisible()), Qt.MouseButton.LeftButton
    )
    assert len(palette.titles) > 3


def test_without_a_filter_there_is_none_to_drop(palette: Palette, qtbot: QtBot) -> None:
    palette.open()
    palette.type(UNKNOWN)
    until_nothing_is_certain(palette, qtbot)
    assert offers(palette) == [f"New reply “{UNKNOWN}”", "New reply from what was copied"]


def test_a_new_reply_is_named_without_the_filters(palette: Palette) -> None:
    asked: list[str] = []
    palette.controller.new_requested.connect(asked.append)
    palette.open()
    palette.type("#fp " + UNKNOWN)
    palette.press(Qt.Key.Key_N, CONTROL)
    assert asked == [UNKNOWN]


def test_a_search_that_was_given_up_is_counted_once_and_without_its_words(
    palette: Palette, qtbot: QtBot, misses: Callable[[], list[str]]
) -> None:
    palette.open()
    palette.type(UNKNOWN)
    until_nothing_is_certain(palette, qtbot)
    palette.press(Qt.Key.Key_Backspace)
    assert misses() == []
    palette.press(Qt.Key.Key_Escape)
    assert misses() == [""]


def test_its_words_are_kept_where_the_agent_allows_it(
    palette: Palette, qtbot: QtBot, misses: Callable[[], list[str]]
) -> None:
    palette.open()
    palette.type(UNKNOWN)
    until_nothing_is_certain(palette, qtbot)
    palette.window.nothing.keep.click()
    assert palette.workspace.settings.keep_missed
    palette.window.search.setText("hy1")  # found now: what was missed before is known
    assert misses() == [UNKNOWN]
    palette.press(Qt.Key.Key_Return)
    assert misses() == [UNKNOWN]


def test_what_is_found_a_moment_later_is_no_miss(
    palette: Palette, qtbot: QtBot, misses: Callable[[], list[str]]
) -> None:
    palette.open()
    palette.type("fauho")
    qtbot.waitUntil(lambda: bool(palette.titles), timeout=2_000)
    palette.press(Qt.Key.Key_Escape)
    assert misses() == []


def test_tab_completes_the_filter_that_is_being_typed(palette: Palette) -> None:
    palette.open()
    palette.type("#wl")
    assert completions(palette)[0] == "#物流"
    assert palette.window.bar.isHidden()
    palette.press(Qt.Key.Key_Tab)
    assert palette.window.search.text() == "#物流 "
    assert completions(palette) == []
    assert palette.window.bar.isVisible()
    palette.type("fh")
    assert palette.titles
    assert {palette.row(n).place.partition(" /")[0] for n in range(len(palette.titles))} == {"物流"}


def test_a_click_takes_another_completion(palette: Palette) -> None:
    palette.open()
    palette.type("@")
    names = completions(palette)
    assert names[:2] == ["@平日", "@旺季"]
    QTest.mouseClick(palette.window.completions.findChildren(QToolButton)[1], Qt.MouseButton.LeftButton)
    assert palette.window.search.text() == "@旺季 "


def test_ones_own_replies_and_the_shops(palette: Palette) -> None:
    workspace = palette.workspace
    mine = ReplyFields(title="发货我自己写的", code="zz1", category="备注", body="好的。", scope=Scope.PERSONAL)
    workspace.commit(edit.add(workspace.library, mine, workspace.tables.seasons, workspace.clock.now().astimezone(UTC)))
    palette.open()
    palette.type("@gr fh")
    assert palette.titles == ["发货我自己写的"]
    palette.window.search.setText("@dp fh")
    assert palette.titles
    assert "发货我自己写的" not in palette.titles


def test_a_tag_is_a_filter(palette: Palette) -> None:
    workspace = palette.workspace
    reply = workspace.find("hy1")
    fields = ReplyFields(tags=("贵客",))
    now = workspace.clock.now().astimezone(UTC)
    workspace.commit(edit.change(workspace.library, reply, fields, workspace.tables.seasons, now))
    palette.open()
    palette.type("#gk")
    assert palette.titles == ["欢迎光临"]


def test_the_words_that_were_allowed_once_are_no_longer_kept_after_a_no(
    palette: Palette, qtbot: QtBot, misses: Callable[[], list[str]]
) -> None:
    palette.workspace.set(replace(palette.workspace.settings, keep_missed=True))
    palette.open()
    palette.type(UNKNOWN)
    until_nothing_is_certain(palette, qtbot)
    palette.window.nothing.keep.click()
    palette.press(Qt.Key.Key_Escape)
    assert misses() == [""]
