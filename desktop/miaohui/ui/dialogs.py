"""The dialogs that palette, tray and editor open: a reply from what was copied, moving in and out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog

from miaohui.domain.codes import propose_code, taken_codes
from miaohui.domain.pinyin import Readings
from miaohui.domain.reply import Scope
from miaohui.flow import edit
from miaohui.flow.edit import ReplyFields
from miaohui.flow.workspace import Workspace
from miaohui.ui.background import Background
from miaohui.ui.copied_dialog import CopiedDialog
from miaohui.ui.export_window import ExportWindow, Targets
from miaohui.ui.front import bring
from miaohui.ui.import_wizard.window import ImportWizard, Sources
from miaohui.ui.proposals_editor import Propose
from miaohui.ui.theme import Tokens


class Dialogs(QObject):
    """Each dialog is a window of its own and keeps the palette usable; one of a kind at a time. ``new_requested``
    carries title and text of a reply that the agent wants to go on with in the editor."""

    new_requested = Signal(str, str)

    def __init__(
        self,
        workspace: Workspace,
        sources: Sources,
        targets: Targets,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._sources = sources
        self._targets = targets
        self._reading, self._writing = Background(self), Background(self)
        self._open: dict[str, QDialog] = {}

    def new_from_copied(self, text: str, propose: Propose, readings: Readings, tokens: Tokens) -> None:
        """A new reply from what another program copied; ``propose`` finds what is one customer's in it."""

        def code_of(title: str) -> str:
            return propose_code(title, readings, taken_codes(self._workspace.library, Scope.PERSONAL))

        def make() -> QDialog:
            dialog = CopiedDialog(text, propose, code_of, self._category_names(), self._add, tokens)
            dialog.edit_requested.connect(self.new_requested)
            return dialog

        self._show("copied", make)

    def _category_names(self) -> list[str]:
        library = self._workspace.library
        return [
            library.category_name(category.id) for top in library.tops() for category in (top, *library.subs(top.id))
        ]

    def _add(self, fields: ReplyFields) -> None:
        workspace = self._workspace
        workspace.commit(edit.add(workspace.library, fields, workspace.tables.seasons, self._utc_now()))

    def import_file(self, path: Path | None = None) -> None:
        """The import, with this file where one is chosen already."""
        self._show("import", lambda: ImportWizard(self._workspace, self._sources, self._reading))
        wizard = self._open["import"]
        if path is not None and isinstance(wizard, ImportWizard):
            wizard.open_file(path)

    def export_file(self) -> None:
        self._show("export", lambda: ExportWindow(self._workspace, self._targets, self._writing))

    def _utc_now(self) -> datetime:
        return self._workspace.clock.now().astimezone(UTC)

    def _show(self, kind: str, make: Callable[[], QDialog]) -> QDialog:
        dialog = self._open.get(kind)
        if dialog is None:
            dialog = make()
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.finished.connect(lambda _result: self._open.pop(kind, None))
            self._open[kind] = dialog
        bring(dialog)
        return dialog
