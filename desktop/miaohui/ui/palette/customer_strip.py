"""One line about the present customer: what is known and may be offered, and the way to forget it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from miaohui.i18n import _

CLEAR_KEY = "Ctrl+L"
_WHOLE = 12
"""Characters of a value that are shown as they are."""
_END = 4
"""Characters at either end of a longer one: enough to compare with what stands in the chat."""


class CustomerStrip(QFrame):
    """Hidden where there is nothing to say; its key works while it is shown."""

    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setAccessibleName(_("Present customer"))
        self._text = ""
        self._heading = QLabel(_("Present customer"))
        self._heading.setObjectName("small")
        self._values = QLabel()
        self._values.setObjectName("stripValues")
        self._values.setTextFormat(Qt.TextFormat.PlainText)
        self._values.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        key = QLabel(CLEAR_KEY.replace("+", " "))
        key.setObjectName("key")
        clear = QToolButton()
        clear.setObjectName("link")
        clear.setText(_("Forget"))
        clear.setAccessibleName(_("Forget this customer"))
        clear.setToolTip(_("Forget this customer"))
        clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        clear.clicked.connect(self.cleared)
        QShortcut(QKeySequence(CLEAR_KEY), self).activated.connect(self.cleared)  # a button's own acts 100 ms later
        for widget, size in ((key, 11), (clear, 12)):
            font = widget.font()
            font.setPixelSize(size)
            widget.setFont(font)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 5, 20, 5)
        row.setSpacing(6)
        row.addWidget(self._heading)
        row.addSpacing(4)
        row.addWidget(self._values, 1)
        row.addWidget(key, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(clear)
        self.hide()

    def show_values(self, values: Sequence[tuple[str, str]]) -> None:
        """(label, value) pairs; none hides the strip."""
        self._text = "  ·  ".join(f"{label} {_short(value)}" for label, value in values)
        self._values.setAccessibleName(self._text)
        self.setVisible(bool(values))
        self._elide()

    def _elide(self) -> None:
        metrics = self._values.fontMetrics()
        self._values.setText(metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, self._values.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()


def _short(value: str) -> str:
    line = " ".join(value.split())
    return line if len(line) <= _WHOLE else f"{line[:_END]}**{line[-_END:]}"
