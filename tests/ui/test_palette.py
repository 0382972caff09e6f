"""The palette on real widgets: what an agent does with the keyboard and sees."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from miaohui.flow import edit
from miaohui.flow.edit import ReplyFields
from tests.ui.conftest import Palette

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def add(palette: Palette, title: str, body: str, code: str = "test1", **more: object) -> str:
    workspace = palette.workspace
    fields = ReplyFields(title=title, code=code, category="备注", body=body, **more)  # type: ignore[arg-type]
    change_set = edit.add(workspace.library, fields, workspace.tables.seasons, workspace.clock.now().astimezone(UTC))
    workspace.commit(change_set)
    return change_set.changes[-1].id


def preview(palette: Palette) -> str:
    bubbles = [label for label in palette.window.preview.findChildren(QLabel) if label.objectName() == "bubble"]
    return "|".join(_plain(label.text()) for label in bubbles if not label.isHidden())


def _plain(html: str) -> str:
    from PySide6.QtGui import QTextDocument

    document = QTextDocument()
    document.setHtml(html.replace("&#8202;", ""))  # the hair's breadth around a marked value
    return document.toPlainText()


def warning(palette: Palette) -> str:
    return next(
        label.text() for label in palette.window.preview.findChildren(QLabel) if label.objectName() == "warning"
    )


def test_initials_find_the_greeting_and_enter_copies_it(palette: Palette) -> None:
    palette.open()
    palette.type("hy1")
    assert palette.titles[0] == "欢迎光临"
    palette.press(Qt.Key.Key_Return)
    assert palette.clipboard.text == "亲，您好，欢迎光临小店😊有什么可以帮您？"
    assert palette.window.isHidden()
    assert len(list(palette.usage.read())) == 1


def test_the_palette_opens_empty_again(palette: Palette) -> None:
    palette.open()
    everything = len(palette.titles)
    palette.type("fh")
    palette.press(Qt.Key.Key_Escape)
    assert palette.window.isHidden()
    palette.open()
    assert palette.window.search.text() == ""
    assert len(palette.titles) == everything


def test_escape_leaves_the_clipboard_alone(palette: Palette) -> None:
    palette.open()
    palette.type("hy1")
    palette.press(Qt.Key.Key_Escape)
    assert palette.clipboard.texts == []


def test_alt_and_a_number_pick_that_row(palette: Palette) -> None:
    palette.open()
    palette.type("hy")
    third = palette.row(2)
    palette.press(Qt.Key.Key_3, ALT)
    reply = next(r for r in palette.workspace.library.active() if r.code == third.code)
    assert palette.clipboard.text == palette.workspace.draft(reply, palette.workspace.situation()).text


def test_arrows_move_and_wrap_around(palette: Palette) -> None:
    palette.open()
    palette.type("hy")
    palette.press(Qt.Key.Key_Up)
    assert palette.window.row == len(palette.titles) - 1
    palette.press(Qt.Key.Key_Down)
    palette.press(Qt.Key.Key_Down)
    assert palette.window.row == 1


def test_the_preview_shows_what_will_be_copied(palette: Palette) -> None:
    palette.open()
    palette.type("hy1")
    shown = preview(palette)
    palette.press(Qt.Key.Key_Return)
    assert shown == palette.clipboard.text


def test_the_preview_draws_emoticons_where_the_copy_has_codes(palette: Palette) -> None:
    palette.workspace.set(replace(palette.workspace.settings, client="wangwang"))
    palette.open()
    palette.type("hy1")
    assert "😊" in preview(palette) or "🙂" in preview(palette)
    palette.press(Qt.Key.Key_Return)
    assert palette.clipboard.text is not None
    assert "/:^_^" in palette.clipboard.text
    assert "😊" not in palette.clipboard.text


def test_highlights_stand_at_the_matched_characters(palette: Palette) -> None:
    palette.open()
    palette.type("hy1")
    row = palette.row(0)
    assert [row.code[start:end] for start, end in row.code_spans] == ["hy1"]
    palette.window.search.clear()
    palette.type("guanglin")
    row = palette.row(0)
    assert [row.title[start:end] for start, end in row.title_spans] == ["光临"]


def test_tab_and_control_numbers_narrow_to_a_category(palette: Palette) -> None:
    palette.open()
    palette.press(Qt.Key.Key_Tab)
    first = palette.workspace.library.tops()[0]
    assert palette.window.bar.current == first.id
    assert all(palette.row(n).place.startswith(first.name) for n in range(len(palette.titles)))
    palette.press(Qt.Key.Key_Backtab)
    assert palette.window.bar.current == ""
    palette.press(Qt.Key.Key_3, CONTROL)
    assert palette.window.bar.current == palette.workspace.library.tops()[1].id


def test_counts_are_those_of_the_query_whatever_the_category(palette: Palette) -> None:
    palette.open()
    palette.type("fh")
    everywhere = len(palette.titles)
    shown = palette.window.bar.shown
    palette.press(Qt.Key.Key_Tab)
    assert palette.window.bar.shown == shown
    assert 0 < len(palette.titles) <= everywhere


def test_a_missing_value_is_asked_and_enter_fills_it_in(palette: Palette) -> None:
    add(palette, "单号", "单号 {运单号}，{快递=圆通|申通}发的")
    palette.open()
    palette.type("test1")
    palette.press(Qt.Key.Key_Return)
    assert palette.form_is_open()
    assert palette.clipboard.texts == []
    palette.fill("YT12345678")
    assert preview(palette) == "单号 YT12345678，圆通发的"
    palette.press(Qt.Key.Key_Return)
    assert palette.clipboard.text == "单号 YT12345678，圆通发的"
    assert palette.window.isHidden()


def test_enter_without_the_missing_value_stays_in_the_form(palette: Palette) -> None:
    add(palette, "单号", "单号 {运单号}")
    palette.open()
    palette.type("test1")
    palette.press(Qt.Key.Key_Return)
    palette.press(Qt.Key.Key_Return)
    assert palette.form_is_open()
    assert palette.clipboard.texts == []


def test_escape_in_the_form_goes_back_and_forgets(palette: Palette) -> None:
    add(palette, "单号", "单号 {运单号}")
    palette.open()
    palette.type("test1")
    palette.press(Qt.Key.Key_Return)
    palette.fill("YT12345678")
    palette.press(Qt.Key.Key_Escape)
    assert not palette.form_is_open()
    assert palette.clipboard.texts == []
    assert palette.window.search.text() == "test1"
    palette.press(Qt.Key.Key_Return)
    assert palette.window.form.values == {}


def test_a_customers_value_is_only_offered_for_the_next(palette: Palette) -> None:
    add(palette, "单号", "单号 {运单号}")
    palette.open()
    palette.type("test1")
    palette.press(Qt.Key.Key_Return)
    palette.fill("YT12345678")
    palette.press(Qt.Key.Key_Return)
    palette.open()
    palette.type("test1")
    palette.press(Qt.Key.Key_Return)
    assert palette.form_is_open()
    assert palette.window.form.tentative == {"运单号"}
    palette.fill("YT87654321")
    palette.press(Qt.Key.Key_Return)
    assert palette.clipboard.texts == ["单号 YT12345678", "单号 YT87654321"]


def test_a_choice_that_must_be_made_is_made_with_the_arrows(palette: Palette) -> None:
    add(palette, "快递", "发{快递=|申通|圆通}")
    palette.open()
    palette.type("test1")
    palette.press(Qt.Key.Key_Return)
    palette.press(Qt.Key.Key_Right)
    palette.press(Qt.Key.Key_Return)
    assert palette.clipboard.text == "发圆通"


def test_right_arrow_opens_the_form_although_nothing_is_missing(palette: Palette) -> None:
    add(palette, "快递", "发{快递=申通|圆通}")
    palette.open()
    palette.type("test1")
    palette.press(Qt.Key.Key_Right)
    assert palette.form_is_open()
    palette.press(Qt.Key.Key_Right)
    palette.press(Qt.Key.Key_Return)
    assert palette.clipboard.text == "发圆通"


def test_a_condition_that_is_filled_in_asks_for_what_it_opens(palette: Palette) -> None:
    add(palette, "查件", "好的{?运单号}，{运单号}发往{城市}{/}")
    palette.open()
    palette.type("test1")
    palette.press(Qt.Key.Key_F2)
    palette.fill("YT12345678")
    palette.press(Qt.Key.Key_Return)
    assert palette.form_is_open()
    palette.fill("HZ")
    palette.press(Qt.Key.Key_Return)
    assert palette.clipboard.text == "好的，YT12345678发往HZ"


def test_the_agents_own_nickname_is_asked_once_and_kept(palette: Palette) -> None:
    add(palette, "自我介绍", "我是{客服昵称}")
    palette.open()
    palette.type("test1")
    palette.press(Qt.Key.Key_Return)
    palette.fill("Xiaoyuan")
    palette.press(Qt.Key.Key_Return)
    assert palette.workspace.settings.profile == {"客服昵称": "Xiaoyuan"}
    palette.open()
    palette.type("test1")
    palette.press(Qt.Key.Key_Return)
    assert palette.clipboard.text == "我是Xiaoyuan"
    assert palette.window.isHidden()


def test_the_guard_holds_back_until_a_second_enter(palette: Palette) -> None:
    add(palette, "赔付", "补您 XX 元")
    palette.open()
    palette.type("test1")
    palette.press(Qt.Key.Key_Return)
    assert palette.clipboard.texts == []
    assert "XX" in warning(palette)
    palette.press(Qt.Key.Key_Return)
    assert palette.clipboard.text == "补您 XX 元"


def test_another_row_has_to_be_confirmed_anew(palette: Palette) -> None:
    add(palette, "赔付一", "补您 XX 元", code="test1")
    add(palette, "赔付二", "补您 ** 元", code="test2")
    palette.open()
    palette.type("test")
    palette.press(Qt.Key.Key_Return)
    palette.press(Qt.Key.Key_Down)
    palette.press(Qt.Key.Key_Return)
    assert palette.clipboard.texts == []


def test_the_guard_also_watches_a_filled_form(palette: Palette) -> None:
    add(palette, "赔付", "{运单号} 补您 XX 元")
    palette.open()
    palette.type("test1")
    palette.press(Qt.Key.Key_Return)
    palette.fill("YT12345678")
    palette.press(Qt.Key.Key_Return)
    assert palette.clipboard.texts == []
    palette.press(Qt.Key.Key_Return)
    assert palette.clipboard.text == "YT12345678 补您 XX 元"


def test_a_season_shows_its_wording_and_its_sign(palette: Palette) -> None:
    add(palette, "发货", "今天发", variants={"peak": "排队发"})
    palette.open()
    palette.type("test1")
    assert preview(palette) == "今天发"
    assert palette.row(0).season == ""
    palette.workspace.use_season("大促")
    assert preview(palette) == "排队发"
    assert palette.row(0).season == "peak"
    assert palette.window.season_chip.text() == "▲ Big sale · by hand"


def test_nothing_found_offers_a_new_reply_with_these_words(palette: Palette) -> None:
    palette.open()
    palette.type("zzqqvv")
    assert palette.titles == []
    asked: list[str] = []
    palette.controller.new_requested.connect(asked.append)
    palette.press(Qt.Key.Key_N, CONTROL)
    assert asked == ["zzqqvv"]


def test_enter_with_no_hit_does_nothing(palette: Palette) -> None:
    palette.open()
    palette.type("zzqqvv")
    palette.press(Qt.Key.Key_Return)
    assert palette.window.isVisible()
    assert palette.clipboard.texts == []


def test_a_failing_clipboard_is_said_and_the_palette_stays(palette: Palette) -> None:
    palette.clipboard.problem = "clipboard-held"
    palette.open()
    palette.type("hy1")
    palette.press(Qt.Key.Key_Return)
    assert palette.window.isVisible()
    assert any("Another program" in label.text() for label in palette.window.findChildren(QLabel))


def test_while_composing_the_keys_belong_to_the_input_method(palette: Palette) -> None:
    palette.open()
    palette.press(Qt.Key.Key_F1)
    assert palette.window.search.input_method_on
    QApplication.sendEvent(palette.window.search, QInputMethodEvent("huan'ying", []))
    assert palette.window.search.query == "huanying"
    palette.press(Qt.Key.Key_Return)
    assert palette.clipboard.texts == []
    commit = QInputMethodEvent("", [])
    commit.setCommitString("欢迎")
    QApplication.sendEvent(palette.window.search, commit)
    assert palette.window.search.text() == "欢迎"
    palette.press(Qt.Key.Key_Return)
    assert palette.clipboard.text is not None


def test_the_input_method_is_off_when_the_palette_opens(palette: Palette) -> None:
    palette.open()
    palette.press(Qt.Key.Key_F1)
    palette.controller.close()
    palette.open()
    assert not palette.window.search.input_method_on


def test_the_window_manager_closes_it_like_esc(qtbot: QtBot, palette: Palette) -> None:
    palette.open()
    with qtbot.waitSignal(palette.window.dismissed):
        assert palette.window.close()
    assert not palette.window.isVisible()
    palette.open()
    assert palette.window.isVisible()


def test_a_click_copies_the_row(palette: Palette) -> None:
    palette.open()
    palette.type("hy1")
    view = palette.window.hits
    where = view.visualRect(palette.window.model.index(0, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert palette.clipboard.text is not None


def test_undo_takes_back_the_last_edit(palette: Palette) -> None:
    add(palette, "新的", "新的回复")
    palette.open()
    palette.type("test1")
    assert palette.titles == ["新的"]
    palette.press(Qt.Key.Key_Escape)
    palette.open()
    palette.press(Qt.Key.Key_Z, CONTROL)
    palette.type("test1")
    assert "新的" not in palette.titles


def test_a_huge_text_is_previewed_cut_and_copied_whole(palette: Palette) -> None:
    add(palette, "长文", "长" * 90_000)
    palette.open()
    palette.type("test1")
    assert len(preview(palette)) < 5_000
    palette.press(Qt.Key.Key_Return)
    assert palette.clipboard.text == "长" * 90_000


@pytest.mark.parametrize("text", ["<b>x</b> & y", "a\nb", "两  个空格"], ids=["html", "lines", "blanks"])
def test_the_preview_shows_the_text_itself(palette: Palette, text: str) -> None:
    add(palette, "原样", text)
    palette.open()
    palette.type("test1")
    assert preview(palette).replace("\xa0", " ") == text


def test_every_control_has_a_name(palette: Palette) -> None:
    window = palette.window
    for control in (window.search, window.hits, window.client_chip, window.season_chip, window.preview):
        assert control.accessibleName()


def test_a_change_of_the_library_leaves_the_preview_of_a_form_as_typed(palette: Palette) -> None:
    add(palette, "查单", "单号 {运单号}，请查收。", "zz9")
    palette.open()
    palette.type("zz9")
    palette.press(Qt.Key.Key_Return)
    palette.fill("SF123456")
    add(palette, "别的", "别的回复。", "zz8")  # by the command line, say
    assert palette.form_is_open()
    assert preview(palette) == "单号 SF123456，请查收。"


def test_rows_that_fit_equally_well_show_which_word_tells_them_apart(palette: Palette) -> None:
    for number, place in enumerate(("无锡市新区", "无锡市滨湖区", "苏州市吴中区")):
        add(palette, f"江苏省{place}：首重运费", f"首重{number}元", f"yf{number}")
    palette.open()
    palette.type("shouzhong")
    rows = [palette.row(number) for number in range(3)]
    words = [row.title[slice(*row.title_decides)] for row in rows if row.title_decides is not None]
    assert words == ["新区", "滨湖", "苏州"]
    palette.type(" binhu")
    assert palette.titles == ["江苏省无锡市滨湖区：首重运费"]
    assert palette.row(0).title_decides is None


def test_the_hotkey_closes_a_palette_whose_focus_is_still_on_its_way(
    palette: Palette, monkeypatch: pytest.MonkeyPatch
) -> None:
    palette.open()
    monkeypatch.setattr(palette.window, "isActiveWindow", lambda: False)
    assert palette.controller.is_open
    palette.window.pin.setChecked(True)  # this one stands there while the agent is in the chat
    assert not palette.controller.is_open
