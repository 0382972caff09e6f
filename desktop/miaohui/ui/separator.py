"""A thin line between the parts of a window, in the theme's colour."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame


def separator(*, vertical: bool = False) -> QFrame:
    line = QFrame()
    line.setObjectName("rule")
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line
