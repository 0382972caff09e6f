"""The heading of a table whose columns somebody gives a meaning: a choice stands above each of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHeaderView, QWidget

from miaohui.flow.transfer import Field
from miaohui.i18n import _
from miaohui.ui.import_wizard.names import FIELDS, field_name

MARGIN = 6


class ColumnHeader(QHeaderView):
    """``reached`` tells the number of a column whose choice has the focus now."""

    changed = Signal()
    reached = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.choices: list[QComboBox] = []
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.sectionResized.connect(self._place)

    @property
    def fields(self) -> tuple[Field | None, ...]:
        return tuple(choice.currentData() for choice in self.choices)

    def show_fields(self, fields: Sequence[Field | None], headings: Sequence[str]) -> None:
        """As many choices as columns; none for a table whose columns nobody can change."""
        for choice in self.choices:
            choice.hide()
            choice.deleteLater()
        named = enumerate(zip(fields, headings, strict=True))
        self.choices = [self._choice(number, held, heading) for number, (held, heading) in named]
        self._place()
        self.updateGeometry()

    def _choice(self, number: int, held: Field | None, heading: str) -> QComboBox:
        choice = QComboBox(self.viewport())
        for field in (None, *FIELDS):
            choice.addItem(field_name(field), field)
        choice.setCurrentIndex(choice.findData(held))
        choice.setAccessibleName(_("Column {number}: {heading}").format(number=number + 1, heading=heading))
        choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        choice.installEventFilter(self)
        choice.activated.connect(self.changed)
        choice.show()
        return choice

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel moves the table, not what a column holds; a choice that gets the focus comes into sight."""
        if event.type() is QEvent.Type.FocusIn and isinstance(watched, QComboBox) and watched in self.choices:
            self.reached.emit(self.choices.index(watched))
        return event.type() is QEvent.Type.Wheel

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        if self.choices:
            size.setHeight(size.height() + self.choices[0].sizeHint().height() + MARGIN)
        return size

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._place()

    def scroll_along(self) -> None:
        """The table was moved sideways."""
        self._place()

    def _place(self, *_changed: int) -> None:
        for number, choice in enumerate(self.choices):
            left, width = self.sectionViewportPosition(number), self.sectionSize(number)
            choice.setGeometry(left + MARGIN // 2, MARGIN // 2, width - MARGIN, choice.sizeHint().height())
