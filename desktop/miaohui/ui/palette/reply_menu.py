"""What can be done with the current reply, each with its key."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QPoint, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QMenu, QWidget

from miaohui.domain.reply import Reply, Scope
from miaohui.domain.validity import MAX_FAVOURITES
from miaohui.i18n import _

TITLE_WIDTH = 200
"""px of a favourite's title."""


class ReplyMenu(QObject):
    """Signals what was chosen for the reply that it was opened for; ``placed`` carries the favourite place."""

    copied = Signal()
    copied_otherwise = Signal()
    form_requested = Signal()
    edit_requested = Signal()
    personal_requested = Signal()
    kept = Signal()
    dropped = Signal()
    favourite_toggled = Signal()
    placed = Signal(int)
    new_requested = Signal()
    copied_requested = Signal()
    settings_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._menu = QMenu(parent)
        self._menu.setAccessibleName(_("What to do with this reply"))
        self._copy = self._entry("", "Enter", self.copied)
        self._paste = self._entry("", "Ctrl+Enter", self.copied_otherwise)
        self._fill = self._entry(_("Fill in…"), "F2", self.form_requested)
        self._menu.addSeparator()
        self._edit = self._entry(_("Edit…"), "Ctrl+E", self.edit_requested)
        self._personal = self._entry(_("My own wording…"), "Ctrl+O", self.personal_requested)
        self._keep = self._entry(_("Keep mine: I have seen the shop's change"), "", self.kept)
        self._drop = self._entry(_("Back to the shop's wording"), "", self.dropped)
        self._favourite = self._entry(_("Favourite"), "Ctrl+D", self.favourite_toggled)
        self._favourite.setCheckable(True)
        self._places = self._menu.addMenu(_("Favourite place"))
        self._places.triggered.connect(lambda action: self.placed.emit(action.data()))
        self._menu.addSeparator()
        self._entry(_("New reply…"), "Ctrl+N", self.new_requested)
        self._entry(_("New reply from what was copied…"), "Ctrl+Shift+N", self.copied_requested)
        self._menu.addSeparator()
        self._entry(_("Settings…"), "F3", self.settings_requested)

    def _entry(self, text: str, keys: str, signal: SignalInstance) -> QAction:
        action = self._menu.addAction(f"{text}\t{keys}" if keys else text)
        action.setData(keys)
        action.triggered.connect(lambda: signal.emit())
        return action

    def open(
        self,
        place: QPoint,
        reply: Reply,
        enter: tuple[str, ...],
        favourites: Mapping[int, str],
        *,
        conflict: bool = False,
    ) -> None:
        """At ``place`` (global). ``enter`` says what Enter and, where there is more, Ctrl+Enter do; ``favourites`` are
        titles by place; ``conflict`` if the shop has changed what the agent has worded anew."""
        for action, name in zip((self._copy, self._paste), (*enter, ""), strict=False):
            action.setText(f"{name}\t{action.data()}")
            action.setVisible(bool(name))
        self._personal.setVisible(reply.scope is Scope.SHOP)
        self._keep.setVisible(conflict)
        self._drop.setVisible(bool(reply.overlays))
        self._favourite.setChecked(reply.favourite is not None)
        self._show_places(reply, favourites)
        self._menu.setActiveAction(self._copy)
        self._menu.popup(place)

    def _show_places(self, reply: Reply, favourites: Mapping[int, str]) -> None:
        self._places.clear()
        metrics = QFontMetrics(self._places.font())
        for number in range(1, MAX_FAVOURITES + 1):
            title = metrics.elidedText(favourites.get(number, ""), Qt.TextElideMode.ElideRight, TITLE_WIDTH)
            title = title.replace("&", "&&") or _("free")
            action = self._places.addAction(f"&{number}  {title}\tCtrl+Alt+{number}")
            action.setData(number)
            action.setCheckable(True)
            action.setChecked(reply.favourite == number)

    @property
    def menu(self) -> QMenu:
        return self._menu
