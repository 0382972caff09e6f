"""The fill form: what is truly missing (or was asked to be changed), in the place of the hits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QToolButton, QVBoxLayout, QWidget

from miaohui.domain.customer import Suggestion
from miaohui.domain.draft import FormField
from miaohui.ui.palette.value_editor import ValueEditor
from miaohui.ui.palette.value_input import BlockInput

MARGIN = 20


class FillForm(QWidget):
    """``changed`` and ``accepted`` carry the values by variable name; ``cancelled`` is silent; ``otherwise`` says that
    Ctrl+Enter was pressed, before what an Enter does."""

    changed = Signal(dict)
    accepted = Signal(dict)
    otherwise = Signal()
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

    def ask(
        self,
        fields: Sequence[FormField],
        labels: Mapping[str, str],
        suggestions: Mapping[str, Suggestion] | None = None,
    ) -> None:
        """Show one editor for each field and put the focus on the first missing one.

        ``suggestions`` by variable name stand in their fields, marked: Enter accepts, typing replaces. They are among
        the ``values`` at once, but one of ``Source.EARLIER`` is accepted only by an Enter in its own field.
        """
        for editor in self._editors:
            self._column.removeWidget(editor)
            editor.hide()
            editor.deleteLater()
        self._editors = []
        self._needed = frozenset(field.variable.name for field in fields if field.missing)
        for number, field in enumerate(fields):
            editor = ValueEditor(field, labels[field.variable.name], self.width() - 2 * MARGIN, self)
            editor.edited.connect(self._edited)
            for widget in (editor.input, *editor.findChildren(QToolButton)):
                widget.installEventFilter(self)
            self._column.insertWidget(number, editor)
            editor.show()  # now: left to the layout, it would take the focus only after the keys that already wait
            self._editors.append(editor)
            suggestion = (suggestions or {}).get(editor.name)
            if suggestion is not None:
                editor.suggest(suggestion)
        self._follow()
        first = next((e for e in self._editors if e.name in self._needed), None)
        self._focus(first or next(iter(self._editors), None))

    def _focus(self, editor: ValueEditor | None) -> None:
        if editor is not None:
            editor.take_focus()
            self._area.ensureWidgetVisible(editor)

    def _follow(self) -> None:
        """What one field implies shows in the others."""
        implied = {name: value for editor in self._editors for name, value in editor.implied().items()}
        for editor in self._editors:
            editor.follow(implied.get(editor.name, ""))

    @property
    def values(self) -> dict[str, str]:
        return {editor.name: editor.value for editor in self._editors if editor.value}

    @property
    def tentative(self) -> frozenset[str]:
        """The variables whose value may belong to another customer and isn't confirmed."""
        return frozenset(editor.name for editor in self._editors if editor.tentative)

    def _edited(self) -> None:
        self._follow()
        self.changed.emit(self.values)

    def submit(self) -> None:
        """Accept when everything needed is there, else go to what is missing, not confirmed or doubtful. What is
        doubtful is said once: the next time it is meant."""
        if any(editor.press_focused() for editor in self._editors):
            return
        for editor in self._editors:
            if editor.has_focus:
                editor.confirm()
        open_ones = [e for e in self._editors if e.tentative or (e.name in self._needed and not e.value)]
        open_ones = open_ones or [e for e in self._editors if e.question()]
        if open_ones:
            self._focus(open_ones[0])
        else:
            self.accepted.emit(self.values)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if isinstance(watched, BlockInput) and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                    return False
                if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                    self.otherwise.emit()
                self.submit()
                return True
            case Qt.Key.Key_Escape:
                self.cancelled.emit()
                return True
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                step = 1 if event.key() == Qt.Key.Key_Right else -1
                return any(editor.step_choice(step) for editor in self._editors)
        typed = event.text()
        if isinstance(watched, QToolButton) and typed.isprintable() and typed.strip():
            return any(editor.type_other(typed) for editor in self._editors)
        return False
