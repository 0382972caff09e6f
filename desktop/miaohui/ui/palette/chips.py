"""The chips in the palette's header: the chat client and the season in force, each with a menu to change it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from miaohui.ui.theme import set_look


class Chip(QToolButton):
    """``keys`` is what opens it from the keyboard, for its tool tip."""

    def __init__(self, name: str, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chip")
        self._name, self._keys = name, keys
        self.setAccessibleName(name)
        self.explain(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        font = self.font()
        font.setPixelSize(12)
        self.setFont(font)

    def offer(
        self, choices: Iterable[tuple[str, str]], current: str, choose: Callable[[str], None], note: str = ""
    ) -> None:
        """``choices`` are (id, name); the current one's name stands on the chip, with the note; ``choose`` gets the
        chosen id."""
        old = self.menu()
        menu = QMenu(self)
        group = QActionGroup(menu)
        for key, name in choices:
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(key == current)
            action.setData(key)
            group.addAction(action)
            if key == current:
                self.setText(f"{name} · {note}" if note else name)
        group.triggered.connect(lambda action: choose(action.data()))
        self.setMenu(menu)
        if old is not None:
            old.deleteLater()

    def explain(self, text: str) -> None:
        """What the chip stands for, beside its key."""
        self.setToolTip(f"{text} ({self._keys})")
        self.setAccessibleDescription("" if text == self._name else text)

    def open(self) -> None:
        """The menu, with the current choice under the arrow keys."""
        menu = self.menu()
        if menu is not None:
            current = next((action for action in menu.actions() if action.isChecked()), None)
            if current is not None:
                menu.setActiveAction(current)
            self.showMenu()

    def mark(self, value: str) -> None:
        """The look in the style sheet: ``season`` is "base" or "peak"."""
        set_look(self, "season", value)
