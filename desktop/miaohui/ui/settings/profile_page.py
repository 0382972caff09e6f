"""The agent's own facts: nickname, shop, cut-off and what else replies fill in by themselves."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from miaohui.domain.variables import ProfileField
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _
from miaohui.ui.form_dialog import line
from miaohui.ui.names import profile_label
from miaohui.ui.settings.page import Page, add_row, form, note


class ProfilePage(Page):
    """A line holds when it is left, or with Enter."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(_("My details"), workspace)
        self.lines = {
            field.name: line("", profile_label(field), _unfilled(field))
            for field in workspace.tables.variables.profile.values()
        }
        rows = form()
        for edit in self.lines.values():
            add_row(rows, edit)
            edit.editingFinished.connect(self._keep)
        inner = QWidget()
        inner.setObjectName("fields")
        inner.setLayout(rows)
        rows.setContentsMargins(0, 0, 8, 0)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.viewport().setAutoFillBackground(False)
        self.add(note(_("Replies fill these in by themselves. What stays empty is asked for where a reply needs it.")))
        self.column.addWidget(area, 1)
        self.refresh()

    def refresh(self) -> None:
        for name, edit in self.lines.items():
            if not edit.isModified():  # what is being written isn't taken away by a change elsewhere
                edit.setText(self.workspace.settings.profile.get(name, ""))

    def keep(self) -> None:
        """What is written holds, also in the line that has the focus."""
        if any(edit.isModified() for edit in self.lines.values()):
            self._keep()

    def _keep(self) -> None:
        for edit in self.lines.values():
            edit.setModified(False)
        values = {name: text for name, edit in self.lines.items() if (text := edit.text().strip())}
        known = self.workspace.tables.variables.profile
        others = {name: text for name, text in self.workspace.settings.profile.items() if name not in known}
        self.set(profile={**others, **values}, welcomed=True)


def _unfilled(field: ProfileField) -> str:
    """What an empty line shows: the value that is used then, else how one is written."""
    if field.default or not field.example:
        return field.default
    return _("such as {example}").format(example=field.example)
