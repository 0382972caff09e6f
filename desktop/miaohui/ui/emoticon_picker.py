"""The emoticon picker: a pop-up of pictures by situation, searched by name, driven by the keyboard.

The focus stays in the search field; the arrows move through the pictures, Enter picks, Esc closes.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from miaohui.domain.emoticon_catalogue import Catalogue, Choice
from miaohui.i18n import _, chinese
from miaohui.ui.emoticon_grid import BESIDE, CELL, COLUMNS, HEADING, EmoticonGrid, Section, name_of
from miaohui.ui.palette.search_field import SearchField

VISIBLE_ROWS = 8
_MARGIN = 12
_SCROLL_BAR = 10


class Recent:
    """What was picked last, the newest first; in memory only."""

    def __init__(self) -> None:
        self.choices: tuple[Choice, ...] = ()

    def add(self, choice: Choice) -> None:
        self.choices = (choice, *(other for other in self.choices if other != choice))[:BESIDE]


class EmoticonPicker(QFrame):
    """``picked`` carries what belongs into the text. ``clients`` are the names of the chat clients by dialect."""

    picked = Signal(str)

    def __init__(self, catalogue: Catalogue, clients: Mapping[str, str], recent: Recent, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._catalogue = catalogue
        self._clients = clients
        self._recent = recent
        self.setObjectName("popup")
        self.setAccessibleName(_("Emoticons"))

        self.search = SearchField()
        self.search.setObjectName("field")
        self.search.set_input_method(on=True)
        self.search.setPlaceholderText(_("Name, pinyin, initials or situation"))
        self.search.setAccessibleName(_("Search emoticons"))
        self.search.queried.connect(self._show_sections)
        self.search.installEventFilter(self)

        self.grid = EmoticonGrid()
        self.grid.picked.connect(self._pick)
        self.grid.moved.connect(self._tell)
        self._area = QScrollArea()
        self._area.setWidget(self.grid)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFixedSize(COLUMNS * CELL + _SCROLL_BAR, VISIBLE_ROWS * CELL + HEADING)
        self._area.viewport().setAutoFillBackground(False)
        self._nothing = QLabel()
        self._nothing.setObjectName("muted")
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setFixedHeight(self._area.height())
        self._nothing.hide()

        self._name = QLabel()
        self._known_by = QLabel()
        self._known_by.setObjectName("small")
        self.show_all = QToolButton()
        self.show_all.setObjectName("choice")
        self.show_all.setText(_("Show all"))
        self.show_all.setAccessibleName(self.show_all.text())
        self.show_all.setToolTip(_("Also those that don't suit a talk with buyers"))
        self.show_all.setAccessibleDescription(self.show_all.toolTip())
        self.show_all.setCheckable(True)
        self.show_all.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_all.toggled.connect(self._toggled)
        self.show_all.installEventFilter(self)
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(self._name)
        told.addWidget(self._known_by)
        bottom = QHBoxLayout()
        bottom.addLayout(told, 1)
        bottom.addWidget(self.show_all)

        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, 10)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self._area)
        column.addWidget(self._nothing)
        column.addLayout(bottom)
        self._show_sections("")

    def open_at(self, anchor: QWidget) -> None:
        """Below the widget, above it where there is no room below; always whole on its screen."""
        self.adjustSize()
        screen = anchor.screen().availableGeometry()
        below = anchor.mapToGlobal(QPoint(0, anchor.height() + 4))
        above = anchor.mapToGlobal(QPoint(0, -4)).y() - self.height()
        last = screen.bottomRight() + QPoint(1, 1) - QPoint(self.width(), self.height())
        left = max(screen.left(), min(below.x(), last.x()))
        top = max(screen.top(), min(below.y() if below.y() <= last.y() else above, last.y()))
        self.move(left, top)
        self.show()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def _toggled(self) -> None:
        self._show_sections(self.search.query)

    def _show_sections(self, query: str) -> None:
        everything = self.show_all.isChecked()
        if query.strip():
            hits = self._catalogue.search(query)
            shown = tuple(choice for choice in hits if everything or choice.fit)
            self.grid.show_sections([Section("", shown)])
            self._nothing.setText(
                _("Only what doesn't suit buyers is called so; “Show all” shows it.")
                if hits
                else _("No emoticon is called so.")
            )
        else:
            self.grid.show_sections(self._sections(everything=everything))
        self._area.setVisible(bool(self.grid.cells))
        self._nothing.setVisible(not self.grid.cells)
        self._area.verticalScrollBar().setValue(0)
        self._tell()

    def _sections(self, *, everything: bool) -> list[Section]:
        catalogue, choices = self._catalogue, self._catalogue.choices
        scenes = [
            Section(scene.name if chinese() else scene.name_en, catalogue.suiting(scene), beside=True)
            for scene in catalogue.scenes
        ]
        found = [
            Section(_("Recently used"), tuple(c for c in self._recent.choices if everything or c.fit), beside=True),
            *scenes,
            Section(_("All"), tuple(choice for choice in choices if choice.fit)),
        ]
        if everything:
            unfit = [choice for choice in choices if not choice.fit]
            found.append(Section(_("Rather not to buyers"), tuple(choice for choice in unfit if choice.picture)))
            found.append(Section(_("Meaning unknown"), tuple(choice for choice in unfit if not choice.picture)))
        return [section for section in found if section.choices]

    def _tell(self) -> None:
        """What the current one is, and who has a code of its own for it."""
        choice = self.grid.choice
        name = "" if choice is None else name_of(choice)
        self._name.setText(name)
        self.search.setAccessibleDescription(name)
        known = [] if choice is None else [self._clients[one] for one in choice.dialects if one in self._clients]
        self._known_by.setText(" · ".join(known))
        if choice is not None:
            self._area.ensureWidgetVisible(self.grid.cells[self.grid.current], 0, HEADING)

    def _pick(self, choice: Choice) -> None:
        self._recent.add(choice)
        self.close()
        self.picked.emit(choice.text)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.search.clear()
        self._show_sections("")  # with what was picked in front, the next time

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or self.search.composing:
            return False
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if watched is self.show_all:
                self.show_all.click()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if self.grid.choice is not None:
                    self._pick(self.grid.choice)
            case Qt.Key.Key_Escape:
                self.close()
            case Qt.Key.Key_Left:
                self.grid.step(-1)
            case Qt.Key.Key_Right:
                self.grid.step(1)
            case Qt.Key.Key_Up:
                self.grid.step_line(-1)
            case Qt.Key.Key_Down:
                self.grid.step_line(1)
            case Qt.Key.Key_PageUp:
                self.grid.step_line(1 - VISIBLE_ROWS)
            case Qt.Key.Key_PageDown:
                self.grid.step_line(VISIBLE_ROWS - 1)
            case _:
                return False
        return True
