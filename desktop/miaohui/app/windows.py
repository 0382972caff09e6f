"""The windows: each is built when it is first wanted, and joined with the others here."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from miaohui.app.hotkey import Hotkey
from miaohui.app.parts import Parts
from miaohui.errors import MiaohuiError
from miaohui.flow.workspace import Workspace
from miaohui.paths import Paths
from miaohui.system import display
from miaohui.system.foreground.window import Foreground
from miaohui.system.session import DisplayServer, Session
from miaohui.ui.front import bring
from miaohui.ui.theme import Theme

if TYPE_CHECKING:
    from miaohui.flow.conversation import Conversation
    from miaohui.ui.auto_replies.window import AutoRepliesWindow
    from miaohui.ui.dialogs import Dialogs
    from miaohui.ui.editor.window import EditorWindow
    from miaohui.ui.palette.controller import PaletteController
    from miaohui.ui.report.window import ReportWindow
    from miaohui.ui.seasons.windows import SeasonWindows
    from miaohui.ui.settings.window import SettingsWindow
    from miaohui.ui.wording_rules.window import WordingRulesWindow


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
            parts.proofreading,
        )
        composited = display.is_composited(self._session)
        window = PaletteWindow(self._theme.tokens, parts.pictures, composited=composited)
        outside = Outside(self._foreground, parts.clipboard_reader)
        palette = PaletteController(window, workspace, use, outside, self._theme)
        palette.not_pasted.connect(self.not_in_chat)
        palette.new_requested.connect(lambda title: self.editor.new_reply(title))
        palette.edit_requested.connect(lambda reply: self.editor.show_reply(reply))
        palette.personal_requested.connect(lambda shop: self.editor.word_anew(shop))
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
            self._workspace, lambda: parts.clipboard, lambda: parts.proofreading.check, parts.find_for_auto, self._theme
        )
        window.edit_requested.connect(lambda reply: self.editor.show_reply(reply))
        return window

    @cached_property
    def editor(self) -> EditorWindow:
        from miaohui.ui.editor.form import ReplyForm
        from miaohui.ui.editor.form_tools import FormTools
        from miaohui.ui.editor.window import EditorWindow, Surroundings
        from miaohui.ui.emoticon_picker import EmoticonPicker, Recent
        from miaohui.ui.names import client_name

        workspace, parts = self._workspace, self._parts
        recent = Recent()

        def make_picker(parent: QWidget) -> EmoticonPicker:
            clients = {client.dialect: client_name(client) for client in workspace.tables.clients.values()}
            return EmoticonPicker(parts.emoticon_catalogue, clients, recent, parent)

        def make_form(parent: QWidget) -> ReplyForm:
            tools = FormTools(
                theme=self._theme,
                pictures=parts.pictures,
                drafts=parts.drafts,
                readings=lambda: parts.readings,
                make_picker=make_picker,
                find=lambda text: [hit.reply for hit in parts.find(text).hits],
                own_wording=lambda reply: self.editor.begin_own_wording(reply),
                proofreading=parts.proofreading,
            )
            return ReplyForm(workspace, tools, parent)

        around = Surroundings(
            find=parts.find,
            readings=parts.readings,
            usage=parts.usage,
            theme=self._theme,
            make_form=make_form,
            make_search=parts.problem_search,
        )
        editor = EditorWindow(workspace, around)
        editor.import_requested.connect(lambda: self.dialogs.import_file())
        editor.export_requested.connect(lambda: self.dialogs.export_file())
        return editor

    def close(self) -> None:
        """What is written in the editor and not saved is kept."""
        if "editor" in self.__dict__:
            self.editor.close_drafts()

    @cached_property
    def report(self) -> ReportWindow:
        from miaohui.library.wording_export import write_report
        from miaohui.ui.report.window import ReportWindow

        seasons = self._workspace.tables.seasons
        report = ReportWindow(
            self._workspace,
            self._parts.proofreading,
            lambda found, path: write_report(found, path, seasons),
            self._theme,
        )
        report.edit_requested.connect(lambda reply: self.editor.show_reply(reply))
        report.rules_requested.connect(lambda: bring(self.wording_rules))
        return report

    @cached_property
    def wording_rules(self) -> WordingRulesWindow:
        from miaohui.ui.wording_rules.window import WordingRulesWindow

        return WordingRulesWindow(self._workspace, self._parts.proofreading, self._theme)

    @cached_property
    def dialogs(self) -> Dialogs:
        from miaohui.ui.dialogs import Dialogs
        from miaohui.ui.export_window import Targets
        from miaohui.ui.import_wizard.window import Sources

        parts = self._parts
        dialogs = Dialogs(
            self._workspace,
            Sources(parts.read_table, parts.pictures, lambda: parts.proofreading),
            Targets(parts.export, parts.write_file, self._theme.tokens.families["text"]),
            self,
        )
        dialogs.new_requested.connect(lambda title, body: self.editor.new_reply(title, body))
        return dialogs

    # settings

    @cached_property
    def _settings(self) -> SettingsWindow:
        from miaohui.library.chat_windows import TomlChatRules
        from miaohui.ui.settings.window import SettingsWindow

        rules = TomlChatRules(self._paths, self._workspace.tables.clients)
        can_paste = self._session.server is DisplayServer.X11
        window = SettingsWindow(self._workspace, self._hotkey.use, rules, can_paste=can_paste)
        window.reply_requested.connect(lambda reply: self.editor.show_reply(reply))
        window.rules_changed.connect(self._use_rules)
        return window

    def show_settings(self) -> None:
        self._settings.show_page(self._settings.nav.currentRow())

    def show_details(self) -> None:
        from miaohui.ui.settings.window import DETAILS

        self._settings.show_page(DETAILS)

    def _follow_settings(self) -> None:
        self._theme.use(self._workspace.settings.theme)
