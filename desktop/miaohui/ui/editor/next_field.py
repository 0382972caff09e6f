"""What usually follows a reply: other replies, each with a word of the agent's own if there is one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from miaohui.domain.library import Library
from miaohui.domain.reply import Reply
from miaohui.i18n import _
from miaohui.ui.editor.buttons import sign
from miaohui.ui.editor.field import whole
from miaohui.ui.editor.pick_field import PickField
from miaohui.ui.editor.popup_list import Entry

FindReplies = Callable[[str], Sequence[Reply]]
"""The replies for what is typed, the best first."""


class NextField(QWidget):
    edited = Signal()

    def __init__(self, library: Callable[[], Library], find: FindReplies, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._find = find
        self._own = ""
        self._rows: list[_Row] = []
        self.input = PickField(self._entries, self)
        self.input.setPlaceholderText(_("Search a reply"))
        self.input.picked.connect(self._chosen)
        self.setFocusProxy(self.input)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(self.input)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.input.setAccessibleName(name)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Ids and labels."""
        return tuple((row.reply_id, row.label) for row in self._rows)

    def show_pairs(self, own: str, pairs: Iterable[tuple[str, str]]) -> None:
        """``own`` is the id of the reply itself, which never follows itself."""
        self._own = own
        for row in self._rows:
            self._let_go(row)
        self._rows = []
        self.input.show_text("")
        for reply_id, label in pairs:
            self._put(reply_id, label)

    def set_read_only(self, read_only: bool) -> None:
        self.input.setVisible(not read_only)
        for row in self._rows:
            row.set_read_only(read_only)

    def _entries(self, typed: str) -> Sequence[Entry]:
        taken = {self._own, *(row.reply_id for row in self._rows)}
        return [Entry(one.title, one.code, one.id) for one in self._find(typed) if one.id not in taken]

    def _put(self, reply_id: str, label: str) -> None:
        reply = self._library().replies.get(reply_id)
        gone = reply is None or reply.deleted is not None
        title = "" if reply is None else reply.title
        shown = " ".join(filter(None, (title, _("(deleted)") if gone else "")))
        row = _Row(reply_id, shown, label, self)
        row.edited.connect(self.edited)
        row.removed.connect(self._removed)
        self._column.insertWidget(len(self._rows), row)
        self._rows.append(row)
        row.show()

    def _chosen(self, value: object) -> None:
        self._put(str(value), "")
        self.edited.emit()

    def _removed(self, row: _Row) -> None:
        self._rows.remove(row)
        self._let_go(row)
        self.input.setFocus()
        self.edited.emit()

    def _let_go(self, row: _Row) -> None:
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()


class _Row(QWidget):
    edited = Signal()
    removed = Signal(object)

    def __init__(self, reply_id: str, title: str, label: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.reply_id = reply_id
        shown = QLabel(title)
        shown.setObjectName("nextTitle")
        shown.setToolTip(title)
        shown.setMinimumWidth(60)
        self._label = QLineEdit(label)
        self._label.setObjectName("field")
        self._label.setPlaceholderText(_("When? (a word of yours)"))
        self._label.setAccessibleName(_("When “{title}” follows").format(title=title))
        self._label.textEdited.connect(self.edited)
        self._remove = sign("×", _("Remove {what}").format(what=title), self._was_removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(shown, 1)
        row.addWidget(self._label, 1)
        row.addWidget(self._remove)

    @property
    def label(self) -> str:
        return " ".join(whole(self._label.text()).split())

    def set_read_only(self, read_only: bool) -> None:
        self._label.setReadOnly(read_only)
        self._remove.setVisible(not read_only)

    def _was_removed(self) -> None:
        self.removed.emit(self)
