"""A line in which something is chosen by typing some of its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from miaohui.ui import theme
from miaohui.ui.editor.popup_list import Entry, PopupList


class PickField(QLineEdit):
    """``search`` gives the entries for what is typed, all of them for nothing; ``picked`` carries the chosen one's
    value. What isn't chosen goes when the field is left."""

    picked = Signal(object)

    def __init__(self, search: Callable[[str], Sequence[Entry]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._search = search
        self._shown = ""
        self._preedit = ""
        self._popup: PopupList | None = None
        self.setObjectName("field")
        self.textEdited.connect(self._offer)
        action = self.addAction(theme.icon("chevron"), QLineEdit.ActionPosition.TrailingPosition)
        action.triggered.connect(self.open)

    def show_text(self, text: str) -> None:
        """What was chosen."""
        self._shown = text
        self.setText(text)
        self.setCursorPosition(0)

    @property
    def offered(self) -> list[str]:
        return self._popup.texts if self._popup is not None else []

    def open(self) -> None:
        """All there is to choose from."""
        if not self.isReadOnly():
            self.setFocus()
            self.selectAll()
            self._list("")

    def _offer(self) -> None:
        self._list(self.text() + self._preedit.replace("'", "").replace(" ", ""))

    def _list(self, typed: str) -> None:
        if self._popup is None:
            self._popup = PopupList(self)
            self._popup.setAccessibleName(self.accessibleName())
            self._popup.chosen.connect(self._pick)
        corner = self.mapToGlobal(self.rect().topLeft())
        self._popup.offer(self._search(typed.strip()), QRect(corner, QSize(self.width(), self.height())))

    def _pick(self, value: object) -> None:
        self.show_text(self._shown)
        self.picked.emit(value)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._preedit = event.preeditString()
        super().inputMethodEvent(event)
        if self._preedit or event.commitString():
            self._offer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._popup is not None and self._popup.take(event):
            return
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not self.isReadOnly():
            self.open()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab chooses from the list that is open for what was typed, and moves on otherwise."""
        choosing = self._popup is not None and self._popup.isVisible() and self.text() != self._shown
        return not (choosing and forward) and super().focusNextPrevChild(forward)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.isReadOnly() and self.text() == self._shown:
            self.open()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._popup is not None:
            self._popup.hide()
        self.show_text(self._shown)
