"""The line below a text: what the wording check says about it, with its fix."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QSizePolicy, QToolButton

from miaohui.domain.wording import Finding
from miaohui.errors import MiaohuiError
from miaohui.i18n import _
from miaohui.messages import sentence
from miaohui.ui.findings_highlighter import Check, FindingsHighlighter
from miaohui.ui.theme import Tokens, set_look
from miaohui.ui.wording_names import level_name, reason, shortened, suggestion

FIX_KEY, NEXT_KEY = "Alt+Return", "F8"

Accept = Callable[[Finding, str], None]
"""Called with a finding and the text that it is in; raises MiaohuiError."""


class FindingsStrip(QFrame):
    """Underlines what is found in ``editor`` (:attr:`highlighter`) and says of one finding, that at the cursor or the
    gravest, why and what to write instead. Hidden where nothing is found."""

    def __init__(self, editor: QPlainTextEdit, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("findings")
        self.highlighter = FindingsHighlighter(editor, tokens)
        self._accept: Accept | None = None
        self._sign = QLabel("●")
        self._sign.setObjectName("findingSign")
        self.line = QLabel()
        self.line.setObjectName("finding")
        self.line.setWordWrap(True)
        self.line.setTextFormat(Qt.TextFormat.PlainText)
        self.line.setAccessibleName(_("Wording"))
        self.line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.next_button = _button("findingQuiet", "", _("Next finding ({key})").format(key=NEXT_KEY))
        self.fix_button = _button("findingFix", _("Fix"), _("Replace it ({key})").format(key="Alt+Enter"))
        self.accept_button = _button(
            "findingQuiet", _("Don't show again"), _("Keep this text: nothing is said about it here any more")
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 10, 6)
        row.setSpacing(8)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.line, 1)
        for button in (self.next_button, self.fix_button, self.accept_button):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

        self.next_button.clicked.connect(self.highlighter.go_on)
        self.fix_button.clicked.connect(self.fix)
        self.accept_button.clicked.connect(self.accept)
        self.highlighter.changed.connect(self._show)
        for key, press in ((FIX_KEY, self.fix), (NEXT_KEY, self.highlighter.go_on)):
            shortcut = QShortcut(QKeySequence(key), editor)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(press)

    def judge_with(self, check: Check | None, accept: Accept | None = None) -> None:
        """As :meth:`FindingsHighlighter.judge_with`; ``accept`` says nothing more about a finding, None where that
        can't be remembered, as for a reply that isn't there yet."""
        self._accept = accept
        self.highlighter.judge_with(check)

    def set_tokens(self, tokens: Tokens) -> None:
        self.highlighter.set_tokens(tokens)

    def fix(self) -> None:
        """Replace what the line is about by its fix."""
        finding = self.highlighter.current
        if finding is not None:
            self.highlighter.fix(finding)

    def accept(self) -> None:
        """Say nothing more about it."""
        finding = self.highlighter.current
        if finding is None or self._accept is None:
            return
        try:
            self._accept(finding, self.highlighter.text)
        except MiaohuiError as error:
            self.line.setText(sentence(error.problem))
            return
        self.highlighter.check_now()

    def _show(self) -> None:
        finding, findings = self.highlighter.current, self.highlighter.findings
        self.setVisible(finding is not None)
        if finding is None:
            return
        rule = finding.rule
        self.line.setText(f"{reason(finding, self.highlighter.text)} {suggestion(rule)}".rstrip())
        self.line.setAccessibleDescription(level_name(rule.level))
        for widget in (self, self._sign, self.line, self.next_button, self.fix_button, self.accept_button):
            set_look(widget, "level", rule.level.value)
        self.next_button.setText(f"{findings.index(finding) + 1}/{len(findings)} ›")
        self.next_button.setVisible(len(findings) > 1)
        self.fix_button.setVisible(finding.fix is not None)
        if finding.fix is not None:
            fix = shortened(finding.fix)
            self.fix_button.setText(_("Write “{fix}”").format(fix=fix) if fix else _("Take it out"))
        self.accept_button.setVisible(self._accept is not None)


def _button(name: str, text: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setText(text)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
