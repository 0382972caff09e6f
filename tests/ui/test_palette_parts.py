"""Replies of several messages, several wordings, and what follows a pick: real keys on the palette."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, timedelta

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from miaohui.domain.change import Change, ChangeSet
from miaohui.domain.chat_window import ChatWindow
from miaohui.domain.reply import Look, Reply, Wording, wording_from_text
from miaohui.ui.palette.following import Kind
from miaohui.ui.row_delegate import ROW_ROLE, Row
from tests.fakes import FixedClock
from tests.ui.conftest import Palette

ALT, CONTROL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
ENTER = Qt.Key.Key_Return


@pytest.fixture(autouse=True)
def _welcomed(palette: Palette) -> None:
    palette.workspace.set(replace(palette.workspace.settings, welcomed=True))


def add(palette: Palette, code: str, *wordings: str, then: Sequence[Reply] = (), look: Look = Look.PLAIN) -> Reply:
    """A reply of one's own, titled by its code; a wording's messages are separated by lines ``---``."""
    said: tuple[Wording, ...] = tuple(map(wording_from_text, wordings))
    number = sum(map(ord, code))
    following = tuple((one.id, "") for one in then)
    new = Reply(f"r-{number:016x}", code, f"T-{code}", "shipping", said, next=following, look=look)
    palette.workspace.commit(ChangeSet("add", (Change(None, new),)))
    return new


def pick(palette: Palette, code: str) -> None:
    palette.open()
    palette.type(code)
    palette.press(ENTER)


def above(palette: Palette) -> Row | None:
    """The row above the list, if there is one to be seen."""
    follow = palette.window.follow
    if follow.isHidden():
        return None
    row = follow.list.model().index(0, 0).data(ROW_ROLE)
    assert isinstance(row, Row)
    return row


def says(palette: Palette, text: str) -> bool:
    return any(
        text in label.text() for label in palette.window.findChildren(QLabel) if label.isVisibleTo(palette.window)
    )


def pass_time(palette: Palette, **much: int) -> None:
    palette.workspace.clock = FixedClock(palette.workspace.clock.now() + timedelta(**much))


# messages one after the other


@pytest.fixture
def three(palette: Palette) -> Palette:
    add(palette, "zz3", "one {运单号}\n---\ntwo\n---\nthree {运单号}")
    return palette


def begin(palette: Palette, number: str = "YT12345671") -> None:
    pick(palette, "zz3")
    palette.fill(number)
    palette.press(ENTER)


def test_messages_are_copied_one_after_the_other(three: Palette) -> None:
    begin(three)
    assert three.clipboard.texts == ["one YT12345671"]
    assert three.window.isHidden()
    three.open()
    row = above(three)
    assert row is not None
    assert (row.badge, row.title, row.place, row.line.text) == ("0", "Go on 2/3", "T-zz3", "two")
    three.press(ENTER)
    three.open()
    assert says(three, "YT12345671")  # the preview shows what comes, with what was typed once
    three.press(ENTER)
    assert three.clipboard.texts == ["one YT12345671", "two", "three YT12345671"]
    three.open()
    assert above(three) is None
    assert len(list(three.usage.read())) == 1


def test_typing_searches_as_always_and_alt_0_goes_on(three: Palette) -> None:
    begin(three)
    three.open()
    three.type("fh1")
    assert three.row(three.window.row).code == "fh1"
    three.press(ENTER)
    assert three.clipboard.texts[1:] == [
        three.workspace.draft(three.workspace.find("fh1"), three.workspace.situation()).text
    ]
    three.open()
    three.type("hy")
    three.press(Qt.Key.Key_0, ALT)
    assert three.clipboard.text == "two"


def test_down_leaves_the_row_and_up_comes_back(three: Palette) -> None:
    begin(three)
    three.open()
    assert three.window.follow_selected
    three.press(Qt.Key.Key_Down)
    assert (three.window.follow_selected, three.window.row) == (False, 0)
    three.press(Qt.Key.Key_Up)
    assert three.window.follow_selected
    three.press(Qt.Key.Key_Up)
    assert three.window.search.text() == "zz3"  # from there on Up recalls earlier queries
    three.press(Qt.Key.Key_A, CONTROL)
    three.press(Qt.Key.Key_Backspace)
    assert three.window.follow_selected
    three.press(Qt.Key.Key_Down)
    first = three.row(0).title
    three.press(ENTER)
    assert three.clipboard.text != "two"
    assert three.workspace.library.replies[list(three.usage.read())[-1].reply].title == first


def test_a_category_is_for_the_list(three: Palette) -> None:
    begin(three)
    three.open()
    three.press(Qt.Key.Key_Tab)
    assert (three.window.follow_selected, three.window.row) == (False, 0)
    assert above(three) is not None


def test_after_two_minutes_nothing_waits(three: Palette) -> None:
    begin(three)
    pass_time(three, minutes=2)
    three.open()
    assert above(three) is None
    assert three.window.row == 0


def test_the_row_goes_by_itself_when_its_time_is_over(three: Palette, qtbot: QtBot) -> None:
    begin(three)
    three.open()
    pass_time(three, minutes=2)
    three.controller._following._timer.start(0)
    qtbot.waitUntil(lambda: above(three) is None)
    assert three.window.row == 0


@pytest.mark.parametrize("other", [ChatWindow(2, "Chen"), ChatWindow(1, "Wang")], ids=["window", "title"])
def test_another_chat_window_or_title_is_another_customer(three: Palette, other: ChatWindow) -> None:
    chen = ChatWindow(1, "Chen")
    three.open(chen)
    three.type("zz3")
    three.press(ENTER)
    three.fill("YT12345671")
    three.press(ENTER)
    three.open(chen)
    assert above(three) is not None
    three.controller.close()
    three.open(other)
    assert above(three) is None
    three.controller.close()
    three.open(chen)
    assert above(three) is None


def test_another_client_gets_no_codes_of_this_one(three: Palette) -> None:
    begin(three)
    three.workspace.set(replace(three.workspace.settings, client="wangwang"))
    three.open()
    assert above(three) is None


def test_a_pinned_palette_goes_on_at_once(three: Palette) -> None:
    three.open()
    three.press(Qt.Key.Key_P, CONTROL)
    three.type("zz3")
    three.press(ENTER)
    three.fill("YT12345671")
    three.press(ENTER)
    assert above(three) is not None
    three.press(ENTER)
    three.press(ENTER)
    assert three.clipboard.texts == ["one YT12345671", "two", "three YT12345671"]
    assert above(three) is None


def test_a_click_on_the_row_takes_it(three: Palette) -> None:
    begin(three)
    three.open()
    three.window.follow.list.clicked.emit(three.window.follow.list.model().index(0, 0))
    assert three.clipboard.text == "two"


def test_all_messages_are_copied_joined(three: Palette) -> None:
    three.open()
    three.type("zz3")
    three.press(Qt.Key.Key_J, CONTROL)
    three.fill("YT12345671")
    three.press(ENTER)
    assert three.clipboard.texts == ["one YT12345671\ntwo\nthree YT12345671"]
    three.open()
    assert above(three) is None


def test_what_waits_can_be_copied_as_a_whole_after_all(three: Palette) -> None:
    begin(three)
    three.open()
    three.press(Qt.Key.Key_J, CONTROL)
    assert three.clipboard.text == "one YT12345671\ntwo\nthree YT12345671"
    three.open()
    assert above(three) is None


def test_a_clipboard_that_fails_loses_no_message(three: Palette) -> None:
    begin(three)
    three.clipboard.problem = "clipboard-held"
    three.open()
    three.press(ENTER)
    assert three.window.isVisible()
    three.clipboard.problem = ""
    three.press(ENTER)
    assert three.clipboard.texts == ["one YT12345671", "two"]


def test_the_welcome_doesn_t_hide_what_comes_next(three: Palette) -> None:
    three.workspace.set(replace(three.workspace.settings, welcomed=False))
    begin(three)
    three.open()
    assert not three.window.welcome_shown


def test_the_row_makes_room_for_a_form(three: Palette) -> None:
    begin(three)
    three.open()
    three.type("zz3")
    three.press(ENTER)
    assert three.form_is_open()
    assert above(three) is None
    three.press(Qt.Key.Key_Escape)
    assert above(three) is not None


def test_the_footer_says_what_enter_does(three: Palette) -> None:
    begin(three)
    three.open()
    assert says(three, "Go on")
    three.press(Qt.Key.Key_Down)
    assert not says(three, "Go on")


# what usually follows


def test_what_usually_follows_is_one_enter_away(palette: Palette) -> None:
    second = add(palette, "zzb", "second")
    add(palette, "zza", "first", then=[second])
    pick(palette, "zza")
    palette.open()
    row = above(palette)
    assert row is not None
    assert (row.title, row.place, row.line.text) == ("T-zzb", "usually follows", "second")
    palette.press(ENTER)
    assert palette.clipboard.texts == ["first", "second"]
    palette.open()
    assert above(palette) is None
    assert len(list(palette.usage.read())) == 2


def test_what_follows_asks_for_what_is_missing(palette: Palette) -> None:
    second = add(palette, "zzb", "number {运单号}")
    add(palette, "zza", "first", then=[second])
    pick(palette, "zza")
    palette.open()
    palette.press(ENTER)
    assert palette.form_is_open()
    palette.fill("YT12345679")
    palette.press(ENTER)
    assert palette.clipboard.text == "number YT12345679"


def test_what_follows_is_held_back_like_any_reply(palette: Palette) -> None:
    second = add(palette, "zzb", "minus XX")
    add(palette, "zza", "first", then=[second])
    pick(palette, "zza")
    palette.open()
    palette.press(ENTER)
    assert palette.clipboard.texts == ["first"]
    palette.press(ENTER)
    assert palette.clipboard.texts == ["first", "minus XX"]


def test_the_rest_of_a_reply_comes_before_what_follows_it(palette: Palette) -> None:
    second = add(palette, "zzb", "second")
    add(palette, "zza", "first\n---\nlast", then=[second])
    pick(palette, "zza")
    for _ in range(2):
        palette.open()
        palette.press(ENTER)
    assert palette.clipboard.texts == ["first", "last", "second"]


# wordings


def test_the_wording_not_used_last_is_offered(palette: Palette) -> None:
    add(palette, "zzw", "red", "green", "blue")
    for _ in range(4):
        pick(palette, "zzw")
    assert palette.clipboard.texts == ["red", "green", "blue", "red"]


def test_arrows_change_the_wording_and_the_preview_counts_them(palette: Palette) -> None:
    add(palette, "zzw", "red", "green", "blue")
    palette.open()
    palette.type("zzw")
    assert says(palette, "Wording 1/3")
    palette.press(Qt.Key.Key_Left)
    assert says(palette, "Wording 3/3")
    assert says(palette, "blue")
    assert palette.row(0).line.text == "blue"
    palette.press(Qt.Key.Key_Right)
    palette.press(Qt.Key.Key_Right)
    palette.press(ENTER)
    assert palette.clipboard.texts == ["green"]
    pick(palette, "zzw")
    assert palette.clipboard.text == "blue"


def test_f2_opens_the_form_of_the_wording_that_is_shown(palette: Palette) -> None:
    add(palette, "zzw", "red", "green {运单号=7}")
    palette.open()
    palette.type("zzw")
    palette.press(Qt.Key.Key_Right)
    assert not palette.form_is_open()
    palette.press(Qt.Key.Key_F2)
    assert palette.form_is_open()
    palette.fill("YT12345678")
    palette.press(ENTER)
    assert palette.clipboard.text == "green YT12345678"


def test_with_one_wording_the_arrow_opens_the_form(palette: Palette) -> None:
    add(palette, "zzw", "red {运单号=7}")
    palette.open()
    palette.type("zzw")
    assert says(palette, "Fill in")
    assert not says(palette, "Wording")
    palette.press(Qt.Key.Key_Right)
    assert palette.form_is_open()


def test_the_footer_tells_what_the_arrows_do(palette: Palette) -> None:
    add(palette, "zzw", "red", "green")
    palette.open()
    palette.type("zzw")
    assert says(palette, "←→")
    assert not says(palette, "Fill in")


def test_a_pinned_palette_shows_the_wording_it_would_copy(palette: Palette) -> None:
    add(palette, "zzw", "red", "green")
    palette.open()
    palette.press(Qt.Key.Key_P, CONTROL)
    palette.type("zzw")
    palette.press(ENTER)
    assert says(palette, "Wording 2/2")
    palette.press(ENTER)
    assert palette.clipboard.texts == ["red", "green"]


# taking back, and once more


def test_a_pick_taken_back_does_not_count_and_its_neighbours_are_at_hand(palette: Palette) -> None:
    second = add(palette, "zzb", "second")
    add(palette, "zza", "red\n---\nlast", "green", then=[second])
    pick(palette, "zza")
    palette.open()
    palette.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert list(palette.usage.read()) == []
    assert palette.window.search.text() == "zza"
    assert palette.row(palette.window.row).code == "zza"
    assert above(palette) is None
    assert says(palette, "Taken back: T-zza")
    assert says(palette, "Wording 1/2")
    palette.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert says(palette, "There is no pick to take back.")


def test_the_last_copy_is_copied_again(three: Palette) -> None:
    begin(three)
    three.open()
    three.press(Qt.Key.Key_R, CONTROL)
    assert three.clipboard.texts == ["one YT12345671", "one YT12345671"]
    assert three.window.isHidden()
    three.open()
    assert above(three) is not None
    assert len(list(three.usage.read())) == 1


def test_without_a_copy_there_is_none_to_repeat(palette: Palette) -> None:
    palette.open()
    palette.press(Qt.Key.Key_R, CONTROL)
    assert says(palette, "Nothing was copied today.")
    assert palette.clipboard.texts == []


def shown_menu(qtbot: QtBot) -> QMenu:
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_what_was_copied_today_is_seen_and_copied_again(three: Palette, qtbot: QtBot) -> None:
    begin(three)
    pick(three, "hy1")
    greeting = three.clipboard.text
    three.open()
    three.press(Qt.Key.Key_H, CONTROL)
    menu = shown_menu(qtbot)
    lines = [action.text() for action in menu.actions()]
    assert len(lines) == 2
    assert "T-zz3 1/3" in lines[1]
    assert "one YT12345671" in lines[1]
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, ENTER)
    assert three.clipboard.texts == ["one YT12345671", greeting, "one YT12345671"]
    assert three.window.isHidden()


def test_for_another_customer_the_last_copy_is_only_shown(three: Palette, qtbot: QtBot) -> None:
    begin(three)
    three.open(ChatWindow(1, "Chen"))
    three.controller.close()
    three.open(ChatWindow(1, "Wang"))
    three.press(Qt.Key.Key_R, CONTROL)
    menu = shown_menu(qtbot)
    assert three.clipboard.texts == ["one YT12345671"]
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert three.clipboard.texts == ["one YT12345671"]


# the basket


def collect(palette: Palette, code: str) -> None:
    palette.type(code)
    palette.press(ENTER, SHIFT)


def test_collected_replies_are_copied_as_one_text(palette: Palette) -> None:
    add(palette, "zza", "first")
    add(palette, "zzb", "second")
    palette.open()
    collect(palette, "zza")
    collect(palette, "zzb")
    assert palette.clipboard.texts == []
    row = above(palette)
    assert row is not None
    assert (row.title, row.line.text) == ("Copy 2 collected as one", "T-zza · T-zzb")
    palette.press(ENTER)
    assert palette.clipboard.texts == ["first\nsecond"]
    assert len(list(palette.usage.read())) == 2
    palette.open()
    assert above(palette) is None


def test_enter_on_another_reply_adds_it_and_copies_all(palette: Palette) -> None:
    add(palette, "zza", "first")
    add(palette, "zzb", "number {运单号}")
    palette.open()
    collect(palette, "zza")
    palette.type("zzb")
    assert says(palette, "Add and copy all")
    palette.press(ENTER)
    palette.fill("YT12345671")
    palette.press(ENTER)
    assert palette.clipboard.texts == ["first\nnumber YT12345671"]


def test_collecting_asks_for_what_is_missing_and_minds_the_guard(palette: Palette) -> None:
    add(palette, "zza", "number {运单号}, minus XX")
    palette.open()
    collect(palette, "zza")
    palette.fill("YT12345671")
    palette.press(ENTER)
    assert above(palette) is None
    palette.press(ENTER)
    assert above(palette) is not None
    palette.press(ENTER)
    assert palette.clipboard.texts == ["number YT12345671, minus XX"]


def test_the_form_says_that_it_fills_the_basket(palette: Palette) -> None:
    add(palette, "zza", "number {运单号}")
    palette.open()
    collect(palette, "zza")
    assert says(palette, "Fill in and collect")
    palette.press(Qt.Key.Key_Escape)
    palette.press(ENTER)
    assert says(palette, "Fill in and copy")


def test_escape_empties_the_basket_first(palette: Palette) -> None:
    add(palette, "zza", "first")
    palette.open()
    collect(palette, "zza")
    palette.press(Qt.Key.Key_Escape)
    assert above(palette) is None
    assert palette.window.isVisible()
    palette.press(Qt.Key.Key_Escape)
    assert palette.window.isHidden()
    assert palette.clipboard.texts == []


def test_a_basket_is_nowhere_to_be_seen_until_it_is_used(palette: Palette) -> None:
    palette.open()
    assert not says(palette, "Collect")
    assert not says(palette, "basket")


# formatted copies


def test_a_look_is_copied_beside_the_text_when_the_agent_wants_it(palette: Palette) -> None:
    add(palette, "zza", "200 off 20", look=Look.ACTIVITY)
    settings = replace(palette.workspace.settings, client="wangwang")
    palette.workspace.set(settings)
    pick(palette, "zza")
    palette.workspace.set(replace(settings, formatted=True))
    pick(palette, "zza")
    assert palette.clipboard.texts == ["200 off 20"] * 2
    assert palette.clipboard.htmls[0] == ""
    assert "200 off 20" in palette.clipboard.htmls[1]


# time to pick


def test_the_log_tells_how_long_picking_took(palette: Palette) -> None:
    begun = palette.workspace.clock.now()
    pick(palette, "hy1")
    took = (palette.workspace.clock.now() - begun) / timedelta(milliseconds=1)
    (use,) = palette.usage.read()
    assert use.ms is not None
    assert 0 <= use.ms <= took + 1
    assert use.time.tzinfo is UTC


def test_a_pinned_palette_that_just_stands_there_measures_nothing(palette: Palette) -> None:
    palette.open()
    palette.press(Qt.Key.Key_P, CONTROL)
    palette.type("hy1")
    palette.press(ENTER)
    palette.press(ENTER)
    assert [use.ms is None for use in palette.usage.read()] == [False, True]


def test_kinds_are_told_apart(palette: Palette) -> None:
    """The basket is offered before what waits: it is what the agent is doing now."""
    add(palette, "zza", "one\n---\ntwo")
    add(palette, "zzb", "second")
    pick(palette, "zza")
    palette.open()
    collect(palette, "zzb")
    assert palette.controller._following.offer is not None
    assert palette.controller._following.offer.kind is Kind.BASKET
    palette.press(ENTER)
    palette.open()
    palette.press(ENTER)
    assert palette.clipboard.texts == ["one", "second", "two"]


def test_another_title_behind_a_palette_kept_open_takes_what_waited_away(palette: Palette) -> None:
    add(palette, "q71", "eins\n---\nzwei {昵称}")
    chat = ChatWindow(7, "陈", ("aliworkbench.exe",))
    palette.open(chat)
    palette.window.pin.setChecked(True)
    palette.type("q71")
    palette.press(ENTER)
    palette.fill("Chen")
    palette.press(ENTER)
    assert above(palette) is not None
    palette.desk.titles[chat.id] = "王"
    palette.press(ENTER)
    assert palette.clipboard.texts == ["eins"]
    assert above(palette) is None
    assert palette.window.strip.isHidden()


def test_two_rows_stay_in_sight_in_a_low_window(palette: Palette, qtbot: QtBot) -> None:
    add(palette, "q72", "eins\n---\nzwei {昵称}")
    chat = ChatWindow(7, "陈", ("aliworkbench.exe",))
    low = QRect(0, 0, 780, 400)
    palette.controller.open(low, chat)
    palette.type("q72")
    palette.press(ENTER)
    palette.fill("Chen")
    palette.press(ENTER)
    palette.controller.open(low, chat)
    palette.window.say("A notice")
    qtbot.waitUntil(lambda: palette.window.panel.notice.isVisible() and palette.window.page >= 2)
    assert above(palette) is not None
    assert palette.window.strip.isVisible()
    bottom = palette.window.footer.mapTo(palette.window, palette.window.footer.rect().bottomLeft()).y()
    assert bottom < palette.window.height()
