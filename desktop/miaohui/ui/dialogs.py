"""The dialogs that palette and tray open: import a table, the agent's details, choose another hotkey."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox

from miaohui.domain.library import Library
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow import transfer
from miaohui.flow.ports import Pictures
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _, ngettext
from miaohui.messages import row_problem, sentence
from miaohui.ui.hotkey_dialog import HotkeyDialog
from miaohui.ui.profile_dialog import ProfileDialog


class Table(Protocol):
    """A file as it was read, and the pictures that came with it by name."""

    @property
    def pictures(self) -> Mapping[str, Path | bytes]: ...
    def plan(self, library: Library, mode: transfer.Mode, now: datetime) -> transfer.Plan:
        """What taking it in would do."""


KINDS = "*.csv *.tsv *.xlsx *.xls *.json *.yml *.yaml *.txt"
MOST_PROBLEMS = 200
"""Rows that were left out and are named; the number of all of them is told."""

ReadTable = Callable[[Path], Table]
"""Raises MiaohuiError for a foreign file."""


class Dialogs(QObject):
    """Each dialog is a window of its own and keeps the palette usable; one of a kind at a time."""

    def __init__(
        self,
        workspace: Workspace,
        read_table: ReadTable,
        use_hotkey: Callable[[str], None],
        pictures: Pictures,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._read_table = read_table
        self._use_hotkey = use_hotkey
        self._pictures = pictures
        self._open: dict[str, QDialog] = {}

    def import_file(self) -> None:
        dialog = QFileDialog(None, _("Import replies"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([f"{_('Tables and phrases')} ({KINDS})", _("All files (*)")])
        dialog.fileSelected.connect(lambda path: self.import_table(Path(path)))
        self._show("import", lambda: dialog)

    def import_table(self, path: Path) -> None:
        """Say what the import would do, and do it when the agent agrees."""
        try:
            table = self._read_table(path)
        except MiaohuiError as error:
            self._tell(error.problem)
            return
        plan = table.plan(self._workspace.library, transfer.Mode.MERGE, self._utc_now())

        def take_in() -> None:
            plan.keep_pictures(table.pictures, self._pictures)
            self._workspace.commit(plan.change_set)

        box = QMessageBox(QMessageBox.Icon.Question, _("Import replies"), _summary(plan))
        box.setDetailedText(
            "\n".join(row_problem(one.row, one.reason, one.args) for one in plan.problems[:MOST_PROBLEMS])
        )
        if plan.change_set.changes:
            box.setStandardButtons(QMessageBox.StandardButton.Ok | QMessageBox.StandardButton.Cancel)
            box.button(QMessageBox.StandardButton.Ok).setText(_("Import"))
            box.accepted.connect(lambda: self._try(take_in))
        self._show("import", lambda: box)

    def edit_details(self) -> None:
        settings, fields = self._workspace.settings, self._workspace.tables.variables.profile.values()
        self._show("details", lambda: ProfileDialog(fields, settings.profile, self._keep_details))

    def _keep_details(self, profile: dict[str, str]) -> None:
        self._workspace.set(replace(self._workspace.settings, profile=profile, welcomed=True))

    def change_hotkey(self) -> None:
        self._show("hotkey", lambda: HotkeyDialog(self._workspace.settings.hotkey, self._use_hotkey))

    def _utc_now(self) -> datetime:
        return self._workspace.clock.now().astimezone(UTC)

    def _try(self, action: Callable[[], object]) -> None:
        try:
            action()
        except MiaohuiError as error:
            self._tell(error.problem)

    def _tell(self, problem: Problem) -> None:
        self._show("problem", lambda: QMessageBox(QMessageBox.Icon.Warning, _("Miaohui"), sentence(problem)))

    def _show(self, kind: str, make: Callable[[], QDialog]) -> None:
        dialog = self._open.get(kind)
        if dialog is None:
            dialog = make()
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.finished.connect(lambda _result: self._open.pop(kind, None))
            self._open[kind] = dialog
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()


def _summary(plan: transfer.Plan) -> str:
    lines = [
        ngettext("{number} new reply text", "{number} new reply texts", plan.new).format(number=plan.new),
        ngettext("{number} changed", "{number} changed", plan.changed).format(number=plan.changed),
        ngettext("{number} already here", "{number} already here", plan.same).format(number=plan.same),
        ngettext("{number} row left out", "{number} rows left out", plan.skipped).format(number=plan.skipped),
    ]
    return "\n".join(lines)
