"""The box for a bug: one sentence, and details to copy."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from miaohui.errors import Problem
from miaohui.i18n import _
from miaohui.messages import sentence

_shown: list[QMessageBox] = []
"""A window without a parent lives as long as somebody holds it."""


def show_bug(problem: Problem, details: str) -> None:
    """Not modal: the agent goes on working. One box at a time; ``details`` are for copying."""
    if _shown:
        return
    box = QMessageBox(QMessageBox.Icon.Warning, _("Miaohui"), sentence(problem))
    box.setDetailedText(details)
    box.setModal(False)
    box.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
    box.finished.connect(lambda _result: _shown.clear())
    _shown.append(box)
    box.show()
