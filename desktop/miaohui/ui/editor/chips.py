"""A field of short words: each a chip, the next one typed behind them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QToolButton, QWidget

from miaohui.i18n import _
from miaohui.ui.editor.field import whole
from miaohui.ui.flow_layout import FlowLayout

_SEPARATORS = re.compile(r"[,，、;；\n\r\t]")
_LEAST, _WIDEST, _SIDE = 72, 240, 16
"""px of the field behind the chips, and beside its text."""


class ChipField(QWidget):
    """Enter, a comma or leaving the field adds what was typed; Backspace in the empty field goes to the last chip.
    There the arrows move, Delete or Backspace removes, and Enter takes the word back to be typed again."""

    edited = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: list[_Chip] = []
        self._read_only = False
        self.input = _Input(self)
        self.input.setObjectName("chipInput")
        self.input.setPlaceholderText(placeholder)
        self.input.textEdited.connect(self._typed)
        self.setFocusProxy(self.input)
        self._flow = FlowLayout(self)
        self._flow.insert(0, self.input)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.input.setAccessibleName(name)

    @property
    def words(self) -> tuple[str, ...]:
        """Those in chips, and what is typed and not yet one."""
        typed = _tidy(self.input.text())
        words = tuple(chip.word for chip in self._chips)
        return (*words, typed) if typed and typed not in words else words

    def show_words(self, words: Iterable[str]) -> None:
        for chip in self._chips:
            self._let_go(chip)
        self._chips = []
        self.input.clear()
        for word in words:
            self._put(word)

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        self.input.setVisible(not read_only)
        for chip in self._chips:
            chip.set_read_only(read_only)

    def _put(self, word: str) -> None:
        if any(chip.word == word for chip in self._chips):
            return
        chip = _Chip(word, self)
        chip.set_read_only(self._read_only)
        chip.removed.connect(self._removed)
        chip.opened.connect(self._opened)
        chip.stepped.connect(self._stepped)
        self._flow.insert(len(self._chips), chip)
        self._chips.append(chip)
        chip.show()

    def add(self, words: Iterable[str]) -> None:
        """Further words, as an agent's doing."""
        before = len(self._chips)
        for word in filter(None, map(_tidy, words)):
            self._put(word)
        if len(self._chips) != before:
            self.edited.emit()

    def take_typed(self) -> None:
        """What was typed becomes chips."""
        typed = self.input.text()
        self.input.clear()
        self.add(_SEPARATORS.split(typed))

    def _typed(self, text: str) -> None:
        if _SEPARATORS.search(text):
            self.take_typed()
        else:
            self.edited.emit()

    def _let_go(self, chip: _Chip) -> None:
        self._flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()

    def _removed(self, chip: _Chip) -> None:
        place = self._chips.index(chip)
        had_focus = chip.hasFocus()
        self._chips.remove(chip)
        self._let_go(chip)
        if had_focus:
            (self._chips[max(0, place - 1)] if self._chips else self.input).setFocus()
        self.edited.emit()

    def _opened(self, chip: _Chip) -> None:
        self.take_typed()
        self.input.setText(chip.word)
        self.input.setFocus()
        self._removed(chip)

    def _stepped(self, chip: _Chip, step: int) -> None:
        place = self._chips.index(chip) + step
        if place < len(self._chips):
            self._chips[max(0, place)].setFocus()
        else:
            self.input.setFocus()

    def go_to_last(self) -> None:
        if self._chips:
            self._chips[-1].setFocus()


class _Input(QLineEdit):
    def __init__(self, field: ChipField) -> None:
        super().__init__(field)
        self._field = field
        self.textChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """As wide as what is typed."""
        text = self.text() or self.placeholderText()
        width = self.fontMetrics().horizontalAdvance(text) + 2 * _SIDE
        return QSize(max(_LEAST, min(_WIDEST, width)), super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not event.modifiers() and self.text().strip():
                self._field.take_typed()
                return
            case Qt.Key.Key_Backspace | Qt.Key.Key_Left if not self.text():
                self._field.go_to_last()
                return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._field.take_typed()


class _Chip(QFrame):
    """``stepped`` carries it and -1 or 1."""

    removed = Signal(object)
    opened = Signal(object)
    stepped = Signal(object, int)

    def __init__(self, word: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.word = word
        self._read_only = False
        self.setObjectName("wordChip")
        self.setAccessibleName(word)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        label = QLabel(word)
        label.setTextFormat(Qt.TextFormat.PlainText)
        self._cross = QToolButton()
        self._cross.setObjectName("cross")
        self._cross.setText("×")
        self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cross.setCursor(Qt.CursorShape.PointingHandCursor)
        self._cross.setAccessibleName(_("Remove {what}").format(what=word))
        self._cross.setToolTip(self._cross.accessibleName())
        self._cross.clicked.connect(self._remove)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 0, 4, 0)
        self._row.setSpacing(2)
        self._row.addWidget(label)
        self._row.addWidget(self._cross)

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        self._cross.setVisible(not read_only)
        self._row.setContentsMargins(10, 0, 10 if read_only else 4, 0)

    def _remove(self) -> None:
        self.removed.emit(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Left:
                self.stepped.emit(self, -1)
            case Qt.Key.Key_Right:
                self.stepped.emit(self, 1)
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace if not self._read_only:
                self._remove()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not self._read_only:
                self.opened.emit(self)
            case _:
                super().keyPressEvent(event)


def _tidy(word: str) -> str:
    return " ".join(whole(word).split())
