"""The footer: the keys that work now, nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

Hint = tuple[str, str]
"""The key as it is written on the keyboard, and what it does."""


class Footer(QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("footer")
        self.setFixedHeight(36)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # on a small screen it is cut off
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(20, 0, 20, 0)
        self._row.setSpacing(6)
        self._hints: tuple[Sequence[Hint], Sequence[Hint]] = ((), ())

    def show_hints(self, left: Sequence[Hint], right: Sequence[Hint] = ()) -> None:
        if (left, right) == self._hints:
            return
        self._hints = (left, right)
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()  # now: what is deleted later is still drawn until then
                widget.deleteLater()
        for hints in (left, right):
            for key, meaning in hints:
                self._add("key", key)
                self._add("hint", meaning)
                self._row.addSpacing(10)
            if hints is left:
                self._row.addStretch(1)

    def _add(self, name: str, text: str) -> None:
        label = QLabel(text, self)
        label.setObjectName(name)
        self._row.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
        label.show()  # at once, as the old ones go at once
