"""The editor of one message: a template with its variables as chips, and a list of names behind every open brace."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QMimeData, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextLine,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from miaohui.domain.completion import Completion, Offer, Origin
from miaohui.domain.emoticon import Emoticons
from miaohui.domain.reply import PART_LINE
from miaohui.domain.variables import Variables
from miaohui.i18n import _, chinese
from miaohui.ui import utf16
from miaohui.ui.editor.field import whole
from miaohui.ui.editor.highlighter import LineRuns, TemplateHighlighter
from miaohui.ui.editor.popup_list import Entry, PopupList
from miaohui.ui.theme import Theme

LEAST_LINES, MOST_LINES = 3, 12
_FRAME, _SLACK = 22, 2
"""px above and below the text together, until it is shown; and what a line may be higher than its font says."""
_OPENED = re.compile(r"(?<![{｛])[{｛](?P<typed>[^{}｛｝\n]{0,60})$")
_CLOSING = re.compile(r"[^{}｛｝\n]{0,400}[}｝]")
_PART_LINES = re.compile(rf"^{PART_LINE}[ \t]*(?:\n|\Z)", re.MULTILINE)


@dataclass(frozen=True)
class Language:
    """What a text is written in: the variables there are, how they are completed, and the clients' emoticons."""

    variables: Callable[[], Variables]
    completion: Callable[[], Completion]
    emoticons: Emoticons


class TemplateEdit(QPlainTextEdit):
    """``split`` carries the texts of several messages where one was: before and behind a line ``---`` that was typed
    or pasted."""

    edited = Signal()
    split = Signal(list)

    def __init__(self, text: str, language: Language, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._language = language
        self._theme = theme
        self._preedit = ""
        self._accepting = False
        self._highlighter = TemplateHighlighter(self.document(), theme.tokens, language.variables, language.emoticons)
        self._popup: PopupList | None = None
        self.setObjectName("message")
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.cursorPositionChanged.connect(self._moved)
        self._known = self.toPlainText()
        self.textChanged.connect(self._changed)
        theme.changed.connect(self._retint)
        self._fit()

    @property
    def text(self) -> str:
        """As it can be kept."""
        return whole(self.toPlainText())

    @property
    def offered(self) -> list[str]:
        """What the list of names shows; empty while it is closed."""
        return self._popup.texts if self._popup is not None else []

    def _retint(self) -> None:
        self._highlighter.set_tokens(self._theme.tokens)

    def _changed(self) -> None:
        """Qt calls it a change of the text as well when only its colours are others."""
        text = self.toPlainText()
        if text != self._known:
            self._known = text
            self.edited.emit()

    def insert(self, text: str) -> None:
        """At the cursor, in the place of what is selected; one step of undo."""
        self.insertPlainText(text)
        self.setFocus()

    # size

    def _fit(self) -> None:
        """As high as the text, within limits."""
        lines = round(self.document().documentLayout().documentSize().height())  # of this document it is in lines
        frame = self.height() - self.viewport().height() if self.isVisible() else _FRAME
        height = max(LEAST_LINES, min(MOST_LINES, lines)) * self.fontMetrics().lineSpacing() + frame + _SLACK
        if height != self.height():
            self.setFixedHeight(height)
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if lines > MOST_LINES else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # the chips

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        offset, block = self.contentOffset(), self.firstVisibleBlock()
        radius = self._theme.tokens.size("radius_small") - 2
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(offset)
            if place.top() > event.rect().bottom():
                break
            data, layout = block.userData(), block.layout()
            for run in data.runs if isinstance(data, LineRuns) and layout is not None else ():
                painter.setBrush(self._theme.tokens.colour(run.ground))
                at = run.start
                while at < run.end:
                    line = layout.lineForTextPosition(at)
                    if not line.isValid():
                        break
                    until = min(run.end, line.textStart() + line.textLength())
                    left, right = _x(line, at), _x(line, until)
                    chip = QRectF(left - 1, line.y() + 0.5, right - left + 2, line.height() - 1)
                    painter.drawRoundedRect(chip.translated(place.topLeft()), radius, radius)
                    if until <= at:
                        break
                    at = until
            block = block.next()
        painter.end()
        super().paintEvent(event)

    # names behind an open brace

    def _moved(self) -> None:
        if self._popup is not None and self._popup.isVisible() and not self._accepting and self._typed() is None:
            self._popup.hide()

    def _typed(self) -> str | None:
        """What stands between the open brace and the cursor, with what is being composed; None outside of braces."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            return None
        text = cursor.block().text()
        before = text[: utf16.characters(text, cursor.positionInBlock())]
        match = _OPENED.search(before[-80:])
        return None if match is None else match["typed"] + self._preedit.replace("'", "").replace(" ", "")

    def offer_names(self) -> None:
        """Open the list, if the cursor stands behind an open brace."""
        typed = self._typed()
        offers = self._language.completion().offers(typed) if typed is not None else ()
        if not offers and self._popup is None:
            return
        if self._popup is None:
            self._popup = PopupList(self)
            self._popup.chosen.connect(self._accept)
            self._popup.setAccessibleName(_("Variables"))
        place = self.cursorRect()
        corner = self.viewport().mapToGlobal(place.topLeft())
        self._popup.offer([self._entry(offer) for offer in offers], QRect(corner, QSize(1, place.height())))

    def _entry(self, offer: Offer) -> Entry:
        text = offer.text.replace("{:}{/}", "…{:}…{/}")
        return Entry(text, offer.alias or self._told(offer), offer)

    def _told(self, offer: Offer) -> str:
        variables = self._language.variables()
        if offer.text != f"{{{offer.name}}}":
            return _("if there is one") if "?" in offer.text else _("choices") if "|" in offer.text else _("default")
        match offer.origin:
            case Origin.PROFILE:
                own = variables.profile[offer.name]
                return _("your details") if chinese() or not own.label_en else own.label_en
            case Origin.COMPUTED:
                return _("filled in by itself")
            case Origin.OWN:
                return _("your own")
        variable = variables.by_name[offer.name]
        return " ".join(variable.aliases[:2]) if chinese() or not variable.label_en else variable.label_en

    def _accept(self, offer: object) -> None:
        """Put it in the place of the braces that are open, up to the brace that closes them."""
        if not isinstance(offer, Offer):
            return
        cursor = self.textCursor()
        text = cursor.block().text()
        here = utf16.characters(text, cursor.positionInBlock())
        start = max(text.rfind("{", 0, here), text.rfind("｛", 0, here))
        if start < 0:
            return
        closing = _CLOSING.match(text[here:])
        end = here + len(closing.group()) if closing is not None else here
        first = cursor.block().position()
        from_, to = (first + unit for unit in utf16.units(text, [start, end]))
        self._accepting = True
        cursor.setPosition(from_)
        cursor.setPosition(to, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(offer.text)
        cursor.setPosition(from_ + utf16.length(offer.text[: offer.caret]))
        self.setTextCursor(cursor)
        self._accepting = False

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._popup is not None and self._popup.take(event):
            return
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if plain and self.textCursor().block().text().rstrip() == PART_LINE:
                self._split_here()
                return
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()  # saves
                return
        if event.key() == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            if self._typed() is not None:
                self.offer_names()
            else:
                event.ignore()
            return
        before = self.document().revision()
        super().keyPressEvent(event)
        if self.document().revision() != before:
            self.offer_names()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab takes a name from the list while it is open, and moves on otherwise."""
        return not (forward and self.offered) and super().focusNextPrevChild(forward)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._preedit = event.preeditString()
        super().inputMethodEvent(event)
        self.offer_names()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._popup is not None:
            self._popup.hide()

    # several messages

    def _split_here(self) -> None:
        text = self.toPlainText()
        at = utf16.characters(text, self.textCursor().block().position())
        self.split.emit([text[:at].rstrip("\n"), text[at:].split("\n", 1)[1] if "\n" in text[at:] else ""])

    def insertFromMimeData(self, source: QMimeData) -> None:
        """A pasted text with lines ``---`` becomes several messages."""
        pasted = source.text().replace("\r\n", "\n").replace("\r", "\n")
        pieces = [piece.strip("\n") for piece in _PART_LINES.split(pasted)]
        if len(pieces) < 2:
            super().insertFromMimeData(source)
            return
        text = self.toPlainText()
        start, end = (
            utf16.characters(text, place)
            for place in sorted((self.textCursor().anchor(), self.textCursor().position()))
        )
        pieces[0] = text[:start] + pieces[0]
        pieces[-1] += text[end:]
        self.split.emit([piece for piece in pieces if piece.strip()] or [""])


def _x(line: QTextLine, place: int) -> float:
    """Where the place is in its line; PySide answers with the place as well."""
    found = cast("tuple[float, int]", line.cursorToX(place))
    return found[0]
