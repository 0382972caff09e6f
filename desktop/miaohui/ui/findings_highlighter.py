"""Wavy lines below what the wording check finds in a text that is being written."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QToolTip

from miaohui.domain.wording import Finding
from miaohui.ui.theme import Tokens
from miaohui.ui.wording_names import LEVEL_TOKENS, level_name, suggestion, why
from miaohui.ui.worker import Worker

CHECK_AFTER = 200
"""Milliseconds of rest after a key until the text is checked."""
AT_ONCE = 2_000
"""Characters that are checked between two keys; a longer text is checked in another thread."""
MOST_SHOWN = 500
"""Findings that are underlined in one text."""

Check = Callable[[str], Sequence[Finding]]
"""May be called in another thread; offsets are code points of the text."""


class FindingsHighlighter(QObject):
    """Belongs to one editor and never changes its text by itself, nor what can be undone. Other marks that somebody
    draws as extra selections are the editor's business: see :attr:`selections`."""

    changed = Signal()
    """Something else was found, or the cursor came to another finding."""

    def __init__(self, editor: QPlainTextEdit, tokens: Tokens) -> None:
        super().__init__(editor)
        self._editor = editor
        self._tokens = tokens
        self._check: Check | None = None
        self._warm = False
        self._generation = 0
        self._text = ""
        self._findings: tuple[Finding, ...] = ()
        self._shown: Finding | None = None
        self._worker = Worker(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(CHECK_AFTER)
        self._timer.timeout.connect(self.check_now)
        editor.textChanged.connect(self._edited)
        editor.cursorPositionChanged.connect(self._moved)
        editor.viewport().installEventFilter(self)

    def judge_with(self, check: Check | None) -> None:
        """What finds something in the text from now on; None for nothing. To be called again when it would find
        something else, as in another category."""
        self._check = check
        self._timer.start(0)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._underline()

    # what is found

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Of the text as it was when it was last checked, by place."""
        return self._findings

    @property
    def current(self) -> Finding | None:
        """The one at the cursor, else the gravest, the first of them."""
        if not self._findings:
            return None
        place = self._code_points(self._editor.textCursor().position())
        here = next((one for one in self._findings if one.start <= place <= one.end), None)
        return here or max(self._findings, key=lambda one: (one.rule.level.weight, -one.start))

    @property
    def is_current(self) -> bool:
        """Whether what was found is about the text as it stands there now."""
        return self._text == self._editor.toPlainText()

    @property
    def text(self) -> str:
        """The text that was checked."""
        return self._text

    def go_to(self, finding: Finding) -> None:
        """Put the cursor behind what was found, and the keyboard with it."""
        cursor = self._editor.textCursor()
        cursor.setPosition(self._utf16(finding.end))
        self._editor.setTextCursor(cursor)
        self._editor.setFocus()

    def go_on(self) -> None:
        """To the next finding behind the cursor; from the last to the first."""
        place = self._code_points(self._editor.textCursor().position())
        behind = next((one for one in self._findings if one.end > place and one.start >= place), None)
        if self._findings:
            self.go_to(behind or self._findings[0])

    def fix(self, finding: Finding) -> bool:
        """Replace what was found by its fix, as one step that can be undone; False where there is none, or the text is
        another one by now."""
        if finding.fix is None or finding not in self._findings or not self.is_current or self._editor.isReadOnly():
            return False
        cursor = self._editor.textCursor()
        cursor.setPosition(self._utf16(finding.start))
        cursor.setPosition(self._utf16(finding.end), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(finding.fix)
        self._editor.setTextCursor(cursor)
        self.check_now()
        return True

    # checking

    def _edited(self) -> None:
        if self._check is not None and self._editor.toPlainText() != self._text:
            self._timer.start(CHECK_AFTER)

    def check_now(self) -> None:
        """Without waiting for a rest; a long text, and the first one, for which the rules are still to be read, are
        checked beside this thread."""
        self._timer.stop()
        self._generation += 1
        check, text, generation = self._check, self._editor.toPlainText(), self._generation
        if check is None or not text.strip():
            self._take(generation, text, ())
        elif self._warm and len(text) <= AT_ONCE:
            self._take(generation, text, check(text))
        else:
            self._worker.run(lambda: check(text), lambda findings: self._take(generation, text, findings))

    def _take(self, generation: int, text: str, findings: Sequence[Finding]) -> None:
        if generation != self._generation:
            return
        self._warm = self._warm or self._check is not None
        self._text, self._findings = text, tuple(findings[:MOST_SHOWN])
        self._underline()
        self._shown = self.current
        self.changed.emit()
        if not self.is_current:
            self._timer.start(CHECK_AFTER)

    def _moved(self) -> None:
        if self.current is not self._shown:
            self._shown = self.current
            self.changed.emit()

    # drawing

    def _underline(self) -> None:
        self._editor.setExtraSelections(self.selections if self.is_current else [])

    @property
    def selections(self) -> list[QTextEdit.ExtraSelection]:
        """The wavy lines."""
        places = _utf16_places(self._text, self._findings)
        return [self._selection(one, *place) for one, place in zip(self._findings, places, strict=True)]

    def _selection(self, finding: Finding, start: int, end: int) -> QTextEdit.ExtraSelection:
        form = QTextCharFormat()
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        form.setUnderlineColor(self._tokens.colour(LEVEL_TOKENS[finding.rule.level]))
        cursor = QTextCursor(self._editor.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        selection = QTextEdit.ExtraSelection()
        selection.format, selection.cursor = form, cursor
        return selection

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self.is_current:
            place = self._code_points(self._editor.cursorForPosition(event.pos()).position())
            finding = next((one for one in self._findings if one.start <= place <= one.end), None)
            if finding is not None:
                QToolTip.showText(event.globalPos(), said(finding), self._editor)
                return True
        return False

    def _utf16(self, place: int) -> int:
        """Qt counts UTF-16 units: an emoji outside of the first plane is two of them."""
        return _units(self._text[:place])

    def _code_points(self, position: int) -> int:
        units = self._text.encode("utf-16-le", "surrogatepass")[: 2 * position]
        return len(units.decode("utf-16-le", "replace"))


def said(finding: Finding) -> str:
    """What a finding says, in one line."""
    rule = finding.rule
    return f"{level_name(rule.level)} · {why(rule)} {suggestion(rule)}".rstrip()


def _utf16_places(text: str, findings: Sequence[Finding]) -> list[tuple[int, int]]:
    """Where they stand in UTF-16 units; each stretch of the text is counted once."""
    marks = sorted({place for one in findings for place in (one.start, one.end)})
    units, before, count = {}, 0, 0
    for mark in marks:
        count += _units(text[before:mark])
        units[mark] = count
        before = mark
    return [(units[one.start], units[one.end]) for one in findings]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
