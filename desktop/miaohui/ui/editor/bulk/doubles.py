"""Replies that say the same, or nearly: group by group, one is kept and takes up the others."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidgetItem, QWidget

from miaohui.domain.difference import pieces
from miaohui.domain.duplicates import Alike
from miaohui.domain.reply import Reply
from miaohui.flow import bulk
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _, ngettext
from miaohui.ui.changes import marked_line
from miaohui.ui.editor.bulk.sheet import Row, Sheet, acting, one_line
from miaohui.ui.editor.changing import Changing
from miaohui.ui.form_dialog import button
from miaohui.ui.theme import Theme


class Doubles(Sheet):
    """The current row is the one that is kept; the ticked others are merged into it."""

    def __init__(self, workspace: Workspace, changing: Changing, theme: Theme, parent: QWidget) -> None:
        super().__init__(_("Duplicates"), theme, parent)
        self._workspace = workspace
        self._changing = changing
        self._groups: list[Alike] = []
        self._place = 0
        self._kept: Reply | None = None
        self._heading = QLabel()
        self._heading.setObjectName("heading")
        self._hint = QLabel(
            _("The selected reply is kept and gets the wordings, aliases and tags of the ticked others.")
        )
        self._hint.setObjectName("small")
        self._hint.setWordWrap(True)
        self.skip = button(_("Leave as they are"), self._next)
        self.merge = acting(_("Merge"), self._merge)
        self.lay_out(self._heading, self._hint, self.list, buttons=(self.skip, self.merge))
        self.list.currentItemChanged.connect(self._keep)
        self.skip.setEnabled(False)
        self.look(bulk.duplicates(workspace.library), self._found)

    def _found(self, groups: Sequence[Alike]) -> None:
        self._groups = list(groups)
        self._show_group()

    @property
    def group(self) -> tuple[Reply, ...]:
        """As it is now: the replies of the group that are still there."""
        if self._place >= len(self._groups):
            return ()
        replies = self._workspace.library.replies
        known = (replies.get(reply.id) for reply in self._groups[self._place].replies)
        return tuple(reply for reply in known if reply is not None and reply.deleted is None)

    def _show_group(self) -> None:
        while self._place < len(self._groups) and len(self.group) < 2:
            self._place += 1
        group = self.group
        self._kept = group[0] if group else None
        self.skip.setEnabled(bool(group))
        for widget in (self._heading, self._hint):
            widget.setVisible(bool(group))
        if group:
            left = len(self._groups) - self._place
            told = ngettext("{number} group of replies alike", "{number} groups of replies alike", left)
            self._heading.setText(told.format(number=left))
        self._show_rows()
        if group:
            self.list.setCurrentRow(0)

    def _show_rows(self) -> None:
        nothing = _("No more duplicates.") if self._groups else _("There are no duplicates.")
        self.show_rows([self._row(reply) for reply in self.group], nothing)

    def _row(self, reply: Reply) -> Row:
        """The kept one as it is, the others by what they say differently."""
        kept = self._kept
        if kept is None or reply.id == kept.id:
            return Row(reply.id, reply.title, reply.code, one_line(reply.text), reply.text)
        same = kept.text == reply.text
        told = one_line(_("The same text")) if same else marked_line(pieces(kept.text, reply.text), self._tokens)
        return Row(reply.id, reply.title, reply.code, told, reply.text)

    def _keep(self, item: QListWidgetItem | None, _before: object) -> None:
        """Another one is kept: the differences are told against it."""
        chosen = None if item is None else item.data(Qt.ItemDataRole.UserRole)
        kept = next((reply for reply in self.group if reply.id == chosen), None)
        if kept is None or kept is self._kept:
            return
        self._kept = kept
        for number, reply in enumerate(self.group):
            self.list.item(number).setData(int(Qt.ItemDataRole.UserRole) + 1, self._row(reply))

    def counted(self, ticked: int) -> None:
        self.merge.setEnabled(len(self._others) > 0)

    @property
    def _others(self) -> list[Reply]:
        kept, left_out = self._kept, self.left_out
        return [reply for reply in self.group if kept is not None and reply.id not in {kept.id, *left_out}]

    def _merge(self) -> None:
        kept, others = self._kept, self._others
        if kept is None:
            return
        if self._changing.do(lambda library, now: bulk.merge(library, kept, others, now)) is not None:
            self._next()

    def _next(self) -> None:
        self._place += 1
        self._show_group()
