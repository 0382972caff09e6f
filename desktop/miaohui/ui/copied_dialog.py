"""A new reply from what another program copied: what is one customer's in it becomes a variable first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from miaohui.domain.placeholders import Proposal
from miaohui.flow.edit import ReplyFields
from miaohui.i18n import _
from miaohui.ui.form_dialog import FormDialog, button, form_of, line
from miaohui.ui.proposals_editor import ProposalsEditor, Propose
from miaohui.ui.theme import Tokens

MAX_VALUE = 40
"""Characters of a value that are shown."""
MAX_LIST = 150
"""px; more proposals than fit into it are scrolled."""


class CopiedDialog(FormDialog):
    """``save`` takes the fields and raises MiaohuiError to keep the dialog open with the reason; ``propose_code`` makes
    a code of a title. ``edit_requested`` carries title and text for whoever wants to write more."""

    edit_requested = Signal(str, str)

    def __init__(
        self,
        text: str,
        propose: Propose,
        propose_code: Callable[[str], str],
        categories: Sequence[str],
        save: Callable[[ReplyFields], None],
        tokens: Tokens,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("New reply from what was copied"), 560, parent)
        self._propose_code = propose_code
        self._proposed_code = ""
        self.title = line("", _("Title"), _("What it is found by"))
        self.code = line("", _("Code"))
        self.category = QComboBox()
        self.category.setEditable(True)
        self.category.addItems(list(categories))
        self.category.setAccessibleName(_("Category"))
        self.text = ProposalsEditor(propose, tokens)
        self.text.setAccessibleName(_("Text"))
        self.text.setPlaceholderText(_("Nothing was copied in another program. Paste the text here."))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(self.text.fontMetrics().lineSpacing() * 6 + 20)
        self._found = QLabel()
        self._found.setObjectName("muted")
        self._found.setWordWrap(True)
        self._boxes: list[QCheckBox] = []
        self._box_column = QVBoxLayout()
        self._box_column.setContentsMargins(0, 0, 0, 0)
        self._box_column.setSpacing(6)
        self._list = _scrolled(self._box_column)

        self.text.proposed.connect(self._show_proposals)
        self.text.textChanged.connect(self._show_state)
        self.title.textEdited.connect(self._follow_title)
        self.lay_out(
            form_of(self.title, self.code, self.category, self.text),
            self._found,
            self._list,
            accept=_("Save"),
            do=lambda: save(self.fields),
            left=button(_("Go on in the editor…"), self._hand_over),
        )
        QShortcut(QKeySequence("Ctrl+Return"), self, self.attempt)
        self.text.take(text)
        (self.title if text else self.text).setFocus()

    @property
    def fields(self) -> ReplyFields:
        return ReplyFields(
            title=self.title.text(),
            code=self.code.text(),
            category=self.category.currentText().strip(),
            body=self.text.toPlainText(),
        )

    def _follow_title(self, title: str) -> None:
        """The code, until the agent writes one."""
        if self.code.text() == self._proposed_code:
            self._proposed_code = self._propose_code(title)
            self.code.setText(self._proposed_code)

    def _hand_over(self) -> None:
        self.edit_requested.emit(self.title.text().strip(), self.text.toPlainText())
        self.reject()

    def _show_proposals(self) -> None:
        for box in self._boxes:
            box.hide()
            box.deleteLater()
        self._boxes = [self._box(proposal) for proposal in self.text.proposals]
        for box in self._boxes:
            self._box_column.addWidget(box)
        if self._boxes:
            self._found.setText(_("These may be one customer's. With a tick they are asked for at each copy:"))
        else:
            self._found.setText(_("Nothing in it looks like a customer's."))
        self._found.setVisible(bool(self._boxes) or bool(self.text.toPlainText()))
        self._list.setVisible(bool(self._boxes))
        self._list.setFixedHeight(min(MAX_LIST, self._box_column.sizeHint().height() + 2))
        self._show_state()

    def _box(self, proposal: Proposal) -> QCheckBox:
        value = " ".join(proposal.text.split())
        value = value if len(value) <= MAX_VALUE else f"{value[: MAX_VALUE - 1]}…"
        box = QCheckBox(f"{value}  →  {proposal.variable}".replace("&", "&&"))
        box.setAccessibleName(_("{value} becomes {variable}").format(value=value, variable=proposal.variable))
        box.clicked.connect(self._toggle)
        return box

    def _toggle(self, on: bool) -> None:
        box = self.sender()
        if isinstance(box, QCheckBox):
            self.text.put_in(self.text.proposals[self._boxes.index(box)], on=on)

    def _show_state(self) -> None:
        """Also after the agent has written over a variable, or taken that back."""
        for box, proposal in zip(self._boxes, self.text.proposals, strict=False):
            box.setChecked(self.text.is_in(proposal))


def _scrolled(column: QVBoxLayout) -> QScrollArea:
    inner = QWidget()
    inner.setObjectName("fields")
    inner.setLayout(column)
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    return area
