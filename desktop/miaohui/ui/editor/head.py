"""The window's head: title, search field, and what can be done at any time."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)

from miaohui.flow.workspace import Workspace
from miaohui.i18n import _
from miaohui.messages import label
from miaohui.ui.theme import tinted

SEARCH_WIDTH = 300


class Head(QFrame):
    """Signals what was asked for. ``left_search`` says that the list below the field is wanted."""

    searched = Signal(str)
    left_search = Signal()
    import_requested = Signal()
    export_requested = Signal()
    undo_requested = Signal()
    redo_requested = Signal()
    new_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("head")
        title = QLabel(_("My replies"))
        title.setObjectName("heading")
        self.search = QLineEdit()
        self.search.setObjectName("filter")
        self.search.setAccessibleName(_("Search"))
        self.search.setPlaceholderText(_("Search: pinyin, initials, text…"))
        self.search.setToolTip(_("# narrows to a category or tag, @ to a season or to one's own (Ctrl+F)"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(SEARCH_WIDTH)
        self.search.setMaximumWidth(SEARCH_WIDTH + 80)
        self._glass = self.search.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self.searched)
        self.search.installEventFilter(self)
        self.tools = QMenu(self)
        tidy = _button(_("Tidy up"))
        tidy.setMenu(self.tools)
        tidy.setProperty("menu", True)
        tidy.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        importing = _button(_("Import"))
        importing.clicked.connect(self.import_requested)
        exporting = _button(_("Export"))
        exporting.clicked.connect(self.export_requested)
        self.undo = _button(_("↶ Undo"))
        self.undo.clicked.connect(self.undo_requested)
        self.redo = _button("↷")
        self.redo.clicked.connect(self.redo_requested)
        self.new = QPushButton(_("＋ New reply"))
        self.new.setObjectName("new")
        self.new.setToolTip(_("New reply (Ctrl+N)"))
        self.new.setAutoDefault(False)
        self.new.clicked.connect(self.new_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 12, 18, 12)
        row.setSpacing(10)
        row.addWidget(title)
        row.addWidget(self.search, 1)
        row.addStretch(1)
        for widget in (tidy, importing, exporting, self.undo, self.redo, self.new):
            row.addWidget(widget)

    def add_tool(self, text: str) -> QAction:
        """An entry of the menu “Tidy up”."""
        return self.tools.addAction(text)

    def show_steps(self, workspace: Workspace) -> None:
        """What undo and redo would do now."""
        for button, step, nothing, text, keys in (
            (self.undo, workspace.undo_label, _("Nothing to undo"), _("Undo: {what}"), "Ctrl+Z"),
            (self.redo, workspace.redo_label, _("Nothing to redo"), _("Redo: {what}"), "Ctrl+Y"),
        ):
            button.setEnabled(step is not None)
            told = nothing if step is None else f"{text.format(what=label(step))} ({keys})"
            button.setToolTip(told)
            button.setAccessibleName(told)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the field the arrow and Enter lead to the list."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.left_search.emit()
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._draw_glass()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw_glass()

    def _draw_glass(self) -> None:
        colour = QApplication.palette().color(QPalette.ColorRole.PlaceholderText)
        self._glass.setIcon(QIcon(tinted("search", colour, 16, self.devicePixelRatioF())))


def _button(text: str) -> QToolButton:
    made = QToolButton()
    made.setObjectName("tool")
    made.setText(text)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made
