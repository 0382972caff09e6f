"""Write the library to a file of one's choice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from miaohui.errors import MiaohuiError
from miaohui.i18n import N_, _, ngettext
from miaohui.ui.editor.notice import Notice

FORMATS = {
    "xlsx": (N_("Spreadsheet"), "xlsx"),
    "qianniu": (N_("Table for Qianniu"), "csv"),
    "csv": (N_("Table as text"), "csv"),
    "html": (N_("Page to print"), "html"),
    "json": (N_("Everything, for another Miaohui"), "json"),
}
"""Format id → what it is called, and how its files end."""


class Exporting(QObject):
    def __init__(self, export: Callable[[Path, str], int], notice: Notice, window: QWidget) -> None:
        """``export`` takes a file and a format's id, and returns the number of replies."""
        super().__init__(window)
        self._export = export
        self._notice = notice
        self._window = window

    def ask(self) -> None:
        """Which file, in which format."""
        dialog = QFileDialog(self._window, _("Export"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([f"{_(name)} (*.{ending})" for name, ending in FORMATS.values()])
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

    def _chosen(self, path: str) -> None:
        dialog = self.sender()
        if isinstance(dialog, QFileDialog):
            filters = dialog.nameFilters()
            self.write(Path(path), list(FORMATS)[filters.index(dialog.selectedNameFilter())])

    def write(self, path: Path, format_id: str) -> None:
        ending = f".{FORMATS[format_id][1]}"
        file = path if path.suffix.casefold() == ending else path.with_name(path.name + ending)
        try:
            count = self._export(file, format_id)
        except MiaohuiError as error:
            self._notice.refuse(error.problem)
            return
        told = ngettext("{count} reply written to {path}", "{count} replies written to {path}", count)
        self._notice.tell(told.format(count=count, path=file))
