"""The wording check below the texts of the form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from miaohui.domain.reply import Wording
from miaohui.flow.proofreading import Proofreading
from miaohui.ui.editor.form import ReplyForm
from miaohui.ui.findings_strip import FindingsStrip
from tests.ui.editor.form.conftest import Desk

TYPO = "亲，您先登陆一下"


@pytest.fixture
def checked(desk: Desk, qtbot: QtBot, proofreading: Proofreading) -> Iterator[ReplyForm]:
    proofreading.load()
    form = ReplyForm(desk.workspace, replace(desk.tools, proofreading=proofreading))
    qtbot.addWidget(form)
    form.show()
    yield form
    form.close_drafts()


def strips(form: ReplyForm) -> list[FindingsStrip]:
    return [strip for strip in form.texts.box.findChildren(FindingsStrip) if strip.isVisible()]


def test_what_is_found_stands_below_its_text_and_is_mended_by_a_key(
    checked: ReplyForm, desk: Desk, qtbot: QtBot
) -> None:
    checked.show_reply(desk.workspace.find("fh1"))
    edit = checked.texts.box.edits[0]
    edit.setPlainText(TYPO)
    qtbot.waitUntil(lambda: len(strips(checked)) == 1)
    (strip,) = strips(checked)
    finding = strip.highlighter.current
    assert finding is not None
    assert finding.fix is not None
    edit.setFocus()
    strip.highlighter.go_to(finding)
    QTest.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert edit.text != TYPO
    assert checked.is_dirty
    edit.undo()
    assert edit.text == TYPO


def test_what_was_accepted_is_said_no_more(checked: ReplyForm, desk: Desk, qtbot: QtBot) -> None:
    reply = desk.workspace.find("fh1")
    checked.show_reply(reply)
    checked.texts.box.edits[0].setPlainText(TYPO)
    qtbot.waitUntil(lambda: len(strips(checked)) == 1)
    strips(checked)[0].accept_button.click()
    qtbot.waitUntil(lambda: not strips(checked))


def test_a_locked_reply_is_not_checked(checked: ReplyForm, desk: Desk) -> None:
    reply = desk.workspace.find("fh1")
    checked.show_reply(replace(reply, locked=True))
    assert strips(checked) == []


def test_a_wording_is_no_higher_for_the_messages_of_another(checked: ReplyForm, desk: Desk, qtbot: QtBot) -> None:
    fh1 = desk.workspace.find("fh1")
    checked.resize(600, 1600)
    checked.show_reply(replace(fh1, wordings=(Wording((TYPO,) * 4), Wording((TYPO,)))))
    qtbot.waitUntil(lambda: len(strips(checked)) == 4)
    checked.texts.turn(1, season=False)
    qtbot.waitUntil(lambda: len(strips(checked)) == 1)
    (strip,) = strips(checked)
    qtbot.waitUntil(lambda: strip.height() == strip.heightForWidth(strip.width()))
