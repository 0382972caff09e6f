"""A line at the top of the form, with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from miaohui.ui.editor.buttons import link
from miaohui.ui.theme import set_look

Action = tuple[str, Callable[[], object]]
"""What the button says and does."""


class FormNotice(QFrame):
    """Hidden while there is nothing to say. ``done`` after the action of a button that had the focus: with its notice
    gone the focus would come to whatever button is next."""

    done = Signal()

    def __init__(self, *, urgent: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("formNotice")
        self._urgent = urgent
        set_look(self, "urgent", urgent)
        self._actions: list[Callable[[], object]] = []
        self._text = QLabel()
        self._text.setObjectName("formNoticeText")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._more = QLabel()
        self._more.setObjectName("formNoticeText")
        self._more.setTextFormat(Qt.TextFormat.RichText)
        self._more.setWordWrap(True)
        self.buttons = [link("", self._first), link("", self._second)]
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 6)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._text, 1)
        for button in self.buttons:
            row.addWidget(button)
        column.addLayout(row)
        column.addWidget(self._more)
        self.hide()

    @property
    def text(self) -> str:
        """What is said; empty for nothing."""
        return "" if self.isHidden() else self._text.text()

    @property
    def more(self) -> str:
        """What stands below it, as rich text."""
        return "" if self.isHidden() else self._more.text()

    def say(self, text: str, *actions: Action, more: str = "", urgent: bool | None = None) -> None:
        """``more`` is rich text below it; ``urgent`` as it was made, if not told."""
        set_look(self, "urgent", self._urgent if urgent is None else urgent)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self._text.setText(text)
        self.setAccessibleName(text)
        self._actions = [action for _name, action in actions]
        for number, button in enumerate(self.buttons):
            button.setVisible(number < len(actions))
            if number < len(actions):
                button.setText(actions[number][0])
                button.setAccessibleName(actions[number][0])
        self.show()

    def clear(self) -> None:
        self.hide()

    def _first(self) -> None:
        self._act(0)

    def _second(self) -> None:
        self._act(1)

    def _act(self, number: int) -> None:
        focused = self.buttons[number].hasFocus()
        self._actions[number]()
        if focused:
            self.done.emit()
