"""Draws the table's cells: code, title, the season's dot, how often it was used."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from miaohui.domain.reply import Reply
from miaohui.i18n import _
from miaohui.ui.editor.reply_model import REPLY_ROLE, Column, is_seasonal
from miaohui.ui.theme import Tokens

Index = QModelIndex | QPersistentModelIndex

ROW = 38
_PADDING = 14
_DOT = 3.5


class ReplyDelegate(QStyledItemDelegate):
    def __init__(self, tokens: Tokens, view: QTableView) -> None:
        super().__init__(view)
        self.tokens = tokens
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        reply = index.data(REPLY_ROLE)
        if not isinstance(reply, Reply):
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.fillRect(rect, self.tokens.colour("accent_soft"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), self.tokens.colour("line"))
        column = Column(index.column())
        if column is Column.CODE and self._view.hasFocus() and index.row() == self._view.currentIndex().row():
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height() - 1), self.tokens.colour("accent"))
        match column:
            case Column.CODE:
                self._draw_code(painter, rect, reply.code)
            case Column.TITLE:
                self._draw_title(painter, rect, reply, chosen=chosen)
            case Column.SEASON if is_seasonal(reply):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self.tokens.colour("accent"))
                painter.drawEllipse(QPointF(rect.right() - _PADDING - 2 * _DOT, rect.center().y()), _DOT, _DOT)
            case Column.USES:
                painter.setFont(self.tokens.font("text_base"))
                painter.setPen(self.tokens.colour("muted"))
                box = rect.adjusted(0, 0, -_PADDING, -1)
                painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), index.data())
        painter.restore()

    def _draw_code(self, painter: QPainter, rect: QRect, code: str) -> None:
        font = self.tokens.font("text_small", code=True)
        font.setPixelSize(self.tokens.size("text_small") + 1)
        painter.setFont(font)
        painter.setPen(self.tokens.colour("muted"))
        box = rect.adjusted(_PADDING, 0, 4, -1)
        shown = QFontMetrics(font).elidedText(code, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), shown)

    def _draw_title(self, painter: QPainter, rect: QRect, reply: Reply, *, chosen: bool) -> None:
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        signs = [("★", "accent_text")] if reply.favourite is not None else []
        if reply.overlays:
            signs.append((_("my wording"), "muted"))
        if reply.locked:
            signs.append((_("locked"), "muted"))
        small = self.tokens.font("text_small")
        widths = [QFontMetrics(small).horizontalAdvance(sign) + 8 for sign, _colour in signs]
        font = self.tokens.font("text_base", bold=chosen)
        metrics = QFontMetrics(font)
        box = rect.adjusted(_PADDING, 0, -6, -1)
        shown = metrics.elidedText(reply.title, Qt.TextElideMode.ElideRight, max(0, box.width() - sum(widths)))
        painter.setFont(font)
        painter.setPen(self.tokens.colour("text"))
        painter.drawText(box, middle, shown)
        left = box.left() + metrics.horizontalAdvance(shown) + 8
        painter.setFont(small)
        for (sign, colour), width in zip(signs, widths, strict=True):
            painter.setPen(self.tokens.colour(colour))
            painter.drawText(QRect(left, box.top(), width, box.height()), middle, sign)
            left += width
