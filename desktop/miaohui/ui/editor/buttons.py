"""The form's small buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton


def link(text: str, pressed: Callable[[], object], tip: str = "") -> QToolButton:
    """A button that looks like a word. ``pressed`` is a bound method."""
    made = _button("formLink", text, tip)
    made.clicked.connect(pressed)
    return made


def sign(text: str, name: str, pressed: Callable[[], object], keys: str = "") -> QToolButton:
    """A button that is a sign; ``name`` says what it does, ``keys`` what else does it."""
    made = _button("sign", text, f"{name} ({keys})" if keys else name)
    made.setAccessibleName(name)
    made.clicked.connect(pressed)
    return made


def _button(look: str, text: str, tip: str) -> QToolButton:
    made = QToolButton()
    made.setObjectName(look)
    made.setText(text)
    made.setAccessibleName(text)
    made.setToolTip(tip)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made
