"""The box for a bug: one sentence, and details to copy."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from miaohui.errors import Problem
from miaohui.i18n import _
from miaohui.messages import sentence


def show_bug(problem: Problem, details: str) -> None:
    """Not modal: the agent goes on working. ``details`` is the traceback; it holds ids, never values."""
    box = QMessageBox(QMessageBox.Icon.Warning, _("Miaohui"), sentence(problem))
    box.setDetailedText(details)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setModal(False)
    box.show()


def show_failure(problem: Problem) -> None:
    """Something that stops the start; waits until it was read."""
    QMessageBox(QMessageBox.Icon.Critical, _("Miaohui"), sentence(problem)).exec()
