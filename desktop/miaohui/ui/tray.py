"""The tray icon and its menu. Peak season is another shape, in the season's own colour."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from miaohui.i18n import _
from miaohui.ui import theme
from miaohui.ui.season_menu import SeasonMenu, SeasonState


class Tray(QObject):
    """Signals what was chosen; does nothing itself."""

    open_requested = Signal()
    season_requested = Signal(str)
    season_preview_requested = Signal()
    seasons_requested = Signal()
    replies_requested = Signal()
    new_requested = Signal()
    auto_replies_requested = Signal()
    import_requested = Signal()
    export_requested = Signal()
    report_requested = Signal()
    settings_requested = Signal()
    quit_requested = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._icon = QSystemTrayIcon(theme.icon("app"), self)
        self._look = (False, "")
        self._menu = QMenu()
        self._seasons = SeasonMenu()
        self._seasons.chosen.connect(self.season_requested)
        self._seasons.preview_requested.connect(self.season_preview_requested)
        self._seasons.seasons_requested.connect(self.seasons_requested)
        self._open = self._menu.addAction(_("Open"), self.open_requested.emit)
        self._menu.addMenu(self._seasons)
        self._menu.addSeparator()
        self._menu.addAction(_("My replies…"), self.replies_requested.emit)
        self._menu.addAction(_("New reply…"), self.new_requested.emit)
        self._auto_replies = self._menu.addAction(_("Automatic replies…"), self.auto_replies_requested.emit)
        self._menu.addAction(_("Import…"), self.import_requested.emit)
        self._menu.addAction(_("Export…"), self.export_requested.emit)
        self._menu.addAction(_("Check wording…"), self.report_requested.emit)
        self._menu.addAction(_("Settings…"), self.settings_requested.emit)
        self._menu.addSeparator()
        self._menu.addAction(_("Quit"), self.quit_requested.emit)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._activated)

    @staticmethod
    def available() -> bool:
        """Whether a tray host is there to show the icon now; it may come later."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self.open_requested.emit()

    def show_season(self, state: SeasonState) -> None:
        self._seasons.show_state(state)
        look = (state.is_peak, state.season.colour)
        if look != self._look:
            self._look = look
            self._icon.setIcon(theme.icon("tray-peak", state.season.colour) if state.is_peak else theme.icon("app"))
        self._icon.setToolTip(f"{_('Miaohui')} · {'▲' if state.is_peak else '●'} {state.sentence}")

    def show_auto_replies(self, due: bool) -> None:
        """``due`` if the clients' own settings still need another text."""
        self._auto_replies.setText(_("Automatic replies… (to be set)") if due else _("Automatic replies…"))

    def show_hotkey(self, hotkey: str) -> None:
        """``hotkey`` is empty where none could be taken."""
        self._open.setText(f"{_('Open')}\t{hotkey}" if hotkey else _("Open"))

    def say(self, sentence: str) -> None:
        """Beside the icon, for a few seconds: what can't wait until the palette is opened again."""
        self._icon.showMessage(_("Miaohui"), sentence, self._icon.icon())

    def show(self) -> None:
        self._icon.show()

    def hide(self) -> None:
        self._icon.hide()
