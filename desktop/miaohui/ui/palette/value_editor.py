"""One field of the fill form."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from miaohui.domain.customer import Source, Suggestion
from miaohui.domain.draft import FormField
from miaohui.i18n import _
from miaohui.messages import sentence
from miaohui.ui.palette.value_input import open_input
from miaohui.ui.theme import set_look


class ValueEditor(QWidget):
    """One variable, ``width`` px wide: an input for its kind, with buttons for the choices before it where there are
    any.

    A suggestion stands in it like a value, with a note that says where it comes from; whatever is typed or chosen
    replaces it.
    """

    edited = Signal()

    def __init__(self, field: FormField, label: str, width: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = field.variable.name
        self._field = field
        self._suggestion: Suggestion | None = None
        self._touched = False
        self._accepted_doubt = ""
        self.input = open_input(field.variable.kind, field.value if field.value not in field.choices else "")
        self.input.setAccessibleName(label)
        self.input.edited.connect(self._typed)
        self.buttons = QButtonGroup(self)
        self.buttons.setExclusive(True)
        heading = QLabel(label)
        heading.setObjectName("small")
        self._note = QLabel()
        self._note.setObjectName("note")
        self._note.hide()
        self._doubt = QLabel()
        self._doubt.setObjectName("doubt")
        self._doubt.setWordWrap(True)
        self._doubt.hide()

        top = QHBoxLayout()
        top.addWidget(heading, 1)
        top.addWidget(self._note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        if field.choices:
            column.addLayout(self._choices(field, width))
            self.input.setVisible(bool(self.input.text()))
        column.addWidget(self.input)
        column.addWidget(self._doubt)
        self._let_tab_reach(self.buttons.checkedButton())

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
        """Opens the input for what is not among the choices."""
        button = self._button(_("Other…"))
        button.clicked.connect(self._open_input)
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

    # what the agent does

    def _open_input(self) -> None:
        self.input.show()
        self.input.setFocus()

    def _chosen(self) -> None:
        self.input.show_text("")
        self._was_edited()

    def _typed(self) -> None:
        if self.input.text():
            self._check(None)
        self._was_edited()

    def _was_edited(self) -> None:
        self._touched = True
        self._take(None)
        self._show_doubt("")
        self.edited.emit()

    def type_other(self, text: str) -> bool:
        """A character typed while a button has the focus is the beginning of another value."""
        if not any(button.hasFocus() for button in self.findChildren(QToolButton)):
            return False
        self._open_input()
        self.input.type_text(text)
        return True

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
        """Enter on a button that isn't chosen presses it; True when that opened the input."""
        for button in self.findChildren(QToolButton):
            if button.hasFocus() and not button.isChecked():
                button.click()
                return self.input.hasFocus()
        return False

    # what stands here

    @property
    def value(self) -> str:
        button = self.buttons.checkedButton()
        return button.text() if button is not None and not self.input.text() else self.input.text().strip()

    def suggest(self, suggestion: Suggestion) -> None:
        """Show this in place of what stands here."""
        self._show_value(suggestion.value)
        self._take(suggestion)

    def follow(self, value: str) -> None:
        """Show what another field implies, "" for nothing; what the agent or the clipboard said stays."""
        source = None if self._suggestion is None else self._suggestion.source
        if self._touched or source is Source.CLIPBOARD:
            return
        if value:
            self.suggest(Suggestion(value, Source.RECOGNISED))
        elif source is Source.RECOGNISED:
            self._show_value(self._field.value)
            self._take(None)

    def implied(self) -> Mapping[str, str]:
        """What the value here says about other variables."""
        return {} if self._field.implies is None else self._field.implies(self.value)

    def _show_value(self, value: str) -> None:
        button = next((b for b in self.buttons.buttons() if b.text() == value), None)
        self._check(button)
        self.input.show_text("" if button is not None else value)
        self.input.setVisible(not self.buttons.buttons() or bool(self.input.text()))

    def _check(self, button: QAbstractButton | None) -> None:
        self.buttons.setExclusive(False)
        for other in self.buttons.buttons():
            other.setChecked(other is button)
        self.buttons.setExclusive(True)
        self._let_tab_reach(button)

    def _let_tab_reach(self, button: QAbstractButton | None) -> None:
        """Tab comes to the chosen one, else to the first: Enter there takes what is shown. Arrows go on from it."""
        buttons = self.buttons.buttons()
        for other in buttons:
            reached = other is (button or buttons[0])
            other.setFocusPolicy(Qt.FocusPolicy.StrongFocus if reached else Qt.FocusPolicy.ClickFocus)

    def _take(self, suggestion: Suggestion | None) -> None:
        if suggestion is self._suggestion:
            return
        self._suggestion = suggestion
        note = "" if suggestion is None else _note(suggestion.source)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        set_look(self._note, "source", "" if suggestion is None else suggestion.source.value)
        for widget in (self.input, *self.buttons.buttons()):
            set_look(widget, "tentative", self.tentative)
            widget.setAccessibleDescription(note)

    @property
    def tentative(self) -> bool:
        """Whether what stands here may belong to another customer and nobody has confirmed it."""
        return self._suggestion is not None and self._suggestion.source is Source.EARLIER

    def confirm(self) -> None:
        """The agent has seen it and agrees."""
        self._take(None)

    def question(self) -> bool:
        """Say what is doubtful about the value; True the first time that this one is."""
        problem = self._field.variable.doubt(self.value) if self.value not in self._field.choices else None
        if problem is None or self.value == self._accepted_doubt:
            return False
        self._accepted_doubt = self.value
        self._show_doubt(sentence(problem))
        return True

    def _show_doubt(self, text: str) -> None:
        self._doubt.setText(text)
        self._doubt.setVisible(bool(text))
        set_look(self.input, "doubtful", bool(text))
        if text:
            self.input.setAccessibleDescription(text)

    # focus

    @property
    def has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def take_focus(self) -> None:
        """The chosen or first button gets it, else the input, whose text is selected."""
        buttons = self.buttons.buttons()
        start = self.buttons.checkedButton() or (buttons[0] if buttons and not self.input.text() else self.input)
        start.setFocus(Qt.FocusReason.TabFocusReason)
        if start is self.input:
            self.input.selectAll()


def _note(source: Source) -> str:
    match source:
        case Source.CLIPBOARD:
            return _("From the clipboard")
        case Source.EARLIER:
            return _("Last one?")
        case Source.RECOGNISED:
            return _("From the tracking number")
