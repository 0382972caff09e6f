"""A palette on real files, with a clipboard that only remembers."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from miaohui import i18n
from miaohui.domain.chat_window import ChatWindow, ClientRule
from miaohui.domain.emoticon_catalogue import Catalogue
from miaohui.domain.library import Library
from miaohui.domain.pinyin import Readings
from miaohui.domain.search import TextSearch
from miaohui.errors import MiaohuiError
from miaohui.flow.conversation import Conversation
from miaohui.flow.deliver import Deliver
from miaohui.flow.find import Find
from miaohui.flow.misses import Misses
from miaohui.flow.paste import Paste
from miaohui.flow.ports import Target
from miaohui.flow.proofreading import Proofreading
from miaohui.flow.transfer.exported import Export
from miaohui.flow.transfer.selecting import Selection
from miaohui.flow.workspace import Stores, Workspace
from miaohui.library.accepted_findings import JsonlAcceptedFindings
from miaohui.library.emoticon_catalogue import load_catalogue
from miaohui.library.formats import known, read_table, writing
from miaohui.library.miss_log import JsonlMissLog
from miaohui.library.pictures import PictureStore
from miaohui.library.settings_store import JsonSettingsStore
from miaohui.library.starter import starter_change_set
from miaohui.library.store import JsonLibraryStore
from miaohui.library.tables import load_readings, load_simplified, load_tables
from miaohui.library.usage_log import JsonlUsageLog
from miaohui.library.wording_store import TomlWordingRules
from miaohui.paths import Paths
from miaohui.ui.dialogs import Dialogs
from miaohui.ui.export_window import Targets
from miaohui.ui.import_wizard.window import Sources
from miaohui.ui.palette.controller import PaletteController, UseCases
from miaohui.ui.palette.meeting import Outside
from miaohui.ui.palette.window import PaletteWindow
from miaohui.ui.row_delegate import ROW_ROLE, Row
from miaohui.ui.theme import Theme
from tests.fakes import FakeClipboard, FakeDesk, FakePaster, FakePrevious, FixedClock, RunningClock

RULES = (ClientRule("wangwang", classes=("aliworkbench.exe",)),)


@dataclass
class Palette:
    """The palette and what stands behind it."""

    window: PaletteWindow
    controller: PaletteController
    workspace: Workspace
    clipboard: FakeClipboard
    usage: JsonlUsageLog
    pictures: PictureStore
    paste: Paste
    paster: FakePaster
    desk: FakeDesk
    elsewhere: QWidget
    clock: FixedClock = field(default_factory=FixedClock)

    def open(self, chat: ChatWindow | None = None) -> None:
        if self.window.isHidden():  # another program has the focus then; this platform leaves it where it was
            self.elsewhere.show()
            self.elsewhere.activateWindow()
            assert QTest.qWaitForWindowActive(self.elsewhere)
        self.paste.remember()
        self.controller.open(chat=chat)
        assert QTest.qWaitForWindowActive(self.window)

    def type(self, text: str) -> None:
        """Into the search field; letters of a US keyboard only (others abort the interpreter in Qt)."""
        QTest.keyClicks(self.window.search, text)

    def fill(self, text: str) -> None:
        """Into the form's focused field."""
        QTest.keyClicks(self.focused, text)

    @property
    def focused(self) -> QWidget:
        return cast("QWidget | None", self.window.focusWidget()) or self.window.search

    def form_is_open(self) -> bool:
        return self.window.form_open

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focused, key, modifier)

    @property
    def titles(self) -> list[str]:
        model = self.window.model
        return [self.row(number).title for number in range(model.rowCount())]

    def row(self, number: int) -> Row:
        row = self.window.model.data(self.window.model.index(number, 0), ROW_ROLE)
        assert isinstance(row, Row)
        return row


@pytest.fixture(autouse=True)
def _collected_between_tests() -> Iterator[None]:
    """As in the program (``app/garbage``): never in the thread of a worker."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def _no_menu_left_open() -> Iterator[None]:
    """It would take the next test's keys."""
    yield
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    i18n.install("en")
    yield
    i18n.install("en")


@pytest.fixture(scope="session")
def readings() -> Readings:
    return load_readings()


@pytest.fixture(scope="session")
def catalogue(readings: Readings) -> Catalogue:
    tables = load_tables()
    return load_catalogue(tables.emoticons, tables.clients.values(), readings)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    paths = Paths(tmp_path / "home", tmp_path / "run")
    clock = RunningClock()
    store = JsonLibraryStore(paths, clock, lambda: starter_change_set(clock))
    yield Workspace(Stores(store, JsonSettingsStore(paths, clock), history=store.history), load_tables(), clock)
    store.close()


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme("light", qapp)


@pytest.fixture
def proofreading(workspace: Workspace, tmp_path: Path) -> Proofreading:
    paths = Paths(tmp_path / "home", tmp_path / "run")
    rules = TomlWordingRules(paths, workspace.tables.emoticons)
    return Proofreading(workspace, rules, JsonlAcceptedFindings(paths.accepted), load_simplified)


@pytest.fixture
def palette(
    qtbot: QtBot, workspace: Workspace, theme: Theme, readings: Readings, proofreading: Proofreading, tmp_path: Path
) -> Palette:
    clipboard = FakeClipboard()
    usage = JsonlUsageLog(tmp_path / "home" / "usage.jsonl")
    engine = TextSearch(readings, workspace.tables.seasons, load_simplified())
    find = Find(workspace, engine, usage, readings)
    pictures = PictureStore(Paths(tmp_path / "home", tmp_path / "run"))
    window = PaletteWindow(theme.tokens, pictures, composited=False)
    qtbot.addWidget(window, before_close_func=_hide)
    paster = FakePaster(Target(1))
    paste = Paste(paster, FakePrevious(), lambda: workspace.settings)
    deliver = Deliver(clipboard, usage, workspace.clock, pictures)
    misses = Misses(workspace, JsonlMissLog(tmp_path / "home" / "misses.jsonl"))
    conversation = Conversation(workspace, RULES)
    desk = FakeDesk()
    elsewhere = QWidget()
    qtbot.addWidget(elsewhere)
    use = UseCases(conversation, find, misses, deliver, paste, proofreading)
    controller = PaletteController(window, workspace, use, Outside(desk, desk), theme)
    return Palette(window, controller, workspace, clipboard, usage, pictures, paste, paster, desk, elsewhere)


def _hide(window: PaletteWindow) -> None:
    window.hide()


@pytest.fixture
def parent() -> QObject:
    return QObject()


@pytest.fixture
def dialogs(
    qtbot: QtBot, workspace: Workspace, proofreading: Proofreading, parent: QObject, tmp_path: Path
) -> Iterator[Dialogs]:
    def refuse(library: Library, format_id: str, encoding: str, selection: Selection) -> Export:
        raise MiaohuiError("export-too-large", limit=1)

    pictures = PictureStore(Paths(tmp_path / "home", tmp_path / "run"))
    read = partial(read_table, known=known(workspace.tables))
    sources = Sources(read, pictures, lambda: proofreading)
    targets = Targets(refuse, writing.write_file, ["sans-serif"])
    yield Dialogs(workspace, sources, targets, parent)
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QDialog):
            window.close()
            window.deleteLater()
    QApplication.processEvents()
