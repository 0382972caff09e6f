"""The editor's window on real files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from miaohui.domain.emoticon_catalogue import Catalogue
from miaohui.domain.pinyin import Readings
from miaohui.domain.reply import Reply
from miaohui.domain.search import TextSearch
from miaohui.domain.usage import Use
from miaohui.flow import edit
from miaohui.flow.find import Find
from miaohui.flow.problems import ProblemSearch
from miaohui.flow.wording import WordingCheck
from miaohui.flow.workspace import Stores, Workspace
from miaohui.library.history import JsonlHistory
from miaohui.library.pictures import PictureStore
from miaohui.library.settings_store import JsonSettingsStore
from miaohui.library.starter import starter_change_set
from miaohui.library.store import JsonLibraryStore
from miaohui.library.tables import load_simplified, load_tables
from miaohui.library.unsaved_store import JsonUnsavedReplies
from miaohui.library.usage_log import JsonlUsageLog
from miaohui.paths import Paths
from miaohui.system.clock import SystemClock
from miaohui.ui.editor.form import ReplyForm
from miaohui.ui.editor.form_tools import FormTools
from miaohui.ui.editor.section import Section, section_of
from miaohui.ui.editor.window import EditorWindow, Surroundings
from miaohui.ui.emoticon_picker import EmoticonPicker, Recent
from miaohui.ui.theme import Theme
from tests.wording import load_checker

Shown = TypeVar("Shown", bound=QDialog)


@dataclass
class Editor:
    """The window and what stands behind it."""

    window: EditorWindow
    workspace: Workspace
    usage: JsonlUsageLog
    find: Find

    @property
    def now(self) -> datetime:
        """UTC."""
        return self.workspace.clock.now().astimezone(UTC)

    @property
    def codes(self) -> list[str]:
        """Of the rows, from top to bottom."""
        model = self.window.listing.model
        return [model.reply(row).code for row in range(model.rowCount())]

    @property
    def chosen(self) -> list[str]:
        """The codes of the chosen rows."""
        return [self.workspace.library.replies[one].code for one in self.window.table.ids]

    def reply(self, code: str) -> Reply:
        return self.workspace.find(code)

    def choose(self, *codes: str) -> None:
        self.window.table.choose([self.reply(code).id for code in codes])
        self.window.table.settle()

    def section(self, name: str) -> Section:
        category = self.workspace.library.find_category(name)
        assert category is not None
        return section_of(category)

    def open_section(self, name: str) -> None:
        self.window.tree.choose(self.section(name))

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, on: QWidget | None = None
    ) -> None:
        QTest.keyClick(on or cast("QWidget | None", self.window.focusWidget()) or self.window, key, modifier)

    def elsewhere(self, code: str, /, **changed: object) -> None:
        """As the command line changes a reply."""
        before = self.reply(code)
        after = replace(before, **changed)  # type: ignore[arg-type]
        self.workspace.take_over(edit.revise(self.workspace.library, before, after, self.now))

    def use(self, code: str, *, times: int = 1, days_ago: float = 0) -> None:
        use = Use(self.now - timedelta(days=days_ago), self.reply(code).id, "plain", "normal")
        for _ in range(times):
            self.usage.append(use)
            self.find.used(use)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    paths = Paths(tmp_path / "home", tmp_path / "run")
    clock = SystemClock()
    store = JsonLibraryStore(paths, clock, lambda: starter_change_set(clock))
    stores = Stores(store, JsonSettingsStore(paths, clock), history=JsonlHistory(paths))
    yield Workspace(stores, load_tables(), clock)
    store.close()


@pytest.fixture
def make_editor(
    qtbot: QtBot, workspace: Workspace, theme: Theme, readings: Readings, catalogue: Catalogue, tmp_path: Path
) -> Callable[[], Editor]:
    paths = Paths(tmp_path / "home", tmp_path / "run")

    def make() -> Editor:
        usage = JsonlUsageLog(paths.usage)
        find = Find(workspace, TextSearch(readings, workspace.tables.seasons, load_simplified()), usage, readings)
        pictures = PictureStore(paths)

        def make_form(parent: QWidget) -> ReplyForm:
            tools = FormTools(
                theme=theme,
                pictures=pictures,
                drafts=JsonUnsavedReplies(paths),
                readings=lambda: readings,
                make_picker=lambda window: EmoticonPicker(catalogue, {}, Recent(), window),
                find=lambda text: [hit.reply for hit in find(text).hits],
                own_wording=lambda reply: window.begin_own_wording(reply),
            )
            return ReplyForm(workspace, tools, parent)

        def make_search() -> ProblemSearch:
            facts = workspace.tables
            check = WordingCheck(load_checker(facts.emoticons), facts, load_simplified())
            return ProblemSearch(facts, check, pictures, workspace.client)

        around = Surroundings(find, readings, usage, theme, make_form, make_search)
        window = EditorWindow(workspace, around)
        qtbot.addWidget(window, before_close_func=_end)
        return Editor(window, workspace, usage, find)

    return make


def _end(window: EditorWindow) -> None:
    window.close_drafts()
    for top in QApplication.topLevelWidgets():
        if isinstance(top, QDialog | QMenu):
            top.close()
    window.hide()


@pytest.fixture
def editor(make_editor: Callable[[], Editor]) -> Editor:
    made = make_editor()
    made.window.open()
    assert QTest.qWaitForWindowActive(made.window)
    return made


def shown(kind: type[Shown]) -> Shown:
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    return dialog
