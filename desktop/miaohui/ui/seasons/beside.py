"""Two texts side by side, with what differs marked in each."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from miaohui.domain.difference import Kind, pieces
from miaohui.i18n import _
from miaohui.ui.changes import marked_side
from miaohui.ui.theme import Tokens


class Beside(QWidget):
    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._texts = ("", "")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.before, self.after = Side(_("Before")), Side(_("After"))
        row.addWidget(self.before, 1)
        row.addWidget(self.after, 1)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.show_texts(*self._texts)

    def show_texts(self, before: str, after: str) -> None:
        """Nothing is marked where one of them is empty: there is nothing to compare it with."""
        self._texts = (before, after)
        both = before and after
        found = pieces(before, after) if both else ()
        self.before.show_html(marked_side(found, Kind.REMOVED, self._tokens) if both else _plain(before), before)
        self.after.show_html(marked_side(found, Kind.ADDED, self._tokens) if both else _plain(after), after)


class Side(QWidget):
    """One of the texts below a heading."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.heading = QLabel(name)
        self.heading.setObjectName("small")
        self.text = QLabel()
        self.text.setObjectName("bubble")
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setWordWrap(True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inner = QWidget()
        inner.setObjectName("bubbles")
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.text)
        inside.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(area, 1)

    def show_html(self, html: str, plain: str) -> None:
        self.text.setText(html)
        self.text.setAccessibleName(plain)
        self.text.setVisible(bool(plain))


def _plain(text: str) -> str:
    return escape(text).replace("\n", "<br>")
