"""The palette's line above the keys."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QLabel


class Notice(QLabel):
    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("warning")
        self.setWordWrap(True)
        self.hide()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.clicked.emit()
