"""What stands where there is nothing to show: a sentence, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget


class Nothing(QWidget):
    """``taken`` says that the offer was accepted."""

    taken = Signal()

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QLabel(text)
        self._text.setObjectName("muted")
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._offer = QToolButton()
        self._offer.setObjectName("link")
        self._offer.setCursor(Qt.CursorShape.PointingHandCursor)
        self._offer.clicked.connect(self.taken)
        self._offer.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(4)
        column.addStretch(2)
        column.addWidget(self._text)
        column.addWidget(self._offer, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(3)

    @property
    def text(self) -> str:
        return self._text.text()

    def show_text(self, text: str, offer: str = "") -> None:
        """``offer`` is what the link says; empty for none."""
        self._text.setText(text)
        self._offer.setText(offer)
        self._offer.setVisible(bool(offer))

    def take(self) -> None:
        self._offer.click()
