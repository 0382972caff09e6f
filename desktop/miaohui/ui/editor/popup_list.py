"""A list below what is being typed. The focus stays where it is; whoever has it hands over the keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPalette, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

MOST_ROWS = 9
MOST = 200
_ROW, _PADDING, _APART = 28, 10, 16
_LEAST, _WIDEST = 220, 460
_DETAIL_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_VALUE_ROLE = _DETAIL_ROLE + 1


@dataclass(frozen=True, repr=False)
class Entry:
    """A row: what it says, what stands beside it, and what is chosen with it."""

    text: str
    detail: str
    value: object


class PopupList(QListView):
    """``chosen`` carries the entry's value."""

    chosen = Signal(object)

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        # A tool tip's window never takes the focus, and the window manager leaves it alone.
        self.setWindowFlags(Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("popupList")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(True)
        self.setItemDelegate(_Delegate(self))
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.clicked.connect(self._clicked)
        self.hide()

    def offer(self, entries: Sequence[Entry], anchor: QRect) -> None:
        """Show them below ``anchor`` (on the screen), above it where there is no room; none hides the list."""
        if not entries:
            self.hide()
            return
        self._model.clear()
        for entry in entries[:MOST]:
            item = QStandardItem(entry.text)
            item.setData(entry.detail, _DETAIL_ROLE)
            item.setData(entry.value, _VALUE_ROLE)
            item.setAccessibleText(f"{entry.text} {entry.detail}".strip())
            self._model.appendRow(item)
        self.setCurrentIndex(self._model.index(0, 0))
        metrics = QFontMetrics(self.font())
        widest = max(metrics.horizontalAdvance(e.text) + metrics.horizontalAdvance(e.detail) for e in entries[:MOST])
        width = max(_LEAST, min(_WIDEST, widest + 2 * _PADDING + _APART + 40), min(anchor.width(), _WIDEST))
        height = min(self._model.rowCount(), MOST_ROWS) * _ROW + 10
        screen = self._owner.screen().availableGeometry()
        below = anchor.bottom() + 4
        top = below if below + height <= screen.bottom() else max(screen.top(), anchor.top() - 4 - height)
        left = max(screen.left(), min(anchor.left(), screen.right() + 1 - width))
        self.setGeometry(left, top, width, height)
        self.show()
        self.scrollToTop()

    @property
    def texts(self) -> list[str]:
        """What is offered now."""
        return [self._model.item(row).text() for row in range(self._model.rowCount())] if self.isVisible() else []

    def take(self, event: QKeyEvent) -> bool:
        """Whether the key belonged to the list: arrows move, Enter and Tab choose, Esc closes."""
        if not self.isVisible() or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        match event.key():
            case Qt.Key.Key_Down:
                self._step(1)
            case Qt.Key.Key_Up:
                self._step(-1)
            case Qt.Key.Key_PageDown:
                self._step(MOST_ROWS - 1, turn=False)
            case Qt.Key.Key_PageUp:
                self._step(1 - MOST_ROWS, turn=False)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Tab:
                self._clicked(self.currentIndex())
            case Qt.Key.Key_Escape:
                self.hide()
            case _:
                return False
        return True

    def _step(self, step: int, *, turn: bool = True) -> None:
        rows, row = self._model.rowCount(), self.currentIndex().row() + step
        self.setCurrentIndex(self._model.index(row % rows if turn else max(0, min(rows - 1, row)), 0))

    def _clicked(self, index: QModelIndex) -> None:
        value = index.data(_VALUE_ROLE)
        self.hide()
        self.chosen.emit(value)


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, _ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        palette: QPalette = option.palette
        style = option.widget.style()
        background = QStyleOptionViewItem(option)
        background.state &= ~QStyle.StateFlag.State_HasFocus
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, background, painter, option.widget)
        room = rect.adjusted(_PADDING, 0, -_PADDING, 0)
        metrics = QFontMetrics(option.font)
        text = metrics.elidedText(index.data(), Qt.TextElideMode.ElideRight, room.width())
        painter.save()
        painter.setFont(option.font)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        left = room.width() - metrics.horizontalAdvance(text) - _APART
        if left > 0:
            detail = metrics.elidedText(index.data(_DETAIL_ROLE), Qt.TextElideMode.ElideRight, left)
            painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, detail)
        painter.restore()
