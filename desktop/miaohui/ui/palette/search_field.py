"""The search field: opens with the input method off, so that letters arrive raw."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QLineEdit, QWidget


class SearchField(QLineEdit):
    """``queried`` carries what is committed and what is being composed."""

    queried = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self._preedit = ""
        self.set_input_method(on=False)
        self.textChanged.connect(self._changed)

    @property
    def input_method_on(self) -> bool:
        return self.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)

    def set_input_method(self, *, on: bool) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on)

    @property
    def composing(self) -> bool:
        """While this holds, Enter, Space, digits and arrows belong to the input method."""
        return bool(self._preedit)

    @property
    def query(self) -> str:
        # Input methods separate the syllables that are being composed by apostrophes or blanks.
        return self.text() + self._preedit.replace("'", "").replace(" ", "")

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._preedit = event.preeditString()
        super().inputMethodEvent(event)
        self._changed()

    def _changed(self) -> None:
        self.queried.emit(self.query)
