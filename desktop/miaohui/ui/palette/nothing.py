"""What is offered where nothing was found."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from miaohui.i18n import _

MOST_WIDTH = 320
"""px, for a title that is as long as a sentence."""


class Nothing(QWidget):
    """One sentence, and what can be done about it, each with its key."""

    unfiltered_requested = Signal()
    new_requested = Signal()
    copied_requested = Signal()
    keep_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = QLabel()
        self._sentence.setObjectName("heading")
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setWordWrap(True)
        self._unfiltered_key, self._unfiltered = self._offer("Enter", _("Search without filters"))
        self._unfiltered.clicked.connect(self.unfiltered_requested)
        self._new_key, self._new = self._offer("Ctrl N", _("New reply"))
        self._new.clicked.connect(self.new_requested)
        self._copied_key, self._copied = self._offer("Ctrl Shift N", _("New reply from what was copied"))
        self._copied.clicked.connect(self.copied_requested)
        self.keep = QCheckBox(_("Note what I don't find (stays on this computer)"))
        self.keep.setAccessibleName(self.keep.text())
        self.keep.setObjectName("quiet")
        self.keep.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.keep.clicked.connect(self.keep_changed)

        offers = QGridLayout()
        offers.setHorizontalSpacing(10)
        offers.setVerticalSpacing(8)
        shown = ((self._unfiltered_key, self._unfiltered), (self._new_key, self._new), (self._copied_key, self._copied))
        for row, (key, button) in enumerate(shown):
            offers.addWidget(key, row, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            offers.addWidget(button, row, 1, Qt.AlignmentFlag.AlignLeft)
        offers.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 16)
        column.setSpacing(14)
        column.addWidget(self._sentence)
        column.addLayout(offers)
        column.addStretch(1)
        column.addWidget(self.keep)

    def _offer(self, keys: str, name: str) -> tuple[QLabel, QToolButton]:
        key = QLabel(keys)
        key.setObjectName("key")
        button = QToolButton()
        button.setObjectName("link")
        button.setText(name)
        button.setAccessibleName(name)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        return key, button

    def hold_back(self) -> None:
        """Empty, while it isn't certain yet that there is nothing."""
        for child in self.findChildren(QWidget):
            child.hide()

    def show_offers(self, query: str, *, unfiltered: bool) -> None:
        """``query`` without its filters, maybe empty; ``unfiltered`` where without them there is something."""
        if query:
            self._sentence.setText(_("Nothing found for “{query}”").format(query=query))
            new = _("New reply “{title}”").format(title=query)
        else:
            self._sentence.setText(_("No replies here yet"))
            new = _("New reply")
        self._new.setText(self._new.fontMetrics().elidedText(new, Qt.TextElideMode.ElideRight, MOST_WIDTH))
        self._new.setAccessibleName(new)
        for child in (self._unfiltered_key, self._unfiltered):
            child.setVisible(unfiltered)
        for child in (self._sentence, self._new_key, self._new, self._copied_key, self._copied):
            child.show()
        self.keep.setVisible(bool(query))

    @property
    def text(self) -> str:
        """The sentence, empty while it is held back."""
        return "" if self._sentence.isHidden() else self._sentence.text()
