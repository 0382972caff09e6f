"""The agent's own facts: nickname, shop, cut-off and what else replies fill in by themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from miaohui.domain.variables import ProfileField
from miaohui.errors import MiaohuiError
from miaohui.i18n import _
from miaohui.messages import sentence
from miaohui.ui.names import profile_label


class ProfileDialog(QDialog):
    """``save`` takes the values by name and raises MiaohuiError where they can't be kept."""

    def __init__(
        self,
        fields: Iterable[ProfileField],
        values: Mapping[str, str],
        save: Callable[[dict[str, str]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._save = save
        self.setWindowTitle(_("My details"))
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        self.setMinimumWidth(420)
        form = QFormLayout()
        form.setSpacing(10)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.lines: dict[str, QLineEdit] = {}
        for field in fields:
            line = QLineEdit(values.get(field.name, ""))
            line.setObjectName("field")
            line.setAccessibleName(profile_label(field))
            line.setPlaceholderText(field.default)
            label = QLabel(profile_label(field))
            label.setObjectName("muted")
            label.setBuddy(line)
            form.addRow(label, line)
            self.lines[field.name] = line
        self._error = QLabel()
        self._error.setObjectName("error")
        self._error.setWordWrap(True)
        self._error.hide()
        cancel = QPushButton(_("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        keep = QPushButton(_("Save"))
        keep.setDefault(True)
        keep.clicked.connect(self._try)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(self._error)
        column.addLayout(buttons)

    def _try(self) -> None:
        try:
            self._save({name: text for name, line in self.lines.items() if (text := line.text().strip())})
        except MiaohuiError as error:
            self._error.setText(sentence(error.problem))
            self._error.show()
        else:
            self.accept()
