"""The running program: starts in the tray, answers hotkey, tray and other processes, and ends."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QThreadPool, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from miaohui import i18n, log, messages
from miaohui.app import garbage
from miaohui.app.auto_replies import AutoReplyReminder
from miaohui.app.barrier import Barrier
from miaohui.app.hotkey import Hotkey
from miaohui.app.parts import Parts
from miaohui.app.seasons import CalendarClock
from miaohui.app.windows import Windows
from miaohui.domain.chat_window import ChatWindow
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow import requests
from miaohui.flow.ports import ZonedClock
from miaohui.flow.season_watch import AUTO_DUE
from miaohui.flow.workspace import Stores, Workspace
from miaohui.library import codec, starter, tables
from miaohui.library.season_store import TomlSeasonStore
from miaohui.library.settings_store import JsonSettingsStore
from miaohui.library.store import JsonLibraryStore
from miaohui.library.variable_store import TomlVariableStore
from miaohui.paths import Paths
from miaohui.system import display
from miaohui.system import session as sessions
from miaohui.system.clock import SystemClock
from miaohui.system.foreground.window import open_foreground
from miaohui.system.instance import lock as locks
from miaohui.system.instance.lock import HomeLock
from miaohui.system.qt.channel_server import ChannelServer
from miaohui.system.qt.unix_signals import on_termination
from miaohui.system.session import Session
from miaohui.ui import qt_sentences, theme
from miaohui.ui.front import bring
from miaohui.ui.season_menu import season_state
from miaohui.ui.theme import Theme
from miaohui.ui.tray import Tray

if TYPE_CHECKING:
    from miaohui.ui.palette.controller import PaletteController

DESKTOP_ID = "cn.miaohui.Miaohui"
FOLD_AFTER = 30_000
"""Milliseconds after the last change until the library's snapshot is written anew."""
PREPARE_AFTER = 50
"""Milliseconds after the start until the palette is built: first of all the hotkey and other processes are answered."""
REMIND_AFTER = 1_000
"""Milliseconds after the palette was built until the automatic replies are looked through: writing their texts for each
client takes longer than opening the palette, which is not to wait for it."""
TRAY_PATIENCE = 3_000
"""Milliseconds in which a tray host may still come up when the desktop has just started."""


def run(paths: Paths) -> int:
    """Start in the tray and stay until quit; returns the exit code.

    Raises:
        MiaohuiError: ``no-display``, ``home-busy`` when another one runs, or why the library can't be opened.
    """
    session = sessions.read()
    if not display.answers(session):
        raise MiaohuiError("no-display")
    sessions.prepare_environment()
    with locks.take(paths) as lock:
        log.to_file(paths.logs)
        QGuiApplication.setDesktopFileName(DESKTOP_ID)
        qt = QApplication.instance() or QApplication(["miaohui"])
        assert isinstance(qt, QApplication)
        qt.setApplicationName("miaohui")
        qt.setQuitOnLastWindowClosed(False)
        qt_sentences.translate(qt, i18n.language())
        with garbage.collected_here(qt):
            app = build(paths, session, lock, qt)
            garbage.keep()
            Barrier(paths.logs, app).put_up()
            with on_termination(qt.quit):
                code = qt.exec()
            app.close()
            return code


def build(paths: Paths, session: Session, lock: HomeLock, qt: QApplication, clock: ZonedClock | None = None) -> App:
    """Everything joined and ready; ``qt.exec()`` brings it to life, and builds the palette before it is needed.

    ``clock`` is the machine's unless another is given.
    """
    clock = clock or SystemClock()
    facts = tables.load_tables()
    store = JsonLibraryStore(paths, clock, lambda: starter.starter_change_set(clock))
    settings, variables = JsonSettingsStore(paths, clock), TomlVariableStore(paths)
    stores = Stores(store, settings, variables, store.history, TomlSeasonStore(paths))
    workspace = Workspace(stores, facts, clock)
    return App(paths, session, lock, qt, workspace, store)


class App(QObject):
    """Signals go up to here, calls go down from here.

    What isn't needed for the hotkey to answer (the palette and the search index first of all) is built in the first
    idle moment, or when it is asked for before that.
    """

    def __init__(
        self,
        paths: Paths,
        session: Session,
        lock: HomeLock,
        qt: QApplication,
        workspace: Workspace,
        store: JsonLibraryStore,
    ) -> None:
        super().__init__()
        self._session = session
        self._qt = qt
        self._workspace = workspace
        self._store = store
        self._untold: list[Problem] = []
        qt.setWindowIcon(theme.icon("app"))
        self._foreground = open_foreground(session)
        self._hotkey = Hotkey(session, workspace, self)
        self._parts = Parts(paths, session, workspace, self)
        look = Theme(workspace.settings.theme, qt)
        self._windows = Windows(paths, session, workspace, self._parts, self._foreground, self._hotkey, look, self)
        self._tray = Tray(self)
        self._calendar = CalendarClock(workspace, self)
        self._reminder = AutoReplyReminder(workspace, self)
        self._fold_timer = QTimer(self)
        self._fold_timer.setSingleShot(True)
        self._fold_timer.setInterval(FOLD_AFTER)
        self._wire()
        self._hotkey.take()
        self._tray.show()
        self._show_state()
        self._channel = ChannelServer(lock, self._answer, self)
        QTimer.singleShot(PREPARE_AFTER, self, self._prepare)
        QTimer.singleShot(TRAY_PATIENCE, self, self._check_tray)
        log.logger.info("started with %d replies", len(workspace.library.replies))

    def _wire(self) -> None:
        tray, windows = self._tray, self._windows
        self._hotkey.pressed.connect(self.toggle)
        self._hotkey.taken.connect(tray.show_hotkey)
        self._hotkey.refused.connect(self._tell)
        windows.not_in_chat.connect(self._say)
        windows.noticed.connect(self._tell)
        self._calendar.noticed.connect(self._say)
        self._reminder.told.connect(self._tell)
        self._reminder.left.connect(self._show_auto_replies)
        tray.open_requested.connect(self.show_palette)
        tray.season_requested.connect(lambda season: self._try(lambda: self._workspace.use_season(season)))
        tray.season_preview_requested.connect(lambda: windows.seasons.preview())
        tray.seasons_requested.connect(lambda: windows.seasons.show())
        tray.replies_requested.connect(lambda: windows.editor.open())
        tray.new_requested.connect(lambda: windows.editor.new_reply())
        tray.auto_replies_requested.connect(lambda: windows.auto_replies.open())
        tray.import_requested.connect(lambda: windows.dialogs.import_file())
        tray.export_requested.connect(lambda: windows.dialogs.export_file())
        tray.report_requested.connect(lambda: bring(windows.report))
        tray.settings_requested.connect(windows.show_settings)
        tray.quit_requested.connect(self._qt.quit)
        self._fold_timer.timeout.connect(self._tidy_up)
        self._workspace.watch(self._changed)

    def _prepare(self) -> None:
        """In the first idle moment: the palette, before it is needed."""
        self._palette.prepare()
        garbage.keep()
        self._calendar.start()
        QTimer.singleShot(REMIND_AFTER, self._reminder, self._reminder.start)
        self._fold_timer.start()

    @property
    def _palette(self) -> PaletteController:
        """Built when it is first asked for; what was to be told until then is told by it."""
        palette = self._windows.palette
        for problem in self._untold:
            palette.notify(problem)
        self._untold.clear()
        return palette

    def close(self) -> None:
        """Give everything back: the clipboard's text to whoever outlives us, the library to its file."""
        self._channel.close()
        self._hotkey.close()
        self._foreground.close()
        self._tray.hide()
        if self._windows.has_palette:
            self._palette.close()
        self._windows.close()
        self._parts.close()
        QThreadPool.globalInstance().waitForDone()
        self._fold()
        self._store.close()

    def _tidy_up(self) -> None:
        """In an idle moment: what was in the trash for too long goes, and the snapshot is written anew."""
        self._try(self._workspace.remove_expired)
        QThreadPool.globalInstance().start(self._fold)

    def _fold(self) -> None:
        """Also off the GUI thread. What can't be folded is safe in the journal; the next fold tries again."""
        try:
            self._store.fold()
        except MiaohuiError as error:
            log.logger.warning("fold failed: %s", error.problem.id)

    # the palette

    def toggle(self) -> None:
        if self._palette.is_open:
            self._palette.close()
        else:
            self.show_palette()

    def show_palette(self) -> None:
        self._parts.paste.remember()
        self._calendar.look()
        for problem in self._workspace.refresh():
            self._tell(problem)
        window = self._foreground.current()
        if window is None or window.id in self._own_windows():
            self._palette.open()
            return
        chat = ChatWindow(window.id, window.title, (window.class_name, window.instance), window.process)
        self._palette.open(_logical(QRect(window.x, window.y, window.width, window.height)), chat)

    def _own_windows(self) -> set[int]:
        """A pinned palette or a dialog may be in front itself."""
        return {self._palette.window_id, *(w.winId() for w in QGuiApplication.topLevelWindows() if w.isVisible())}

    def _answer(self, request: dict[str, object]) -> dict[str, object]:
        """Another process asks; see flow/requests.py for what it may change."""
        match request.get("verb"):
            case "toggle":
                self.toggle()
            case "show":
                self.show_palette()
            case "hide":
                if self._windows.has_palette:
                    self._palette.close()
            case "quit":
                QTimer.singleShot(0, self._qt.quit)
            case _:
                return requests.handle(self._workspace, request, codec.decode_change_set, codec.decode_past)
        return {}

    # what follows a change

    def _changed(self) -> None:
        self._show_state()
        self._fold_timer.start()

    def _show_state(self) -> None:
        self._tray.show_season(season_state(self._workspace))

    def _show_auto_replies(self, left: bool) -> None:
        """Whether any are to be set; what was told of them before isn't true any more once none are."""
        self._tray.show_auto_replies(left)
        if not left:
            self._untold = [problem for problem in self._untold if problem.id != AUTO_DUE]
            if self._windows.has_palette:
                self._palette.forget(AUTO_DUE)

    # what is said

    def _tell(self, problem: Problem) -> None:
        """A line in the palette when it is opened next, and one on the terminal if there is one."""
        if self._windows.has_palette:
            self._palette.notify(problem)
        else:
            self._untold.append(problem)
        if sys.stderr is not None:
            sys.stderr.write(f"{messages.sentence(problem)}\n")

    def _say(self, problem: Problem) -> None:
        """Beside the tray as well: the palette is gone by now, or was not there."""
        self._tray.say(messages.sentence(problem))
        self._tell(problem)

    def _check_tray(self) -> None:
        if not self._tray.available():
            self._tell(Problem("tray-missing", {"key": self._hotkey.key or "miaohui toggle"}))

    def _try(self, action: Callable[[], object]) -> None:
        try:
            action()
        except MiaohuiError as error:
            self._tell(error.problem)


def _logical(area: QRect) -> QRect:
    """From physical pixels to Qt's: each screen's own origin and ratio."""
    for screen in QGuiApplication.screens():
        origin, ratio = screen.geometry().topLeft(), screen.devicePixelRatio()
        physical = QRect(origin, screen.geometry().size() * ratio)
        if physical.contains(area.center()):
            offset = (area.topLeft() - origin) / ratio
            return QRect(origin + offset, area.size() / ratio)
    return area
