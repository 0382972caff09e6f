"""Writing a text right where it stands."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from miaohui.i18n import _
from miaohui.ui.form_dialog import button


class Writer(QWidget):
    """``finished`` brings the text, ``left`` nothing."""

    finished = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = QLabel()
        self._heading.setObjectName("heading")
        self.edit = QPlainTextEdit()
        self.edit.setAccessibleName(_("Text"))
        self.edit.setTabChangesFocus(True)
        hint = QLabel(_("{店铺} and your other details are filled in; what belongs to one customer can't stand here."))
        hint.setObjectName("small")
        hint.setWordWrap(True)
        buttons = QHBoxLayout()
        self.save = button(_("Save"), self._finish)
        self.save.setDefault(True)
        buttons.addWidget(self.save)
        buttons.addWidget(button(_("Cancel"), self.left.emit))
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self._heading)
        column.addWidget(self.edit, 1)
        column.addWidget(hint)
        column.addLayout(buttons)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._finish)

    def begin(self, name: str, text: str) -> None:
        """``text`` is what to begin with."""
        self._heading.setText(name)
        self.edit.setPlainText(text)
        self.edit.moveCursor(QTextCursor.MoveOperation.End)
        self.edit.setFocus()

    def _finish(self) -> None:
        self.finished.emit(self.edit.toPlainText())
