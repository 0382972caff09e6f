"""The line that says what was done or refused, without a box to click away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from miaohui.errors import Problem
from miaohui.i18n import _
from miaohui.messages import sentence
from miaohui.ui.theme import set_look


class Notice(QFrame):
    """Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._action: Callable[[], object] | None = None
        self._text = QLabel()
        self._text.setObjectName("noticeText")
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._button = _flat("")
        self._button.clicked.connect(self._act)
        self._close = _flat("✕")
        self._close.setAccessibleName(_("Close"))
        self._close.setToolTip(_("Close"))
        self._close.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 7, 10, 7)
        row.setSpacing(12)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        row.addWidget(self._close)
        self.hide()

    @property
    def text(self) -> str:
        """What is said; empty for nothing."""
        return "" if self.isHidden() else self._text.text()

    def refuse(self, problem: Problem) -> None:
        self._say(sentence(problem), refused=True)

    def tell(self, text: str, name: str = "", action: Callable[[], object] | None = None) -> None:
        """``name`` is what the button for ``action`` is called."""
        self._say(text, refused=False)
        if action is not None:
            self._action = action
            self._button.setText(name)
            self._button.show()

    def clear(self) -> None:
        self.hide()

    def _say(self, text: str, *, refused: bool) -> None:
        self._action = None
        self._button.hide()
        self._text.setText(text)
        self.setAccessibleName(text)
        set_look(self, "refused", refused)
        set_look(self._text, "refused", refused)
        self.show()

    def _act(self) -> None:
        action = self._action
        self.clear()
        if action is not None:
            action()


def _flat(text: str) -> QToolButton:
    made = QToolButton()
    made.setObjectName("link")
    made.setText(text)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made
