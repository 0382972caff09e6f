"""One setting's text: as the client will send it, what is wrong with it, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from miaohui.domain import template
from miaohui.domain.formatted import formatted
from miaohui.domain.picture import Picture
from miaohui.domain.reply import Look
from miaohui.domain.wording import Level
from miaohui.flow.auto_replies import Mark, Standing, Text
from miaohui.i18n import _
from miaohui.ui import rich_text
from miaohui.ui.form_dialog import button
from miaohui.ui.theme import Tokens, set_look

MAX_FAULTS = 6
"""Sentences about a text that are shown; the check of the whole library lists all."""


class Pane(QWidget):
    """Signals what was asked for."""

    copy_requested = Signal()
    choose_requested = Signal()
    write_requested = Signal()
    edit_requested = Signal()
    clear_requested = Signal()
    ticked = Signal(bool)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._name = _label("heading")
        self._origin = _label("origin")
        self._reply = _label("small")
        self.bubble = _label("bubble")
        self.bubble.setWordWrap(True)
        self.bubble.setTextFormat(Qt.TextFormat.RichText)
        self.bubble.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._faults = QVBoxLayout()
        self._faults.setSpacing(6)
        self._fault_labels: list[QLabel] = []
        self.tick = QCheckBox()
        self.tick.setObjectName("quiet")
        self.tick.clicked.connect(self.ticked)
        self.copy = button(_("Copy"), self.copy_requested.emit)
        self.copy.setDefault(True)
        self.choose = button(_("Choose a reply…"), self.choose_requested.emit)
        self.write = button(_("Write a text…"), self.write_requested.emit)
        self.edit = button(_("Edit the reply…"), self.edit_requested.emit)
        self.clear = button(_("Take away"), self.clear_requested.emit)
        self.clear.setObjectName("danger")
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._name)
        head.addWidget(self._origin)
        head.addStretch(1)
        head.addWidget(self._reply)
        inner = QWidget()
        inner.setObjectName("bubbles")
        shown = QVBoxLayout(inner)
        shown.setContentsMargins(0, 0, 0, 0)
        shown.setSpacing(10)
        shown.addWidget(self.bubble)
        shown.addLayout(self._faults)
        shown.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(inner)
        changing = QHBoxLayout()
        changing.setSpacing(8)
        for one in (self.write, self.choose, self.edit):
            changing.addWidget(one)
        changing.addStretch(1)
        setting = QHBoxLayout()
        setting.setSpacing(14)
        setting.addWidget(self.copy)
        setting.addWidget(self.tick)
        setting.addStretch(1)
        setting.addWidget(self.clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(area, 1)
        column.addLayout(setting)
        column.addLayout(changing)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens

    @property
    def faults(self) -> list[str]:
        """What is said to be wrong."""
        return [label.text() for label in self._fault_labels]

    def show_text(
        self, text: Text, name: str, origin: str, faults: Sequence[tuple[Level, str]], client: str, *, own: bool
    ) -> None:
        """``client`` is its name, empty where there is nothing to tick off; ``own`` if the place has a reply of its own
        that can be taken away."""
        self._name.setText(name)
        self._origin.setText(_("from {place}").format(place=origin))
        self._origin.setVisible(bool(origin))
        self._reply.setText(text.reply.code if text.reply is not None and text.draft is not None else "")
        self._show_bubble(text)
        self._show_faults(faults)
        self.copy.setEnabled(text.draft is not None)
        self.edit.setEnabled(text.draft is not None)
        self.clear.setVisible(own)
        self.tick.setVisible(bool(client))
        self.tick.setText(_("Set in {client}").format(client=client))
        self.tick.setAccessibleName(self.tick.text())
        self.tick.setChecked(text.mark is Mark.DONE)

    def _show_bubble(self, text: Text) -> None:
        looks = text.draft is not None and text.draft.look is not Look.PLAIN
        set_look(self.bubble, "paper", looks)
        if text.draft is None:
            gone = text.standing is Standing.GONE
            self.bubble.setText(_("The reply that stood here is in the trash.") if gone else _("No text stands here."))
            return
        parts = [part for part in text.draft.parts if not isinstance(part, Picture)]
        if looks:  # as on the client's white ground, in one colour
            shown = "\n".join(map(template.shown_text, parts))[: rich_text.MAX_SHOWN]
            self.bubble.setText(formatted(shown, text.draft.look))
        else:
            self.bubble.setText("".join(rich_text.html(part, self._tokens) for part in parts))

    def _show_faults(self, faults: Sequence[tuple[Level, str]]) -> None:
        for label in self._fault_labels:
            label.hide()
            label.deleteLater()
        self._fault_labels = []
        for level, sentence in faults[:MAX_FAULTS]:
            label = _label("small" if level is Level.HINT else "warning", sentence)
            label.setWordWrap(True)
            self._faults.addWidget(label)
            self._fault_labels.append(label)


def _label(name: str, text: str = "") -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
