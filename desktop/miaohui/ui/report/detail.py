"""Beside the list: one finding with its reason, what to write instead, and the whole message."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from miaohui.flow.wording import Found
from miaohui.i18n import _
from miaohui.ui.theme import Tokens, set_look
from miaohui.ui.wording_names import LEVEL_TOKENS, level_name, suggestion, why

MAX_SHOWN = 4_000
"""Characters of a message that are drawn, half of them before what was found."""


class Detail(QScrollArea):
    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.tokens = tokens
        self._one: Found | None = None
        self._level = _label("findingLevel")
        self._why = _label("heading")
        self._suggestion = _label("")
        self._fix = _label("small")
        self._reply = _label("small")
        self._text = _label("bubble")
        self._text.setTextFormat(Qt.TextFormat.RichText)
        inner = QWidget()
        inner.setObjectName("detail")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._level, 0, Qt.AlignmentFlag.AlignLeft)
        for label in (self._why, self._suggestion, self._fix, self._reply, self._text):
            column.addWidget(label)
        column.addStretch(1)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Finding"))
        self.show_finding(None, "")

    def show_finding(self, one: Found | None, place: str) -> None:
        """None for none; ``place`` is where its reply stands."""
        self._one = one
        for label in (self._level, self._why, self._suggestion, self._fix, self._reply, self._text):
            label.setVisible(one is not None)
        if one is None:
            return
        rule, fix = one.finding.rule, one.finding.fix
        self._level.setText(level_name(rule.level))
        set_look(self._level, "level", rule.level.value)
        self._why.setText(why(rule))
        self._suggestion.setText(suggestion(rule))
        self._suggestion.setVisible(bool(suggestion(rule)))
        self._fix.setText(_("Fix: write “{fix}”").format(fix=fix) if fix else _("Fix: take it out"))
        self._fix.setVisible(fix is not None)
        self._reply.setText(f"{one.reply.code} · {one.reply.title} · {place}")
        self._text.setText(_marked(one, self.tokens))

    def set_tokens(self, tokens: Tokens) -> None:
        self.tokens = tokens
        if self._one is not None:
            self._text.setText(_marked(self._one, tokens))


def _marked(one: Found, tokens: Tokens) -> str:
    colours, token = tokens.colours, LEVEL_TOKENS[one.finding.rule.level]
    ground = {"danger": "danger_soft", "missing": "missing_soft", "muted": "line"}[token]
    start, end = one.finding.start, one.finding.end
    first = max(0, start - MAX_SHOWN // 2)
    before, found, behind = one.text[first:start], one.text[start:end], one.text[end : first + MAX_SHOWN]
    pieces = (
        "…" if first else "",
        escape(before),
        f'<span style="color:{colours[token]};background-color:{colours[ground]}">{escape(found[:MAX_SHOWN])}</span>',
        escape(behind),
        "…" if len(one.text) > first + MAX_SHOWN else "",
    )
    return f'<div style="line-height:118%">{"".join(pieces)}</div>'.replace("\n", "<br>")


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
