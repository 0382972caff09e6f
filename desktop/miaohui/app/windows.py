"""The windows: each is built when it is first wanted, and joined with the others here."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from miaohui.app.hotkey import Hotkey
from miaohui.app.parts import Parts
from miaohui.errors import MiaohuiError
from miaohui.flow.workspace import Workspace
from miaohui.paths import Paths
from miaohui.system import display
from miaohui.system.foreground.window import Foreground
from miaohui.system.session import DisplayServer, Session
from miaohui.ui.theme import Theme

if TYPE_CHECKING:
    from miaohui.flow.conversation import Conversation
    from miaohui.ui.auto_replies.window import AutoRepliesWindow
    from miaohui.ui.dialogs import Dialogs
    from miaohui.ui.palette.controller import PaletteController
    from miaohui.ui.seasons.windows import SeasonWindows
    from miaohui.ui.settings.window import SettingsWindow


class Windows(QObject):
    """``not_in_chat`` tells why what the agent believes to be in the chat is not; ``noticed`` what else is wrong."""

    not_in_chat = Signal(object)
    noticed = Signal(object)

    def __init__(
        self,
        paths: Paths,
        session: Session,
        workspace: Workspace,
        parts: Parts,
        foreground: Foreground,
        hotkey: Hotkey,
        theme: Theme,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._paths = paths
        self._session = session
        self._workspace = workspace
        self._parts = parts
        parts.lost.connect(self.not_in_chat)
        self._foreground = foreground
        self._hotkey = hotkey
        self._theme = theme
        workspace.watch(self._follow_settings)

    @property
    def has_palette(self) -> bool:
        """Whether it was built already."""
        return "palette" in self.__dict__

    @cached_property
    def palette(self) -> PaletteController:
        from miaohui.flow.deliver import Deliver
        from miaohui.flow.misses import Misses
        from miaohui.library.miss_log import JsonlMissLog
        from miaohui.ui.palette.controller import PaletteController, UseCases
        from miaohui.ui.palette.meeting import Outside
        from miaohui.ui.palette.window import PaletteWindow

        workspace, parts = self._workspace, self._parts
        use = UseCases(
            self._conversation,
            parts.find,
            Misses(workspace, JsonlMissLog(self._paths.misses)),
            Deliver(parts.clipboard, parts.usage, workspace.clock, parts.pictures),
            parts.paste,
        )
        composited = display.is_composited(self._session)
        window = PaletteWindow(self._theme.tokens, parts.pictures, composited=composited)
        outside = Outside(self._foreground, parts.clipboard_reader)
        palette = PaletteController(window, workspace, use, outside, self._theme)
        palette.not_pasted.connect(self.not_in_chat)
        palette.new_requested.connect(lambda title: self.dialogs.new_reply(title))
        palette.edit_requested.connect(lambda reply: self.dialogs.edit_reply(reply))
        palette.personal_requested.connect(lambda shop: self.dialogs.word_anew(shop))
        palette.copied.connect(
            lambda text, propose: self.dialogs.new_from_copied(text, propose, parts.readings, self._theme.tokens)
        )
        palette.details_requested.connect(self.show_details)
        palette.import_requested.connect(lambda: self.dialogs.import_file())
        palette.season_preview_requested.connect(lambda: self.seasons.preview())
        palette.seasons_requested.connect(lambda: self.seasons.show())
        palette.auto_replies_requested.connect(lambda: self.auto_replies.open())
        palette.show_hotkey(self._hotkey.key)
        self._hotkey.taken.connect(palette.show_hotkey)
        self._use_rules()
        return palette

    @cached_property
    def _conversation(self) -> Conversation:
        from miaohui.flow.conversation import Conversation

        return Conversation(self._workspace)

    def _use_rules(self) -> None:
        """Those of the user's file as it is now; what is wrong in it is told."""
        from miaohui.library.chat_windows import load_rules

        rules, problems = load_rules(self._paths, self._workspace.tables.clients)
        self._conversation.use_rules(rules)
        for problem in problems:
            self.noticed.emit(problem)

    @cached_property
    def seasons(self) -> SeasonWindows:
        from miaohui.ui.seasons.windows import SeasonWindows

        return SeasonWindows(self._workspace, self._theme, self._use_season, self)

    def _use_season(self, season: str) -> None:
        try:
            self._workspace.use_season(season)
        except MiaohuiError as error:
            self.noticed.emit(error.problem)

    @cached_property
    def auto_replies(self) -> AutoRepliesWindow:
        from miaohui.ui.auto_replies.window import AutoRepliesWindow

        parts = self._parts
        window = AutoRepliesWindow(
            self._workspace, lambda: parts.clipboard, lambda: parts.wording_check, parts.find_for_auto, self._theme
        )
        window.edit_requested.connect(lambda reply: self.dialogs.edit_reply(reply))
        return window

    @cached_property
    def dialogs(self) -> Dialogs:
        from miaohui.ui.dialogs import Dialogs

        parts = self._parts
        dialogs = Dialogs(
            self._workspace,
            parts.read_table,
            parts.pictures,
            lambda: parts.emoticon_catalogue,
            self,
        )
        dialogs.new_requested.connect(dialogs.new_reply)
        return dialogs

    # settings

    @cached_property
    def _settings(self) -> SettingsWindow:
        from miaohui.library.chat_windows import TomlChatRules
        from miaohui.ui.settings.window import SettingsWindow

        rules = TomlChatRules(self._paths, self._workspace.tables.clients)
        can_paste = self._session.server is DisplayServer.X11
        window = SettingsWindow(self._workspace, self._hotkey.use, rules, can_paste=can_paste)
        window.reply_requested.connect(self.dialogs.edit_reply)
        window.rules_changed.connect(self._use_rules)
        return window

    def show_settings(self) -> None:
        self._settings.show_page(self._settings.nav.currentRow())

    def show_details(self) -> None:
        from miaohui.ui.settings.window import DETAILS

        self._settings.show_page(DETAILS)

    def _follow_settings(self) -> None:
        self._theme.use(self._workspace.settings.theme)
