"""What stands in a client's settings in a season, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from miaohui.domain.wording import Finding
from miaohui.flow import auto_replies
from miaohui.flow.auto_replies import AutoReplies, Text
from miaohui.flow.wording import WordingCheck
from miaohui.flow.workspace import Workspace
from miaohui.ui.auto_replies.slot_list import SlotList, slot_row
from miaohui.ui.theme import Tokens

WIDTH = 380


class Listing(QWidget):
    """``shown`` when another text is the current one, or all were listed anew. ``was_copied`` tells of a text whether
    it was; ``check`` is asked for when it is first wanted."""

    shown = Signal()

    def __init__(
        self,
        workspace: Workspace,
        auto: AutoReplies,
        check: Callable[[], WordingCheck],
        was_copied: Callable[[Text], bool],
        tokens: Tokens,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._auto = auto
        self._check = check
        self._was_copied = was_copied
        self._texts: tuple[Text, ...] = ()
        self._findings: list[tuple[Finding, ...]] = []
        self.list = SlotList(tokens)
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.list)

    @property
    def current(self) -> Text | None:
        """None where the slots' file can't be read."""
        row = self.list.row
        return self._texts[row] if 0 <= row < len(self._texts) else None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the wording rules say about the current text."""
        return self._findings[self.list.row]

    def show_texts(self, client: str, season: str) -> None:
        """Those of a client's settings in a season (ids)."""
        row = self.list.row
        self._texts = self._auto.texts(client, season)
        self._findings = [auto_replies.findings(text, self._check()) for text in self._texts]
        tables = self._workspace.tables
        self.list.rows.show_rows(
            [
                slot_row(text, findings, tables, copied=self._was_copied(text))
                for text, findings in zip(self._texts, self._findings, strict=True)
            ]
        )
        self.list.select(row)
        self.shown.emit()

    def set_tokens(self, tokens: Tokens) -> None:
        self.list.delegate.tokens = tokens

    def _current_changed(self) -> None:
        self.shown.emit()
