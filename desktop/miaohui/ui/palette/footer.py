"""The footer: the keys that work now, nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

Hint = tuple[str, str]
"""The key as it is written on the keyboard, and what it does."""

MARGIN = 20
SPACING = 6
APART = 16
"""px between two hints."""


class Footer(QFrame):
    """Where there isn't room for all hints, those on the left that come last are left out as a whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("footer")
        self.setFixedHeight(36)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(MARGIN, 0, MARGIN, 0)
        self._row.setSpacing(APART)
        self._hints: tuple[Sequence[Hint], Sequence[Hint]] = ((), ())
        self._left: list[QWidget] = []
        self._right: list[QWidget] = []

    def show_hints(self, left: Sequence[Hint], right: Sequence[Hint] = ()) -> None:
        if (left, right) == self._hints:
            return
        self._hints = (left, right)
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()  # now: what is deleted later is still drawn until then
                widget.deleteLater()
        self._left = [self._add(*hint) for hint in left]
        self._row.addStretch(1)
        self._right = [self._add(*hint) for hint in right]
        self._fit()

    def _add(self, key: str, meaning: str) -> QWidget:
        hint = QWidget(self)
        row = QHBoxLayout(hint)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING)
        for name, text in (("key", key), ("hint", meaning)):
            label = QLabel(text, hint)
            label.setObjectName(name)
            label.ensurePolished()
            row.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(hint, 0, Qt.AlignmentFlag.AlignVCenter)
        return hint

    def _fit(self) -> None:
        """Shown at once, as the old ones go at once."""
        room = self.contentsRect().width() - 2 * MARGIN
        for hint in (*self._right, *self._left):
            room -= hint.sizeHint().width()
            hint.setVisible(room >= 0)
            room -= APART

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
