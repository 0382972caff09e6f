"""Where a value is typed: a line, or a block of a few lines."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from miaohui.domain.values import VariableKind, clean
from miaohui.i18n import _

MAX_TYPED = 32_767
"""Characters that a field takes; what is pasted beyond them is cut off."""
_BLOCK_LINES = 3
_BLOCK_MARGINS = 20


class LineInput(QLineEdit):
    """``edited`` tells what the agent did, never :meth:`show_text`."""

    edited = Signal()

    def __init__(self, text: str) -> None:
        super().__init__(clean(text))
        self.setObjectName("field")
        self.setMaxLength(MAX_TYPED)
        self.textChanged.connect(self._changed)

    def show_text(self, text: str) -> None:
        """As if it had always stood there."""
        self.blockSignals(True)
        self.setText(clean(text))
        self.blockSignals(False)

    def type_text(self, text: str) -> None:
        """As if the agent had typed it."""
        self.insert(text)

    def _changed(self, text: str) -> None:
        cleaned = clean(text)
        if cleaned != text:  # pasted: a line has no line ends
            place = len(clean(text[: self.cursorPosition()]))
            self.show_text(cleaned)
            self.setCursorPosition(place)
        self.edited.emit()


class BlockInput(QPlainTextEdit):
    """``edited`` tells what the agent did, never :meth:`show_text`."""

    edited = Signal()

    def __init__(self, text: str) -> None:
        super().__init__(clean(text, many_lines=True))
        self.setObjectName("field")
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.ensurePolished()
        self.setFixedHeight(self.fontMetrics().lineSpacing() * _BLOCK_LINES + _BLOCK_MARGINS)
        self.textChanged.connect(self.edited)

    def text(self) -> str:
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        """As if it had always stood there."""
        self.blockSignals(True)
        self.setPlainText(clean(text, many_lines=True))
        self.blockSignals(False)

    def type_text(self, text: str) -> None:
        """As if the agent had typed it."""
        self.insertPlainText(text)

    def insertFromMimeData(self, source: QMimeData) -> None:
        room = max(MAX_TYPED - len(self.toPlainText()), 0)
        self.insertPlainText(clean(source.text()[:room], many_lines=True))


Input = LineInput | BlockInput


def open_input(kind: VariableKind, text: str) -> Input:
    """The input that fits this kind, with a word on how it is written where that isn't obvious."""
    if kind.many_lines:
        block = BlockInput(text)
        block.setPlaceholderText(_("Shift+Enter: a new line"))
        return block
    line = LineInput(text)
    line.setPlaceholderText(_hint(kind))
    return line


def _hint(kind: VariableKind) -> str:
    match kind:
        case VariableKind.DATE:
            return _("11-5, 明天, +3")
        case VariableKind.MONEY:
            return "12.50"
        case VariableKind.BODY:
            return "165cm/55kg"
    return ""
