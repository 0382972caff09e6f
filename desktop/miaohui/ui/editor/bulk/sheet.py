"""What the windows for many replies have in common: a list of replies, some of them ticked, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAbstractTextDocumentLayout, QFontMetrics, QKeyEvent, QPainter, QPalette, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from miaohui.domain.search import Steps
from miaohui.i18n import _, ngettext
from miaohui.ui.form_dialog import button
from miaohui.ui.stepper import Stepper
from miaohui.ui.theme import Theme, Tokens

Index = QModelIndex | QPersistentModelIndex
T = TypeVar("T")

MOST = 500
"""Rows that are shown; the number of all is told."""
_ID = int(Qt.ItemDataRole.UserRole)
_ROW = _ID + 1
_HEIGHT = 50


@dataclass(frozen=True, repr=False)
class Row:
    """A reply's row: ``key`` is its id; ``more`` is rich text for the second line, ``plain`` the same to be read."""

    key: str
    title: str
    code: str
    more: str
    plain: str


class _Delegate(QStyledItemDelegate):
    def __init__(self, tokens: Tokens, *, tickable: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._left = 34 if tickable else 10

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)  # ground, tick and focus; there is no text of its own
        row = index.data(_ROW)
        if not isinstance(row, Row):
            return
        rect: QRect = option.rect
        left, width = rect.left() + self._left, rect.width() - self._left - 10
        tokens = self._tokens
        painter.save()
        code = tokens.font("text_small", code=True)
        code_width = QFontMetrics(code).horizontalAdvance(row.code)
        title = tokens.font("text_base", bold=True)
        shown = QFontMetrics(title).elidedText(row.title, Qt.TextElideMode.ElideRight, width - code_width - 10)
        painter.setFont(title)
        painter.setPen(tokens.colour("text"))
        painter.drawText(QRect(left, rect.top() + 4, width, 22), int(Qt.AlignmentFlag.AlignVCenter), shown)
        painter.setFont(code)
        painter.setPen(tokens.colour("muted"))
        beside = left + QFontMetrics(title).horizontalAdvance(shown) + 8
        painter.drawText(QRect(beside, rect.top() + 4, code_width, 22), int(Qt.AlignmentFlag.AlignVCenter), row.code)
        self._draw_more(painter, QRectF(left, rect.top() + 26, width, 22), row.more)
        painter.restore()

    def _draw_more(self, painter: QPainter, box: QRectF, html: str) -> None:
        document = QTextDocument()
        document.setDocumentMargin(0)
        font = self._tokens.font("text_small")
        font.setPixelSize(self._tokens.size("text_small") + 1)
        document.setDefaultFont(font)
        document.setHtml(html)
        document.setTextWidth(-1)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, self._tokens.colour("muted"))
        painter.setClipRect(box)
        painter.translate(QPointF(box.left(), box.top()))
        document.documentLayout().draw(painter, context)


class Sheet(QDialog):
    """Stays open beside the editor's window. ``shown`` asks the editor for a reply by its id."""

    shown = Signal(str)

    def __init__(self, title: str, theme: Theme, parent: QWidget, *, tickable: bool = True) -> None:
        super().__init__(parent)
        self._tickable = tickable
        self._tokens = theme.tokens
        self._all, self._nothing = 0, ""
        self._unticked: set[str] = set()
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(600, 560)
        self._stepper: Stepper[object] = Stepper(self)
        self.status = QLabel()
        self.status.setObjectName("small")
        self.status.setWordWrap(True)
        self.list = QListWidget()
        self.list.setObjectName("choices")
        self.list.setAccessibleName(_("Replies"))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_Delegate(theme.tokens, tickable=tickable, parent=self.list))
        self.list.itemDoubleClicked.connect(self._open)
        self.list.itemChanged.connect(self._ticked)

    def lay_out(self, *rows: QWidget | QLayout, buttons: Iterable[QWidget]) -> None:
        """From top to bottom; the list takes the room there is."""
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        for row in rows:
            if isinstance(row, QLayout):
                column.addLayout(row)
            else:
                column.addWidget(row, 1 if row is self.list else 0)
        foot = QHBoxLayout()
        foot.addWidget(self.status, 1)
        foot.addWidget(button(_("Close"), self.close))
        for one in buttons:
            foot.addWidget(one)
        column.addLayout(foot)

    def look(self, steps: Steps[T], done: Callable[[T], None]) -> None:
        """Do what takes a while in slices; the list shows the result before until then, and nothing can be done."""
        self.counted(0)
        self.status.setText(_("Looking…"))
        self._stepper.run(steps, done)  # type: ignore[arg-type] # one stepper for all kinds of answers

    def show_rows(self, rows: Sequence[Row], nothing: str, count: int | None = None) -> None:
        """All ticked at first, but for those whose tick was taken away before; ``nothing`` is said where there are
        none. ``count`` is how many there are, where these are only the first :data:`MOST`."""
        self._stepper.drop()
        self.list.blockSignals(True)
        self.list.clear()
        for row in rows[:MOST]:
            item = QListWidgetItem()
            item.setData(_ID, row.key)
            item.setData(_ROW, row)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{row.title} {row.code}: {row.plain}")
            if self._tickable:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                left_out = row.key in self._unticked
                item.setCheckState(Qt.CheckState.Unchecked if left_out else Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._all, self._nothing = len(rows) if count is None else count, nothing
        self._count()

    def _ticked(self, item: QListWidgetItem) -> None:
        if item.checkState() is Qt.CheckState.Checked:
            self._unticked.discard(item.data(_ID))
        else:
            self._unticked.add(item.data(_ID))
        self._count()

    def tick_all(self) -> None:
        """What was left out no longer is, in the rows that come next."""
        self._unticked.clear()

    def _count(self) -> None:
        if not self._all:
            self.status.setText(self._nothing)
        elif self._all > MOST:
            self.status.setText(_("The first {shown} of {all}").format(shown=MOST, all=self._all))
        else:
            self.status.setText(self.told(self._all - len(self.left_out)))
        self.counted(self._all - len(self.left_out))

    def told(self, ticked: int) -> str:
        """How many there are, in words."""
        return ngettext("{number} reply", "{number} replies", ticked).format(number=ticked)

    def counted(self, ticked: int) -> None:
        """To be overridden: so many replies would be changed."""

    @property
    def left_out(self) -> frozenset[str]:
        """The keys of the rows whose tick was taken away."""
        items = (self.list.item(row) for row in range(self.list.count()))
        if not self._tickable:
            return frozenset()
        return frozenset(item.data(_ID) for item in items if item.checkState() is not Qt.CheckState.Checked)

    def tick(self, key: str, *, ticked: bool) -> None:
        for row in range(self.list.count()):
            if self.list.item(row).data(_ID) == key:
                self.list.item(row).setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    @property
    def rows(self) -> list[Row]:
        return [self.list.item(row).data(_ROW) for row in range(self.list.count())]

    def _open(self, item: QListWidgetItem) -> None:
        self.shown.emit(item.data(_ID))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.hasFocus():
            if self.list.currentRow() >= 0:
                self._open(self.list.item(self.list.currentRow()))
        else:
            super().keyPressEvent(event)


def acting(text: str, pressed: Callable[[], object], *, danger: bool = False) -> QPushButton:
    """The button that changes something."""
    made = button(text, pressed)
    made.setObjectName("danger" if danger else "primary")
    made.setEnabled(False)
    return made


def one_line(text: str) -> str:
    """As rich text, for a row."""
    return escape(" ".join(text.split())[:200])
