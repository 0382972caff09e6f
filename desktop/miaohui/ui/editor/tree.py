"""The category tree: choose, rename in place, move by dragging."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from miaohui.i18n import _
from miaohui.ui.editor.category_delegate import ARROW, MARGIN, CategoryDelegate
from miaohui.ui.editor.category_model import CategoryModel
from miaohui.ui.editor.section import ALL, Kind, Section
from miaohui.ui.theme import Tokens


class CategoryTree(QTreeView):
    """``chosen`` carries the section; ``entered`` says that Enter was pressed on it; ``menu_requested`` carries the
    section and the place on the screen; ``delete_requested`` and ``add_requested`` the section."""

    chosen = Signal(object)
    entered = Signal()
    menu_requested = Signal(object, QPoint)
    delete_requested = Signal(object)
    add_requested = Signal(object)

    def __init__(self, model: CategoryModel, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._delegate = CategoryDelegate(tokens, self)
        self.setObjectName("categories")
        self.setAccessibleName(_("Categories"))
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setMouseTracking(True)
        self.setAnimated(False)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setAutoExpandDelay(600)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)
        self.choose(ALL)

    def set_tokens(self, tokens: Tokens) -> None:
        self._delegate.tokens = tokens
        self.viewport().update()

    @property
    def section(self) -> Section:
        """The chosen one; everything where its category is gone."""
        index = self.currentIndex()
        return self._model.section(index) if index.isValid() else ALL

    def choose(self, section: Section) -> None:
        index = self._model.index_of(section)
        if index.isValid() and index != self.currentIndex():
            self.setCurrentIndex(index)

    def expand_section(self, section: Section) -> None:
        self.expand(self._model.index_of(section))

    def rename(self, section: Section) -> None:
        """Let its name be written in place."""
        index = self._model.index_of(section)
        if index.isValid():
            self.setFocus()
            self.setCurrentIndex(index)
            self.edit(index)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if self.selectedIndexes():
            self.chosen.emit(self.section)

    # mouse: the delegate draws the arrow, as there is no indentation that the view could draw it in

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        index = self.indexAt(place)
        on_arrow = place.x() < MARGIN + ARROW and self._model.rowCount(index) > 0
        if event.button() is Qt.MouseButton.LeftButton and index.isValid() and on_arrow:
            self.setExpanded(index, not self.isExpanded(index))
            return
        super().mousePressEvent(event)

    def drawBranches(self, painter: object, rect: object, index: QModelIndex | QPersistentModelIndex) -> None:
        """Nothing: see the delegate."""

    def _ask_menu(self, place: QPoint) -> None:
        index = self.indexAt(place)
        section = self._model.section(index) if index.isValid() else ALL
        self.menu_requested.emit(section, self.viewport().mapToGlobal(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        section = self.section
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.state() is not QAbstractItemView.State.EditingState:
                self.entered.emit()
            case Qt.Key.Key_Delete if section.kind is Kind.CATEGORY:
                self.delete_requested.emit(section)
            case Qt.Key.Key_Insert:
                self.add_requested.emit(section)
            case Qt.Key.Key_Menu:
                rect = self.visualRect(self.currentIndex())
                self.menu_requested.emit(section, self.viewport().mapToGlobal(rect.bottomLeft()))
            case _:
                super().keyPressEvent(event)
