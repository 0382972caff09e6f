"""Moving out: which replies, in which format, and what of them the file can't hold, before it is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from miaohui.domain.library import Library
from miaohui.domain.reply import Scope
from miaohui.errors import Problem
from miaohui.flow.transfer.exported import Export, LeftBehind
from miaohui.flow.transfer.printed import printed
from miaohui.flow.transfer.selecting import Selection, selected
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _, ngettext
from miaohui.messages import sentence
from miaohui.ui import file_dialog
from miaohui.ui.background import Background, Task
from miaohui.ui.form_dialog import button, choice, form_of, label, line
from miaohui.ui.names import season_name
from miaohui.ui.rows_table import cell, table
from miaohui.ui.sheet_pdf import sheet_pdf

SIZE = (720, 640)
"""px at 100 %."""
MOST = 1000
"""Replies that are listed; the number of all is told."""
QIANNIU_UTF8, PDF = "qianniu utf-8", "pdf"
SUFFIXES = {"qianniu": "csv", QIANNIU_UTF8: "csv"}
"""Of formats that aren't named like their files."""
BY_SEASON = ("qianniu", QIANNIU_UTF8, PDF, "html")
"""Formats that have no place for the texts of other seasons: one of them is chosen."""


class MakeExport(Protocol):
    def __call__(self, library: Library, format_id: str, encoding: str, selection: Selection) -> Export:
        """Raises MiaohuiError ``export-too-large``. May run in another thread."""


@dataclass(frozen=True)
class Targets:
    """How the window gets a file's content and writes it; ``families`` are the fonts of a printed sheet."""

    export: MakeExport
    write: Callable[[Path, bytes], None]
    families: Sequence[str]


class ExportWindow(QDialog):
    def __init__(
        self, workspace: Workspace, targets: Targets, background: Background, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(_("Export replies"))
        self._workspace = workspace
        self._targets = targets
        self._background = background
        library, seasons = workspace.library, workspace.tables.seasons
        shelves = [one.id for top in library.tops() for one in (top, *library.subs(top.id))]
        self.format = choice(_("Format"), _formats())
        self.category = choice(
            _("Which replies"), [("", _("All")), *((one, library.category_name(one)) for one in shelves)]
        )
        scopes = (("", _("Mine and the shop's")), (Scope.PERSONAL, _("Mine")), (Scope.SHOP, _("The shop's")))
        self.scope = choice(_("Whose"), [(str(one), text) for one, text in scopes])
        named = [(one.id, season_name(one, seasons)) for one in seasons]
        self.season = choice(_("Texts of"), [("", _("Ordinary days (all replies)")), *named])
        self.trash = QCheckBox(_("With the trash"))
        self.trash.setChecked(True)
        self.history = QCheckBox(_("With what the replies were before"))
        self.file = line("", _("File"))
        self.choose = button(_("Choose…"), self._choose_file)
        self.summary = label()
        self.left = table(_("What the file can't hold"), (_("Code"), _("Title"), _("Stays behind")))
        self._error = label(name="error")
        self._error.hide()
        self.close_button = button(_("Close"), self.reject)
        self.export = button(_("Export"), self._export)
        self.export.setDefault(True)
        self._lay_out()
        for box in (self.format, self.category, self.scope, self.season):
            box.currentIndexChanged.connect(self._look)
        for check in (self.trash, self.history):
            check.clicked.connect(self._look)
        self.file.textChanged.connect(self._show_button)
        self.resize(*SIZE)
        self._look()

    def _lay_out(self) -> None:
        form = form_of(self.format, self.category, self.scope, self.season)
        row = QHBoxLayout()
        row.addWidget(self.file, 1)
        row.addWidget(self.choose)
        checks = QHBoxLayout()
        checks.setSpacing(24)
        checks.addWidget(self.trash)
        checks.addWidget(self.history)
        checks.addStretch(1)
        form.addRow("", checks)
        named = label(self.file.accessibleName(), "muted", wraps=False)
        named.setBuddy(self.file)
        form.addRow(named, row)
        header = self.left.horizontalHeader()
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for place, width in ((0, 110), (1, 200)):
            self.left.setColumnWidth(place, width)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.export)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(self.summary)
        column.addWidget(self.left, 1)
        column.addWidget(self._error)
        column.addStretch()
        column.addLayout(buttons)

    # ------------------------------------------------------------------------------------------------------- choosing

    @property
    def error_text(self) -> str:
        """What is said to be wrong; empty for nothing."""
        return self._error.text()

    def is_told(self) -> bool:
        """Whether what the file would hold is looked through."""
        return not self._background.running

    @property
    def _chosen(self) -> str:
        return str(self.format.currentData())

    @property
    def _selection(self) -> Selection:
        scope = self.scope.currentData()
        return Selection(
            self.category.currentData(),
            Scope(scope) if scope else None,
            self.season.currentData() if self._chosen in BY_SEASON else "",
            self.trash.isChecked(),
            self.history.isChecked(),
        )

    def _choose_file(self) -> None:
        suffix = _suffix(self._chosen)
        kinds = [f"{self.format.currentText()} (*.{suffix})", _("All files (*)")]
        dialog = file_dialog.to_save(self, _("Export replies"), kinds, suffix)
        dialog.selectFile(self.file.text() or f"{_('Quick replies')}.{suffix}")
        dialog.fileSelected.connect(self.file.setText)
        dialog.open()

    def _look(self) -> None:
        """What the file would hold of what is chosen now."""
        self.season.setEnabled(self._chosen in BY_SEASON)
        for check in (self.trash, self.history):
            check.setVisible(self._chosen == "json")
        if self.file.text():
            self.file.setText(str(Path(self.file.text()).with_suffix(f".{_suffix(self._chosen)}")))
        self._say(None)
        self.summary.setText(_("Looking…"))
        self._show_button()
        library, make, (format_id, encoding), selection = (
            self._workspace.library,
            self._targets.export,
            _written_as(self._chosen),
            self._selection,
        )
        self._background.run(lambda _task: make(library, format_id, encoding, selection), self._show, self._say)

    def _show(self, export: Export) -> None:
        told = ngettext("{number} reply", "{number} replies", export.replies).format(number=export.replies)
        left = ngettext("{number} can't be carried whole", "{number} can't be carried whole", len(export.left))
        if export.left:
            self.summary.setText(f"{told} · {left.format(number=len(export.left))}")
        else:
            self.summary.setText(_("{replies}, all of them whole").format(replies=told))
        shown = sorted(export.left, key=lambda one: not one.lost)[:MOST]  # lost characters first: they change a text
        self.left.setVisible(bool(shown))
        self.left.setRowCount(len(shown))
        for row, one in enumerate(shown):
            for column, text in enumerate((one.reply.code, one.reply.title, _what_stays(one))):
                self.left.setItem(row, column, cell(text))
        self._show_button()

    def _show_button(self) -> None:
        self.export.setEnabled(bool(self.file.text().strip()))

    def _say(self, problem: Problem | None) -> None:
        self._error.setText("" if problem is None else sentence(problem))
        self._error.setVisible(problem is not None)

    # -------------------------------------------------------------------------------------------------------- writing

    def _export(self) -> None:
        """Of the library as it is now."""
        path = _named(Path(self.file.text().strip()), _suffix(self._chosen))
        self.file.setText(str(path))
        workspace, targets, chosen, selection = self._workspace, self._targets, self._chosen, self._selection
        library, tables = workspace.library, workspace.tables
        format_id, encoding = _written_as(chosen)

        def work(task: Task) -> Export:
            export = targets.export(library, format_id, encoding, selection)
            content = export.content
            if chosen == PDF:
                replies = selected(library, tables.seasons, selection)
                content = sheet_pdf(printed(library, replies, tables.emoticons), targets.families)
            if not task.stopped:
                targets.write(path, content)
            return export

        self._say(None)
        self.export.setEnabled(False)
        self.summary.setText(_("Writing…"))
        self._background.run(work, self._written, self._failed)

    def _written(self, export: Export) -> None:
        self._show(export)
        told = ngettext("{count} reply written to {path}", "{count} replies written to {path}", export.replies)
        self.summary.setText(told.format(count=export.replies, path=self.file.text().strip()))
        self.close_button.setFocus()

    def _failed(self, problem: Problem) -> None:
        self.summary.clear()
        self._say(problem)
        self._show_button()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._background.drop()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        """Also by Esc."""
        self._background.drop()
        super().done(result)


def _formats() -> list[tuple[str, str]]:
    return [
        ("xlsx", _("Spreadsheet to edit and bring back (xlsx)")),
        ("qianniu", _("Qianniu (CSV, GBK)")),
        (QIANNIU_UTF8, _("Qianniu (CSV, UTF-8)")),
        ("json", _("Everything, for another Miaohui (JSON)")),
        ("csv", _("Table of text (CSV)")),
        (PDF, _("Sheet to print (PDF)")),
        ("html", _("Sheet to print (HTML)")),
    ]


def _suffix(chosen: str) -> str:
    return SUFFIXES.get(chosen, chosen)


def _named(path: Path, suffix: str) -> Path:
    """No file is called by what another format is called by, nor by nothing: nobody could open it."""
    others = {f".{_suffix(format_id)}" for format_id, _name in _formats()}
    return path.with_suffix(f".{suffix}") if path.name and path.suffix.casefold() in {"", *others} else path


def _written_as(chosen: str) -> tuple[str, str]:
    """The format and the encoding. What a PDF holds is what the HTML sheet holds."""
    if chosen == QIANNIU_UTF8:
        return "qianniu", "utf-8-sig"
    return ("html" if chosen == PDF else chosen), ""


def _what_stays(left: LeftBehind) -> str:
    fields = [sentence(Problem(f"left-{field}")) for field in left.fields]
    return " · ".join([*fields, *(" ".join(text.split()) for text in left.lost)])
