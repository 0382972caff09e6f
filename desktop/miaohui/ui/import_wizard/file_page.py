"""The first page: which file, and what it was taken for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from miaohui.errors import Problem
from miaohui.flow.transfer import AUTO, Asked, Table
from miaohui.i18n import _, ngettext
from miaohui.ui import file_dialog
from miaohui.ui.form_dialog import button, choice, form_of, label
from miaohui.ui.import_wizard import names
from miaohui.ui.import_wizard.page import Page
from miaohui.ui.theme import set_look

KINDS = "*.csv *.tsv *.xlsx *.xls *.json *.yml *.yaml *.txt"


class FilePage(Page):
    """``chosen`` when there is another file, ``asked_changed`` when somebody says what it is."""

    chosen = Signal(Path)
    asked_changed = Signal()
    dialect_changed = Signal()

    def __init__(self) -> None:
        super().__init__(_("Which file?"))
        self.setAcceptDrops(True)
        self.choose = button(_("Choose a file…"), self.choose_file)
        self.choose.setToolTip("Ctrl+O")
        self.drop = _DropPlace(self.choose)
        self.format = choice(_("Format"), [(one, names.format_name(one)) for one in (AUTO, *names.FORMATS)])
        self.encoding = choice(_("Encoding"), [(one, names.encoding_name(one)) for one in ("", *names.ENCODINGS)])
        self.dialect = choice(_("Emoticons"), [(one, names.dialect_name(one)) for one in names.DIALECTS])
        for box in (self.format, self.encoding):
            box.activated.connect(self.asked_changed)
        self.dialect.activated.connect(self.dialect_changed)
        self.facts = label(name="muted")
        self.column.addWidget(self.drop, 1)
        self.column.addWidget(self.facts)
        self.column.addWidget(self._error)
        self.column.addLayout(form_of(self.format, self.encoding, self.dialect))
        self._show_options(shown=False)

    def choose_file(self) -> None:
        tables = _("Tables and phrases")
        dialog = file_dialog.to_open(self, _("Import replies"), [f"{tables} ({KINDS})", _("All files (*)")])
        dialog.fileSelected.connect(self._file_chosen)
        dialog.open()

    def _file_chosen(self, path: str) -> None:
        self.chosen.emit(Path(path))

    def begin(self, path: Path) -> None:
        """Another file: what was said of the one before doesn't hold."""
        self.drop.show_file(path)
        self.choose.setText(_("Another file…"))
        self.format.setCurrentIndex(0)
        self.encoding.setCurrentIndex(0)
        self.facts.clear()

    def is_told(self) -> bool:
        """Whether the file was read, or is refused."""
        return self.ready or bool(self.error_text)

    @property
    def asked(self) -> Asked:
        return Asked(self.format.currentData(), self.encoding.currentData(), incomplete=True)

    def show_table(self, table: Table) -> None:
        self.say(None)
        self.format.setItemText(0, _("{format} (told by its content)").format(format=names.format_name(table.format)))
        detected = _("{encoding} (told by its content)").format(encoding=names.encoding_name(table.encoding))
        self.encoding.setItemText(0, detected if table.encoding else _("None: the file says it itself"))
        self.encoding.setEnabled(bool(table.encoding))
        self.facts.setText(_told(table))
        self._show_options(shown=True)
        self.set_ready(True)

    def show_problem(self, problem: Problem) -> None:
        self.format.setItemText(0, names.format_name(AUTO))
        self.encoding.setItemText(0, names.encoding_name(""))
        self.encoding.setEnabled(True)
        self.facts.clear()
        self._show_options(shown=True)
        self.say(problem)
        self.set_ready(False)

    def _show_options(self, *, shown: bool) -> None:
        for box in (self.format, self.encoding, self.dialect):
            box.setEnabled(shown)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()
            set_look(self.drop, "wanted", True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        set_look(self.drop, "wanted", False)

    def dropEvent(self, event: QDropEvent) -> None:
        set_look(self.drop, "wanted", False)
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.chosen.emit(path)


def _dropped(event: QDropEvent) -> Path | None:
    """The one file that is being dropped."""
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None


def _told(table: Table) -> str:
    if table.archive is not None:
        number = len(table.archive.replies)
        return ngettext("{number} reply", "{number} replies", number).format(number=number)
    if table.beginning is not None and not any(table.beginning.fields):
        return _("No heading is known. The next page asks what the columns hold.")
    number = len(table.rows)
    rows = ngettext("{number} row with a text", "{number} rows with a text", number).format(number=number)
    if not table.problems:
        return rows
    bad = ngettext("{number} row can't be read", "{number} rows can't be read", len(table.problems))
    return f"{rows} · {bad.format(number=len(table.problems))}"


class _DropPlace(QFrame):
    """Where a file is dropped; it shows which one it was."""

    def __init__(self, choose: QPushButton) -> None:
        super().__init__()
        self.setObjectName("drop")
        self._name = label(_("Drop a file here"), "heading")
        self._folder = label(_("or"), "muted")
        kinds = _("Tables of Qianniu, Feiniu and V3 · CSV, xlsx, xls · JSON · Beeftext · espanso · plain text")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(10)
        column.addStretch(1)
        for text in (self._name, self._folder):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(text)
        column.addWidget(choose, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        small = label(kinds, "small")
        small.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(small)

    def show_file(self, path: Path) -> None:
        self._name.setText(path.name)
        self._folder.setText(str(path.parent))
