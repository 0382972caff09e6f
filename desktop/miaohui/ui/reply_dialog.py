"""One dialog to add, edit and delete a reply, until the editor window is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from miaohui.domain.reply import Reply
from miaohui.domain.season import PEAK_SEASON
from miaohui.errors import MiaohuiError
from miaohui.flow.edit import ReplyFields
from miaohui.i18n import _
from miaohui.messages import sentence

ALIAS_SEPARATORS = "，,、;；\n"


class ReplyDialog(QDialog):
    """``save`` takes the fields and raises MiaohuiError to keep the dialog open with the reason."""

    def __init__(
        self,
        reply: Reply | None,
        categories: Sequence[str],
        category: str,
        save: Callable[[ReplyFields], None],
        delete: Callable[[], None] | None = None,
        title: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._save = save
        self._delete = delete
        self.setWindowTitle(_("New reply") if reply is None else _("Edit reply"))
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        self.setMinimumWidth(560)

        self.title = _line(reply.title if reply else title, _("Title"))
        self.code = _line(reply.code if reply else "", _("Code"))
        self.category = QComboBox()
        self.category.setEditable(True)
        self.category.addItems(list(categories))
        self.category.setCurrentText(category)
        self.category.setAccessibleName(_("Category"))
        self.text = _text(reply.text if reply else "", _("Text"), 5)
        peak = reply.variants.get(PEAK_SEASON, ()) if reply else ()
        self.peak = _text(peak[0].text if peak else "", _("Text in peak season"), 3)
        self.peak.setPlaceholderText(_("Empty: the same as always"))
        self.aliases = _line("，".join(reply.aliases) if reply else "", _("How buyers ask"))
        self.aliases.setPlaceholderText(_("Separated by commas"))

        form = QFormLayout()
        form.setSpacing(10)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for editor in (self.title, self.code, self.category, self.text, self.peak, self.aliases):
            label = QLabel(editor.accessibleName())
            label.setObjectName("muted")
            label.setBuddy(editor)
            form.addRow(label, editor)

        self._error = QLabel()
        self._error.setObjectName("error")
        self._error.setWordWrap(True)
        self._error.hide()
        hint = QLabel(_("{昵称} is filled in when you copy; a line --- starts a second message."))
        hint.setObjectName("muted")

        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(hint)
        column.addWidget(self._error)
        column.addLayout(self._buttons())
        QShortcut(QKeySequence("Ctrl+Return"), self, self._try_to_save)
        start = self.text if reply is not None else self.code if title else self.title
        start.setFocus()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        if self._delete is not None:
            delete = QPushButton(_("Delete"))
            delete.setObjectName("danger")
            delete.setAutoDefault(False)
            delete.clicked.connect(self._try_to_delete)
            row.addWidget(delete)
        row.addStretch(1)
        cancel = QPushButton(_("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        row.addWidget(cancel)
        save = QPushButton(_("Save"))
        save.setDefault(True)
        save.clicked.connect(self._try_to_save)
        row.addWidget(save)
        return row

    @property
    def error_text(self) -> str:
        """What is said to be wrong; empty for nothing."""
        return self._error.text()

    @property
    def fields(self) -> ReplyFields:
        aliases = self.aliases.text().translate(dict.fromkeys(map(ord, ALIAS_SEPARATORS), "\n"))
        return ReplyFields(
            title=self.title.text(),
            code=self.code.text(),
            category=self.category.currentText().strip(),
            body=self.text.toPlainText(),
            aliases=tuple(aliases.split("\n")),
            variants={PEAK_SEASON: self.peak.toPlainText()},
        )

    def _try_to_save(self) -> None:
        self._try(lambda: self._save(self.fields))

    def _try_to_delete(self) -> None:
        if self._delete is not None:
            self._try(self._delete)

    def _try(self, action: Callable[[], None]) -> None:
        try:
            action()
        except MiaohuiError as error:
            self._error.setText(sentence(error.problem))
            self._error.show()
        else:
            self.accept()


def _line(text: str, name: str) -> QLineEdit:
    line = QLineEdit(text)
    line.setObjectName("field")
    line.setAccessibleName(name)
    return line


def _text(text: str, name: str, lines: int) -> QPlainTextEdit:
    edit = QPlainTextEdit(text)
    edit.setAccessibleName(name)
    edit.setTabChangesFocus(True)
    edit.setMinimumHeight(edit.fontMetrics().lineSpacing() * lines + 20)
    return edit
