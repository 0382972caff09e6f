"""The one delegate that draws reply rows: number, title with highlights, code, place, first line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen, QPolygonF, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from miaohui.i18n import _
from miaohui.ui import utf16
from miaohui.ui.rich_text import MAX_LINE, Line
from miaohui.ui.theme import Tokens

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1

_PADDING = 12
_BADGE = 18
_TEXT_LEFT = 46
_WAVE, _WAVES = 4, 4
"""px of half a wave, and how many of them."""
_CHIP = 6
"""px from a chip's label to what stands beside it."""


@dataclass(frozen=True, repr=False)
class Row:
    """What one row shows. ``number`` 0 means no key picks it (but where ``badge`` names one); spans are (start, end) in
    Python characters, ``title_decides`` is that of the word that tells it from its like; ``season`` is "" for none,
    "base" or "peak" where a variant is in force; ``faulty`` where the wording check found an error."""

    number: int
    title: str
    title_spans: tuple[tuple[int, int], ...]
    code: str
    code_spans: tuple[tuple[int, int], ...]
    place: str
    line: Line
    season: str = ""
    favourite: bool = False
    badge: str = ""
    title_decides: tuple[int, int] | None = None
    faulty: bool = False

    @property
    def accessible_text(self) -> str:
        text = f"{self.title} {self.code}"
        return _("{row}, breaks a wording rule").format(row=text) if self.faulty else text


class RowDelegate(QStyledItemDelegate):
    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self.tokens = tokens

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self.tokens.size("row_height"))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row):
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.tokens.colour("accent_soft"))
            radius = self.tokens.size("radius_panel") - 2
            painter.drawRoundedRect(QRectF(rect).adjusted(0, 1, 0, -1), radius, radius)
        if row.number or row.badge:
            self._draw_badge(painter, rect, row.badge or str(row.number))
        self._draw_first_line(painter, rect, row)
        self._draw_second_line(painter, rect, row)
        painter.restore()

    def _draw_badge(self, painter: QPainter, rect: QRect, key: str) -> None:
        badge = QRectF(rect.left() + _PADDING - 2, rect.top() + 11, _BADGE, _BADGE)
        painter.setPen(QPen(self.tokens.colour("border"), 1))
        painter.setBrush(self.tokens.colour("surface"))
        painter.drawRoundedRect(badge, 4, 4)
        font = self.tokens.font("text_small")
        font.setPixelSize(11)
        painter.setFont(font)
        painter.setPen(self.tokens.colour("muted"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, key)

    def _draw_first_line(self, painter: QPainter, rect: QRect, row: Row) -> None:
        top = rect.top() + 7
        right = rect.right() - _PADDING
        small = self.tokens.font("text_small")
        place = QFontMetrics(small).elidedText(row.place, Qt.TextElideMode.ElideMiddle, 130)
        place_width = QFontMetrics(small).horizontalAdvance(place)
        painter.setFont(small)
        painter.setPen(self.tokens.colour("muted"))
        place_rect = QRect(right - place_width, top, place_width, 22)
        painter.drawText(place_rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), place)

        left = rect.left() + _TEXT_LEFT
        code_width = QFontMetrics(self.tokens.font("text_small", code=True)).horizontalAdvance(row.code)
        room = (
            right
            - place_width
            - 12
            - left
            - min(code_width, 90)
            - 8
            - (16 if row.season else 0)
            - (18 if row.favourite else 0)
            - (22 if row.faulty else 0)
        )
        left += self._draw_text(painter, left, top, room, row.title, row.title_spans, row.title_decides, bold=True) + 8
        left += self._draw_text(painter, left, top, 90, row.code, row.code_spans, code=True) + 8
        if row.favourite:
            painter.setFont(small)
            painter.setPen(self.tokens.colour("accent_text"))
            painter.drawText(QRect(left, top, 14, 22), int(Qt.AlignmentFlag.AlignVCenter), "★")
            left += 18
        if row.season:
            self._draw_season(painter, QPointF(left + 4, top + 11), peak=row.season == "peak")
            left += 16
        if row.faulty:
            self._draw_wave(painter, QPointF(left, top + 12))

    def _draw_second_line(self, painter: QPainter, rect: QRect, row: Row) -> None:
        left, right = rect.left() + _TEXT_LEFT, rect.right() - _PADDING
        font = self.tokens.font("text_small")
        font.setPixelSize(self.tokens.size("text_small") + 1)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        for text, chip in row.line.pieces:
            frame = _CHIP if chip else 0
            shown = metrics.elidedText(text[:MAX_LINE], Qt.TextElideMode.ElideRight, right - left - 2 * frame)
            width = metrics.horizontalAdvance(shown)
            if chip:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self.tokens.colour("line"))
                painter.drawRoundedRect(QRectF(left + 1, rect.top() + 30, width + 2 * frame - 2, 17), 4, 4)
            painter.setPen(self.tokens.colour("muted"))
            box = QRect(left + frame, rect.top() + 28, width + 1, 20)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
            left += width + 2 * frame
            if shown != text or left >= right:
                break

    def _draw_season(self, painter: QPainter, centre: QPointF, *, peak: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.tokens.colour("peak" if peak else "accent"))
        if peak:
            x, y = centre.x(), centre.y()
            painter.drawPolygon(QPolygonF([QPointF(x, y - 4), QPointF(x + 4.5, y + 3.5), QPointF(x - 4.5, y + 3.5)]))
        else:
            painter.drawEllipse(centre, 3.5, 3.5)

    def _draw_wave(self, painter: QPainter, start: QPointF) -> None:
        """The wavy line that stands below such a text where it is written."""
        path = QPainterPath(start)
        for place in range(_WAVES):
            middle = start + QPointF((2 * place + 1) * _WAVE / 2, 0)
            end = start + QPointF((place + 1) * _WAVE, 0)
            path.quadTo(middle + QPointF(0, -3.5 if place % 2 else 3.5), end)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.tokens.colour("danger"), 1.5))
        painter.drawPath(path)

    def _draw_text(
        self,
        painter: QPainter,
        left: int,
        top: int,
        room: int,
        text: str,
        spans: Iterable[tuple[int, int]],
        decides: tuple[int, int] | None = None,
        *,
        bold: bool = False,
        code: bool = False,
    ) -> int:
        """Draw highlighted text, cut off with an ellipsis and the deciding word underlined; returns its width in px."""
        font = self.tokens.font("text_small" if code else "text_base", bold=bold, code=code)
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
        layout = QTextLayout(shown, font)
        formats = [self._format(0, utf16.length(shown), self.tokens.colour("text" if bold else "muted"))]
        kept = len(shown) - 1 if shown != text else len(shown)
        for start, end in spans:
            if start < kept:
                begin = utf16.length(text[:start])
                formats.append(
                    self._format(begin, utf16.length(text[start : min(end, kept)]), self.tokens.colour("match"))
                )
        if decides is not None and decides[0] < kept:
            begin, length = utf16.length(text[: decides[0]]), utf16.length(text[decides[0] : min(decides[1], kept)])
            formats.append(self._underline(begin, length))
        layout.setFormats(formats)
        layout.beginLayout()
        line = layout.createLine()
        line.setNumColumns(utf16.length(shown))
        layout.endLayout()
        layout.draw(painter, QPointF(left, top + (22 - line.height()) / 2))
        return round(line.naturalTextWidth())

    def _underline(self, start: int, length: int) -> QTextLayout.FormatRange:
        found = QTextLayout.FormatRange()
        found.start, found.length = start, length
        form = QTextCharFormat()
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
        form.setUnderlineColor(self.tokens.colour("accent"))
        found.format = form
        return found

    @staticmethod
    def _format(start: int, length: int, colour: QColor) -> QTextLayout.FormatRange:
        found = QTextLayout.FormatRange()
        found.start, found.length = start, length
        form = QTextCharFormat()
        form.setForeground(colour)
        found.format = form
        return found
