"""A draft as the buyer sees it: a bubble for each message."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from miaohui.domain.draft import DraftPart
from miaohui.domain.picture import Picture
from miaohui.flow.ports import Pictures
from miaohui.messages import picture_label
from miaohui.ui import rich_text, thumbnails
from miaohui.ui.theme import Tokens

MAX_BUBBLES = 10
MAX_PICTURE = QSize(260, 180)
"""px at 100 %; less where there is less room."""
LOAD_PAUSE = 40
"""Milliseconds without another draft until its pictures are read: who types on doesn't wait for them."""
_FRAME = 28
"""Of a bubble, left and right together (style.qss)."""


class Bubbles(QWidget):
    def __init__(self, tokens: Tokens, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bubbles")
        self._tokens = tokens
        self._pictures = pictures
        self._parts: Sequence[DraftPart] = ()
        self._bubbles: list[QLabel] = []
        self._load_timer = QTimer(self)
        self._load_timer.setSingleShot(True)
        self._load_timer.setInterval(LOAD_PAUSE)
        self._load_timer.timeout.connect(lambda: self._show_pictures(load=True))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addStretch(1)

    @property
    def loading(self) -> bool:
        """Whether pictures are still to be read."""
        return self._load_timer.isActive()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.show_parts(self._parts)

    def show_parts(self, parts: Sequence[DraftPart]) -> None:
        """The first ``MAX_BUBBLES`` of them."""
        self._parts = parts = parts[:MAX_BUBBLES]
        while len(self._bubbles) < len(parts):
            self._bubbles.append(bubble := _bubble())
            self._column.insertWidget(len(self._bubbles) - 1, bubble)
        for number, bubble in enumerate(self._bubbles):
            bubble.setVisible(number < len(parts))
            bubble.setAccessibleName("")
            if number < len(parts) and not isinstance(part := parts[number], Picture):
                bubble.setText(rich_text.html(part, self._tokens))
        self._show_pictures(load=False)

    def _show_pictures(self, *, load: bool) -> None:
        """Those in memory at once; the others get their room now and are loaded in the first pause."""
        self._load_timer.stop()
        for part, bubble in zip(self._parts, self._bubbles, strict=False):
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
        width = self.width() - _FRAME if self.isVisible() else MAX_PICTURE.width()
        return MAX_PICTURE.boundedTo(QSize(max(1, width), MAX_PICTURE.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_pictures(load=False)


def _bubble() -> QLabel:
    bubble = QLabel()
    bubble.setObjectName("bubble")
    bubble.setWordWrap(True)
    bubble.setMinimumWidth(1)  # a picture in it doesn't keep the room wide
    bubble.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    bubble.setTextFormat(Qt.TextFormat.RichText)
    bubble.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    return bubble
