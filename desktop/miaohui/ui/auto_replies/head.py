"""The head of the window: which client's settings are looked at and of which season, and what has to be set anew."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from miaohui.domain.auto_reply import ANY_CLIENT
from miaohui.errors import Problem
from miaohui.flow.auto_replies import AutoReplies
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _
from miaohui.messages import sentence
from miaohui.ui.auto_replies.client_tabs import ClientTabs
from miaohui.ui.auto_replies.words import client_label, due_settings
from miaohui.ui.names import client_name, season_name
from miaohui.ui.palette.chips import Chip


class Head(QWidget):
    """``client_chosen`` and ``season_chosen`` when another one is looked at; ``clients_chosen`` carries what is to be
    ``Settings.clients_in_use``."""

    client_chosen = Signal()
    season_chosen = Signal()
    clients_chosen = Signal(object)

    def __init__(self, workspace: Workspace, auto: AutoReplies, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._auto = auto
        self._client = ANY_CLIENT
        self._season = ""
        """The one looked at; empty for the one in force."""
        self.tabs = ClientTabs()
        self.tabs.chosen.connect(self.choose_client)
        self.season_chip = Chip(_("Season"), "Ctrl+S")
        self.clients_chip = Chip(_("Clients in use"), "Ctrl+K")
        self._in_force = QLabel()
        self._in_force.setObjectName("small")
        self._due_row = QWidget()
        self._due = QLabel()
        self._due.setObjectName("warning")
        self._due.setWordWrap(True)
        row = QHBoxLayout()
        row.setContentsMargins(16, 12, 16, 10)
        row.setSpacing(10)
        row.addWidget(self.tabs)
        row.addStretch(1)
        row.addWidget(self._in_force)
        row.addWidget(self.clients_chip)
        row.addWidget(self.season_chip)
        due = QHBoxLayout(self._due_row)
        due.setContentsMargins(16, 0, 16, 10)
        due.addWidget(self._due)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._due_row)
        self._choose_first_client()

    # what is looked at

    @property
    def client(self) -> str:
        """The one whose settings are shown; ANY_CLIENT for what holds in all."""
        return self._client

    @property
    def season(self) -> str:
        """The id of the season looked at."""
        return self._season or self._workspace.season.id

    @property
    def due_line(self) -> str:
        """Which settings of the clients need another text; empty for none."""
        return "" if self._due_row.isHidden() else self._due.text()

    def choose_client(self, client: str) -> None:
        self._client = client
        self._show_tabs()
        self.client_chosen.emit()

    def step_client(self, step: int) -> None:
        """To the next or previous tab, round the end."""
        clients = self._clients
        self.choose_client(clients[(clients.index(self._client) + step) % len(clients)])

    def choose_season(self, season: str) -> None:
        """Look at another season (an id); the one in force stays in force."""
        self._season = season if season != self._workspace.season.id else ""
        self._show_season()
        self.season_chosen.emit()

    def follow_season(self) -> None:
        """Look at the one in force again, from the next :meth:`refresh` on."""
        self._season = ""

    def refresh(self) -> None:
        """After a change of library or settings."""
        if self._client not in self._clients:
            self._choose_first_client()
        self._show_tabs()
        self._show_season()
        self._show_clients()

    @property
    def _clients(self) -> tuple[str, ...]:
        """Those that have a tab."""
        return (ANY_CLIENT, *self._auto.clients)

    def _choose_first_client(self) -> None:
        clients = self._auto.clients
        default = self._workspace.client
        self._client = default if default in clients else next(iter(clients), ANY_CLIENT)

    # showing

    def _show_tabs(self) -> None:
        due, tables = self._auto.due(), self._workspace.tables
        settings = due_settings(due, tables)
        self._due.setText(sentence(Problem("auto-due-here", {"settings": settings})))
        self._due_row.setVisible(bool(due))
        clients = [(one, client_label(one, tables), len(due.get(one, ()))) for one in self._clients]
        self.tabs.show_clients(clients, self._client)

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
        menu.triggered.connect(self._client_triggered)
        old = self.clients_chip.menu()
        self.clients_chip.setMenu(menu)
        self.clients_chip.setText(_("Clients"))
        if old is not None:
            old.deleteLater()

    def _client_triggered(self, action: QAction) -> None:
        """The last one that sends automatic replies stays."""
        settings, known = self._workspace.settings, tuple(self._workspace.tables.clients)
        used = set(filter(settings.uses, known)) ^ {str(action.data())}
        if used & set(self._auto.possible_clients):
            self.clients_chosen.emit(() if used == set(known) else tuple(one for one in known if one in used))
        else:
            self._show_clients()
