"""The tray icon and its menu. Peak season is another colour and another shape."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from miaohui.domain.emoticon import Client
from miaohui.domain.season import Season, Seasons
from miaohui.domain.settings import Settings
from miaohui.domain.starter import StarterMode
from miaohui.i18n import _
from miaohui.ui import theme
from miaohui.ui.copying_menu import CopyingMenu
from miaohui.ui.names import season_name


class Tray(QObject):
    """Signals what was chosen; does nothing itself."""

    open_requested = Signal()
    season_requested = Signal(str)
    replies_requested = Signal()
    new_requested = Signal()
    import_requested = Signal()
    report_requested = Signal()
    hotkey_requested = Signal()
    details_requested = Signal()
    starter_requested = Signal(str)
    starter_removed = Signal()
    settings_requested = Signal(object)
    quit_requested = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._icons = {False: theme.icon("app"), True: theme.icon("tray-peak")}
        self._icon = QSystemTrayIcon(self._icons[False], self)
        self._menu = QMenu()
        self._seasons = QMenu(_("Season"))
        self._season_group = QActionGroup(self)
        self._season_group.triggered.connect(lambda action: self.season_requested.emit(action.data()))
        self._open = self._menu.addAction(_("Open"), self.open_requested.emit)
        self._menu.addMenu(self._seasons)
        self._menu.addSeparator()
        self._menu.addAction(_("My replies…"), self.replies_requested.emit)
        self._menu.addAction(_("New reply…"), self.new_requested.emit)
        self._menu.addAction(_("Import…"), self.import_requested.emit)
        self._menu.addAction(_("Check wording…"), self.report_requested.emit)
        self._hotkey = self._menu.addAction("", self.hotkey_requested.emit)
        self._menu.addAction(_("My details…"), self.details_requested.emit)
        self._copying = CopyingMenu()
        self._copying.changed.connect(self.settings_requested)
        self._menu.addMenu(self._copying)
        self._starter = self._menu.addMenu(_("Starter replies"))
        self._starter_group = QActionGroup(self)
        for mode, name in (
            (StarterMode.AUTO, _("Automatic: below mine once I have imported")),
            (StarterMode.MIXED, _("Among mine")),
            (StarterMode.BELOW, _("Below mine")),
            (StarterMode.HIDDEN, _("Hidden")),
        ):
            action = self._starter.addAction(name)
            action.setCheckable(True)
            action.setData(mode)
            self._starter_group.addAction(action)
        self._starter_group.triggered.connect(lambda action: self.starter_requested.emit(action.data()))
        self._starter.addSeparator()
        self._starter.addAction(_("Remove (Ctrl+Z in the palette brings them back)"), self.starter_removed.emit)
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

    def show_season(self, current: Season, seasons: Seasons) -> None:
        for action in self._season_group.actions():
            self._season_group.removeAction(action)
        self._seasons.clear()
        for season in seasons:
            action = self._seasons.addAction(season_name(season, seasons))
            action.setCheckable(True)
            action.setChecked(season is current)
            action.setData(season.id)
            self._season_group.addAction(action)
        self._icon.setIcon(self._icons[seasons.is_peak(current.id)])
        self._icon.setToolTip(f"{_('Miaohui')} · {season_name(current, seasons)}")

    def show_starter(self, mode: StarterMode) -> None:
        for action in self._starter_group.actions():
            action.setChecked(action.data() == mode)

    def show_copying(self, settings: Settings, clients: Iterable[Client], *, can_paste: bool) -> None:
        """What Enter does, and what it may do on this desktop."""
        self._copying.show_settings(settings, clients, can_paste=can_paste)

    def show_hotkey(self, hotkey: str) -> None:
        """``hotkey`` is empty where none could be taken."""
        self._open.setText(f"{_('Open')}\t{hotkey}" if hotkey else _("Open"))
        self._hotkey.setText(_("Hotkey: {key}…").format(key=hotkey or _("none")))

    def say(self, sentence: str) -> None:
        """Beside the icon, for a few seconds: what can't wait until the palette is opened again."""
        self._icon.showMessage(_("Miaohui"), sentence, self._icon.icon())

    def show(self) -> None:
        self._icon.show()

    def hide(self) -> None:
        self._icon.hide()
