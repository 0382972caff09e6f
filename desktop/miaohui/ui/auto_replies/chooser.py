"""Choosing the reply that stands in a setting."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLabel, QListView, QVBoxLayout, QWidget

from miaohui.domain.reply import Reply
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _
from miaohui.ui.form_dialog import line
from miaohui.ui.palette.row_model import RowModel
from miaohui.ui.rich_text import one_line
from miaohui.ui.row_delegate import Row, RowDelegate
from miaohui.ui.theme import Tokens

SIZE = (560, 440)

Search = Callable[[str], Sequence[Reply]]
"""The replies that fit, the best first; all that come into question for an empty text."""


class Chooser(QDialog):
    """``chosen`` brings the reply's id. ``make_row`` says how a reply is shown."""

    chosen = Signal(str)

    def __init__(
        self, title: str, search: Search, make_row: Callable[[Reply], Row], tokens: Tokens, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(*SIZE)
        self._search = search
        self._make_row = make_row
        self._found: Sequence[Reply] = ()
        self.field = line("", _("Search"), _("Title, code, pinyin initials…"))
        self.field.textChanged.connect(self._show)
        self.field.installEventFilter(self)
        self.model = RowModel(self)
        self.list = QListView()
        self.list.setObjectName("hits")
        self.list.setAccessibleName(_("Replies"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(RowDelegate(tokens, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(self._choose)
        self._nothing = QLabel(_("No reply fits."))
        self._nothing.setObjectName("muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(10)
        column.addWidget(self.field)
        column.addWidget(self._nothing)
        column.addWidget(self.list, 1)
        self._show("")

    def _show(self, text: str) -> None:
        self._found = self._search(text)
        self.model.show_rows(len(self._found), lambda number: self._make_row(self._found[number]))
        self.list.setCurrentIndex(self.model.index(0, 0))
        self._nothing.setVisible(not self._found)

    def _choose(self) -> None:
        row = self.list.currentIndex().row()
        if 0 <= row < len(self._found):
            self.chosen.emit(self._found[row].id)
            self.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows move in the list, Enter chooses."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            match event.key():
                case Qt.Key.Key_Up | Qt.Key.Key_Down:
                    step = 1 if event.key() == Qt.Key.Key_Down else -1
                    row = min(max(self.list.currentIndex().row() + step, 0), len(self._found) - 1)
                    self.list.setCurrentIndex(self.model.index(row, 0))
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._choose()
                    return True
        return False


def reply_row(reply: Reply, workspace: Workspace, season: str) -> Row:
    """How a reply is shown that may stand there in this season (an id)."""
    draft = workspace.draft(reply, workspace.situation(season=season))
    variant = draft.variant is not None and workspace.tables.seasons.is_peak(draft.variant)
    place = workspace.library.category_name(reply.category)
    mark = "" if not reply.variants else "peak" if variant else "base"
    return Row(0, reply.title, (), reply.code, (), place, one_line(draft.parts[0]), season=mark)
