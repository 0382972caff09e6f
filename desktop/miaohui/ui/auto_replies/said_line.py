"""One line above the keys: what was done, or why it wasn't."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from miaohui.errors import Problem
from miaohui.messages import sentence
from miaohui.ui.theme import set_look


class SaidLine(QWidget):
    """Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = QLabel()
        self._said.setObjectName("said")
        self._said.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 10)
        row.addWidget(self._said)
        self.hide()

    @property
    def text(self) -> str:
        return self._said.text()

    def say(self, text: str, *, refused: bool = False) -> None:
        """Empty takes it away."""
        self._said.setText(text)
        self.setVisible(bool(text))
        set_look(self._said, "refused", refused)

    def refuse(self, problem: Problem) -> None:
        self.say(sentence(problem), refused=True)
