"""The settings' window: pages of what an agent can set; every change holds at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from miaohui.errors import Problem
from miaohui.flow.ports import ChatRuleStore
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _
from miaohui.messages import sentence
from miaohui.ui.front import bring
from miaohui.ui.separator import separator
from miaohui.ui.settings.clients_page import ClientsPage
from miaohui.ui.settings.copying_page import CopyingPage
from miaohui.ui.settings.general_page import GeneralPage
from miaohui.ui.settings.page import Page
from miaohui.ui.settings.profile_page import ProfilePage
from miaohui.ui.settings.variables_page import VariablesPage

DETAILS, VARIABLES, CLIENTS, COPYING, GENERAL = range(5)
"""The pages from top to bottom."""
NAV_WIDTH = 190
NAV_ROW = 36
"""px; the style sheet's padding is in it."""


class SettingsWindow(QWidget):
    """``reply_requested`` carries the id of a reply that the agent wants to edit; ``rules_changed`` as in
    :class:`ClientsPage`."""

    reply_requested = Signal(str)
    rules_changed = Signal()

    def __init__(
        self,
        workspace: Workspace,
        use_hotkey: Callable[[str], None],
        rules: ChatRuleStore,
        *,
        can_paste: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("settings")
        self.setWindowTitle(_("Settings"))
        self.details = ProfilePage(workspace)
        self.variables = VariablesPage(workspace)
        self.clients = ClientsPage(workspace, rules, can_paste=can_paste)
        self.copying = CopyingPage(workspace, can_paste=can_paste)
        self.general = GeneralPage(workspace, use_hotkey)
        self.variables.reply_requested.connect(self.reply_requested)
        self.clients.rules_changed.connect(self.rules_changed)
        self.pages: tuple[Page, ...] = (self.details, self.variables, self.clients, self.copying, self.general)

        self.nav = QListWidget()
        self.nav.setObjectName("settingsNav")
        self.nav.setAccessibleName(_("Pages"))
        self.nav.setFixedWidth(NAV_WIDTH)
        self._stack = QStackedWidget()
        for page in self.pages:
            item = QListWidgetItem(page.name)
            item.setSizeHint(QSize(0, NAV_ROW))
            self.nav.addItem(item)
            self._stack.addWidget(page)
            page.failed.connect(self._say)
            page.done.connect(self._say_nothing)
        self.nav.currentRowChanged.connect(self._turn)
        self._error = QLabel()
        self._error.setObjectName("warning")
        self._error.setWordWrap(True)
        self._error.hide()
        self._lay_out()
        self.nav.setCurrentRow(DETAILS)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)
        workspace.watch(self._refresh)
        self.resize(880, 660)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        error = QHBoxLayout()
        error.setContentsMargins(28, 0, 28, 16)
        error.addWidget(self._error)
        right.addLayout(error)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.nav)
        row.addWidget(separator(vertical=True))
        row.addLayout(right, 1)

    def show_page(self, page: int) -> None:
        """In front, with this page (one of those named above)."""
        self.nav.setCurrentRow(page)
        bring(self)
        self._refresh()

    @property
    def error_text(self) -> str:
        """Why the last change doesn't hold; empty if it does."""
        return "" if self._error.isHidden() else self._error.text()

    def _turn(self, page: int) -> None:
        self._stack.setCurrentIndex(page)
        self._refresh()
        self._say_nothing()

    def _refresh(self) -> None:
        """After any change of library or settings; what nobody sees is drawn when it is seen."""
        if self.isVisible():
            self.pages[self._stack.currentIndex()].refresh()

    def _say(self, problem: Problem) -> None:
        self._error.setText(sentence(problem))
        self._error.show()

    def _say_nothing(self) -> None:
        self._error.hide()

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is being written in a line holds as well."""
        self.details.keep()
        super().closeEvent(event)
