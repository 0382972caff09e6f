"""A small choice of signs for a category."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QMenu, QToolButton, QWidget, QWidgetAction

from miaohui.i18n import _

ICONS = ("👋", "⏳", "🛍️", "💰", "🎁", "🛒", "📝", "📦", "🚚", "🧾", "🔧", "↩️", "😠", "🌹", "📌", "📞", "🤖", "❓", "⭐",
         "🔥", "💬", "📷", "🎉", "✅")  # fmt: skip
_A_ROW = 6


class IconMenu(QMenu):
    """``do`` gets the chosen sign, empty for none."""

    def __init__(self, do: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(_("Icon"), parent)
        self._do = do
        grid = QWidget(self)
        cells = QGridLayout(grid)
        cells.setContentsMargins(4, 2, 4, 2)
        cells.setSpacing(2)
        for number, icon in enumerate(ICONS):
            cell = QToolButton(grid)
            cell.setObjectName("icon")
            cell.setText(icon)
            cell.setAccessibleName(icon)
            cell.setCursor(Qt.CursorShape.PointingHandCursor)
            cell.clicked.connect(self._clicked)
            cells.addWidget(cell, number // _A_ROW, number % _A_ROW)
        shown = QWidgetAction(self)
        shown.setDefaultWidget(grid)
        self.addAction(shown)
        self.addSeparator()
        self.addAction(_("No icon"), self._none)

    def _clicked(self) -> None:
        cell = self.sender()
        if isinstance(cell, QToolButton):
            self._take(cell.text())

    def _none(self) -> None:
        self._take("")

    def _take(self, icon: str) -> None:
        for menu in (self, self.parentWidget()):
            if isinstance(menu, QMenu):
                menu.close()
        self._do(icon)
