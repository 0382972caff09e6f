"""The preview: what the buyer will see, message by message."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from miaohui.domain.draft import Draft
from miaohui.flow.ports import Pictures
from miaohui.i18n import _
from miaohui.ui import rich_text
from miaohui.ui.bubbles import Bubbles
from miaohui.ui.theme import Tokens


class Preview(QWidget):
    def __init__(self, tokens: Tokens, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._draft: Draft | None = None
        self._shop_draft: Draft | None = None
        self.setAccessibleName(_("Preview"))

        self._heading = _label("small", _("As the buyer sees it"))
        self._variant = _label("small")
        top = QHBoxLayout()
        top.addWidget(self._heading)
        top.addStretch(1)
        top.addWidget(self._variant)

        self.bubbles = Bubbles(tokens, pictures)
        self._shop = _label("small")
        self._shop.setWordWrap(True)
        self._shop.setTextFormat(Qt.TextFormat.RichText)
        self._shop.setAccessibleName(_("The shop's wording"))
        self._shop.hide()
        inner = QWidget()
        inner.setObjectName("bubbles")
        below = QVBoxLayout(inner)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(8)
        below.addWidget(self.bubbles)
        below.addWidget(self._shop)
        below.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.viewport().setAutoFillBackground(False)
        self._area.setWidget(inner)

        self._lost = _label("small")
        self._lost.setWordWrap(True)
        self._lost.hide()
        self._remark = _label("remark")
        self._remark.setWordWrap(True)
        self._remark.hide()
        self._warning = _label("warning")
        self._warning.setWordWrap(True)
        self._warning.hide()

        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self._area, 1)
        column.addWidget(self._lost)
        column.addWidget(self._remark)
        column.addWidget(self._warning)

    @property
    def messages(self) -> int:
        """How many what is shown consists of."""
        return len(self._draft.parts) if self._draft is not None else 0

    @property
    def wordings(self) -> int:
        """How many there are of what is shown."""
        return self._draft.wordings if self._draft is not None else 0

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.bubbles.set_tokens(tokens)
        self._show_shop()

    def show_draft(self, draft: Draft | None, season_name: str = "", shop: Draft | None = None) -> None:
        """Draw a draft; None empties the preview. ``season_name`` is the variant in force; which of several wordings it
        is stands beside it. ``shop`` is what the shop's reply says in whose place this one stands."""
        self._draft, self._shop_draft = draft, shop
        self._warning.hide()
        which = ""
        if draft is not None and draft.wordings > 1:
            which = _("Wording {number}/{count} ‹ ›").format(number=draft.wording + 1, count=draft.wordings)
        self._variant.setText("  ·  ".join(filter(None, (season_name, which))))
        lost = draft.lost if draft is not None else ()
        self._lost.setText(_("No such emoticon here: {emoticons}").format(emoticons=" ".join(lost)))
        self._lost.setVisible(bool(lost))
        self.bubbles.show_parts(draft.parts if draft is not None else ())
        self._show_shop()
        self._heading.setVisible(draft is not None)
        self._area.verticalScrollBar().setValue(0)

    def _show_shop(self) -> None:
        """What the agent left out of the shop's wording is struck through, what came in is marked."""
        draft, shop = self._draft, self._shop_draft
        self._shop.setVisible(draft is not None and shop is not None)
        if draft is not None and shop is not None:
            from miaohui.domain.difference import pieces  # what a palette without such a reply doesn't load
            from miaohui.ui.changes import marked

            before, after = (rich_text.shown(one)[: rich_text.MAX_SHOWN] for one in (shop, draft))
            changes = marked(pieces(before, after), self._tokens)
            heading = escape(_("My own wording, and how the shop's differs from it:"))
            self._shop.setText(f"{heading}<br>{changes}")

    @property
    def draft(self) -> Draft | None:
        """What is shown."""
        return self._draft

    def remark(self, sentence: str) -> None:
        """A quiet line below the bubbles on the reply's wording; empty hides it."""
        self._remark.setText(sentence)
        self._remark.setVisible(bool(sentence) and self._warning.isHidden())

    def warn(self, sentence: str) -> None:
        """One line below the bubbles, in the colour of something missing; empty hides it."""
        self._warning.setText(sentence)
        self._warning.setVisible(bool(sentence))
        if sentence:
            self._remark.hide()  # it says the same, or less


def _label(name: str, text: str = "") -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
