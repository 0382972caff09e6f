"""Changing replies without leaving the palette: real keys, the menu of a row."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from miaohui.domain.change import Change, ChangeSet
from miaohui.domain.reply import Scope, Wording
from miaohui.flow import overlays
from miaohui.flow.edit import ReplyFields
from tests.ui.conftest import Palette
from tests.ui.test_palette import add

ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def notice(palette: Palette) -> str:
    label = palette.window.panel.notice
    return label.text() if label.isVisible() else ""


def favourites(palette: Palette) -> dict[int, str]:
    return {r.favourite: r.title for r in palette.workspace.library.active() if r.favourite is not None}


def choose(palette: Palette, query: str) -> None:
    palette.open()
    palette.window.search.setText(query)


def entry(palette: Palette, text: str) -> QAction:
    """In the menu that is open, or in one below it."""
    menu = palette.controller._editing.menu.menu
    assert menu.isVisible()
    actions = [action for one in (menu, *menu.findChildren(QMenu)) for action in one.actions()]
    return next(action for action in actions if text in action.text())


@pytest.fixture
def two(palette: Palette) -> Palette:
    add(palette, "甲回复", "甲", "aa1")
    add(palette, "乙回复", "乙", "bb1")
    return palette


def test_a_favourite_takes_the_place_it_is_given_and_the_other_one_gets_its(two: Palette) -> None:
    choose(two, "aa1")
    two.press(Qt.Key.Key_D, CONTROL)
    assert favourites(two) == {1: "甲回复"}
    assert "place 1" in notice(two)
    choose(two, "bb1")
    two.press(Qt.Key.Key_3, CONTROL | ALT)
    assert favourites(two) == {1: "甲回复", 3: "乙回复"}
    two.press(Qt.Key.Key_1, CONTROL | ALT)
    assert favourites(two) == {1: "乙回复", 3: "甲回复"}
    assert "“乙回复” has favourite place 1" in notice(two)
    assert "“甲回复” has favourite place 3" in notice(two)
    two.press(Qt.Key.Key_Z, CONTROL)
    assert favourites(two) == {1: "甲回复", 3: "乙回复"}


def test_the_place_decides_which_key_picks_it(two: Palette) -> None:
    choose(two, "bb1")
    two.press(Qt.Key.Key_7, CONTROL | ALT)
    two.open()
    two.window.search.clear()
    two.press(Qt.Key.Key_7, ALT)
    assert two.clipboard.text == "乙"


def test_the_menu_shows_what_stands_in_each_place(two: Palette) -> None:
    choose(two, "aa1")
    two.press(Qt.Key.Key_2, CONTROL | ALT)
    choose(two, "bb1")
    two.press(Qt.Key.Key_M, CONTROL)
    assert "甲回复" in entry(two, "&2").text()
    entry(two, "&2").trigger()
    assert favourites(two) == {2: "乙回复"}
    assert "“甲回复” is no favourite any more." in notice(two)


def test_the_menu_does_what_its_keys_do(two: Palette, qtbot: QtBot) -> None:
    choose(two, "aa1")
    two.press(Qt.Key.Key_M, CONTROL)
    assert "Enter" in entry(two, "Copy").text()
    with qtbot.waitSignal(two.controller.edit_requested) as wanted:
        entry(two, "Edit…").trigger()
    assert wanted.args == [two.workspace.find("aa1").id]
    entry(two, "Copy").trigger()
    assert two.clipboard.text == "甲"
    two.controller._editing.menu.menu.close()


def test_the_menu_goes_with_the_palette(two: Palette) -> None:
    choose(two, "aa1")
    two.press(Qt.Key.Key_M, CONTROL)
    two.controller.close()
    assert not two.controller._editing.menu.menu.isVisible()


def test_the_menu_of_a_row_opens_under_the_pointer(two: Palette) -> None:
    choose(two, "回复")
    second = two.window.hits.visualRect(two.window.model.index(1, 0)).center()
    two.window.hits.customContextMenuRequested.emit(second)
    assert two.window.row == 1
    assert two.controller._editing.menu.menu.isVisible()
    assert two.window.isVisible()
    two.controller._editing.menu.menu.close()


def test_without_a_row_there_is_no_menu(two: Palette) -> None:
    choose(two, "zzqqvvzz")
    two.press(Qt.Key.Key_M, CONTROL)
    assert not two.controller._editing.menu.menu.isVisible()


def shop_reply(palette: Palette, *, locked: bool) -> str:
    """The reply aa1 as the shop's; its id."""
    reply = palette.workspace.find("aa1")
    after = replace(reply, scope=Scope.SHOP, locked=locked)
    palette.workspace.commit(ChangeSet("import", (Change(reply, after),)))
    return reply.id


def test_a_wording_of_ones_own_is_asked_for_with_a_key(two: Palette, qtbot: QtBot) -> None:
    shops = shop_reply(two, locked=False)
    choose(two, "aa1")
    with qtbot.waitSignal(two.controller.personal_requested) as wanted:
        two.press(Qt.Key.Key_O, CONTROL)
    assert wanted.args == [shops]
    own = two.workspace.find("bb1").id
    choose(two, "bb1")
    with qtbot.waitSignal(two.controller.edit_requested) as wanted:
        two.press(Qt.Key.Key_O, CONTROL)
    assert wanted.args == [own]


def test_a_locked_reply_says_why_not(two: Palette, qtbot: QtBot) -> None:
    shop_reply(two, locked=True)
    choose(two, "aa1")
    with qtbot.assertNotEmitted(two.controller.personal_requested):
        two.press(Qt.Key.Key_O, CONTROL)
    assert notice(two) == "“甲回复” is locked by the shop: it can't have a wording of your own."


def word_anew(palette: Palette, body: str) -> str:
    """My own wording of the shop's reply aa1; its id."""
    workspace = palette.workspace
    shop = workspace.library.replies[shop_reply(palette, locked=False)]
    now = workspace.clock.now().astimezone(UTC)
    made = overlays.create(workspace.library, shop, ReplyFields(body=body), workspace.tables.seasons, now)
    workspace.commit(made)
    return made.changes[-1].id


def shops_change(palette: Palette, mine: str, body: str) -> None:
    workspace = palette.workspace
    shop = workspace.library.replies[workspace.library.replies[mine].overlays]
    workspace.commit(ChangeSet("import", (Change(shop, replace(shop, wordings=(Wording((body,)),))),)))


def shops_text(palette: Palette) -> str:
    """What the preview shows of the shop's wording; empty for nothing."""
    label = palette.window.preview._shop
    return "" if label.isHidden() else label.text()


def test_my_own_wording_stands_in_the_shops_place_and_the_shops_is_seen_beside_it(two: Palette) -> None:
    mine = word_anew(two, "甲，谢谢亲")
    choose(two, "aa1")
    assert two.titles.count("甲回复") == 1
    assert (two.row(0).title, two.row(0).own) == ("甲回复", "own")
    assert "my own wording" in str(two.window.model.data(two.window.model.index(0, 0), ACCESSIBLE))
    assert "，谢谢亲</span>" in shops_text(two)
    wanted: list[str] = []
    two.controller.edit_requested.connect(wanted.append)
    two.press(Qt.Key.Key_O, CONTROL)
    assert wanted == [mine]
    two.press(Qt.Key.Key_Return)
    assert two.clipboard.text == "甲，谢谢亲"
    choose(two, "bb1")
    assert (two.row(0).own, shops_text(two)) == ("", "")


def test_a_change_of_the_shops_is_marked_until_it_was_looked_at(two: Palette) -> None:
    mine = word_anew(two, "甲，谢谢亲")
    shops_change(two, mine, "甲，新的规定")
    choose(two, "aa1")
    assert two.row(0).own == "changed"
    assert "line-through" in shops_text(two)
    two.press(Qt.Key.Key_M, CONTROL)
    entry(two, "I have seen").trigger()
    assert two.row(0).own == "own"
    two.controller._editing.menu.menu.close()
    assert two.workspace.find("aa1").text == "甲，谢谢亲"


def test_the_shops_wording_comes_back(two: Palette) -> None:
    word_anew(two, "甲，谢谢亲")
    choose(two, "aa1")
    two.press(Qt.Key.Key_M, CONTROL)
    entry(two, "Back to the shop").trigger()
    two.controller._editing.menu.menu.close()
    assert (two.row(0).own, two.workspace.find("aa1").text) == ("", "甲")
    two.press(Qt.Key.Key_Z, CONTROL)
    assert two.workspace.find("aa1").text == "甲，谢谢亲"


def test_the_footer_names_the_menu(two: Palette) -> None:
    choose(two, "aa1")
    QTest.qWait(0)
    assert "Ctrl M" in [hint[0] for hint in two.window.footer._hints[0]]
