"""A text editor that shows proposed variables in their places; each can be taken back and put in again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from miaohui.domain.placeholders import Proposal
from miaohui.ui.theme import Tokens

Propose = Callable[[str], Sequence[Proposal]]


class ProposalsEditor(QPlainTextEdit):
    """``proposed`` says that there are other proposals. What the agent writes around them moves them along."""

    proposed = Signal()

    def __init__(self, propose: Propose, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._propose = propose
        self._tokens = tokens
        self._places: list[tuple[Proposal, QTextCursor]] = []
        self.textChanged.connect(self._highlight)

    def take(self, text: str) -> None:
        """This text, with the variables in their places."""
        found = self._propose(text)
        self._places = []
        self.setPlainText(text)
        for proposal in reversed(found):
            place = self._select(_utf16(text[: proposal.start]), _utf16(text[: proposal.end]))
            self._put(place, proposal.variable)
            self._places.insert(0, (proposal, place))
        self._highlight()
        self.proposed.emit()

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """What says the same stands in it once."""
        return tuple({(one.text, one.variable): one for one, _place in self._places}.values())

    def is_in(self, proposal: Proposal) -> bool:
        """Whether a variable stands in all places of this proposal that are still there."""
        texts = [place.selectedText() for place in self._alike(proposal)]
        return all(text in ("", proposal.variable) for text in texts) and any(texts)

    def put_in(self, proposal: Proposal, *, on: bool) -> None:
        """The variable, or the text that was there before."""
        for one, place in self._places:
            if (one.text, one.variable) == (proposal.text, proposal.variable) and place.hasSelection():
                self._put(place, one.variable if on else one.text)
        self._highlight()

    def _alike(self, proposal: Proposal) -> list[QTextCursor]:
        return [p for one, p in self._places if (one.text, one.variable) == (proposal.text, proposal.variable)]

    def _select(self, start: int, end: int) -> QTextCursor:
        place = QTextCursor(self.document())
        place.setPosition(start)
        place.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        place.setKeepPositionOnInsert(True)
        return place

    @staticmethod
    def _put(place: QTextCursor, text: str) -> None:
        start = place.selectionStart()
        place.setKeepPositionOnInsert(False)
        place.insertText(text)
        end = place.position()
        place.setPosition(start)
        place.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        place.setKeepPositionOnInsert(True)  # what is typed right behind it isn't a part of it

    def _highlight(self) -> None:
        marks = []
        for proposal, place in self._places:
            if place.selectedText() == proposal.variable:
                mark = QTextEdit.ExtraSelection()
                mark.cursor = QTextCursor(place)
                mark.format.setBackground(self._tokens.colour("filled_soft"))
                mark.format.setForeground(self._tokens.colour("filled"))
                marks.append(mark)
        self.setExtraSelections(marks)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """What is pasted into the empty editor is looked at like what was copied before."""
        if self.document().isEmpty() and source.hasText():
            self.take(source.text())
            self.moveCursor(QTextCursor.MoveOperation.End)
        else:
            super().insertFromMimeData(source)


def _utf16(text: str) -> int:
    """Length in UTF-16 units, which Qt counts in."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
