"""The dialogs that palette and tray open: add and edit a reply, import a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from miaohui.domain.change import ChangeSet
from miaohui.domain.codes import propose_code, taken_codes
from miaohui.domain.emoticon_catalogue import Catalogue
from miaohui.domain.library import Library
from miaohui.domain.pinyin import Readings
from miaohui.domain.reply import Reply, Scope
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow import edit, overlays, transfer
from miaohui.flow.edit import ReplyFields
from miaohui.flow.ports import Pictures
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _, ngettext
from miaohui.messages import row_problem, sentence
from miaohui.ui.copied_dialog import CopiedDialog
from miaohui.ui.emoticon_picker import EmoticonPicker, Recent
from miaohui.ui.names import client_name
from miaohui.ui.proposals_editor import Propose
from miaohui.ui.reply_dialog import ReplyDialog
from miaohui.ui.theme import Tokens


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
    """Each dialog is a window of its own and keeps the palette usable; one of a kind at a time. ``new_requested``
    carries title and text of a reply that the agent wants to go on with in the editor."""

    new_requested = Signal(str, str)

    def __init__(
        self,
        workspace: Workspace,
        read_table: ReadTable,
        pictures: Pictures,
        emoticons: Callable[[], Catalogue],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._read_table = read_table
        self._pictures = pictures
        self._emoticons = emoticons
        self._recent_emoticons = Recent()
        self._open: dict[str, QDialog] = {}

    def new_reply(self, title: str = "", body: str = "") -> None:
        categories = self._category_names()
        self._show(
            "new",
            lambda: ReplyDialog(
                None,
                categories,
                categories[0] if categories else "",
                self._add,
                self._pictures.add,
                self._emoticon_picker,
                title=title,
                body=body,
            ),
        )

    def new_from_copied(self, text: str, propose: Propose, readings: Readings, tokens: Tokens) -> None:
        """A new reply from what another program copied; ``propose`` finds what is one customer's in it."""

        def code_of(title: str) -> str:
            return propose_code(title, readings, taken_codes(self._workspace.library, Scope.PERSONAL))

        def make() -> QDialog:
            dialog = CopiedDialog(text, propose, code_of, self._category_names(), self._add, tokens)
            dialog.edit_requested.connect(self.new_requested)
            return dialog

        self._show("copied", make)

    def edit_reply(self, reply_id: str) -> None:
        reply = self._workspace.library.replies.get(reply_id)
        if reply is None or reply.deleted is not None:
            return
        self._show(
            reply_id,
            lambda: ReplyDialog(
                reply,
                self._category_names(),
                self._workspace.library.category_name(reply.category),
                lambda fields: self._change(reply, fields),
                self._pictures.add,
                self._emoticon_picker,
                lambda: self._commit(edit.delete(reply, self._utc_now())),
            ),
        )

    def word_anew(self, shop_id: str) -> None:
        """The agent's own wording of a shop's reply, beginning with what that says."""
        shop = self._workspace.library.replies.get(shop_id)
        if shop is None or shop.deleted is not None:
            return
        dialog = self._show(
            f"own {shop_id}",
            lambda: ReplyDialog(
                shop,
                self._category_names(),
                self._workspace.library.category_name(shop.category),
                lambda fields: self._add_own(shop, fields),
                self._pictures.add,
                self._emoticon_picker,
            ),
        )
        dialog.setWindowTitle(_("My own wording of “{title}”").format(title=shop.title))

    def _add_own(self, shop: Reply, fields: ReplyFields) -> None:
        workspace = self._workspace
        self._commit(overlays.create(workspace.library, shop, fields, workspace.tables.seasons, self._utc_now()))

    def _category_names(self) -> list[str]:
        library = self._workspace.library
        return [
            library.category_name(category.id) for top in library.tops() for category in (top, *library.subs(top.id))
        ]

    def _emoticon_picker(self, parent: QWidget) -> EmoticonPicker:
        clients = {client.dialect: client_name(client) for client in self._workspace.tables.clients.values()}
        return EmoticonPicker(self._emoticons(), clients, self._recent_emoticons, parent)

    def _add(self, fields: ReplyFields) -> None:
        workspace = self._workspace
        self._commit(edit.add(workspace.library, fields, workspace.tables.seasons, self._utc_now()))

    def _change(self, reply: Reply, fields: ReplyFields) -> None:
        workspace = self._workspace
        self._commit(edit.change(workspace.library, reply, fields, workspace.tables.seasons, self._utc_now()))

    def _commit(self, change_set: ChangeSet) -> None:
        if change_set.changes:
            self._workspace.commit(change_set)

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

    def _utc_now(self) -> datetime:
        return self._workspace.clock.now().astimezone(UTC)

    def _try(self, action: Callable[[], object]) -> None:
        try:
            action()
        except MiaohuiError as error:
            self._tell(error.problem)

    def _tell(self, problem: Problem) -> None:
        self._show("problem", lambda: QMessageBox(QMessageBox.Icon.Warning, _("Miaohui"), sentence(problem)))

    def _show(self, kind: str, make: Callable[[], QDialog]) -> QDialog:
        dialog = self._open.get(kind)
        if dialog is None:
            dialog = make()
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.finished.connect(lambda _result: self._open.pop(kind, None))
            self._open[kind] = dialog
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        return dialog


def _summary(plan: transfer.Plan) -> str:
    lines = [
        ngettext("{number} new reply text", "{number} new reply texts", plan.new).format(number=plan.new),
        ngettext("{number} changed", "{number} changed", plan.changed).format(number=plan.changed),
        ngettext("{number} already here", "{number} already here", plan.same).format(number=plan.same),
        ngettext("{number} row left out", "{number} rows left out", plan.skipped).format(number=plan.skipped),
    ]
    return "\n".join(lines)
