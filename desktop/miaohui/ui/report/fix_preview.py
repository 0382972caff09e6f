"""What fixing would change, text beside text, before it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from miaohui.domain.difference import pieces
from miaohui.flow.wording_report import Fixed
from miaohui.i18n import _, ngettext
from miaohui.ui.changes import marked
from miaohui.ui.form_dialog import FormDialog
from miaohui.ui.theme import Tokens

MOST_SHOWN = 200
"""Messages that are drawn; all are fixed, and their number is told."""
LONGEST = 2_000
"""Characters of a message that are drawn."""


class FixPreview(FormDialog):
    """``fix`` does it, and raises MiaohuiError to keep the dialog open with the reason."""

    def __init__(
        self, fixes: Sequence[Fixed], left: int, fix: Callable[[], None], tokens: Tokens, parent: QWidget | None = None
    ) -> None:
        """``left`` of the chosen findings can't be fixed and stay."""
        super().__init__(_("Fix wording"), 620, parent)
        self.setMinimumHeight(420)
        count = len(fixes)
        summary = ngettext("{number} reply changes.", "{number} replies change.", count).format(number=count)
        heading = QLabel(summary)
        heading.setObjectName("heading")
        rest = QLabel(
            ngettext(
                "{number} finding has no fix or belongs to the shop and stays as it is.",
                "{number} findings have no fix or belong to the shop and stay as they are.",
                left,
            ).format(number=left)
        )
        rest.setObjectName("muted")
        rest.setWordWrap(True)
        rest.setVisible(left > 0)
        self.lay_out(heading, rest, self._texts(fixes, tokens), accept=_("Fix"), do=fix)

    def _texts(self, fixes: Sequence[Fixed], tokens: Tokens) -> QScrollArea:
        inner = QWidget()
        inner.setObjectName("bubbles")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        messages = [(one.before, old, new) for one in fixes for old, new in one.messages]
        for reply, old, new in messages[:MOST_SHOWN]:
            title = QLabel(f"{reply.code} · {reply.title}")
            title.setObjectName("small")
            title.setTextFormat(Qt.TextFormat.PlainText)
            text = QLabel(difference(old, new, tokens))
            text.setObjectName("bubble")
            text.setWordWrap(True)
            text.setTextFormat(Qt.TextFormat.RichText)
            text.setAccessibleName(new)
            column.addWidget(title)
            column.addWidget(text)
        if len(messages) > MOST_SHOWN:
            more = len(messages) - MOST_SHOWN
            column.addWidget(QLabel(ngettext("And {number} more.", "And {number} more.", more).format(number=more)))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.viewport().setAutoFillBackground(False)
        area.setAccessibleName(_("What changes"))
        return area


def difference(old: str, new: str, tokens: Tokens) -> str:
    """One text: what goes struck out, what comes marked."""
    return f'<div style="line-height:118%">{marked(pieces(old[:LONGEST], new[:LONGEST]), tokens)}</div>'
