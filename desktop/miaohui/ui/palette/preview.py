"""The preview: what the buyer will see, message by message."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from miaohui.domain import difference
from miaohui.domain.draft import Draft
from miaohui.domain.picture import Picture
from miaohui.flow.ports import Pictures
from miaohui.i18n import _
from miaohui.messages import picture_label
from miaohui.ui import rich_text, thumbnails
from miaohui.ui.theme import Tokens

MAX_BUBBLES = 10
MAX_PICTURE = QSize(260, 180)
"""px at 100 %; less where the preview is narrow."""
LOAD_PAUSE = 40
"""Milliseconds without another draft until its pictures are read: who types on doesn't wait for them."""
_FRAME = 28
"""Of a bubble, left and right together (style.qss)."""


class Preview(QWidget):
    def __init__(self, tokens: Tokens, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._pictures = pictures
        self._draft: Draft | None = None
        self._shop_draft: Draft | None = None
        self._bubbles: list[QLabel] = []
        self._load_timer = QTimer(self)
        self._load_timer.setSingleShot(True)
        self._load_timer.setInterval(LOAD_PAUSE)
        self._load_timer.timeout.connect(lambda: self._show_pictures(load=True))
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
        self._shop = _label("small")
        self._shop.setWordWrap(True)
        self._shop.setTextFormat(Qt.TextFormat.RichText)
        self._shop.setAccessibleName(_("The shop's wording"))
        self._shop.hide()
        self._column.addWidget(self._shop)
        self._column.addStretch(1)
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
        self._warning = _label("warning")
        self._warning.setWordWrap(True)
        self._warning.hide()

        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self._area, 1)
        column.addWidget(self._lost)
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
        self.show_draft(self._draft, shop=self._shop_draft)

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
        parts = draft.parts[:MAX_BUBBLES] if draft is not None else ()
        while len(self._bubbles) < len(parts):
            bubble = _label("bubble")
            bubble.setWordWrap(True)
            bubble.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            bubble.setTextFormat(Qt.TextFormat.RichText)
            bubble.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            self._column.insertWidget(len(self._bubbles), bubble)
            self._bubbles.append(bubble)
        for number, bubble in enumerate(self._bubbles):
            bubble.setVisible(number < len(parts))
            bubble.setAccessibleName("")
            if number < len(parts) and not isinstance(part := parts[number], Picture):
                bubble.setText(rich_text.html(part, self._tokens))
        self._show_shop()
        self._show_pictures(load=False)
        self._heading.setVisible(draft is not None)
        self._area.verticalScrollBar().setValue(0)

    def _show_shop(self) -> None:
        """What the agent left out of the shop's wording is struck through, what came in is marked."""
        draft, shop = self._draft, self._shop_draft
        self._shop.setVisible(draft is not None and shop is not None)
        if draft is not None and shop is not None:
            changes = rich_text.changes(difference.pieces(rich_text.shown(shop), rich_text.shown(draft)), self._tokens)
            heading = escape(_("My own wording, and how the shop's differs from it:"))
            self._shop.setText(f"{heading}<br>{changes}")

    def _show_pictures(self, *, load: bool) -> None:
        """Those in memory at once; the others get their room now and are loaded in the first pause."""
        self._load_timer.stop()
        for part, bubble in zip(self._draft.parts if self._draft is not None else (), self._bubbles, strict=False):
            if isinstance(part, Picture):
                self._show_picture(part, bubble, load=load)

    def _show_picture(self, picture: Picture, bubble: QLabel, *, load: bool) -> None:
        path, ratio = self._pictures.path(picture), self.devicePixelRatioF()
        size = thumbnails.size(path, self._room())
        pixmap = thumbnails.cached(path, size, ratio) if not size.isEmpty() else QPixmap()
        if pixmap is None and load:
            pixmap = thumbnails.load(path, size, ratio)
        elif pixmap is None:
            pixmap = QPixmap(size)
            pixmap.fill(Qt.GlobalColor.transparent)
            self._load_timer.start()
        if pixmap.isNull():
            bubble.setText(rich_text.missing_picture(picture, self._tokens))
        else:
            bubble.setPixmap(pixmap)
        bubble.setAccessibleName(picture_label(picture.alt))

    def _room(self) -> QSize:
        width = self._area.viewport().width() - _FRAME if self.isVisible() else MAX_PICTURE.width()
        return MAX_PICTURE.boundedTo(QSize(max(1, width), MAX_PICTURE.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_pictures(load=False)

    def warn(self, sentence: str) -> None:
        """One line below the bubbles, in the colour of something missing; empty hides it."""
        self._warning.setText(sentence)
        self._warning.setVisible(bool(sentence))


def _label(name: str, text: str = "") -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
