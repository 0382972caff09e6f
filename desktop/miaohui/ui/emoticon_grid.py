"""Emoticons as pictures in a grid, by sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from miaohui.domain.emoticon_catalogue import Choice
from miaohui.i18n import chinese
from miaohui.ui.theme import set_look

COLUMNS = 10
CELL = 40
"""px at 100 %, each way; a chip is as wide as its label needs."""
BESIDE = 6
"""Columns for a section whose heading stands on its left."""
HEADING = 26
"""px at 100 %, the height of a heading above its section."""


@dataclass(frozen=True)
class Section:
    """Choices under a heading, or ``beside`` it where they are few; search results have none."""

    heading: str
    choices: tuple[Choice, ...]
    beside: bool = False


class EmoticonGrid(QWidget):
    """Pictures in rows under headings; ``current`` is the place of the one that Enter picks."""

    picked = Signal(object)
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("emoticons")
        self.current = 0
        self._choices: list[Choice] = []
        self._buttons: list[QToolButton] = []
        self._headings: list[QLabel] = []

    @property
    def cells(self) -> Sequence[QToolButton]:
        return self._buttons[: len(self._choices)]

    @property
    def choice(self) -> Choice | None:
        return self._choices[self.current] if self._choices else None

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Draw these and begin at the first."""
        self._mark(checked=False)
        self._choices = [choice for section in sections for choice in section.choices]
        self.current = 0
        while len(self._buttons) < len(self._choices):
            self._buttons.append(self._new_button())
        while len(self._headings) < len(sections):
            self._headings.append(self._new_heading())
        cells = iter(self._buttons)
        top = 0
        for heading, section in zip(self._headings, sections, strict=False):
            heading.setText(section.heading)
            heading.setVisible(bool(section.heading))
            left = (COLUMNS - BESIDE) * CELL if section.beside else 0
            if section.beside:
                heading.setGeometry(4, top, left - 12, CELL)
            elif section.heading:
                heading.setGeometry(4, top, COLUMNS * CELL - 4, HEADING)
                top += HEADING
            for choice in section.choices:
                button = next(cells)
                self._fill(button, choice)
                width = CELL if choice.picture else button.sizeHint().width()
                if left + width > COLUMNS * CELL:
                    left, top = 0, top + CELL
                button.setGeometry(left, top, width, CELL)
                button.show()
                left += width
            top += CELL
        for unused in (*cells, *self._headings[len(sections) :]):
            unused.hide()
        self.resize(COLUMNS * CELL, top)
        self._mark(checked=True)

    def step(self, by: int) -> None:
        self._go(self.current + by)

    def step_line(self, by: int) -> None:
        """As many lines up or down, to what stands closest to straight below or above."""
        if not self._choices:
            return
        here = self.cells[self.current].geometry().center()
        lines = sorted({button.y() for button in self.cells})
        line = lines.index(self.cells[self.current].y()) + by
        top = lines[max(0, min(line, len(lines) - 1))]
        on_line = [place for place, button in enumerate(self.cells) if button.y() == top]
        self._go(min(on_line, key=lambda place: abs(self.cells[place].geometry().center().x() - here.x())))

    def _go(self, place: int) -> None:
        if self._choices:
            self._mark(checked=False)
            self.current = max(0, min(place, len(self._choices) - 1))
            self._mark(checked=True)
            self.moved.emit()

    def _mark(self, *, checked: bool) -> None:
        if self._choices:
            self._buttons[self.current].setChecked(checked)

    def _new_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("emoticon")
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setIconSize(QSize(0, 0))
        button.clicked.connect(self._clicked)
        return button

    def _new_heading(self) -> QLabel:
        heading = QLabel(self)
        heading.setObjectName("small")
        heading.setWordWrap(True)
        return heading

    @staticmethod
    def _fill(button: QToolButton, choice: Choice) -> None:
        name = name_of(choice)
        button.setText(choice.picture or choice.text)
        button.setToolTip(name)
        button.setAccessibleName(name)
        set_look(button, "chip", not choice.picture)

    def _clicked(self) -> None:
        button = self.sender()
        assert isinstance(button, QToolButton)
        self.picked.emit(self._choices[self._buttons.index(button)])


def name_of(choice: Choice) -> str:
    return choice.name if chinese() or not choice.name_en else choice.name_en
