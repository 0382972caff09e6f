"""The right side: the form, what can be done with several replies, a reply's history, or a hint."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from miaohui.i18n import _, ngettext
from miaohui.ui.editor.nothing import Nothing
from miaohui.ui.form_dialog import button


class Several(QWidget):
    """What can be done with more than one chosen reply."""

    move_requested = Signal()
    tag_requested = Signal()
    delete_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = QLabel()
        self._count.setObjectName("heading")
        self.move_to = button(_("Move…"), self.move_requested.emit)
        self.tag = button(_("Tags…"), self.tag_requested.emit)
        self.delete = button(_("Delete"), self.delete_requested.emit)
        self.delete.setObjectName("danger")
        hint = QLabel(_("They can also be dragged onto a category."))
        hint.setObjectName("small")
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self.move_to, self.tag, self.delete):
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        column.addWidget(self._count)
        column.addLayout(row)
        column.addWidget(hint)
        column.addStretch(1)

    def show_count(self, count: int) -> None:
        told = ngettext("{number} reply is chosen", "{number} replies are chosen", count)
        self._count.setText(told.format(number=count))

    @property
    def text(self) -> str:
        return self._count.text()


class Pane(QStackedWidget):
    """One of these at a time."""

    def __init__(self, form: QWidget, history: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = form
        self.several = Several()
        self.history = history
        self.nothing = Nothing(_("Choose a reply, or write a new one (Ctrl+N)."))
        for widget in (self.nothing, form, self.several, history):
            self.addWidget(widget)

    @property
    def has_form(self) -> bool:
        """Whether the form is what is shown."""
        return self.currentWidget() is self.form
