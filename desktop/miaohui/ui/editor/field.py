"""A field of the form: what it is called, the editor, and what is wrong with what stands in it."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from miaohui.errors import Problem
from miaohui.messages import sentence
from miaohui.ui.theme import set_look

_HALVES = re.compile("[\ud800-\udfff]")


class Field(QWidget):
    """``editor`` is named ``caption`` for who can't see it. What is wrong stands below it, or where :attr:`said` is put
    where there is more room (``apart``)."""

    def __init__(self, caption: str, editor: QWidget, *, apart: bool = False) -> None:
        super().__init__()
        self._editor = editor
        label = QLabel(caption)
        label.setObjectName("small")
        label.setBuddy(editor)
        editor.setAccessibleName(caption)
        self._wrong = QLabel()
        self._wrong.setObjectName("wrong")
        self._wrong.setWordWrap(True)
        self._wrong.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label)
        column.addWidget(editor)
        if not apart:
            column.addWidget(self._wrong)

    @property
    def said(self) -> QLabel:
        return self._wrong

    def take_focus(self) -> None:
        self._editor.setFocus()

    @property
    def wrong(self) -> str:
        """What is said to be wrong; empty for nothing."""
        return self._wrong.text()

    def say(self, problem: Problem | None) -> None:
        """Say what is wrong here; None takes it back."""
        text = "" if problem is None else sentence(problem)
        self._wrong.setText(text)
        self._wrong.setVisible(bool(text))
        self._editor.setAccessibleDescription(text)
        set_look(self._editor, "wrong", bool(text))


def whole(text: str) -> str:
    """Without halves of surrogate pairs: they come in by broken pastes and can't be written to any file."""
    return _HALVES.sub("", text)
