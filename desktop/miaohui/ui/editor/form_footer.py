"""The line below the form: what was done, and the buttons."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from miaohui.i18n import _
from miaohui.ui.form_dialog import button


class FormFooter(QFrame):
    """``room`` px at both sides."""

    history_requested = Signal()
    discard_requested = Signal()
    save_requested = Signal()

    def __init__(self, room: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("formFooter")
        self._status = QLabel()
        self._status.setObjectName("small")
        self._status.setWordWrap(True)
        self.history = button(_("History"), self.history_requested.emit)
        self.discard = button(_("Discard"), self.discard_requested.emit)
        self.discard.setToolTip(_("Back to what is saved"))
        self.save = QPushButton(_("Save"))
        self.save.setObjectName("primary")
        self.save.setAutoDefault(False)
        self.save.setToolTip("Ctrl+S · Ctrl+Enter")
        self.save.clicked.connect(self.save_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(room, 10, room, 10)
        row.setSpacing(10)
        row.addWidget(self._status, 1)
        for one in (self.history, self.discard, self.save):
            row.addWidget(one)

    @property
    def status(self) -> str:
        return self._status.text()

    def say(self, text: str) -> None:
        """Beside the buttons; empty takes it away."""
        self._status.setText(text)
