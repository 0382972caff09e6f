"""The category bar: one chip per top category with the number of current hits."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetrics, QLinearGradient, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QScrollArea, QWidget

from miaohui.i18n import _
from miaohui.ui.theme import Tokens

ALL = ""
FADE = 40


class CategoryChip(QAbstractButton):
    """``key`` is the category's id, empty for all."""

    def __init__(self, key: str, name: str, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self.tokens = tokens
        self._count = 0
        self.setCheckable(True)
        self.setText(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._describe()

    def set_count(self, count: int) -> None:
        if count != self._count:
            self._count = count
            self._describe()
            self.updateGeometry()
            self.update()

    def _describe(self) -> None:
        self.setAccessibleName(_("{category}: {count} replies").format(category=self.text(), count=self._count))

    def sizeHint(self) -> QSize:
        name = QFontMetrics(self.tokens.font(bold=True)).horizontalAdvance(self.text())
        count = QFontMetrics(self.tokens.font("text_small")).horizontalAdvance(str(self._count))
        return QSize(name + count + 5 + 20, 26)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        if chosen or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.tokens.colour("accent_soft" if chosen else "raised"))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        font = self.tokens.font(bold=chosen)
        painter.setFont(font)
        painter.setPen(self.tokens.colour("accent_text" if chosen else "text"))
        box = self.rect().adjusted(10, 0, -10, 0)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.text())
        box.setLeft(box.left() + QFontMetrics(font).horizontalAdvance(self.text()) + 5)
        painter.setFont(self.tokens.font("text_small"))
        painter.setPen(self.tokens.colour("accent_text" if chosen else "muted"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), str(self._count))


class _Fade(QWidget):
    """Lies over the bar's right end while more categories are beyond it."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self.tokens = tokens
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        ground = self.tokens.colour("surface")
        clear = self.tokens.colour("surface")
        clear.setAlpha(0)
        gradient = QLinearGradient(0, 0, self.width(), 0)
        gradient.setColorAt(0, clear)
        gradient.setColorAt(0.8, ground)
        painter = QPainter(self)
        painter.fillRect(self.rect(), gradient)


class CategoryBar(QScrollArea):
    """Shows the categories that hold hits, and the one in force."""

    chosen = Signal(str)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._chips: list[CategoryChip] = []
        self._current = ALL
        self.setWidgetResizable(True)
        self.setFixedHeight(28)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self._inner = QWidget()
        self._inner.setAutoFillBackground(False)
        self._row = QHBoxLayout(self._inner)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._row.addStretch(1)
        self.setWidget(self._inner)
        self._fade = _Fade(tokens, self)
        bar = self.horizontalScrollBar()
        bar.valueChanged.connect(self._show_fade)
        bar.rangeChanged.connect(self._show_fade)

    def _show_fade(self) -> None:
        bar = self.horizontalScrollBar()
        self._fade.setVisible(bar.value() < bar.maximum())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fade.setGeometry(self.width() - FADE, 0, FADE, self.height())

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = self._fade.tokens = tokens
        for chip in self._chips:
            chip.tokens = tokens
            chip.update()

    def set_categories(self, categories: Iterable[tuple[str, str]]) -> None:
        """(id, name) of the top categories in their order."""
        wanted = [(ALL, _("All")), *categories]
        if [(chip.key, chip.text()) for chip in self._chips] == wanted:
            return
        for chip in self._chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for key, name in wanted:
            chip = CategoryChip(key, name, self._tokens, self._inner)
            chip.clicked.connect(self._clicked)
            self._row.insertWidget(len(self._chips), chip)
            self._chips.append(chip)
        if self._current not in [chip.key for chip in self._chips]:
            self._current = ALL

    def _clicked(self) -> None:
        chip = self.sender()
        if isinstance(chip, CategoryChip):
            self.chosen.emit(chip.key)

    @property
    def current(self) -> str:
        return self._current

    def show_counts(self, counts: dict[str, int], current: str) -> None:
        """``counts`` by category id; the sum stands at "all"."""
        self._current = current
        for chip in self._chips:
            chip.set_count(sum(counts.values()) if chip.key == ALL else counts.get(chip.key, 0))
            chip.setChecked(chip.key == current)
            chip.setVisible(chip.key in (ALL, current) or counts.get(chip.key, 0) > 0)
        chosen = next((chip for chip in self._chips if chip.key == current), None)
        if chosen is not None:
            self._inner.setMinimumWidth(self._row.minimumSize().width())
            self._row.activate()
            self.ensureWidgetVisible(chosen, 40, 0)

    @property
    def shown(self) -> list[str]:
        """The ids that can be chosen now, in order."""
        return [chip.key for chip in self._chips if not chip.isHidden()]
