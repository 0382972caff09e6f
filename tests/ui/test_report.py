"""The windows for the wording report and for a shop's own rules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from miaohui.domain.wording import Level, OwnException, OwnWord
from miaohui.errors import MiaohuiError
from miaohui.flow import edit
from miaohui.flow.edit import ReplyFields
from miaohui.flow.proofreading import Proofreading
from miaohui.flow.wording_report import Grouping, Report
from miaohui.flow.workspace import Workspace
from miaohui.paths import Paths
from miaohui.ui.report.fix_preview import FixPreview, difference
from miaohui.ui.report.window import ReportWindow
from miaohui.ui.theme import Theme
from miaohui.ui.wording_rules.window import ID, WordingRulesWindow

NOW = datetime(2026, 11, 11, tzinfo=UTC)
BODIES = {"t1": "加我微信聊", "t2": "优惠卷在首页领取", "t3": "优惠卷别忘了，你看看"}


@pytest.fixture
def full(workspace: Workspace) -> Workspace:
    workspace.commit(edit.remove_starter(workspace.library, NOW))
    for code, body in BODIES.items():
        fields = ReplyFields(title=f"Title {code}", code=code, category="物流", body=body)
        workspace.commit(edit.add(workspace.library, fields, workspace.tables.seasons, NOW))
    return workspace


@pytest.fixture
def exported() -> list[Path]:
    return []


@pytest.fixture
def window(
    qtbot: QtBot, full: Workspace, proofreading: Proofreading, theme: Theme, exported: list[Path]
) -> Iterator[ReportWindow]:
    def export(report: Report, path: Path) -> None:
        if path.suffix == ".txt":
            raise MiaohuiError("report-format", formats=".csv")
        exported.append(path)

    shown = ReportWindow(full, proofreading, export, theme)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitUntil(lambda: shown.report is not None, timeout=20_000)
    yield shown
    shown.close()


def rows(window: ReportWindow) -> list[tuple[str, list[str]]]:
    model = window.model
    found = []
    for row in range(model.rowCount()):
        group = model.index(row, 0)
        cells = [str(model.data(model.index(n, 2, group))) for n in range(model.rowCount(group))]
        found.append((str(model.data(group)), cells))
    return found


def choose(window: ReportWindow, code: str) -> None:
    index = window.model.index_of(lambda one: one.reply.code == code)
    window.tree.setCurrentIndex(index)


class TestReport:
    def test_findings_stand_in_groups_the_gravest_first(self, window: ReportWindow) -> None:
        assert [codes for _, codes in rows(window)] == [
            ["t1  Title t1"],
            ["t3  Title t3"],
            ["t2  Title t2", "t3  Title t3"],
        ]
        assert rows(window)[0][0] == "error · Leading a buyer away from the platform is punished.  (1)"
        assert window.levels[Level.ERROR].text() == "error 1"
        assert window.summary.text() == "3 replies were looked at"

    def test_levels_and_groups_can_be_chosen(self, window: ReportWindow) -> None:
        window.levels[Level.HINT].click()
        assert len(rows(window)) == 2
        window.grouping.setCurrentIndex(window.grouping.findData(Grouping.CATEGORY))
        assert [name for name, _ in rows(window)] == ["物流  (2)"]

    def test_enter_opens_the_reply_to_edit_it(self, window: ReportWindow, full: Workspace, qtbot: QtBot) -> None:
        choose(window, "t2")
        with qtbot.waitSignal(window.edit_requested) as asked:
            QTest.keyClick(window.tree, Qt.Key.Key_Return)
        assert asked.args == [full.find("t2").id]

    def test_fixing_shows_what_changes_and_is_one_step_to_undo(
        self, window: ReportWindow, full: Workspace, qtbot: QtBot
    ) -> None:
        window.tree.selectAll()
        window.fix_button.click()
        dialog = window._dialog
        assert isinstance(dialog, FixPreview)
        assert full.find("t2").text == "优惠卷在首页领取"
        (agree,) = [one for one in dialog.findChildren(QPushButton) if one.isDefault()]
        agree.click()
        assert [full.find(code).text for code in ("t2", "t3")] == ["优惠券在首页领取", "优惠券别忘了，您看看"]
        qtbot.waitUntil(lambda: len(rows(window)) == 1)
        window.undo_button.click()
        assert {code: full.find(code).text for code in BODIES} == BODIES

    def test_what_is_fixed_is_marked_beside_what_goes(self, theme: Theme) -> None:
        shown = difference("优惠卷<b>", "优惠券<b>", theme.tokens)
        assert "line-through" in shown
        assert "&lt;b&gt;" in shown

    def test_what_has_no_fix_can_not_be_fixed(self, window: ReportWindow) -> None:
        choose(window, "t1")
        assert not window.fix_button.isEnabled()

    def test_accepted_findings_go_and_stay_gone(
        self, window: ReportWindow, proofreading: Proofreading, full: Workspace, qtbot: QtBot
    ) -> None:
        choose(window, "t1")
        QTest.keyClick(window.tree, Qt.Key.Key_Delete)
        qtbot.waitUntil(lambda: len(rows(window)) == 2, timeout=10_000)
        assert proofreading.errors(full.find("t1"), "plain") == ()
        assert window.notice.text() == "1 finding isn't shown any more."

    def test_it_follows_the_library(self, window: ReportWindow, full: Workspace, qtbot: QtBot) -> None:
        fields = ReplyFields(body="这边看下")
        full.commit(edit.change(full.library, full.find("t1"), fields, full.tables.seasons, NOW))
        qtbot.waitUntil(lambda: len(rows(window)) == 2)

    def test_export_says_where_it_is_or_why_not(
        self, window: ReportWindow, exported: list[Path], tmp_path: Path
    ) -> None:
        window.export_to(tmp_path / "report.csv")
        assert exported == [tmp_path / "report.csv"]
        assert "report.csv" in window.notice.text()
        window.export_to(tmp_path / "report.txt")
        assert window.notice.text() == "A report is written as one of these: .csv."

    def test_work_can_be_cancelled_and_is_taken_up_again(self, window: ReportWindow, qtbot: QtBot) -> None:
        before = window.report
        window.check_again()
        window.cancel_button.click()
        assert window.report is before
        window.hide()
        window.show()
        qtbot.waitUntil(lambda: window.report is not before, timeout=10_000)

    def test_everything_has_an_accessible_name(self, window: ReportWindow) -> None:
        for one in (window.tree, window.grouping, window.progress, window.detail, *window.levels.values()):
            assert one.accessibleName()


@pytest.fixture
def rules(qtbot: QtBot, full: Workspace, proofreading: Proofreading, theme: Theme) -> WordingRulesWindow:
    shown = WordingRulesWindow(full, proofreading, theme)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def found(proofreading: Proofreading, text: str, **where: str) -> list[tuple[str, Level]]:
    return [(one.rule.id, one.rule.level) for one in proofreading.text(text, proofreading.context(**where))]  # type: ignore[arg-type]


def choose_rule(rules: WordingRulesWindow, id_: str) -> None:
    model = rules.rules.model()
    (index,) = model.match(model.index(0, 0), ID, id_, 1, Qt.MatchFlag.MatchExactly)
    rules.rules.setCurrentIndex(index)


def current(rules: WordingRulesWindow) -> QTreeWidgetItem:
    item: QTreeWidgetItem | None = rules.rules.currentItem()
    assert item is not None
    return item


class TestRules:
    def test_each_stands_there_with_its_sentence(self, rules: WordingRulesWindow, proofreading: Proofreading) -> None:
        assert rules.rules.topLevelItemCount() == len(proofreading.rules)
        choose_rule(rules, "contact")
        assert current(rules).text(0) == "Leading a buyer away from the platform is punished."

    def test_one_can_be_switched_off_and_on(self, rules: WordingRulesWindow, proofreading: Proofreading) -> None:
        choose_rule(rules, "vague")
        current(rules).setCheckState(0, Qt.CheckState.Unchecked)
        assert not proofreading.own.switches["vague"].on
        choose_rule(rules, "vague")
        current(rules).setCheckState(0, Qt.CheckState.Checked)
        assert proofreading._store.own()[0].switches == {}

    def test_its_level_and_places_can_be_others(
        self, rules: WordingRulesWindow, proofreading: Proofreading, tmp_path: Path
    ) -> None:
        choose_rule(rules, "contact")
        rules.rule_level.setCurrentIndex(rules.rule_level.findData(Level.HINT))
        rules.rule_level.activated.emit(rules.rule_level.currentIndex())
        assert ("contact", Level.HINT) in found(proofreading, "加我微信")
        jd = next(action for action in rules.rule_clients.menu().actions() if action.data() == "jd")
        jd.trigger()
        assert "contact" not in [rule for rule, _ in found(proofreading, "加我微信", client="jd")]
        assert "contact" in [rule for rule, _ in found(proofreading, "加我微信", client="wangwang")]
        written = Paths(tmp_path / "home", tmp_path / "run").wording.read_text("utf-8")
        assert 'except_clients = ["jd"]' in written

    def test_several_places_are_chosen_in_one_go_and_one_always_stays(self, rules: WordingRulesWindow) -> None:
        rules.tabs.setCurrentIndex(1)
        menu = rules.word_clients.menu()
        menu.popup(rules.mapToGlobal(rules.rect().center()))
        for action in menu.actions():
            QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
            assert menu.isVisible()
        last = menu.actions()[-1]
        assert list(rules.word_clients.chosen) == [last.data()]
        assert rules.word_clients.text() == f"Chat clients: {last.text()}  ▾"
        menu.setActiveAction(menu.actions()[0])
        QTest.keyClick(menu, Qt.Key.Key_Space)
        assert list(rules.word_clients.chosen) == [menu.actions()[0].data(), last.data()]
        menu.close()

    def test_the_buttons_say_what_they_do(self, rules: WordingRulesWindow) -> None:
        assert not rules.add_word.isEnabled()
        assert not rules.remove_word.isEnabled()
        rules.word.setText("云朵款")
        assert rules.add_word.text() == "Add"
        rules.word_clients.menu().actions()[0].trigger()
        rules.add_word.click()
        assert rules.word_clients.chosen == ()
        rules.words.setCurrentIndex(rules.words.model().index(0, 0))
        assert rules.remove_word.isEnabled()
        assert rules.add_word.text() == "Save"
        assert len(rules.word_clients.left_out) == 1

    def test_a_level_can_be_left_out(self, rules: WordingRulesWindow, proofreading: Proofreading) -> None:
        rules.levels[Level.ERROR].click()
        assert "contact" not in [rule for rule, _ in found(proofreading, "加我微信")]

    def test_own_words_are_added_changed_and_removed(
        self, rules: WordingRulesWindow, proofreading: Proofreading
    ) -> None:
        rules.word.setText("云朵款")
        rules.fix.setText("好物")
        rules.add_word.click()
        assert proofreading.own.words == (OwnWord("云朵款", fix="好物"),)
        assert found(proofreading, "云朵款") == [("own:云朵款", Level.WARNING)]
        rules.words.setCurrentIndex(rules.words.model().index(0, 0))
        assert rules.fix.text() == "好物"
        rules.word_level.setCurrentIndex(0)
        rules.add_word.click()
        assert proofreading.own.words == (OwnWord("云朵款", Level.ERROR, fix="好物"),)
        rules.words.setCurrentIndex(rules.words.model().index(0, 0))
        rules.remove_word.click()
        assert not proofreading.own.words

    def test_exceptions_are_for_all_rules_or_for_one(
        self, rules: WordingRulesWindow, proofreading: Proofreading
    ) -> None:
        rules.exception.setText("加我微信")
        rules.exception_rule.setCurrentIndex(rules.exception_rule.findData("contact"))
        rules.add_exception.click()
        assert proofreading.own.exceptions == (OwnException("加我微信", ("contact",)),)
        assert "contact" not in [rule for rule, _ in found(proofreading, "加我微信")]

    def test_what_was_accepted_can_be_taken_back(
        self, rules: WordingRulesWindow, proofreading: Proofreading, full: Workspace, qtbot: QtBot
    ) -> None:
        reply = full.find("t1")
        first = next(proofreading.found(reply))
        proofreading.accept_in(reply.id, first.finding, first.text)
        assert rules.accepted.topLevelItemCount() == 1
        assert rules.accepted.model().index(0, 0).data() == reply.title
        rules.tabs.setCurrentIndex(3)
        rules.accepted.setFocus()
        QTest.keyClick(rules.accepted, Qt.Key.Key_Delete)
        assert rules.accepted.topLevelItemCount() == 0
        assert not rules.take_back.isEnabled()
        assert first.finding in [one.finding for one in proofreading.found(reply)]

    def test_a_broken_file_is_named_and_left_alone(
        self, rules: WordingRulesWindow, proofreading: Proofreading, tmp_path: Path
    ) -> None:
        file = Paths(tmp_path / "home", tmp_path / "run").wording
        file.write_text("off = [\n[", "utf-8")
        rules.word.setText("云朵款")
        rules.add_word.click()
        assert "wording.toml" in rules.error.text()
        assert file.read_text("utf-8") == "off = [\n["
        assert rules.word.text() == "云朵款"


def test_an_empty_model_has_no_rows(window: ReportWindow) -> None:
    window.model.show_groups(())
    assert window.model.rowCount() == 0
    assert window.model.found(QModelIndex()) == ()
