"""One dialog to add, edit and delete a reply, until the editor window is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from miaohui.domain.picture import Picture
from miaohui.domain.reply import PART_LINE, Reply
from miaohui.domain.season import PEAK_SEASON
from miaohui.errors import MiaohuiError
from miaohui.flow.edit import ReplyFields
from miaohui.i18n import _
from miaohui.ui.emoticon_picker import EmoticonPicker
from miaohui.ui.form_dialog import FormDialog, button, form_of, line

ALIAS_SEPARATORS = "，,、;；\n"

AddPicture = Callable[[Path], Picture]
"""Raises MiaohuiError for a file that is no picture."""
MakePicker = Callable[[QWidget], EmoticonPicker]
"""Given the window that it belongs to."""


class ReplyDialog(FormDialog):
    """``save`` takes the fields and raises MiaohuiError to keep the dialog open with the reason; ``add_picture`` takes
    in a file that the agent chose; ``make_picker`` makes the emoticon picker when it is first wanted."""

    def __init__(
        self,
        reply: Reply | None,
        categories: Sequence[str],
        category: str,
        save: Callable[[ReplyFields], None],
        add_picture: AddPicture,
        make_picker: MakePicker,
        delete: Callable[[], None] | None = None,
        title: str = "",
        body: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("New reply") if reply is None else _("Edit reply"), 560, parent)
        self._add_picture = add_picture
        self._make_picker = make_picker
        self._picker: EmoticonPicker | None = None
        self.title = line(reply.title if reply else title, _("Title"))
        self.code = line(reply.code if reply else "", _("Code"))
        self.category = QComboBox()
        self.category.setEditable(True)
        self.category.addItems(list(categories))
        self.category.setCurrentText(category)
        self.category.setAccessibleName(_("Category"))
        self.text = _text(reply.text if reply else body, _("Text"), 5)
        peak = reply.variants.get(PEAK_SEASON, ()) if reply else ()
        self.peak = _text(peak[0].text if peak else "", _("Text in peak season"), 3)
        self.peak.setPlaceholderText(_("Empty: the same as always"))
        self._editor = self.text
        self.text.installEventFilter(self)
        self.peak.installEventFilter(self)
        self.aliases = line("，".join(reply.aliases) if reply else "", _("How buyers ask"))
        self.aliases.setPlaceholderText(_("Separated by commas"))

        self.lay_out(
            form_of(self.title, self.code, self.category, self.text, self.peak, self.aliases),
            self._hint_row(),
            accept=_("Save"),
            do=lambda: save(self.fields),
            left=self._deleting(delete) if delete is not None else None,
        )
        QShortcut(QKeySequence("Ctrl+Return"), self, lambda: self.attempt(lambda: save(self.fields)))
        QShortcut(QKeySequence("Ctrl+."), self, self._choose_emoticon)
        start = self.text if reply is not None else self.code if title else self.title
        start.setFocus()

    def _hint_row(self) -> QHBoxLayout:
        hint = QLabel(_("{昵称} is filled in when you copy; a line --- starts a second message."))
        hint.setObjectName("muted")
        picture = button(_("Picture…"), self._choose_picture)
        picture.setToolTip(_("Insert a picture as a message of its own"))
        self._emoticon = button(_("Emoticon…"), self._choose_emoticon)
        self._emoticon.setToolTip(_("Insert an emoticon (Ctrl+.)"))
        row = QHBoxLayout()
        row.addWidget(hint, 1)
        row.addWidget(self._emoticon)
        row.addWidget(picture)
        return row

    def _deleting(self, delete: Callable[[], None]) -> QPushButton:
        made = button(_("Delete"), lambda: self.attempt(delete))
        made.setObjectName("danger")
        return made

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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A picture or emoticon goes where the agent wrote last."""
        if event.type() is QEvent.Type.FocusIn and isinstance(watched, QPlainTextEdit):
            self._editor = watched
        return False

    def _choose_emoticon(self) -> None:
        if self._picker is None:
            self._picker = self._make_picker(self)
            self._picker.picked.connect(self.insert_emoticon)
        self._picker.open_at(self._emoticon)

    def insert_emoticon(self, text: str) -> None:
        """At the cursor, in the place of what is selected."""
        self._editor.insertPlainText(text)
        self._editor.setFocus()

    def _choose_picture(self) -> None:
        dialog = QFileDialog(self, _("Choose a picture"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_("Pictures (*.png *.jpg *.jpeg *.gif *.webp)"), _("All files (*)")])
        # No lambda: it would own this dialog, which then died within its own child's end.
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

    def _chosen(self, path: str) -> None:
        self.insert_picture(Path(path))

    def insert_picture(self, path: Path) -> None:
        """At the cursor, as a part of its own."""
        try:
            picture = self._add_picture(path)
        except MiaohuiError as error:
            self.say(error.problem)
            return
        cursor = self._editor.textCursor()
        cursor.removeSelectedText()
        text, position = self._editor.toPlainText(), cursor.position()
        cursor.insertText(_apart(text[:position], picture.text, text[position:]))
        self._editor.setTextCursor(cursor)
        self._editor.setFocus()


def _apart(before: str, line: str, after: str) -> str:
    """The line with what separates it from the texts on both sides."""
    head, tail = before.rstrip("\n"), after.lstrip("\n")
    if head and head.rsplit("\n", 1)[-1] != PART_LINE:
        line = f"{PART_LINE}\n{line}"
    if head == before != "":
        line = f"\n{line}"
    if tail and tail.split("\n", 1)[0] != PART_LINE:
        line = f"{line}\n{PART_LINE}"
    if tail == after != "":
        line = f"{line}\n"
    return line


def _text(text: str, name: str, lines: int) -> QPlainTextEdit:
    edit = QPlainTextEdit(text)
    edit.setAccessibleName(name)
    edit.setTabChangesFocus(True)
    edit.setMinimumHeight(edit.fontMetrics().lineSpacing() * lines + 20)
    return edit
