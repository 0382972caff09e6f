"""The preview: what the buyer will see, message by message."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from miaohui.domain.draft import Draft
from miaohui.i18n import _
from miaohui.ui import rich_text
from miaohui.ui.theme import Tokens

MAX_BUBBLES = 10


class Preview(QWidget):
    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._draft: Draft | None = None
        self._bubbles: list[QLabel] = []
        self.setAccessibleName(_("Preview"))

        self._heading = _label("small", _("As the buyer sees it"))
        self._variant = _label("small")
        top = QHBoxLayout()
        top.addWidget(self._heading)
        top.addStretch(1)
        top.addWidget(self._variant)

        inner = QWidget()
        inner.setObjectName("bubbles")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.viewport().setAutoFillBackground(False)
        self._area.setWidget(inner)

        self._warning = _label("warning")
        self._warning.setWordWrap(True)
        self._warning.hide()

        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self._area, 1)
        column.addWidget(self._warning)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.show_draft(self._draft)

    def show_draft(self, draft: Draft | None, season_name: str = "") -> None:
        """Draw a draft; None empties the preview. ``season_name`` is the variant in force."""
        self._draft = draft
        self._warning.hide()
        self._variant.setText(season_name)
        parts = draft.parts[:MAX_BUBBLES] if draft is not None else ()
        while len(self._bubbles) < len(parts):
            bubble = _label("bubble")
            bubble.setWordWrap(True)
            bubble.setTextFormat(Qt.TextFormat.RichText)
            bubble.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            self._column.insertWidget(len(self._bubbles), bubble)
            self._bubbles.append(bubble)
        for number, bubble in enumerate(self._bubbles):
            bubble.setVisible(number < len(parts))
            if number < len(parts):
                bubble.setText(rich_text.html(parts[number], self._tokens))
        self._heading.setVisible(draft is not None)
        self._area.verticalScrollBar().setValue(0)

    def warn(self, sentence: str) -> None:
        """One line below the bubbles, in the colour of something missing; empty hides it."""
        self._warning.setText(sentence)
        self._warning.setVisible(bool(sentence))


def _label(name: str, text: str = "") -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
