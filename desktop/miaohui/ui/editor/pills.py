"""A row of tabs as pills: one is chosen. It goes on in another line where there is no room left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from miaohui.ui.flow_layout import FlowLayout


class Pills(QWidget):
    """``chosen`` carries the place of the one that the agent chose. Tab comes to the chosen one, the arrows go on from
    there; ``behind`` are buttons that follow them in the row."""

    chosen = Signal(int)

    def __init__(self, name: str, keys: str, *behind: QWidget) -> None:
        super().__init__()
        self._name = name
        self._pills: list[_Pill] = []
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({keys})")
        self._flow = FlowLayout(self, 2)
        for button in behind:
            self._flow.insert(self._flow.count(), button)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def names(self) -> list[str]:
        return [pill.text() for pill in self._pills if not pill.isHidden()]

    @property
    def current(self) -> int:
        return next((place for place, pill in enumerate(self._pills) if pill.isChecked()), 0)

    def show_names(self, names: Sequence[str], current: int) -> None:
        while len(self._pills) < len(names):
            pill = _Pill(len(self._pills), self)
            pill.clicked.connect(self._clicked)
            pill.stepped.connect(self._step)
            self._flow.insert(len(self._pills), pill)
            self._pills.append(pill)
        for place, pill in enumerate(self._pills):
            pill.setVisible(place < len(names))
            if place < len(names):
                pill.setText(names[place])
                pill.setAccessibleName(f"{self._name}: {names[place]}")
            pill.setChecked(place == current)
            pill.setFocusPolicy(Qt.FocusPolicy.TabFocus if place == current else Qt.FocusPolicy.NoFocus)

    def take_focus(self) -> None:
        self._pills[self.current].setFocus()

    def choose(self, place: int) -> None:
        """As a click does."""
        self._pills[place].click()

    def _clicked(self) -> None:
        pill = self.sender()
        if isinstance(pill, _Pill):
            self.chosen.emit(pill.place)

    def _step(self, step: int) -> None:
        place = (self.current + step) % len(self.names)
        self.choose(place)
        self._pills[place].setFocus()


class _Pill(QToolButton):
    stepped = Signal(int)

    def __init__(self, place: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.place = place
        self.setObjectName("pill")
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def nextCheckState(self) -> None:
        """Whoever shows the tabs says which is the chosen one."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Up if not event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.stepped.emit(-1)
            case Qt.Key.Key_Right | Qt.Key.Key_Down if not event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.stepped.emit(1)
            case _:
                super().keyPressEvent(event)
