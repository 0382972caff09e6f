"""One field of the fill form."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from miaohui.domain.customer import Source, Suggestion
from miaohui.domain.draft import FormField
from miaohui.i18n import _


class ValueEditor(QWidget):
    """One variable, ``width`` px wide: a line, with buttons for the choices before it where there are any.

    A suggestion stands in it like a value, with a note that says where it comes from; whatever is typed or chosen
    replaces it.
    """

    edited = Signal()

    def __init__(self, field: FormField, label: str, width: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = field.variable.name
        self._label = label
        self._suggestion: Suggestion | None = None
        self._note = QLabel()
        self._note.setObjectName("note")
        self._note.hide()
        self.line = QLineEdit(field.value if field.value not in field.choices else "")
        self.line.setObjectName("field")
        self.line.setAccessibleName(label)
        self.line.textChanged.connect(self._typed)
        self.buttons = QButtonGroup(self)
        self.buttons.setExclusive(True)

        heading = QLabel(label)
        heading.setObjectName("muted")
        top = QHBoxLayout()
        top.addWidget(heading, 1)
        top.addWidget(self._note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
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
        self._set_text("")
        self._take(None)
        self.edited.emit()

    def _typed(self) -> None:
        if self.line.text():
            self._check(None)
        self._take(None)
        self.edited.emit()

    def _set_text(self, text: str) -> None:
        """As if it had always stood there: nothing was edited."""
        self.line.blockSignals(True)
        self.line.setText(text)
        self.line.blockSignals(False)

    def suggest(self, suggestion: Suggestion) -> None:
        """Show this in place of what stands here."""
        button = next((b for b in self.buttons.buttons() if b.text() == suggestion.value), None)
        self._check(button)
        self._set_text("" if button is not None else suggestion.value)
        self.line.setVisible(button is None or not self.buttons.buttons())
        self._take(suggestion)

    def _take(self, suggestion: Suggestion | None) -> None:
        if suggestion is not None or self._suggestion is not None:
            self._suggestion = suggestion
            self._mark(suggestion)

    def _mark(self, suggestion: Suggestion | None) -> None:
        note = "" if suggestion is None else _note(suggestion.source)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        _set_look(self._note, "source", "" if suggestion is None else suggestion.source.value)
        tentative = self.tentative
        for widget in (self.line, *self.buttons.buttons()):
            _set_look(widget, "tentative", tentative)
            widget.setAccessibleDescription(note)

    @property
    def tentative(self) -> bool:
        """Whether what stands here may belong to another customer and nobody has confirmed it."""
        return self._suggestion is not None and self._suggestion.source is Source.EARLIER

    def confirm(self) -> None:
        """The agent has seen it and agrees."""
        self._take(None)

    @property
    def has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _check(self, button: QAbstractButton | None) -> None:
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


def _note(source: Source) -> str:
    match source:
        case Source.CLIPBOARD:
            return _("From the clipboard")
        case Source.EARLIER:
            return _("Last one?")
        case Source.RECOGNISED:
            return _("From the tracking number")


def _set_look(widget: QWidget, name: str, value: object) -> None:
    """A property that the style sheet looks at."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
