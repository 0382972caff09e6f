"""The dialog that asks for a file."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QIdentityProxyModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from miaohui.i18n import _

TYPE = 2
"""The column of a file's kind."""


class _Kinds(QIdentityProxyModel):
    """Qt asks its catalogue for “Folder” where it no longer stands; the translation is there under its old place."""

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        value: object = super().data(index, role)
        if role == Qt.ItemDataRole.DisplayRole and index.column() == TYPE and isinstance(value, str):
            return QCoreApplication.translate("QFileDialog", value)
        return value


def to_open(parent: QWidget, title: str, filters: Sequence[str]) -> QFileDialog:
    """Asks for one file that is there; connect ``fileSelected``, then ``open()`` it."""
    dialog = _dialog(parent, title, filters)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return dialog


def to_save(parent: QWidget, title: str, filters: Sequence[str], suffix: str) -> QFileDialog:
    """Asks where to write a file; ``suffix`` is added to a name without one."""
    dialog = _dialog(parent, title, filters)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    return dialog


def _dialog(parent: QWidget, title: str, filters: Sequence[str]) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setNameFilters(filters)
    dialog.setProxyModel(_Kinds(dialog))
    # Qt's own catalogue lacks these two in Chinese; a desktop's own dialog has its own.
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, _("Folder:"))
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, _("File type:"))
    return dialog
