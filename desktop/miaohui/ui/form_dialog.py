"""What dialogs with a form have in common: they stay in front, say why something can't be kept, and lose nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from miaohui.errors import MiaohuiError, Problem
from miaohui.i18n import _
from miaohui.messages import sentence


class FormDialog(QDialog):
    def __init__(self, title: str, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        self.setMinimumWidth(width)
        self._error = QLabel()
        self._error.setObjectName("error")
        self._error.setWordWrap(True)
        self._error.hide()

    @property
    def error_text(self) -> str:
        """What is said to be wrong; empty for nothing."""
        return self._error.text()

    def lay_out(
        self, *rows: QLayout | QWidget, accept: str, do: Callable[[], None], left: QWidget | None = None
    ) -> None:
        """The rows from top to bottom, then what is wrong, then the buttons: ``accept`` does ``do`` (see
        :meth:`attempt`), ``left`` stands on the other side."""
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        for row in rows:
            if isinstance(row, QLayout):
                column.addLayout(row)
            else:
                column.addWidget(row)
        column.addWidget(self._error)
        buttons = QHBoxLayout()
        if left is not None:
            buttons.addWidget(left)
        buttons.addStretch(1)
        buttons.addWidget(button(_("Cancel"), self.reject))
        self._on_accept = do
        accepting = button(accept, self.attempt)
        accepting.setDefault(True)
        buttons.addWidget(accepting)
        column.addLayout(buttons)

    def attempt(self) -> None:
        """Close when it is done; a MiaohuiError keeps the dialog open with the reason."""
        try:
            self._on_accept()
        except MiaohuiError as error:
            self.say(error.problem)
        else:
            self.accept()

    def say(self, problem: Problem) -> None:
        self._error.setText(sentence(problem))
        self._error.show()
        layout = self.layout()
        if layout is not None:  # it would take the room from the lines above
            layout.activate()
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))


class _Button(QPushButton):
    """Enter presses the button that has the focus. Without this it would press the dialog's own, whatever is marked."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def button(text: str, pressed: Callable[[], object]) -> QPushButton:
    """One that Enter doesn't press from elsewhere in the dialog."""
    made = _Button(text)
    made.setAutoDefault(False)
    made.clicked.connect(lambda: pressed())
    return made


def form_of(*editors: QWidget) -> QFormLayout:
    """Each editor beside its accessible name."""
    form = QFormLayout()
    form.setSpacing(10)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    for editor in editors:
        label = QLabel(editor.accessibleName())
        label.setObjectName("muted")
        label.setBuddy(editor)
        form.addRow(label, editor)
    return form


def line(text: str, name: str, placeholder: str = "") -> QLineEdit:
    made = QLineEdit(text)
    made.setObjectName("field")
    made.setAccessibleName(name)
    made.setPlaceholderText(placeholder)
    return made


def label(text: str = "", name: str = "", *, wraps: bool = True) -> QLabel:
    made = QLabel(text)
    made.setObjectName(name)
    made.setWordWrap(wraps)
    return made


def choice(name: str, items: Iterable[tuple[str, str]]) -> QComboBox:
    """A list of (id, what is shown)."""
    made = QComboBox()
    made.setAccessibleName(name)
    for item, text in items:
        made.addItem(text, item)
    return made
