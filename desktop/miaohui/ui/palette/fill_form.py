"""The fill form: what is truly missing (or was asked to be changed), in the place of the hits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from miaohui.domain.draft import FormField
from miaohui.i18n import _

MARGIN = 20


class ValueEditor(QWidget):
    """One variable, ``width`` px wide: a line, with buttons for the choices before it where there are any."""

    edited = Signal()

    def __init__(self, field: FormField, label: str, width: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = field.variable.name
        self.line = QLineEdit(field.value if field.value not in field.choices else "")
        self.line.setObjectName("field")
        self.line.setAccessibleName(label)
        self.line.textChanged.connect(self._typed)
        self.buttons = QButtonGroup(self)
        self.buttons.setExclusive(True)

        heading = QLabel(label)
        heading.setObjectName("muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(heading)
        if field.choices:
            column.addLayout(self._choices(field, width))
            self.line.setVisible(bool(self.line.text()))
        column.addWidget(self.line)

    def _choices(self, field: FormField, width: int) -> QVBoxLayout:
        """As many buttons in a line as there is room for."""
        lines = QVBoxLayout()
        lines.setSpacing(6)
        room = 0
        for button in (
            *(self._choice(choice, chosen=choice == field.value) for choice in field.choices),
            self._other(),
        ):
            needed = button.sizeHint().width() + 6
            if needed > room:
                line = QHBoxLayout()
                line.setSpacing(6)
                line.addStretch(1)
                lines.addLayout(line)
                room = width
            line.insertWidget(line.count() - 1, button)
            room -= needed
        return lines

    def _choice(self, choice: str, *, chosen: bool) -> QToolButton:
        button = self._button(choice)
        button.setCheckable(True)
        button.setChecked(chosen)
        button.clicked.connect(self._chosen)
        self.buttons.addButton(button)
        return button

    def _other(self) -> QToolButton:
        """Opens the line for what is not among the choices."""
        button = self._button(_("Other…"))
        button.clicked.connect(self._open_line)
        return button

    def _button(self, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("choice")
        button.setText(text)
        button.setAccessibleName(text)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.ensurePolished()
        button.setFixedHeight(button.sizeHint().height())
        return button

    def _open_line(self) -> None:
        self.line.show()
        self.line.setFocus()

    def _chosen(self) -> None:
        if self.line.text():
            self.line.blockSignals(True)
            self.line.clear()
            self.line.blockSignals(False)
        self.edited.emit()

    def _typed(self) -> None:
        if self.line.text():
            self._check(None)
        self.edited.emit()

    def _check(self, button: QToolButton | None) -> None:
        self.buttons.setExclusive(False)
        for other in self.buttons.buttons():
            other.setChecked(other is button)
        self.buttons.setExclusive(True)

    @property
    def value(self) -> str:
        button = self.buttons.checkedButton()
        return button.text() if button is not None and not self.line.text() else self.line.text().strip()

    @property
    def start(self) -> QWidget:
        """Where the focus goes: the chosen or first button, else the line."""
        buttons = self.buttons.buttons()
        return self.buttons.checkedButton() or (buttons[0] if buttons and not self.line.text() else self.line)

    def step_choice(self, step: int) -> bool:
        """Move to the next or previous choice; False where the focus isn't on a choice."""
        buttons = self.buttons.buttons()
        focused = next((i for i, button in enumerate(buttons) if button.hasFocus()), None)
        if focused is None:
            return False
        button = buttons[(focused + step) % len(buttons)]
        button.setFocus()
        button.click()
        return True

    def press_focused(self) -> bool:
        """Enter on a button that isn't chosen presses it; True when that opened the line."""
        for button in self.findChildren(QToolButton):
            if button.hasFocus() and not button.isChecked():
                button.click()
                return self.line.hasFocus()
        return False


class FillForm(QWidget):
    """``changed`` and ``accepted`` carry the values by variable name; ``cancelled`` is silent."""

    changed = Signal(dict)
    accepted = Signal(dict)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editors: list[ValueEditor] = []
        self._needed: frozenset[str] = frozenset()
        inner = QWidget()
        inner.setObjectName("fields")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(MARGIN, 16, MARGIN, 16)
        self._column.setSpacing(14)
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(inner)
        self._area = area
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def ask(self, fields: Sequence[FormField], labels: Mapping[str, str]) -> None:
        """Show one editor for each field and put the focus on the first missing one."""
        for editor in self._editors:
            self._column.removeWidget(editor)
            editor.hide()
            editor.deleteLater()
        self._editors = []
        self._needed = frozenset(field.variable.name for field in fields if field.missing)
        for number, field in enumerate(fields):
            editor = ValueEditor(field, labels[field.variable.name], self.width() - 2 * MARGIN, self)
            editor.edited.connect(self._edited)
            for widget in (editor.line, *editor.findChildren(QToolButton)):
                widget.installEventFilter(self)
            self._column.insertWidget(number, editor)
            self._editors.append(editor)
        self._focus(next((e for e in self._editors if e.name in self._needed), None) or self._first())

    def _first(self) -> ValueEditor | None:
        return self._editors[0] if self._editors else None

    def _focus(self, editor: ValueEditor | None) -> None:
        if editor is not None:
            start = editor.start
            start.setFocus(Qt.FocusReason.TabFocusReason)
            if isinstance(start, QLineEdit):
                start.selectAll()
            self._area.ensureWidgetVisible(editor)

    @property
    def values(self) -> dict[str, str]:
        return {editor.name: editor.value for editor in self._editors if editor.value}

    def _edited(self) -> None:
        self.changed.emit(self.values)

    def submit(self) -> None:
        """Accept when everything needed is there, else go to what is missing."""
        if any(editor.press_focused() for editor in self._editors):
            return
        missing = next((e for e in self._editors if e.name in self._needed and not e.value), None)
        if missing is None:
            self.accepted.emit(self.values)
        else:
            self._focus(missing)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.submit()
                return True
            case Qt.Key.Key_Escape:
                self.cancelled.emit()
                return True
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                step = 1 if event.key() == Qt.Key.Key_Right else -1
                return any(editor.step_choice(step) for editor in self._editors)
        return False
