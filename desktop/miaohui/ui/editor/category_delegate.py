"""Draws a row of the category tree: arrow, icon, name, count."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from miaohui.i18n import _
from miaohui.ui.editor.category_model import COUNT_ROLE, ICON_ROLE, SECTION_ROLE
from miaohui.ui.editor.section import TRASH
from miaohui.ui.theme import Tokens

Index = QModelIndex | QPersistentModelIndex

ROW = 31
MARGIN = 8
ARROW = 18
"""px from the row's left end to what stands behind the arrow."""
_APART = 10
"""px above the trash, which is no category."""
_LEVEL = 14
_SMALLER = 1


class CategoryDelegate(QStyledItemDelegate):
    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self.tokens = tokens

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, ROW + (_APART if index.data(SECTION_ROLE) == TRASH else 0))

    def box(self, option: QStyleOptionViewItem, index: Index) -> QRect:
        """The rounded part of the row."""
        rect: QRect = option.rect
        above = _APART if index.data(SECTION_ROLE) == TRASH else 0
        return rect.adjusted(MARGIN, above, -MARGIN, 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        box = self.box(option, index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.tokens.colour("accent_soft" if chosen else "line"))
            radius = self.tokens.size("radius_small")
            painter.drawRoundedRect(QRectF(box), radius, radius)
        if chosen and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self.tokens.colour("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            radius = self.tokens.size("radius_small")
            painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        below = index.parent().isValid()
        text = self.tokens.colour("accent_text" if chosen else "muted" if below else "text")
        if index.model().rowCount(index) > 0:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.tokens.colour("accent_text" if chosen else "muted"))
            is_open = bool(state & QStyle.StateFlag.State_Open)
            painter.drawPolygon(_arrow(QPointF(box.left() + ARROW / 2 + 0.5, box.center().y() + 0.5), is_open=is_open))
        self._draw_text(painter, box, index, text=text, chosen=chosen, below=below)
        painter.restore()

    def _draw_text(
        self, painter: QPainter, box: QRect, index: Index, *, text: QColor, chosen: bool, below: bool
    ) -> None:
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        count = str(index.data(COUNT_ROLE) or "")
        small = self.tokens.font("text_small", bold=chosen)
        width = QFontMetrics(small).horizontalAdvance(count)
        right = box.right() - 10
        painter.setFont(small)
        painter.setPen(self.tokens.colour("accent_text" if chosen else "muted"))
        painter.drawText(QRect(right - width, box.top(), width, box.height()), middle, count)
        font = self.tokens.font(bold=chosen)
        font.setPixelSize(self.tokens.size("text_base") - _SMALLER)
        metrics = QFontMetrics(font)
        left = box.left() + ARROW + (_LEVEL if below else 0)
        painter.setFont(font)
        painter.setPen(text)
        icon = index.data(ICON_ROLE)
        if icon:
            painter.setFont(self.tokens.font("text_title"))
            painter.drawText(QRect(left, box.top(), 24, box.height()), middle, icon)
            painter.setFont(font)
            left += 23
        room = right - width - 8 - left
        shown = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, box.top(), room, box.height()), middle, shown)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setObjectName("inPlace")
        editor.setAccessibleName(_("The category's name"))
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        below = index.parent().isValid()
        editor.setGeometry(self.box(option, index).adjusted(ARROW - 6 + (_LEVEL if below else 0), 1, -2, -1))


def _arrow(centre: QPointF, *, is_open: bool) -> QPolygonF:
    x, y = centre.x(), centre.y()
    if is_open:
        return QPolygonF([QPointF(x - 4, y - 2.5), QPointF(x + 4, y - 2.5), QPointF(x, y + 3)])
    return QPolygonF([QPointF(x - 2.5, y - 4), QPointF(x - 2.5, y + 4), QPointF(x + 3, y)])
