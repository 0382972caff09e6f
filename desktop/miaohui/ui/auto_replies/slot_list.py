"""The list of settings: what stands in each, from where, and whether it is set in the client."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from miaohui.domain.tables import Tables
from miaohui.domain.wording import Finding, Level
from miaohui.flow.auto_replies import Mark, Standing, Text
from miaohui.i18n import _
from miaohui.ui.auto_replies.words import origin
from miaohui.ui.names import slot_name
from miaohui.ui.rich_text import Line, one_line
from miaohui.ui.theme import Tokens

SLOT_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_ROW_HEIGHT = 64
_MARGIN = 14
_GAP = 10
_MARK = 26
"""px that the sign for something wrong takes beside a name."""


@dataclass(frozen=True, repr=False)
class SlotRow:
    """What a row shows. ``alarming`` if something is wrong; ``line_colour`` and ``state_colour`` are tokens: grey for a
    text of another place."""

    name: str
    line: str
    line_colour: str
    origin: str
    alarming: bool
    state: str
    state_colour: str


def slot_row(text: Text, findings: Iterable[Finding], tables: Tables, *, copied: bool) -> SlotRow:
    alarming = bool(text.shortcomings) or any(one.rule.level is not Level.HINT for one in findings)
    where = origin(text, tables)
    colour = "muted"
    if text.draft is not None:
        line = one_line(text.draft.parts[0]) if text.draft.parts else Line(())
        shown, colour = line.text, "muted" if where else "text"
    elif text.standing is Standing.GONE:
        shown, colour = _("Its reply is in the trash"), "missing"
    elif text.place.slot.required:
        shown, colour = _("No text: one is required"), "missing"
    else:
        shown = _("No text")
    state, state_colour = _state(text, copied=copied)
    name = slot_name(text.place.slot)
    return SlotRow(name, shown, colour, where, alarming, state, state_colour)


def _state(text: Text, *, copied: bool) -> tuple[str, str]:
    if text.mark is Mark.DUE:
        return (_("copied, to be set") if copied else _("to be set")), "missing"
    if text.mark is Mark.DONE and text.draft is not None:
        return _("✓ set"), "filled"
    return (_("copied"), "accent_text") if copied else ("", "muted")


class SlotModel(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: Sequence[SlotRow] = ()

    def show_rows(self, rows: Sequence[SlotRow]) -> None:
        if len(rows) == len(self._rows):
            self._rows = rows
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == SLOT_ROLE:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (row.name, row.state, row.origin, row.line)))
        return None


class SlotDelegate(QStyledItemDelegate):
    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self.tokens = tokens

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, _ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(SLOT_ROLE)
        if not isinstance(row, SlotRow):
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
        left, right = rect.left() + _MARGIN, rect.right() - _MARGIN
        first, second = rect.top() + 9, rect.top() + 33
        end = self._draw(painter, row.state, row.state_colour, QRect(left, first, right - left, 22), right=True)
        room = end - left - _GAP - (_MARK if row.alarming else 0)
        used = self._draw(painter, row.name, "text", QRect(left, first, room, 22), bold=True)
        if row.alarming:
            self._draw_mark(painter, QRectF(used + 8, first + 3, 16, 16))
        if row.origin:
            end = self._draw(painter, row.origin, "muted", QRect(left, second, right - left, 22), right=True) - _GAP
        else:
            end = right
        self._draw(painter, row.line, row.line_colour, QRect(left, second, end - left, 22))
        painter.restore()

    def _draw_mark(self, painter: QPainter, box: QRectF) -> None:
        """Something is wrong with this text."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.tokens.colour("missing_soft"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(self.tokens.font("text_small", bold=True))
        painter.setPen(self.tokens.colour("missing"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "!")

    def _draw(
        self, painter: QPainter, text: str, colour: str, box: QRect, *, right: bool = False, bold: bool = False
    ) -> int:
        """Cut off with an ellipsis; returns where it ends on the side of the box's inside (px)."""
        font = self.tokens.font("text_base" if bold else "text_small", bold=bold)
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, max(0, box.width()))
        width = QFontMetrics(font).horizontalAdvance(shown)
        painter.setFont(font)
        painter.setPen(self.tokens.colour(colour))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
        return box.right() - width if right else box.left() + width


class SlotList(QListView):
    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hits")
        self.setAccessibleName(_("Automatic replies"))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows = SlotModel(self)
        self.setModel(self.rows)
        self.delegate = SlotDelegate(tokens, self)
        self.setItemDelegate(self.delegate)

    @property
    def row(self) -> int:
        """The current one; -1 for none."""
        return self.currentIndex().row()

    def select(self, row: int) -> None:
        count = self.rows.rowCount()
        if count:
            self.setCurrentIndex(self.rows.index(min(max(row, 0), count - 1)))
