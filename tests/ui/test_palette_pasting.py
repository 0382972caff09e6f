"""Ctrl+Enter copies and pastes, Enter only copies; or the other way round."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from miaohui.errors import Problem
from miaohui.flow.ports import CopiedOnly, Target
from tests.ui.conftest import Palette
from tests.ui.test_palette import add

ENTER = Qt.Key.Key_Return
CONTROL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


def pick(palette: Palette, modifier: Qt.KeyboardModifier) -> None:
    palette.open()
    palette.type("kd2")
    palette.press(ENTER, modifier)


def hints(palette: Palette) -> list[str]:
    labels = palette.window.footer.findChildren(QLabel)
    return [label.text() for label in labels if label.isVisible()]


def test_ctrl_enter_pastes_into_the_window_that_was_in_front(palette: Palette) -> None:
    pick(palette, CONTROL)
    assert len(palette.clipboard.texts) == 1
    assert palette.window.isHidden()
    assert palette.paster.pasted == [Target(1)]


def test_enter_only_copies(palette: Palette) -> None:
    pick(palette, NONE)
    assert len(palette.clipboard.texts) == 1
    assert palette.paster.pasted == []


@pytest.mark.parametrize(("client", "modifier"), [("plain", NONE), ("wechat", CONTROL)])
def test_a_setting_swaps_them_also_for_one_client(palette: Palette, client: str, modifier: Qt.KeyboardModifier) -> None:
    settings = replace(palette.workspace.settings, paste=True, paste_in={"wechat": False}, client=client)
    palette.workspace.set(settings)
    pick(palette, modifier)
    assert palette.paster.pasted == [Target(1)]
    other = CONTROL if modifier == NONE else NONE
    pick(palette, other)
    assert len(palette.paster.pasted) == 1


def test_a_form_on_the_way_keeps_to_the_key_it_began_with(palette: Palette) -> None:
    palette.open()
    palette.type("fh3")
    palette.press(Qt.Key.Key_F2)
    palette.press(Qt.Key.Key_Escape)
    palette.press(ENTER, CONTROL)
    if palette.form_is_open():
        palette.press(ENTER)
    assert palette.paster.pasted == [Target(1)]


def open_form(palette: Palette, modifier: Qt.KeyboardModifier) -> None:
    add(palette, "单号", "单号{运单号}", "dh91")
    palette.open()
    palette.type("dh91")
    palette.press(ENTER, modifier)
    assert palette.form_is_open()


@pytest.mark.parametrize("first", [ENTER, Qt.Key.Key_F2])
def test_ctrl_enter_in_a_form_pastes_whatever_opened_it(palette: Palette, first: Qt.Key) -> None:
    add(palette, "单号", "单号{运单号}", "dh91")
    palette.open()
    palette.type("dh91")
    palette.press(first)
    palette.fill("YT7423580019263")
    palette.press(ENTER, CONTROL)
    assert palette.clipboard.text == "单号YT7423580019263"
    assert palette.paster.pasted == [Target(1)]


def test_the_footer_of_a_form_says_which_key_pastes(palette: Palette) -> None:
    open_form(palette, NONE)
    assert hints(palette)[:4] == ["Enter", "Fill in and copy", "Ctrl Enter", "Fill in and paste"]
    palette.press(ENTER, CONTROL)  # the number is missing yet: what follows is pasted
    assert hints(palette)[:3] == ["Enter", "Fill in and paste", "Tab"]


def test_the_footer_of_a_form_that_ctrl_enter_has_opened_says_that_enter_pastes(palette: Palette) -> None:
    open_form(palette, CONTROL)
    assert hints(palette)[:3] == ["Enter", "Fill in and paste", "Tab"]


def test_where_nothing_can_be_pasted_a_form_does_not_hint_at_it(palette: Palette) -> None:
    palette.paster.available = False
    open_form(palette, NONE)
    assert hints(palette)[:3] == ["Enter", "Fill in and copy", "Tab"]


def test_what_could_not_be_pasted_is_told(palette: Palette) -> None:
    told: list[Problem] = []
    palette.controller.not_pasted.connect(told.append)
    palette.paster.outcome = CopiedOnly(Problem("paste-no-focus"))
    pick(palette, CONTROL)
    assert told == [Problem("paste-no-focus")]
    assert len(palette.clipboard.texts) == 1


def test_where_nothing_can_be_pasted_that_is_told_and_not_hinted_at(palette: Palette) -> None:
    palette.paster.available = False
    told: list[Problem] = []
    palette.controller.not_pasted.connect(told.append)
    palette.open()
    palette.type("kd2")
    assert "Ctrl Enter" not in hints(palette)
    palette.press(ENTER, CONTROL)
    assert told == [Problem("paste-unavailable")]
    assert palette.paster.pasted == []


def test_the_footer_says_which_key_pastes(palette: Palette) -> None:
    palette.open()
    palette.type("kd2")
    shown = hints(palette)
    assert shown[:4] == ["Enter", "Copy", "Ctrl Enter", "Copy and paste"]
    palette.workspace.set(replace(palette.workspace.settings, paste=True))
    assert hints(palette)[:4] == ["Enter", "Copy and paste", "Ctrl Enter", "Copy"]


def test_a_palette_kept_in_front_copies_and_says_why_it_does_not_paste(palette: Palette) -> None:
    palette.open()
    palette.window.pin.setChecked(True)
    palette.type("kd2")
    palette.press(ENTER, CONTROL)
    assert palette.paster.pasted == []
    assert "kept in front" in palette.window.panel.notice.text()
    assert len(palette.clipboard.texts) == 1
