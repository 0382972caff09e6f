"""The wavy lines below a text and the line that says why."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from miaohui.domain.wording import Finding, Level, Rule
from miaohui.errors import MiaohuiError
from miaohui.ui import findings_highlighter
from miaohui.ui.findings_strip import FindingsStrip
from miaohui.ui.theme import Theme

WORDS = {
    "最好": Rule(
        "best",
        Level.ERROR,
        "不能用最高级。",
        "No superlatives.",
        "说具体一点。",
        "Be specific.",
        fixes={"最好": "很好"},
    ),
    "应该": Rule("vague", Level.WARNING, "说得太含糊。", "Too vague.", "说清楚。", "Be clear."),
    "哦": Rule("oh", Level.HINT, "语气词。", "An interjection."),
}


def check(text: str) -> Sequence[Finding]:
    found = []
    for word, rule in WORDS.items():
        place = text.find(word)
        while place >= 0:
            found.append(Finding(rule, place, place + len(word), rule.fixes.get(word)))
            place = text.find(word, place + 1)
    return sorted(found, key=lambda one: one.start)


class Desk(QWidget):
    """A text and its line, as forms have them."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__()
        self.editor = QPlainTextEdit(text)
        self.strip = FindingsStrip(self.editor, theme.tokens)
        column = QVBoxLayout(self)
        column.addWidget(self.editor)
        column.addWidget(self.strip)
        self.resize(500, 200)

    @property
    def underlined(self) -> list[str]:
        selections = self.editor.extraSelections()
        wave = QTextCharFormat.UnderlineStyle.WaveUnderline
        return [one.cursor.selectedText() for one in selections if one.format.underlineStyle() == wave]


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme) -> Callable[[str], Desk]:
    def made(text: str) -> Desk:
        shown = Desk(theme, text)
        qtbot.addWidget(shown)
        shown.show()
        shown.strip.judge_with(check)
        qtbot.waitUntil(lambda: shown.strip.highlighter.text == text)
        return shown

    return made


Made = Callable[[str], Desk]


def test_each_finding_is_underlined_in_the_colour_of_its_level(desk: Made, theme: Theme) -> None:
    shown = desk("亲，最好，应该可以")
    assert shown.underlined == ["最好", "应该"]
    colours = [one.format.underlineColor() for one in shown.editor.extraSelections()]
    assert colours == [theme.tokens.colour("danger"), theme.tokens.colour("missing")]


def test_emoji_of_two_units_shift_nothing(desk: Made) -> None:
    shown = desk("😊😊👨‍👩‍👧最好😊应该")
    assert shown.underlined == ["最好", "应该"]
    shown.strip.fix_button.click()
    assert shown.editor.toPlainText() == "😊😊👨‍👩‍👧很好😊应该"


def test_the_line_says_why_and_what_to_write_of_the_gravest(desk: Made) -> None:
    shown = desk("亲，应该最好")
    assert shown.strip.isVisible()
    assert shown.strip.line.text() == "“最好”: No superlatives. Be specific."
    assert shown.strip.fix_button.text() == "Write “很好”"
    assert shown.strip.property("level") == "error"


def test_nothing_found_shows_no_line(desk: Made, qtbot: QtBot) -> None:
    shown = desk("亲，您好")
    assert not shown.strip.isVisible()
    shown.editor.setPlainText("最好")
    qtbot.waitUntil(shown.strip.isVisible)
    shown.editor.setPlainText("")
    qtbot.waitUntil(lambda: not shown.strip.isVisible())
    assert shown.underlined == []


def test_the_line_follows_the_cursor(desk: Made) -> None:
    shown = desk("最好 应该")
    cursor = shown.editor.textCursor()
    cursor.setPosition(4)
    shown.editor.setTextCursor(cursor)
    assert "Too vague." in shown.strip.line.text()
    assert not shown.strip.fix_button.isVisible()


def test_one_key_goes_to_the_next_and_one_replaces_it(desk: Made) -> None:
    shown = desk("哦 最好 最好")
    shown.editor.setFocus()
    ends = []
    for _ in range(4):
        QTest.keyClick(shown.editor, Qt.Key.Key_F8)
        ends.append(shown.editor.textCursor().position())
    assert ends == [1, 4, 7, 1]
    QTest.keyClick(shown.editor, Qt.Key.Key_F8)
    QTest.keyClick(shown.editor, Qt.Key.Key_F8)
    QTest.keyClick(shown.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert shown.editor.toPlainText() == "哦 最好 很好"
    shown.editor.undo()
    assert shown.editor.toPlainText() == "哦 最好 最好"


def test_the_check_changes_neither_the_text_nor_what_can_be_undone(desk: Made) -> None:
    shown = desk("最好")
    assert shown.editor.toPlainText() == "最好"
    assert not shown.editor.document().isUndoAvailable()
    assert not shown.editor.document().isModified()


def test_a_fix_that_is_not_about_the_text_any_more_does_nothing(desk: Made) -> None:
    shown = desk("最好")
    shown.editor.setPlainText("亲，您好")  # not checked yet
    shown.strip.fix_button.click()
    assert shown.editor.toPlainText() == "亲，您好"


def test_what_is_accepted_is_shown_no_more(desk: Made, qtbot: QtBot) -> None:
    shown = desk("最好")
    assert not shown.strip.accept_button.isVisible()  # nobody would remember it
    accepted: list[tuple[str, str]] = []

    def silent(text: str) -> Sequence[Finding]:
        return [] if accepted else check(text)

    shown.strip.judge_with(silent, lambda finding, text: accepted.append((finding.rule.id, text)))
    qtbot.waitUntil(shown.strip.accept_button.isVisible)
    shown.strip.accept_button.click()
    assert accepted == [("best", "最好")]
    assert not shown.strip.isVisible()


def test_what_can_not_be_remembered_is_said(desk: Made, qtbot: QtBot) -> None:
    def broken(finding: Finding, text: str) -> None:
        raise MiaohuiError("cannot-write", path="accepted.jsonl", reason="full")

    shown = desk("最好")
    shown.strip.judge_with(check, broken)
    qtbot.waitUntil(shown.strip.accept_button.isVisible)
    shown.strip.accept_button.click()
    assert "accepted.jsonl" in shown.strip.line.text()


def test_a_long_text_is_checked_beside_the_window(desk: Made, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = desk("亲")
    threads = set()
    here = QApplication.instance().thread()  # type: ignore[union-attr]

    def slow(text: str) -> Sequence[Finding]:
        from PySide6.QtCore import QThread

        threads.add(QThread.currentThread() is here)
        return check(text)

    shown.strip.judge_with(slow)
    shown.editor.setPlainText("亲" * findings_highlighter.AT_ONCE + "最好")
    qtbot.waitUntil(lambda: shown.underlined == ["最好"])
    assert threads == {True, False} or threads == {False}


def test_an_answer_about_an_older_text_is_dropped(desk: Made, qtbot: QtBot) -> None:
    shown = desk("亲")
    shown.editor.setPlainText("亲" * findings_highlighter.AT_ONCE + "最好")
    shown.strip.highlighter.check_now()
    shown.editor.setPlainText("应该")
    shown.strip.highlighter.check_now()
    qtbot.waitUntil(lambda: shown.underlined == ["应该"])
    QApplication.processEvents()
    assert shown.underlined == ["应该"]


def test_the_pointer_on_a_wavy_line_shows_the_reason(desk: Made, qtbot: QtBot) -> None:
    shown = desk("最好")
    place = shown.editor.cursorRect().center() + QPoint(6, 0)
    event = QHelpEvent(QEvent.Type.ToolTip, place, shown.editor.viewport().mapToGlobal(place))
    QApplication.sendEvent(shown.editor.viewport(), event)
    qtbot.waitUntil(lambda: QToolTip.text() == "error · No superlatives. Be specific.")
    QToolTip.hideText()


def test_an_editor_that_is_gone_gets_no_answer(theme: Theme, qtbot: QtBot) -> None:
    shown = Desk(theme, "最好" * findings_highlighter.AT_ONCE)
    shown.strip.judge_with(check)
    shown.strip.highlighter.check_now()
    shown.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
