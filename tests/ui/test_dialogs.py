"""The dialogs that several windows open."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from miaohui.ui.dialogs import Dialogs
from miaohui.ui.export_window import ExportWindow
from miaohui.ui.import_wizard.window import ImportWizard


def test_moving_in_and_out_are_one_window_each(dialogs: Dialogs) -> None:
    for _ in range(2):
        dialogs.import_file()
        dialogs.export_file()
    for kind in (ImportWizard, ExportWindow):
        assert len([w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]) == 1
