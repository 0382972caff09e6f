"""The tray's menu for what Enter does: copy or paste, in which clients, and what becomes of the clipboard."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from miaohui.domain.emoticon import Client
from miaohui.domain.settings import Settings
from miaohui.i18n import _
from miaohui.ui.names import client_name


class CopyingMenu(QMenu):
    """``changed`` carries the settings as they should be."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Copying and pasting"), parent)
        self._settings = Settings()
        self._paste = self._switch(_("Enter pastes as well (Ctrl+Enter then only copies)"), self._set_paste)
        self._clients = self.addMenu(_("Enter pastes in"))
        self._restore = self._switch(_("After pasting, put back what was copied before"), self._set_restore)
        self.addSeparator()
        self._formatted = self._switch("", self._set_formatted)

    def _switch(self, text: str, slot: object) -> QAction:
        action = self.addAction(text)
        action.setCheckable(True)
        action.triggered.connect(slot)
        return action

    def show_settings(self, settings: Settings, clients: Iterable[Client], *, can_paste: bool) -> None:
        """Tick what is in force."""
        self._settings = settings
        known = list(clients)
        self._paste.setChecked(settings.paste)
        self._restore.setChecked(settings.restore_clipboard)
        for action in (self._paste, self._clients.menuAction(), self._restore):
            action.setEnabled(can_paste)
        self._clients.clear()
        for client in known:
            action = self._clients.addAction(client_name(client))
            action.setCheckable(True)
            action.setChecked(settings.pastes(client.id))
            action.setData(client.id)
            action.triggered.connect(self._set_client)
        names = "、".join(client_name(client) for client in known if client.formatted)
        self._formatted.setText(_("Copy in font and colour ({clients})").format(clients=names))
        self._formatted.setChecked(settings.formatted)

    def _set_paste(self, on: bool) -> None:
        """For every client: what was set for single ones would be an exception nobody remembers."""
        self.changed.emit(replace(self._settings, paste=on, paste_in={}))

    def _set_client(self, on: bool) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.changed.emit(replace(self._settings, paste_in={**self._settings.paste_in, action.data(): on}))

    def _set_restore(self, on: bool) -> None:
        self.changed.emit(replace(self._settings, restore_clipboard=on))

    def _set_formatted(self, on: bool) -> None:
        self.changed.emit(replace(self._settings, formatted=on))
