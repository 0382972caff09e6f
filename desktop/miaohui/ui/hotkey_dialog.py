"""Choosing another hotkey: it is tried at once, and the reason is said where it can't be had."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QKeySequenceEdit, QLabel, QWidget

from miaohui.domain.settings import HOTKEY_PROPOSALS
from miaohui.i18n import _
from miaohui.ui.form_dialog import FormDialog, button


class HotkeyDialog(FormDialog):
    """``use`` takes the key as text ("Alt+Q") and raises MiaohuiError where it is taken or unknown."""

    def __init__(self, current: str, use: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(_("Hotkey"), 380, parent)
        label = QLabel(_("Press the keys that shall open Miaohui."))
        self.editor = QKeySequenceEdit(QKeySequence(current))
        self.editor.setMaximumSequenceLength(1)
        self.editor.setAccessibleName(_("Hotkey"))
        label.setBuddy(self.editor)
        proposals = QHBoxLayout()
        for proposal in HOTKEY_PROPOSALS:
            proposals.addWidget(button(proposal, partial(self._propose, proposal)))
        self.lay_out(label, self.editor, proposals, accept=_("Use it"), do=lambda: use(self._keys()))

    def _propose(self, keys: str) -> None:
        self.editor.setKeySequence(QKeySequence(keys))

    def _keys(self) -> str:
        return self.editor.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
