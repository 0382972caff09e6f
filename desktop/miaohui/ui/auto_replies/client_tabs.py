"""A tab for each client."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget


class ClientTabs(QWidget):
    """``chosen`` carries the client's id."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clients: list[str] = []
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._clicked)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)

    @property
    def names(self) -> list[str]:
        """What stands on them."""
        return [button.text() for button in self._group.buttons()]

    def show_clients(self, clients: Sequence[tuple[str, str, int]], current: str) -> None:
        """``clients`` are (id, name, settings that have to be set anew)."""
        for button in self._group.buttons():
            self._group.removeButton(button)
            button.hide()
            button.deleteLater()
        self._clients = [client for client, _name, _due in clients]
        for number, (client, name, due) in enumerate(clients):
            tab = QToolButton()
            tab.setObjectName("choice")
            tab.setText(f"{name} · {due}" if due else name)
            tab.setAccessibleName(name)
            tab.setCheckable(True)
            tab.setChecked(client == current)
            tab.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._group.addButton(tab, number)
            self._row.addWidget(tab)

    def _clicked(self, number: int) -> None:
        self.chosen.emit(self._clients[number])
