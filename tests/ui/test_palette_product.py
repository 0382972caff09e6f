"""What makes the palette an agent's own: favourites, pin, place, the welcome, starter replies."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QListView, QPushButton
from pytestqt.qtbot import QtBot

from miaohui.domain.starter import StarterMode
from miaohui.flow import edit, transfer
from miaohui.flow.workspace import Workspace
from miaohui.ui.palette.category_bar import CategoryChip
from tests.ui.conftest import Palette

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def star(palette: Palette, code: str) -> None:
    """Find a reply and press the favourite key."""
    palette.type(code)
    palette.press(Qt.Key.Key_D, CONTROL)
    palette.window.search.clear()


def import_row(workspace: Workspace, code: str, text: str) -> None:
    rows = [transfer.Row(2, code, text, "我的")]
    now = workspace.clock.now().astimezone(UTC)
    workspace.commit(transfer.plan(workspace.library, rows, "qianniu", transfer.Mode.MERGE, now).change_set)


def test_favourites_stand_first_in_the_order_they_were_chosen(palette: Palette) -> None:
    palette.open()
    for code in ("fh1", "hy1"):
        star(palette, code)
    assert [(palette.row(n).number, palette.row(n).code) for n in range(3)][:2] == [(1, "fh1"), (2, "hy1")]
    assert palette.row(2).number == 0
    palette.press(Qt.Key.Key_2, ALT)
    assert palette.clipboard.text is not None
    assert "欢迎光临" in palette.clipboard.text


def test_a_favourites_place_stays_when_another_goes(palette: Palette) -> None:
    palette.open()
    for code in ("fh1", "hy1"):
        star(palette, code)
    star(palette, "fh1")
    assert (palette.row(0).number, palette.row(0).code) == (2, "hy1")
    palette.press(Qt.Key.Key_1, ALT)
    assert palette.clipboard.texts == []


def test_use_does_not_move_favourites(palette: Palette) -> None:
    palette.open()
    for code in ("fh1", "hy1"):
        star(palette, code)
    for _ in range(3):
        palette.type("hy1")
        palette.press(Qt.Key.Key_Return)
        palette.open()
    assert palette.row(0).code == "fh1"


def test_a_tenth_favourite_is_refused_in_words(palette: Palette) -> None:
    workspace = palette.workspace
    for reply in list(workspace.library.active())[:9]:
        workspace.commit(edit.toggle_favourite(workspace.library, reply))
    palette.open()
    for _ in range(9):
        palette.press(Qt.Key.Key_Down)
    palette.press(Qt.Key.Key_D, CONTROL)
    assert any("9 favourite places" in label.text() for label in palette.window.findChildren(QLabel))


def test_an_edit_keeps_the_selected_reply_selected(palette: Palette) -> None:
    palette.open()
    palette.press(Qt.Key.Key_Down)
    palette.press(Qt.Key.Key_Down)
    code = palette.row(palette.window.row).code
    palette.press(Qt.Key.Key_D, CONTROL)
    assert palette.row(palette.window.row).code == code


def test_a_pinned_palette_stays_after_a_pick_and_says_what_was_copied(palette: Palette) -> None:
    palette.open()
    palette.press(Qt.Key.Key_P, CONTROL)
    palette.type("hy1")
    palette.press(Qt.Key.Key_Return)
    assert palette.clipboard.text is not None
    assert palette.window.isVisible()
    assert any("欢迎光临" in label.text() and "Copied" in label.text() for label in palette.window.findChildren(QLabel))


def test_the_palette_opens_where_it_was_dragged_to_beside_the_chat_window(palette: Palette) -> None:
    palette.controller.open(QRect(0, 100, 800, 600))
    palette.window.dragged.emit(0, 150)
    palette.controller.close()
    palette.controller.open(QRect(0, 130, 800, 600))
    assert palette.window.y() == 280
    assert palette.workspace.settings.places == {"plain": (0, 150)}


def test_each_client_has_its_own_place(palette: Palette) -> None:
    chat = QRect(0, 100, 800, 600)
    palette.controller.open(chat)
    palette.window.dragged.emit(0, 200)
    palette.workspace.set(replace(palette.workspace.settings, client="wechat"))
    palette.controller.open(chat)
    assert palette.window.y() == 150


def welcomes(palette: Palette) -> bool:
    return palette.window.welcome_shown


def welcome_lines(palette: Palette) -> list[QLineEdit]:
    return palette.window.welcome.findChildren(QLineEdit)


def test_the_welcome_stands_in_nobodys_way(palette: Palette) -> None:
    palette.open()
    assert welcomes(palette)
    palette.type("hy1")
    assert not welcomes(palette)
    palette.press(Qt.Key.Key_Return)
    assert palette.clipboard.text is not None


def test_nickname_and_shop_of_the_welcome_are_in_the_greeting(palette: Palette) -> None:
    palette.open()
    palette.press(Qt.Key.Key_F3)
    nickname, shop = welcome_lines(palette)
    QTest.keyClicks(nickname, "Yuan")
    QTest.keyClick(nickname, Qt.Key.Key_Return)
    QTest.keyClicks(shop, "Tea")
    QTest.keyClick(shop, Qt.Key.Key_Return)
    assert not welcomes(palette)
    palette.type("hy1")
    palette.press(Qt.Key.Key_Return)
    assert palette.clipboard.text == "亲，您好，欢迎光临Tea😊我是客服Yuan，有什么可以帮您？"


def test_escape_skips_the_welcome_for_good(palette: Palette) -> None:
    palette.open()
    palette.press(Qt.Key.Key_F3)
    QTest.keyClick(welcome_lines(palette)[0], Qt.Key.Key_Escape)
    assert palette.window.isVisible()
    palette.controller.close()
    palette.open()
    assert not welcomes(palette)
    assert palette.workspace.settings.profile == {}


def test_the_welcome_offers_the_import(palette: Palette) -> None:
    palette.open()
    asked: list[bool] = []
    palette.controller.import_requested.connect(lambda: asked.append(True))
    next(b for b in palette.window.welcome.findChildren(QPushButton) if "Import" in b.text()).click()
    assert asked == [True]


def test_after_an_import_starter_replies_stand_below(palette: Palette, qtbot: QtBot) -> None:
    palette.open()
    palette.type("hy")
    assert palette.row(0).code == "hy1"
    import_row(palette.workspace, "wdhy", "我的欢迎词")
    qtbot.waitUntil(lambda: palette.row(0).code == "wdhy", timeout=2_000)  # it is made ready in slices
    assert "hy1" in [palette.row(n).code for n in range(len(palette.titles))]


def test_a_starter_reply_is_still_found_by_its_whole_code(palette: Palette) -> None:
    import_row(palette.workspace, "q1", "这里写着 hy1 三个字")
    palette.open()
    palette.type("hy1")
    assert palette.row(0).code == "hy1"


def test_hidden_starter_replies_are_gone_until_shown_again(palette: Palette) -> None:
    import_row(palette.workspace, "wdhy", "我的欢迎词")
    palette.workspace.set(replace(palette.workspace.settings, starter=StarterMode.HIDDEN))
    palette.open()
    assert palette.titles == ["wdhy"]
    palette.workspace.set(replace(palette.workspace.settings, starter=StarterMode.MIXED))
    assert len(palette.titles) > 1


def test_removed_starter_replies_come_back_with_one_undo(palette: Palette) -> None:
    workspace = palette.workspace
    before = workspace.library
    workspace.commit(edit.remove_starter(workspace.library, workspace.clock.now().astimezone(UTC)))
    palette.open()
    assert palette.titles == []
    palette.press(Qt.Key.Key_Z, CONTROL)
    assert workspace.library == before


def test_the_form_survives_a_look_at_the_chat(palette: Palette, qtbot: QtBot) -> None:
    palette.open()
    palette.type("fh3")
    palette.press(Qt.Key.Key_Right)
    editor = next(line for line in palette.window.form.findChildren(QLineEdit) if not line.isHidden())
    QTest.keyClicks(editor, "YT1")
    chat = QLabel("chat")
    qtbot.addWidget(chat)
    chat.show()
    chat.activateWindow()
    assert QTest.qWaitForWindowActive(chat)
    assert palette.window.isVisible()
    palette.controller.open()
    assert palette.form_is_open()
    assert "YT1" in palette.window.form.values.values()


def test_the_category_bar_is_whole_again_when_it_opens_again(palette: Palette) -> None:
    palette.open()
    wide = [chip.width() for chip in palette.window.bar.findChildren(CategoryChip) if not chip.isHidden()]
    palette.type("hy")
    palette.press(Qt.Key.Key_Escape)
    palette.open()
    QApplication.processEvents()
    assert [chip.width() for chip in palette.window.bar.findChildren(CategoryChip) if not chip.isHidden()] == wide


def test_a_small_screen_shows_the_season_and_the_client(palette: Palette) -> None:
    palette.open()
    palette.window.resize(560, 300)
    QApplication.processEvents()
    assert palette.window.width() == 560
    assert palette.window.season_chip.geometry().right() < 560


def test_undo_says_what_it_took_back(palette: Palette) -> None:
    palette.open()
    palette.press(Qt.Key.Key_D, CONTROL)
    palette.press(Qt.Key.Key_Z, CONTROL)
    assert any(label.text() == "Taken back: favourite" for label in palette.window.findChildren(QLabel))


def test_an_unknown_client_in_the_settings_is_plain_text(palette: Palette) -> None:
    palette.workspace.set(replace(palette.workspace.settings, client="icq"))
    palette.open()
    palette.type("hy1")
    palette.press(Qt.Key.Key_Return)
    assert palette.clipboard.text is not None
    assert "😊" in palette.clipboard.text


def test_everything_that_can_be_used_has_a_name(palette: Palette) -> None:
    palette.open()
    palette.type("fh3")
    palette.press(Qt.Key.Key_Right)
    controls = [
        *palette.window.findChildren(QAbstractButton),
        *palette.window.findChildren(QLineEdit),
        *palette.window.findChildren(QListView),
    ]
    assert len(controls) > 20
    nameless = [control for control in controls if not (control.accessibleName() or control.property("text"))]
    assert nameless == []


def test_up_on_the_empty_palette_brings_earlier_queries(palette: Palette) -> None:
    for query in ("fh1", "hy1"):
        palette.open()
        palette.type(query)
        palette.press(Qt.Key.Key_Return)
    palette.open()
    palette.press(Qt.Key.Key_Up)
    assert palette.window.search.text() == "hy1"
    palette.press(Qt.Key.Key_Up)
    assert palette.window.search.text() == "fh1"
    palette.press(Qt.Key.Key_Up)
    assert palette.window.search.text() == "fh1"
    palette.press(Qt.Key.Key_Return)
    assert len(palette.clipboard.texts) == 3


def test_a_query_that_was_given_up_is_not_remembered(palette: Palette) -> None:
    palette.open()
    palette.type("fh1")
    palette.press(Qt.Key.Key_Escape)
    palette.open()
    palette.press(Qt.Key.Key_Up)
    assert palette.window.search.text() == ""


def test_a_sign_and_initials_narrow_to_a_category(palette: Palette) -> None:
    palette.open()
    palette.type("#wl fh")
    assert palette.titles
    assert all(palette.row(n).place.startswith("物流") for n in range(len(palette.titles)))
    assert palette.window.bar.current == "shipping"


def test_a_season_in_the_query_shows_and_copies_its_wording_once(palette: Palette) -> None:
    palette.open()
    palette.type("fh1 @wj")
    reply = palette.workspace.find("fh1")
    palette.press(Qt.Key.Key_Return)
    peak = palette.workspace.draft(reply, palette.workspace.situation(season="peak"))
    assert palette.clipboard.text == peak.text
    palette.open()
    palette.type("fh1")
    palette.press(Qt.Key.Key_Return)
    assert palette.clipboard.text == palette.workspace.draft(reply, palette.workspace.situation()).text
    assert palette.clipboard.text != peak.text
