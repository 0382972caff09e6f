"""In the category bar's place while a filter is being typed: what it may become."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from miaohui.i18n import _

MOST = 8


class CompletionBar(QWidget):
    """``chosen`` carries the place of the completion; Tab is for the first."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(28)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        key = QLabel("Tab")
        key.setObjectName("key")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(key)
        self._buttons = [self._button(place) for place in range(MOST)]
        for button in self._buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.hide()

    def _button(self, place: int) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("chip")
        button.setProperty("season", "base" if place == 0 else "")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setAccessibleName(_("Filter"))
        button.clicked.connect(lambda: self.chosen.emit(place))
        return button

    def show_words(self, words: Sequence[str]) -> None:
        """The best first; as many as there is room for."""
        for button, word in zip(self._buttons, (*words[:MOST], *[""] * MOST), strict=False):
            button.setText(word)
            button.setAccessibleName(word or _("Filter"))
            button.setVisible(bool(word))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 28)
