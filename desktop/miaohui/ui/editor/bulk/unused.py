"""Replies that nobody used for some time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSpinBox, QWidget

from miaohui.domain.reply import Reply
from miaohui.flow import bulk, trash
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _
from miaohui.ui.editor.bulk.sheet import Row, Sheet, acting, one_line
from miaohui.ui.editor.changing import Changing
from miaohui.ui.editor.when import spoken
from miaohui.ui.theme import Theme

DAYS = 90
"""Asked for at first."""


class Unused(Sheet):
    def __init__(
        self,
        workspace: Workspace,
        changing: Changing,
        last_uses: Mapping[str, datetime],
        theme: Theme,
        parent: QWidget,
    ) -> None:
        """``last_uses`` by reply id, UTC."""
        super().__init__(_("Unused replies"), theme, parent)
        self._workspace = workspace
        self._changing = changing
        self._last_uses = last_uses
        self._found: list[Reply] = []
        self.days = QSpinBox()
        self.days.setObjectName("number")
        self.days.lineEdit().setTextMargins(8, 0, 8, 0)  # a style sheet's padding doesn't reach into it
        self.days.setRange(1, 3650)
        self.days.setValue(DAYS)
        self.days.setAccessibleName(_("Days"))
        self.days.valueChanged.connect(self._look)
        asked = QHBoxLayout()
        asked.addWidget(QLabel(_("Not copied for so many days:")))
        asked.addWidget(self.days)
        asked.addStretch(1)
        self.delete = acting(_("Into the trash"), self._delete, danger=True)
        self.lay_out(asked, self.list, buttons=(self.delete,))
        self._look()
        self.days.setFocus()
        self.days.selectAll()

    def _look(self) -> None:
        now = self._workspace.clock.now()
        days, library = self.days.value(), self._workspace.library
        self._found = [r for r in bulk.unused(library, self._last_uses, now.astimezone(UTC), days) if not r.locked]
        self.show_rows([self._row(reply, now) for reply in self._found], _("No reply went unused for so long."))

    def _row(self, reply: Reply, now: datetime) -> Row:
        last = self._last_uses.get(reply.id)
        told = _("never used") if last is None else _("last used {time}").format(time=spoken(last, now))
        place = self._workspace.library.category_name(reply.category).replace("/", " / ")
        return Row(reply.id, reply.title, reply.code, one_line(f"{told} · {place}"), told)

    def counted(self, ticked: int) -> None:
        self.delete.setEnabled(ticked > 0)

    def _delete(self) -> None:
        left_out = self.left_out
        gone = [reply for reply in self._found if reply.id not in left_out]
        if self._changing.do(lambda _library, now: trash.delete_all(gone, now)) is not None:
            self.close()
