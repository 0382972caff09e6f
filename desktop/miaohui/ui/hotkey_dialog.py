"""Choosing another hotkey: it is tried at once, and the reason is said where it can't be had."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QHBoxLayout, QKeySequenceEdit, QLabel, QPushButton, QVBoxLayout, QWidget

from miaohui.domain.settings import HOTKEY_PROPOSALS
from miaohui.errors import MiaohuiError
from miaohui.i18n import _
from miaohui.messages import sentence


class HotkeyDialog(QDialog):
    """``use`` takes the key as text ("Alt+Q") and raises MiaohuiError where it is taken or unknown."""

    def __init__(self, current: str, use: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._use = use
        self.setWindowTitle(_("Hotkey"))
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        self.setMinimumWidth(380)
        label = QLabel(_("Press the keys that shall open Miaohui."))
        self.editor = QKeySequenceEdit(QKeySequence(current))
        self.editor.setMaximumSequenceLength(1)
        self.editor.setAccessibleName(_("Hotkey"))
        label.setBuddy(self.editor)

        proposals = QHBoxLayout()
        for proposal in HOTKEY_PROPOSALS:
            button = QPushButton(proposal)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, keys=proposal: self._propose(keys))
            proposals.addWidget(button)
        self._error = QLabel()
        self._error.setObjectName("error")
        self._error.setWordWrap(True)
        self._error.hide()

        cancel = QPushButton(_("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        use_button = QPushButton(_("Use it"))
        use_button.setDefault(True)
        use_button.clicked.connect(self._try)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(use_button)

        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addWidget(label)
        column.addWidget(self.editor)
        column.addLayout(proposals)
        column.addWidget(self._error)
        column.addLayout(buttons)

    @property
    def error_text(self) -> str:
        """What is said to be wrong; empty for nothing."""
        return self._error.text()

    def _propose(self, keys: str) -> None:
        self.editor.setKeySequence(QKeySequence(keys))

    def _try(self) -> None:
        try:
            self._use(self.editor.keySequence().toString(QKeySequence.SequenceFormat.PortableText))
        except MiaohuiError as error:
            self._error.setText(sentence(error.problem))
            self._error.show()
        else:
            self.accept()
