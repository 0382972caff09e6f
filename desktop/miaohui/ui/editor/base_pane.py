"""The base text beside a season's own, to be read while that is written."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from miaohui.domain.picture import Picture
from miaohui.domain.reply import Wording
from miaohui.i18n import _
from miaohui.messages import picture_label
from miaohui.ui.editor.buttons import link
from miaohui.ui.rich_text import MAX_SHOWN

HEADING = 24
"""px of the headings of both texts."""


class BasePane(QWidget):
    """``wanted`` asks for this text as the season's own to begin with."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = QLabel()
        self._heading.setObjectName("small")
        self._heading.setMinimumHeight(HEADING)
        frame = QFrame()
        frame.setObjectName("baseText")
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(10, 10, 10, 10)
        inner.addWidget(self._text)
        self._begin = link(_("Begin with this text"), self.wanted.emit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._heading)
        column.addWidget(frame)
        column.addWidget(self._begin, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    @property
    def text(self) -> str:
        return self._text.text()

    def show_wording(self, name: str, wording: Wording, *, may_begin: bool) -> None:
        """``name`` is the base season's."""
        self._heading.setText(name)
        parts = [picture_label(part.alt) if isinstance(part, Picture) else part for part in wording.parts]
        text = "\n\n".join(parts)
        self._text.setText(text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…")
        self._text.setAccessibleName(name)
        self._begin.setVisible(may_begin)
