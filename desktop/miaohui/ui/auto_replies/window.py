"""“Auto replies”: what the chat clients answer by themselves, to be copied into their own settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from miaohui.domain.auto_reply import ANY_CLIENT
from miaohui.domain.change import ChangeSet
from miaohui.domain.reply import Reply
from miaohui.domain.wording import Finding, Level
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow import auto_replies
from miaohui.flow.auto_replies import AutoReplies, Place, Text
from miaohui.flow.ports import Clipboard
from miaohui.flow.wording import WordingCheck
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _
from miaohui.messages import label, sentence
from miaohui.ui.auto_replies.chooser import Chooser, Search
from miaohui.ui.auto_replies.pane import Pane
from miaohui.ui.auto_replies.slot_list import SlotList, SlotRow, slot_row
from miaohui.ui.auto_replies.words import client_label, due_settings, fault, origin
from miaohui.ui.auto_replies.writer import Writer
from miaohui.ui.front import bring
from miaohui.ui.names import client_name, season_name, slot_name
from miaohui.ui.palette.chips import Chip
from miaohui.ui.palette.footer import Footer
from miaohui.ui.rich_text import one_line
from miaohui.ui.row_delegate import Row
from miaohui.ui.theme import Theme, set_look

SIZE = (960, 600)
LIST_WIDTH = 380


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
        self._clipboard = clipboard
        self._check = check
        self._search = search
        self._theme = theme
        self._auto = AutoReplies(workspace)
        self._texts: tuple[Text, ...] = ()
        self._findings: list[tuple[Finding, ...]] = []
        self._client = ANY_CLIENT
        self._season = ""
        """The one looked at; empty for the one in force."""
        self._copied: set[tuple[str, str]] = set()
        """Places and the marks of their texts."""
        self._held = ""
        """The place whose text looked unfinished when it was to be copied."""
        self.setObjectName("autoReplies")
        self.setWindowTitle(_("Automatic replies"))
        self.resize(*SIZE)
        self.setMinimumSize(760, 440)

        self.season_chip = Chip(_("Season"), "Ctrl+S")
        self.clients_chip = Chip(_("Clients in use"), "Ctrl+K")
        self._in_force = QLabel()
        self._in_force.setObjectName("small")
        self._tabs = QHBoxLayout()
        self._tabs.setSpacing(6)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._choose_tab)
        self._due_row = QWidget()
        self._due = QLabel()
        self._due.setObjectName("warning")
        self._due.setWordWrap(True)
        self.list = SlotList(theme.tokens)
        self.pane = Pane(theme.tokens)
        self.writer = Writer()
        self._pages = QStackedWidget()
        self._said_row = QWidget()
        self._said = QLabel()
        self._said.setObjectName("said")
        self._said.setWordWrap(True)
        self._footer = Footer()
        set_look(self._footer, "square", value=True)
        self._lay_out()
        self._wire()
        self._add_shortcuts()
        self._choose_first_client()
        self.refresh()

    # making

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 10)
        head.setSpacing(10)
        head.addLayout(self._tabs)
        head.addStretch(1)
        head.addWidget(self._in_force)
        head.addWidget(self.clients_chip)
        head.addWidget(self.season_chip)
        due = QHBoxLayout(self._due_row)
        due.setContentsMargins(16, 0, 16, 10)
        due.addWidget(self._due)
        side = QWidget()
        side.setFixedWidth(LIST_WIDTH)
        slots = QVBoxLayout(side)
        slots.setContentsMargins(8, 8, 8, 8)
        slots.addWidget(self.list)
        self._pages.addWidget(self.pane)
        self._pages.addWidget(self.writer)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(side)
        middle.addWidget(_rule(vertical=True))
        middle.addWidget(self._pages, 1)
        said = QHBoxLayout(self._said_row)
        said.setContentsMargins(16, 0, 16, 10)
        said.addWidget(self._said)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._due_row)
        column.addWidget(_rule())
        column.addLayout(middle, 1)
        column.addWidget(self._said_row)
        column.addWidget(self._footer)
        self._said_row.hide()

    def _wire(self) -> None:
        self.list.selectionModel().currentChanged.connect(self._show_current)
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
        self._season = ""
        self._copied.clear()
        self.say("")
        self.refresh()
        bring(self)
        self.list.setFocus()

    @property
    def client(self) -> str:
        """The one whose settings are shown; ANY_CLIENT for what holds in all."""
        return self._client

    @property
    def season(self) -> str:
        """The id of the season looked at."""
        return self._season or self._workspace.season.id

    @property
    def current(self) -> Text | None:
        row = self.list.row
        return self._texts[row] if 0 <= row < len(self._texts) else None

    def _choose_first_client(self) -> None:
        clients = self._auto.clients
        default = self._workspace.client
        self._client = default if default in clients else next(iter(clients), ANY_CLIENT)

    def _follow(self) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """After a change of library or settings."""
        if self._client not in (ANY_CLIENT, *self._auto.clients):
            self._choose_first_client()
        self._show_tabs()
        self._show_season()
        self._show_clients()
        self._list_texts()

    def _show_tabs(self) -> None:
        due = self._auto.due()
        settings = due_settings(due, self._workspace.tables)
        self._due.setText(sentence(Problem("auto-due-here", {"settings": settings})))
        self._due_row.setVisible(bool(due))
        for button in self._group.buttons():
            self._group.removeButton(button)
            button.hide()
            button.deleteLater()
        for number, client in enumerate((ANY_CLIENT, *self._auto.clients)):
            name = client_label(client, self._workspace.tables)
            tab = QToolButton()
            tab.setObjectName("choice")
            tab.setText(f"{name} · {len(due[client])}" if client in due else name)
            tab.setAccessibleName(name)
            tab.setCheckable(True)
            tab.setChecked(client == self._client)
            tab.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._group.addButton(tab, number)
            self._tabs.addWidget(tab)

    def _show_season(self) -> None:
        seasons, now = self._workspace.tables.seasons, self._workspace.season
        choices = [(season.id, season_name(season, seasons)) for season in seasons]
        self.season_chip.offer(choices, self.season, self.choose_season)
        self.season_chip.mark("peak" if seasons.is_peak(self.season) else "base")
        self._in_force.setText(_("In force: {season}").format(season=season_name(now, seasons)))
        self._in_force.setVisible(self.season != now.id)

    def _show_clients(self) -> None:
        menu = QMenu(self.clients_chip)
        for client in self._auto.possible_clients:
            action = menu.addAction(client_name(self._workspace.tables.clients[client]))
            action.setCheckable(True)
            action.setChecked(client in self._auto.clients)
            action.setData(client)
        menu.triggered.connect(self._use_client)
        old = self.clients_chip.menu()
        self.clients_chip.setMenu(menu)
        self.clients_chip.setText(_("Clients"))
        if old is not None:
            old.deleteLater()

    def _list_texts(self) -> None:
        row = self.list.row
        self._texts = self._auto.texts(self._client, self.season)
        self._findings = [auto_replies.findings(text, self._check()) for text in self._texts]
        self.list.rows.show_rows([self._slot_row(*one) for one in zip(self._texts, self._findings, strict=True)])
        self.list.select(row)
        self._show_current()

    def _slot_row(self, text: Text, findings: tuple[Finding, ...]) -> SlotRow:
        wrong = bool(text.shortcomings) or any(one.rule.level is not Level.HINT for one in findings)
        return slot_row(text, self._workspace.tables, copied=_copy_of(text) in self._copied, alarming=wrong)

    def _show_current(self) -> None:
        text = self.current
        self.pane.setEnabled(text is not None)
        if text is None:  # the slots' file can't be read
            return
        place, tables = text.place, self._workspace.tables
        ticking = place.client != ANY_CLIENT and place.season == self._workspace.season.id
        faults = [(one.level, sentence(one.problem)) for one in text.shortcomings if text.draft is not None]
        faults += [(one.rule.level, fault(one)) for one in self._findings[self.list.row]]
        self.pane.show_text(
            text,
            slot_name(place.slot),
            origin(text, tables),
            faults,
            client_name(tables.clients[place.client]) if ticking else "",
            own=place.id in self._workspace.library.auto_replies,
        )
        self._show_keys()

    def _show_keys(self) -> None:
        if self.writing:
            self._footer.show_hints([("Ctrl Enter", _("Save")), ("Esc", _("Back"))])
            return
        self._footer.show_hints(
            [
                ("Enter", _("Copy")),
                ("Space", _("Set in the client")),
                ("←→", _("Client")),
                ("F2", _("Write")),
                ("Ctrl O", _("Choose")),
                ("Ctrl E", _("Edit")),
                ("Esc", _("Close")),
            ]
        )

    def say(self, text: str, *, refused: bool = False) -> None:
        """One line above the keys; empty takes it away."""
        self._said.setText(text)
        self._said_row.setVisible(bool(text))
        set_look(self._said, "refused", refused)

    @property
    def said(self) -> str:
        return self._said.text()

    @property
    def due_line(self) -> str:
        """Which settings of the clients need another text; empty for none."""
        return "" if self._due_row.isHidden() else self._due.text()

    def _retheme(self) -> None:
        self.list.delegate.tokens = self._theme.tokens
        self.pane.set_tokens(self._theme.tokens)
        self._list_texts()

    # where

    @property
    def tabs(self) -> list[str]:
        """What stands on them."""
        return [button.text() for button in self._group.buttons()]

    def choose_client(self, client: str) -> None:
        self._leave_writing()
        self._client = client
        self.say("")
        self._show_tabs()
        self._list_texts()

    def _choose_tab(self, number: int) -> None:
        self.choose_client((ANY_CLIENT, *self._auto.clients)[number])

    def _next_client(self) -> None:
        self._step_client(1)

    def _previous_client(self) -> None:
        self._step_client(-1)

    def _step_client(self, step: int) -> None:
        clients = (ANY_CLIENT, *self._auto.clients)
        self.choose_client(clients[(clients.index(self._client) + step) % len(clients)])

    def choose_season(self, season: str) -> None:
        """Look at another season (an id); the one in force stays in force."""
        self._leave_writing()
        self._season = season if season != self._workspace.season.id else ""
        self._show_season()
        self._list_texts()

    def _use_client(self, action: QAction) -> None:
        client = action.data()
        settings, known = self._workspace.settings, tuple(self._workspace.tables.clients)
        used = set(filter(settings.uses, known)) ^ {client}
        chosen = () if used == set(known) else tuple(one for one in known if one in used)
        if used & set(self._auto.possible_clients):
            self._attempt(lambda: self._workspace.set(replace(settings, clients_in_use=chosen)))
        self.refresh()

    # doing

    def copy(self) -> None:
        """The current text, for pasting into the client's settings."""
        text = self.current
        if text is None or self.writing:
            return
        confirmed, self._held = self._held == text.place.id, ""
        try:
            auto_replies.copy(text, self._clipboard(), confirmed=confirmed)
        except MiaohuiError as error:
            self._refuse(error.problem)
            if error.problem.id == "held-back":
                self._held = text.place.id
                self.say(" ".join((sentence(error.problem), _("Enter again copies it anyway."))), refused=True)
            return
        self._copied.add(_copy_of(text))
        name = slot_name(text.place.slot)
        if text.place.client == ANY_CLIENT:
            self.say(_("Copied: {name}").format(name=name))
        else:
            client = client_label(text.place.client, self._workspace.tables)
            said = _("Copied: {name}. Paste it into the settings of {client}, then tick it off.")
            self.say(said.format(name=name, client=client))
        self._list_texts()

    def choose(self) -> None:
        """Let the agent choose the reply that stands there."""
        text = self.current
        if text is None or self.writing:
            return
        title = _("Reply for “{name}”").format(name=self._place_name(text.place))
        chooser = Chooser(title, self._search, self._row, self._theme.tokens, self)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.chosen.connect(self._assign)
        chooser.open()

    def _row(self, reply: Reply) -> Row:
        workspace = self._workspace
        draft = workspace.draft(reply, workspace.situation(season=self.season))
        variant = draft.variant is not None and workspace.tables.seasons.is_peak(draft.variant)
        place = workspace.library.category_name(reply.category)
        season = "" if not reply.variants else "peak" if variant else "base"
        return Row(0, reply.title, (), reply.code, (), place, one_line(draft.parts[0]), season=season)

    def _assign(self, reply_id: str) -> None:
        text, reply = self.current, self._workspace.library.replies.get(reply_id)
        if text is not None and reply is not None:
            self._commit(lambda: auto_replies.assign(self._workspace.library, text.place, reply))

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
        self.writer.begin(self._place_name(text.place), begin)
        self.say("")
        self._show_keys()

    def _keep(self, words: str) -> None:
        text = self.current
        if text is not None and self._commit(lambda: auto_replies.write(self._workspace, text.place, words)):
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
            self._commit(lambda: auto_replies.clear(self._workspace.library, text.place))

    def _toggle_tick(self) -> None:
        if self.pane.tick.isVisible():
            self._tick(not self.pane.tick.isChecked())

    def _tick(self, done: bool) -> None:
        text = self.current
        if text is not None:
            self._attempt(lambda: self._auto.tick(text.place, done=done))
        self.refresh()

    def _undo(self) -> None:
        if self.writing:
            return
        try:
            undone = self._workspace.undo()
        except MiaohuiError as error:
            self._refuse(error.problem)
        else:
            self.say(sentence(Problem("undone", {"what": label(undone.label)})))

    def _escape(self) -> None:
        if self.writing:
            self._leave_writing()
        else:
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._leave_writing()
        super().closeEvent(event)

    # helpers

    def _place_name(self, place: Place) -> str:
        tables = self._workspace.tables
        season = tables.seasons.by_id[place.season]
        names = (slot_name(place.slot), client_label(place.client, tables), season_name(season, tables.seasons))
        return " · ".join(names)

    def _commit(self, build: Callable[[], ChangeSet]) -> bool:
        return self._attempt(lambda: self._workspace.commit(build()))

    def _attempt(self, action: Callable[[], object]) -> bool:
        try:
            action()
        except MiaohuiError as error:
            self._refuse(error.problem)
            return False
        self.say("")
        return True

    def _refuse(self, problem: Problem) -> None:
        self.say(sentence(problem), refused=True)


def _copy_of(text: Text) -> tuple[str, str]:
    return text.place.id, auto_replies.mark_of(text.text)


def _rule(*, vertical: bool = False) -> QFrame:
    rule = QFrame()
    rule.setObjectName("rule")
    if vertical:
        rule.setFixedWidth(1)
    else:
        rule.setFixedHeight(1)
    return rule
