"""“Auto replies”: what the chat clients answer by themselves, to be copied into their own settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from miaohui.domain.auto_reply import ANY_CLIENT
from miaohui.domain.reply import Reply
from miaohui.errors import MiaohuiError
from miaohui.flow import auto_replies
from miaohui.flow.auto_replies import AutoReplies, Text
from miaohui.flow.ports import Clipboard
from miaohui.flow.wording import WordingCheck
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _
from miaohui.messages import sentence
from miaohui.ui.auto_replies.changing import Changing
from miaohui.ui.auto_replies.chooser import Chooser, Search, reply_row
from miaohui.ui.auto_replies.copying import HELD_BACK, Copying
from miaohui.ui.auto_replies.head import Head
from miaohui.ui.auto_replies.keys import hints
from miaohui.ui.auto_replies.listing import Listing
from miaohui.ui.auto_replies.pane import Pane
from miaohui.ui.auto_replies.said_line import SaidLine
from miaohui.ui.auto_replies.words import copied_sentence, faults, origin, place_label
from miaohui.ui.auto_replies.writer import Writer
from miaohui.ui.front import bring
from miaohui.ui.names import client_name, slot_name
from miaohui.ui.palette.footer import Footer
from miaohui.ui.row_delegate import Row
from miaohui.ui.separator import separator
from miaohui.ui.theme import Theme, set_look

SIZE = (960, 600)


class AutoRepliesWindow(QWidget):
    """One window for the program's life: closed it is only hidden. ``edit_requested`` brings a reply's id.

    It copies, and remembers what the agent ticks off; it never sends, nor touches a client's settings.
    """

    edit_requested = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        clipboard: Callable[[], Clipboard],
        check: Callable[[], WordingCheck],
        search: Search,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        """``clipboard`` and ``check`` are asked for when they are first wanted."""
        super().__init__(parent)
        self._workspace = workspace
        self._search = search
        self._theme = theme
        self._auto = AutoReplies(workspace)
        self._copying = Copying(clipboard)
        self.setObjectName("autoReplies")
        self.setWindowTitle(_("Automatic replies"))
        self.resize(*SIZE)
        self.setMinimumSize(760, 440)

        self.head = Head(workspace, self._auto)
        self.season_chip, self.clients_chip = self.head.season_chip, self.head.clients_chip
        self._listing = Listing(workspace, self._auto, check, self._copying.was_copied, theme.tokens)
        self.list = self._listing.list
        self.pane = Pane(theme.tokens)
        self.writer = Writer()
        self._pages = QStackedWidget()
        self._line = SaidLine()
        self._changing = Changing(workspace, self._line)
        self._footer = Footer()
        set_look(self._footer, "square", value=True)
        self._lay_out()
        self._wire()
        self._add_shortcuts()
        self.refresh()

    # making

    def _lay_out(self) -> None:
        self._pages.addWidget(self.pane)
        self._pages.addWidget(self.writer)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._listing)
        middle.addWidget(separator(vertical=True))
        middle.addWidget(self._pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(separator())
        column.addLayout(middle, 1)
        column.addWidget(self._line)
        column.addWidget(self._footer)

    def _wire(self) -> None:
        self.head.client_chosen.connect(self._show_client)
        self.head.season_chosen.connect(self._show_season)
        self.head.clients_chosen.connect(self._use_clients)
        self._listing.shown.connect(self._show_current)
        self.list.doubleClicked.connect(self.write)
        self.pane.copy_requested.connect(self.copy)
        self.pane.choose_requested.connect(self.choose)
        self.pane.write_requested.connect(self.write)
        self.pane.edit_requested.connect(self._edit)
        self.pane.clear_requested.connect(self.clear)
        self.pane.ticked.connect(self._tick)
        self.writer.finished.connect(self._keep)
        self.writer.left.connect(self._leave_writing)
        self._theme.changed.connect(self._retheme)
        self._workspace.watch(self._follow)

    def _add_shortcuts(self) -> None:
        for keys, action in (
            ("Return", self.copy),
            ("Enter", self.copy),
            ("Ctrl+C", self.copy),
            ("Ctrl+Tab", self._next_client),
            ("Ctrl+Shift+Tab", self._previous_client),
            ("Ctrl+S", self.season_chip.open),
            ("Ctrl+K", self.clients_chip.open),
            ("F2", self.write),
            ("Ctrl+O", self.choose),
            ("Ctrl+E", self._edit),
            ("Ctrl+Z", self._undo),
            ("Escape", self._escape),
        ):
            QShortcut(QKeySequence(keys), self, action)
        for keys, action in (
            ("Left", self._previous_client),
            ("Right", self._next_client),
            ("Space", self._toggle_tick),
            ("Delete", self.clear),
        ):
            QShortcut(QKeySequence(keys), self.list, action, context=Qt.ShortcutContext.WidgetShortcut)

    # showing

    def open(self) -> None:
        """In front, with the season in force."""
        self.head.follow_season()
        self._copying.forget()
        self._line.say("")
        self.refresh()
        bring(self)
        self.list.setFocus()

    @property
    def client(self) -> str:
        """The one whose settings are shown; ANY_CLIENT for what holds in all."""
        return self.head.client

    @property
    def season(self) -> str:
        """The id of the season looked at."""
        return self.head.season

    @property
    def current(self) -> Text | None:
        return self._listing.current

    def _follow(self) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """After a change of library or settings."""
        self.head.refresh()
        self._list_texts()

    def _list_texts(self) -> None:
        self._listing.show_texts(self.client, self.season)

    def _show_current(self) -> None:
        text = self.current
        self.pane.setEnabled(text is not None)
        if text is None:  # the slots' file can't be read
            return
        place, tables = text.place, self._workspace.tables
        ticking = place.client != ANY_CLIENT and place.season == self._workspace.season.id
        self.pane.show_text(
            text,
            slot_name(place.slot),
            origin(text, tables),
            faults(text, self._listing.findings),
            client_name(tables.clients[place.client]) if ticking else "",
            own=place.id in self._workspace.library.auto_replies,
        )
        self._show_keys()

    def _show_keys(self) -> None:
        self._footer.show_hints(hints(writing=self.writing))

    @property
    def said(self) -> str:
        return self._line.text

    @property
    def due_line(self) -> str:
        """Which settings of the clients need another text; empty for none."""
        return self.head.due_line

    def _retheme(self) -> None:
        self._listing.set_tokens(self._theme.tokens)
        self.pane.set_tokens(self._theme.tokens)
        self._list_texts()

    # where

    @property
    def tabs(self) -> list[str]:
        """What stands on them."""
        return self.head.tabs.names

    def choose_client(self, client: str) -> None:
        self.head.choose_client(client)

    def choose_season(self, season: str) -> None:
        """Look at another season (an id); the one in force stays in force."""
        self.head.choose_season(season)

    def _show_client(self) -> None:
        self._leave_writing()
        self._line.say("")
        self._list_texts()

    def _show_season(self) -> None:
        self._leave_writing()
        self._list_texts()

    def _next_client(self) -> None:
        self.head.step_client(1)

    def _previous_client(self) -> None:
        self.head.step_client(-1)

    def _use_clients(self, clients: tuple[str, ...]) -> None:
        settings = replace(self._workspace.settings, clients_in_use=clients)
        self._changing.attempt(lambda: self._workspace.set(settings))
        self.refresh()

    # doing

    def copy(self) -> None:
        """The current text, for pasting into the client's settings."""
        text = self.current
        if text is None or self.writing:
            return
        try:
            self._copying.copy(text)
        except MiaohuiError as error:
            again = [_("Enter again copies it anyway.")] if error.problem.id == HELD_BACK else []
            self._line.say(" ".join((sentence(error.problem), *again)), refused=True)
            return
        self._line.say(copied_sentence(text.place, self._workspace.tables))
        self._list_texts()

    def choose(self) -> None:
        """Let the agent choose the reply that stands there."""
        text = self.current
        if text is None or self.writing:
            return
        title = _("Reply for “{name}”").format(name=place_label(text.place, self._workspace.tables))
        chooser = Chooser(title, self._search, self._row, self._theme.tokens, self)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.chosen.connect(self._assign)
        chooser.open()

    def _row(self, reply: Reply) -> Row:
        return reply_row(reply, self._workspace, self.season)

    def _assign(self, reply_id: str) -> None:
        text, reply = self.current, self._workspace.library.replies.get(reply_id)
        if text is not None and reply is not None:
            self._changing.commit(lambda: auto_replies.assign(self._workspace.library, text.place, reply))

    @property
    def writing(self) -> bool:
        return self._pages.currentWidget() is self.writer

    def write(self) -> None:
        """Write a text of this place's own; what holds there now is a beginning."""
        text = self.current
        if text is None or self.writing:
            return
        begin = ""
        if text.reply is not None and text.draft is not None:
            begin = self._workspace.tables.seasons.wordings(text.reply, text.place.season)[text.draft.wording].text
        self._pages.setCurrentWidget(self.writer)
        self.list.setEnabled(False)
        self.writer.begin(place_label(text.place, self._workspace.tables), begin)
        self._line.say("")
        self._show_keys()

    def _keep(self, words: str) -> None:
        text = self.current
        if text is not None and self._changing.commit(lambda: auto_replies.write(self._workspace, text.place, words)):
            self._leave_writing()

    def _leave_writing(self) -> None:
        if self.writing:
            self._pages.setCurrentWidget(self.pane)
            self.list.setEnabled(True)
            self.list.setFocus()
            self._show_keys()

    def _edit(self) -> None:
        text = self.current
        if text is not None and text.reply is not None and text.draft is not None and not self.writing:
            self.edit_requested.emit(text.reply.id)

    def clear(self) -> None:
        """Let the place inherit again."""
        text = self.current
        if text is not None and not self.writing:
            self._changing.commit(lambda: auto_replies.clear(self._workspace.library, text.place))

    def _toggle_tick(self) -> None:
        if self.pane.tick.isVisible():
            self._tick(not self.pane.tick.isChecked())

    def _tick(self, done: bool) -> None:
        text = self.current
        if text is not None:
            self._changing.attempt(lambda: self._auto.tick(text.place, done=done))
        self.refresh()

    def _undo(self) -> None:
        if not self.writing:
            self._changing.undo()

    def _escape(self) -> None:
        if self.writing:
            self._leave_writing()
        else:
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._leave_writing()
        super().closeEvent(event)
