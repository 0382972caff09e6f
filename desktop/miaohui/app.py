"""The composition root of the windowed program: ``build`` joins the parts, ``run`` runs them."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Qt, QThreadPool, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from miaohui import i18n, log, messages
from miaohui.domain.chat_window import ChatWindow
from miaohui.domain.settings import HOTKEY_PROPOSALS
from miaohui.domain.starter import StarterMode
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow import edit, requests
from miaohui.flow.workspace import Stores, Workspace
from miaohui.library import codec, starter, tables
from miaohui.library.pictures import PictureStore
from miaohui.library.settings_store import JsonSettingsStore
from miaohui.library.store import JsonLibraryStore
from miaohui.library.variable_store import TomlVariableStore
from miaohui.paths import Paths
from miaohui.system import display
from miaohui.system import session as sessions
from miaohui.system.clock import SystemClock
from miaohui.system.foreground.window import open_foreground
from miaohui.system.hotkey.keys import parse
from miaohui.system.instance import lock as locks
from miaohui.system.instance.lock import HomeLock
from miaohui.system.qt.channel_server import ChannelServer
from miaohui.system.qt.hotkey import QtHotkey
from miaohui.system.qt.unix_signals import on_termination
from miaohui.system.session import DisplayServer, Session
from miaohui.ui import error_box, qt_sentences, theme
from miaohui.ui.theme import Theme
from miaohui.ui.tray import Tray

if TYPE_CHECKING:
    from miaohui.domain.emoticon_catalogue import Catalogue
    from miaohui.domain.pinyin import Readings
    from miaohui.flow.paste import Paste
    from miaohui.flow.ports import ClipboardReader
    from miaohui.library.formats import Table
    from miaohui.system.qt.clipboard import QtClipboard
    from miaohui.system.qt.paste import QtPaster
    from miaohui.system.qt.previous import QtPreviousClipboard
    from miaohui.ui.dialogs import Dialogs
    from miaohui.ui.palette.controller import PaletteController

DESKTOP_ID = "cn.miaohui.Miaohui"
FOLD_AFTER = 30_000
"""Milliseconds after the last change until the library's snapshot is written anew."""
PREPARE_AFTER = 50
"""Milliseconds after the start until the palette is built: first of all the hotkey and other processes are answered."""
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
        with _kept_for_good():
            app = build(paths, session, lock, qt)
        sys.excepthook = app.bug
        with on_termination(qt.quit):
            code = qt.exec()
        app.close()
        return code


@contextmanager
def _kept_for_good() -> Iterator[None]:
    """What is made in here stays until the end, so the garbage collector never looks at it. It would while it is made,
    and in full on some search later: a palette that opens 50 ms late at 2,000 replies, half a second at 50,000."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def build(paths: Paths, session: Session, lock: HomeLock, qt: QApplication) -> App:
    """Everything joined and ready; ``qt.exec()`` brings it to life, and builds the palette before it is needed."""
    clock = SystemClock()
    facts = tables.load_tables()
    store = JsonLibraryStore(paths, clock, lambda: starter.starter_change_set(clock))
    workspace = Workspace(Stores(store, JsonSettingsStore(paths, clock), TomlVariableStore(paths)), facts, clock)
    return App(paths, session, lock, qt, workspace, store)


class App(QObject):
    """The running program. Signals go up to here, calls go down from here.

    What isn't needed for the hotkey to answer (the palette and the search index first of all) is built in the first
    idle moment, or when it is asked for before that; its modules are imported there.
    """

    _bug_elsewhere = Signal(object)

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
        self._paths = paths
        self._session = session
        self._qt = qt
        self._workspace = workspace
        self._store = store
        self._pictures = PictureStore(paths)
        self._untold: list[Problem] = []
        self._key = ""
        qt.setWindowIcon(theme.icon("app"))
        self._theme = Theme(workspace.settings.theme, qt)
        self._foreground = open_foreground(session)
        self._hotkey = QtHotkey(session, self)
        self._tray = Tray(self)
        self._fold_timer = QTimer(self)
        self._fold_timer.setSingleShot(True)
        self._fold_timer.setInterval(FOLD_AFTER)
        self._wire()
        self._take_hotkey()
        self._tray.show()
        self._show_season()
        self._channel = ChannelServer(lock, self._answer, self)
        QTimer.singleShot(PREPARE_AFTER, self, self._prepare)
        QTimer.singleShot(TRAY_PATIENCE, self, self._check_tray)
        log.logger.info("started with %d replies", len(workspace.library.replies))

    def _wire(self) -> None:
        self._hotkey.pressed.connect(self.toggle)
        self._hotkey.lost.connect(self._hotkey_lost)
        self._tray.open_requested.connect(self.show_palette)
        self._tray.season_requested.connect(lambda season: self._try(lambda: self._workspace.use_season(season)))
        self._tray.new_requested.connect(lambda: self._dialogs.new_reply())
        self._tray.import_requested.connect(lambda: self._dialogs.import_file())
        self._tray.hotkey_requested.connect(lambda: self._dialogs.change_hotkey())
        self._tray.details_requested.connect(lambda: self._dialogs.edit_details())
        self._tray.starter_requested.connect(self._use_starter)
        self._tray.starter_removed.connect(self._remove_starter)
        self._tray.settings_requested.connect(lambda settings: self._try(lambda: self._workspace.set(settings)))
        self._tray.quit_requested.connect(self._qt.quit)
        self._fold_timer.timeout.connect(lambda: QThreadPool.globalInstance().start(self._fold))
        self._workspace.watch(self._changed)
        self._bug_elsewhere.connect(self._show_bug, Qt.ConnectionType.QueuedConnection)

    def _prepare(self) -> None:
        """In the first idle moment: the palette, before it is needed."""
        with _kept_for_good():
            self._palette.prepare()

    @cached_property
    def _clipboard(self) -> QtClipboard:
        from miaohui.system.clipboard.pyperclip_clipboard import PyperclipClipboard
        from miaohui.system.qt.clipboard import QtClipboard

        clipboard = QtClipboard(self._session, PyperclipClipboard(), self)
        clipboard.lost.connect(self._say)
        return clipboard

    @cached_property
    def _paster(self) -> QtPaster:
        from miaohui.system.qt.paste import QtPaster

        return QtPaster(self._session, self)

    @cached_property
    def _previous(self) -> QtPreviousClipboard:
        from miaohui.system.qt.previous import QtPreviousClipboard

        return QtPreviousClipboard(self._session, self._clipboard, self)

    @cached_property
    def _paste(self) -> Paste:
        from miaohui.flow.paste import Paste

        return Paste(self._paster, self._previous, lambda: self._workspace.settings)

    @cached_property
    def _clipboard_reader(self) -> ClipboardReader:
        from miaohui.system.qt.clipboard_reader import open_clipboard_reader

        return open_clipboard_reader(self._session, self)

    @cached_property
    def _palette(self) -> PaletteController:
        from miaohui.domain.search import TextSearch
        from miaohui.flow.conversation import Conversation
        from miaohui.flow.deliver import Deliver
        from miaohui.flow.find import Find
        from miaohui.flow.misses import Misses
        from miaohui.library.chat_windows import load_rules
        from miaohui.library.miss_log import JsonlMissLog
        from miaohui.library.usage_log import JsonlUsageLog
        from miaohui.ui.palette.controller import PaletteController, UseCases
        from miaohui.ui.palette.meeting import Outside
        from miaohui.ui.palette.window import PaletteWindow

        workspace = self._workspace
        usage = JsonlUsageLog(self._paths.usage)
        readings = self._readings
        engine = TextSearch(readings, workspace.tables.seasons, tables.load_simplified())
        find = Find(workspace, engine, usage, readings)
        deliver = Deliver(self._clipboard, usage, workspace.clock, self._pictures)
        composited = display.is_composited(self._session)
        window = PaletteWindow(self._theme.tokens, self._pictures, composited=composited)
        misses = Misses(workspace, JsonlMissLog(self._paths.misses))
        rules, rule_problems = load_rules(self._paths, workspace.tables.clients)
        conversation = Conversation(workspace, rules)
        outside = Outside(self._foreground, self._clipboard_reader)
        use = UseCases(conversation, find, misses, deliver, self._paste)
        palette = PaletteController(window, workspace, use, outside, self._theme)
        palette.not_pasted.connect(self._say)
        palette.new_requested.connect(lambda title: self._dialogs.new_reply(title))
        palette.edit_requested.connect(lambda reply: self._dialogs.edit_reply(reply))
        palette.details_requested.connect(lambda: self._dialogs.edit_details())
        palette.import_requested.connect(lambda: self._dialogs.import_file())
        palette.show_hotkey(self._key)
        for problem in rule_problems:
            self._tell(problem)
        for problem in self._untold:
            palette.notify(problem)
        return palette

    @cached_property
    def _dialogs(self) -> Dialogs:
        from miaohui.ui.dialogs import Dialogs

        return Dialogs(
            self._workspace,
            self._read_table,
            self._use_hotkey,
            self._pictures,
            lambda: self._emoticon_catalogue,
            self,
        )

    @cached_property
    def _emoticon_catalogue(self) -> Catalogue:
        from miaohui.library.emoticon_catalogue import load_catalogue

        facts = self._workspace.tables
        return load_catalogue(facts.emoticons, facts.clients.values(), self._readings)

    @cached_property
    def _readings(self) -> Readings:
        return tables.load_readings()

    def _is_built(self, name: str) -> bool:
        return name in self.__dict__

    def close(self) -> None:
        """Give everything back: the clipboard's text to whoever outlives us, the library to its file."""
        self._channel.close()
        self._hotkey.close()
        self._foreground.close()
        self._tray.hide()
        if self._is_built("_palette"):
            self._palette.close()
        if self._is_built("_clipboard_reader"):
            self._clipboard_reader.close()
        if self._is_built("_clipboard"):
            self._clipboard.hand_over()
            self._clipboard.close()
        for paster in ("_previous", "_paster"):
            if self._is_built(paster):
                getattr(self, paster).close()
        QThreadPool.globalInstance().waitForDone()
        self._fold()
        self._store.close()

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
        self._paste.remember()
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
                if self._is_built("_palette"):
                    self._palette.close()
            case "quit":
                QTimer.singleShot(0, self._qt.quit)
            case _:
                return requests.handle(self._workspace, request, codec.decode_change_set)
        return {}

    # what follows a change

    def _changed(self) -> None:
        self._show_season()
        self._fold_timer.start()

    def _use_starter(self, mode: str) -> None:
        settings = replace(self._workspace.settings, starter=StarterMode(mode))
        self._try(lambda: self._workspace.set(settings))

    def _remove_starter(self) -> None:
        workspace = self._workspace
        now = workspace.clock.now().astimezone(UTC)
        self._try(lambda: workspace.commit(edit.remove_starter(workspace.library, now)))

    def _show_season(self) -> None:
        clients = self._workspace.tables.clients.values()
        self._tray.show_copying(self._workspace.settings, clients, can_paste=self._session.server is DisplayServer.X11)
        self._tray.show_starter(self._workspace.settings.starter)
        self._tray.show_season(self._workspace.season, self._workspace.tables.seasons)

    # hotkey

    def _take_hotkey(self) -> None:
        taken = self._hotkey.take_first_free(self._workspace.settings.hotkey, HOTKEY_PROPOSALS)
        self._key = "" if taken.combination is None else str(taken.combination)
        self._show_hotkey()
        if taken.problem is not None:
            self._tell(taken.problem)

    def _hotkey_lost(self, problem: Problem) -> None:
        self._tell(problem)
        if problem.id != "hotkey-none":  # that one says that there is nothing to take any more
            self._take_hotkey()

    def _use_hotkey(self, text: str) -> None:
        """Raises MiaohuiError; the old key stays in force then."""
        combination = parse(text)
        self._hotkey.register(combination)
        try:
            self._workspace.set(replace(self._workspace.settings, hotkey=str(combination)))
        except MiaohuiError:
            self._take_hotkey()
            raise
        self._key = str(combination)
        self._show_hotkey()

    def _show_hotkey(self) -> None:
        self._tray.show_hotkey(self._key)
        if self._is_built("_palette"):
            self._palette.show_hotkey(self._key)

    def _read_table(self, path: Path) -> Table:
        from miaohui.library.formats import Options, read_table, season_ids

        facts = self._workspace.tables
        codes = facts.emoticons.dialects["wangwang"].by_code
        return read_table(path, wangwang_codes=codes, options=Options(seasons=season_ids(facts.seasons)))

    # what is said

    def _tell(self, problem: Problem) -> None:
        """A line in the palette when it is opened next, and one on the terminal if there is one."""
        if self._is_built("_palette"):
            self._palette.notify(problem)
        else:
            self._untold.append(problem)
        if sys.stderr is not None:
            sys.stderr.write(f"{messages.sentence(problem)}\n")

    def _say(self, problem: Problem) -> None:
        """The palette is gone by now, and what the agent believes to be in the chat is not."""
        self._tray.say(messages.sentence(problem))
        self._tell(problem)

    def _check_tray(self) -> None:
        if not self._tray.available():
            self._tell(Problem("tray-missing", {"key": self._key or "miaohui toggle"}))

    def _try(self, action: Callable[[], object]) -> None:
        try:
            action()
        except MiaohuiError as error:
            self._tell(error.problem)

    def bug(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """The one barrier: whatever nobody expected ends here, is logged once and shown in one sentence."""
        import traceback  # only a bug needs it

        file = log.unexpected(self._paths.logs, error)
        problem = Problem("unexpected", {"path": str(file or self._paths.logs)})
        # Without the error's own words: they may hold what somebody typed.
        details = "".join([*traceback.format_tb(trace), kind.__name__])
        self._bug_elsewhere.emit((problem, details))  # maybe from a worker thread; windows belong to this one

    def _show_bug(self, bug: tuple[Problem, str]) -> None:
        error_box.show_bug(*bug)


def _logical(area: QRect) -> QRect:
    """From physical pixels to Qt's: each screen's own origin and ratio."""
    for screen in QGuiApplication.screens():
        origin, ratio = screen.geometry().topLeft(), screen.devicePixelRatio()
        physical = QRect(origin, screen.geometry().size() * ratio)
        if physical.contains(area.center()):
            offset = (area.topLeft() - origin) / ratio
            return QRect(origin + offset, area.size() / ratio)
    return area
