"""The menu “Tidy up”: opens the windows for many replies, each once."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from miaohui.domain.usage import last_uses
from miaohui.flow.ports import UsageLog
from miaohui.flow.problems import ProblemSearch
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _
from miaohui.ui.editor.bulk.doubles import Doubles
from miaohui.ui.editor.bulk.replacing import Replacing
from miaohui.ui.editor.bulk.sheet import Sheet
from miaohui.ui.editor.bulk.troubles import Troubles
from miaohui.ui.editor.bulk.unused import Unused
from miaohui.ui.editor.changing import Changing
from miaohui.ui.editor.head import Head
from miaohui.ui.editor.listing import Listing
from miaohui.ui.front import bring
from miaohui.ui.theme import Theme


class BulkTools(QObject):
    """``shown`` asks the editor for a reply by its id."""

    shown = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        usage: UsageLog,
        make_search: Callable[[], ProblemSearch],
        changing: Changing,
        listing: Listing,
        theme: Theme,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._usage = usage
        self._make_search = make_search
        self._changing = changing
        self._listing = listing
        self._theme = theme
        self._window = window
        self._open: dict[str, Sheet] = {}

    def add_to(self, head: Head) -> None:
        for text, keys, action in (
            (_("Find and replace…"), "Ctrl+R", self.replace),
            (_("Duplicates…"), "", self.find_duplicates),
            (_("Unused replies…"), "", self.find_unused),
            (_("Replies with problems…"), "", self.find_problems),
        ):
            entry = head.add_tool(text)
            entry.setShortcut(keys)
            entry.triggered.connect(action)

    def replace(self) -> None:
        listed, chosen = tuple(self._listing.model.ids), tuple(self._listing.table.ids)
        self._show(
            "replace",
            lambda: Replacing(self._workspace, self._changing, listed, chosen, self._theme, self._window),
        )

    def find_duplicates(self) -> None:
        self._show("doubles", lambda: Doubles(self._workspace, self._changing, self._theme, self._window))

    def find_unused(self) -> None:
        uses = last_uses(self._usage.read())
        self._show("unused", lambda: Unused(self._workspace, self._changing, uses, self._theme, self._window))

    def find_problems(self) -> None:
        self._show("troubles", lambda: Troubles(self._workspace, self._make_search(), self._theme, self._window))

    def _show(self, kind: str, make: Callable[[], Sheet]) -> None:
        sheet = self._open.get(kind)
        if sheet is None or not shiboken6.isValid(sheet):  # it deletes itself when it is closed
            sheet = self._open[kind] = make()
            sheet.shown.connect(self.shown)
        bring(sheet)
