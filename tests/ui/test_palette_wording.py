"""What the wording check does in the palette: a mark, a line, and a second Enter."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from miaohui.domain.change import Change, ChangeSet
from miaohui.domain.reply import Reply, Scope
from miaohui.domain.wording import Acceptance
from miaohui.errors import MiaohuiError
from miaohui.flow import edit
from miaohui.flow.edit import ReplyFields
from miaohui.flow.proofreading import Proofreading
from miaohui.library.accepted_findings import JsonlAcceptedFindings
from miaohui.ui.palette.value_editor import ValueEditor
from tests.ui.conftest import Palette

NOW = datetime(2026, 11, 11, tzinfo=UTC)
ENTER = Qt.Key.Key_Return


def add(palette: Palette, body: str, code: str = "test1") -> Reply:
    workspace = palette.workspace
    fields = ReplyFields(title=f"Title {code}", code=code, category="备注", body=body)
    workspace.commit(edit.add(workspace.library, fields, workspace.tables.seasons, NOW))
    return workspace.find(code)


def prescribe(palette: Palette, reply: Reply) -> None:
    palette.workspace.commit(ChangeSet("edit", (Change(reply, replace(reply, scope=Scope.SHOP, locked=True)),)))


def pick(palette: Palette, code: str = "test1") -> None:
    palette.open()
    palette.type(code)
    palette.press(ENTER)


def warning(palette: Palette) -> str:
    label = palette.window.preview._warning
    return label.text() if not label.isHidden() else ""


def remark(palette: Palette) -> str:
    label = palette.window.preview._remark
    return label.text() if not label.isHidden() else ""


def answer(palette: Palette, text: str) -> None:
    (editor,) = [one for one in palette.window.form.findChildren(ValueEditor) if not one.isHidden()]
    editor.input.show_text("")
    editor.input.type_text(text)
    palette.press(ENTER)


class TestHeld:
    def test_an_error_holds_the_copy_and_says_why_in_one_line(self, palette: Palette) -> None:
        add(palette, "亲，加我微信聊")
        pick(palette)
        assert palette.clipboard.texts == []
        assert palette.window.isVisible()
        assert warning(palette) == (
            "“加我微信”: Leading a buyer away from the platform is punished. Enter copies it all the same."
        )

    def test_a_second_enter_copies_it_as_it_is(self, palette: Palette) -> None:
        add(palette, "亲，加我微信聊")
        pick(palette)
        palette.press(ENTER)
        assert palette.clipboard.texts == ["亲，加我微信聊"]
        assert palette.window.isHidden()

    def test_what_was_copied_anyway_is_never_held_again(self, palette: Palette) -> None:
        add(palette, "亲，加我微信聊")
        pick(palette)
        palette.press(ENTER)
        pick(palette)
        assert palette.clipboard.texts == ["亲，加我微信聊"] * 2

    def test_nor_by_the_next_start(self, palette: Palette, proofreading: Proofreading, tmp_path: Path) -> None:
        reply = add(palette, "亲，加我微信聊")
        pick(palette)
        palette.press(ENTER)
        kept = list(JsonlAcceptedFindings(tmp_path / "home" / "accepted.jsonl").read())
        assert [(one.reply, one.rule) for one in kept] == [(reply.id, "contact")]

    def test_another_text_is_held_anew(self, palette: Palette) -> None:
        reply = add(palette, "亲，加我微信聊")
        pick(palette)
        palette.press(ENTER)
        workspace = palette.workspace
        fields = ReplyFields(body="亲，加我微信领券")
        workspace.commit(edit.change(workspace.library, reply, fields, workspace.tables.seasons, NOW))
        pick(palette)
        assert len(palette.clipboard.texts) == 1

    def test_warnings_and_hints_hold_nothing(self, palette: Palette) -> None:
        add(palette, "你看一下，只剩3件了")
        pick(palette)
        assert len(palette.clipboard.texts) == 1

    def test_what_the_shop_prescribes_is_never_held(self, palette: Palette) -> None:
        prescribe(palette, add(palette, "亲，加我微信聊"))
        pick(palette)
        assert palette.clipboard.texts == ["亲，加我微信聊"]

    def test_guard_and_check_wait_for_one_enter_together(self, palette: Palette) -> None:
        add(palette, "补您 XX 元，加我微信")
        pick(palette)
        assert "XX" in warning(palette)
        assert "加我微信" in warning(palette)
        palette.press(ENTER)
        assert len(palette.clipboard.texts) == 1

    def test_more_than_one_is_counted(self, palette: Palette) -> None:
        add(palette, "加我微信，这是全网最低价，不可能退")
        pick(palette)
        assert "And 2 more." in warning(palette)

    def test_another_row_has_to_be_confirmed_for_itself(self, palette: Palette) -> None:
        add(palette, "亲，加我微信聊", code="test1")
        add(palette, "亲，加我微信吧", code="test2")
        palette.open()
        palette.type("test")
        palette.press(ENTER)
        palette.press(Qt.Key.Key_Down)
        palette.press(ENTER)
        assert palette.clipboard.texts == []

    def test_an_acceptance_that_can_not_be_written_is_told_and_the_copy_counts(
        self, palette: Palette, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(self: JsonlAcceptedFindings, acceptances: object) -> None:
            raise MiaohuiError("cannot-write", path="accepted.jsonl", reason="full")

        monkeypatch.setattr(JsonlAcceptedFindings, "append", broken)
        add(palette, "亲，加我微信聊")
        pick(palette)
        palette.press(ENTER)
        assert len(palette.clipboard.texts) == 1
        palette.open()
        assert "accepted.jsonl" in palette.window._notice.text()


class TestFilledIn:
    def test_words_are_judged_in_the_text_they_were_typed_into(self, palette: Palette) -> None:
        add(palette, "亲，加我{赠品}")
        pick(palette)
        palette.fill("vx")
        palette.press(ENTER)
        assert palette.clipboard.texts == []
        assert "加我vx" in warning(palette)
        palette.press(ENTER)
        assert palette.clipboard.texts == ["亲，加我vx"]

    def test_other_words_in_the_same_place_are_held_anew(self, palette: Palette) -> None:
        add(palette, "亲，{答复}")
        pick(palette)
        answer(palette, "加我微信")
        palette.press(ENTER)
        pick(palette)
        answer(palette, "加我薇信")
        assert palette.clipboard.texts == ["亲，加我微信"]

    def test_harmless_words_are_copied_at_once(self, palette: Palette) -> None:
        add(palette, "亲，{答复}")
        pick(palette)
        answer(palette, "已经帮您登记了")
        assert palette.clipboard.texts == ["亲，已经帮您登记了"]

    def test_a_customers_number_is_nobodys_wording(self, palette: Palette) -> None:
        add(palette, "稍后打 {电话} 和您确认")
        pick(palette)
        palette.fill("13800138000")
        palette.press(ENTER)
        assert palette.clipboard.texts == ["稍后打 13800138000 和您确认"]

    def test_nothing_typed_reaches_a_file(self, palette: Palette, tmp_path: Path) -> None:
        add(palette, "亲，{答复}，电话 {电话}")
        pick(palette)
        for editor, text in zip(
            palette.window.form.findChildren(ValueEditor), ("加我微信qwertz", "13800138000"), strict=True
        ):
            editor.input.type_text(text)
        palette.press(ENTER)
        palette.press(ENTER)
        assert warning(palette)
        palette.press(ENTER)
        assert len(palette.clipboard.texts) == 1
        for file in (tmp_path / "home").rglob("*"):
            if file.is_file():
                content = file.read_bytes()
                assert b"qwertz" not in content
                assert b"13800138000" not in content


class TestMark:
    def marked(self, palette: Palette) -> list[str]:
        model = palette.window.model
        rows = [palette.row(number) for number in range(model.rowCount())]
        return [row.code for row in rows if row.faulty]

    def test_rows_with_errors_get_a_mark_a_moment_later(
        self, palette: Palette, proofreading: Proofreading, qtbot: QtBot
    ) -> None:
        proofreading.load()
        add(palette, "亲，加我微信聊", code="test1")
        add(palette, "亲，这边看下", code="test2")
        palette.open()
        palette.type("test")
        assert self.marked(palette) == []
        qtbot.waitUntil(lambda: self.marked(palette) == ["test1"])

    def test_the_preview_says_why(self, palette: Palette, proofreading: Proofreading, qtbot: QtBot) -> None:
        proofreading.load()
        add(palette, "亲，加我微信聊")
        palette.open()
        palette.type("test1")
        qtbot.waitUntil(lambda: remark(palette) != "")
        assert remark(palette) == "“加我微信”: Leading a buyer away from the platform is punished."
        palette.press(ENTER)
        assert remark(palette) == ""
        assert warning(palette)

    def test_a_screen_reader_hears_the_mark(self, palette: Palette, proofreading: Proofreading, qtbot: QtBot) -> None:
        proofreading.load()
        add(palette, "亲，加我微信聊")
        palette.open()
        palette.type("test1")
        qtbot.waitUntil(lambda: self.marked(palette) == ["test1"])
        index = palette.window.model.index(0, 0)
        assert "wording rule" in str(palette.window.model.data(index, Qt.ItemDataRole.AccessibleTextRole))

    def test_what_was_accepted_has_none(self, palette: Palette, proofreading: Proofreading, qtbot: QtBot) -> None:
        proofreading.load()
        reply = add(palette, "亲，加我微信聊")
        palette.open()
        palette.type("test1")
        qtbot.waitUntil(lambda: self.marked(palette) == ["test1"])
        (error,) = proofreading.errors(reply, "plain")
        proofreading.accept_in(reply.id, error.finding, error.text)
        assert self.marked(palette) == []
        assert remark(palette) == ""

    def test_the_rules_are_read_beside_the_window(
        self, palette: Palette, proofreading: Proofreading, qtbot: QtBot
    ) -> None:
        palette.open()
        QApplication.processEvents()
        assert not proofreading.loaded
        palette.controller.prepare()
        qtbot.waitUntil(lambda: proofreading.loaded, timeout=10_000)

    def test_no_row_waits_for_its_mark(self, palette: Palette, proofreading: Proofreading) -> None:
        add(palette, "亲，加我微信聊")
        palette.open()
        palette.type("test1")
        assert palette.row(0).code == "test1"
        assert not proofreading.loaded


def test_an_acceptance_is_no_text() -> None:
    from miaohui.domain.wording import acceptance

    one = acceptance("r-1", "contact", "加我微信")
    assert one == acceptance("r-1", "contact", " 加我微信\n")
    assert one != acceptance("r-1", "contact", "加我薇信")
    assert one != acceptance("r-2", "contact", "加我微信")
    assert isinstance(one, Acceptance)
    assert len(one.text) == 32
