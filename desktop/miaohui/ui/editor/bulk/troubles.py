"""Replies that somebody should look at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QWidget

from miaohui.flow.problems import ProblemSearch, Trouble
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _, ngettext
from miaohui.messages import sentence
from miaohui.ui.editor.bulk.sheet import Row, Sheet, acting, one_line
from miaohui.ui.theme import Theme
from miaohui.ui.wording_names import reason


class Troubles(Sheet):
    """As it was when somebody looked; what was put right goes from the list with the next look."""

    def __init__(self, workspace: Workspace, search: ProblemSearch, theme: Theme, parent: QWidget) -> None:
        super().__init__(_("Replies with problems"), theme, parent, tickable=False)
        self._workspace = workspace
        self._search = search
        hint = QLabel(_("A double click or Enter opens the reply."))
        hint.setObjectName("small")
        self.again = acting(_("Look again"), self._look)
        self.lay_out(hint, self.list, buttons=(self.again,))
        self._look()

    def _look(self) -> None:
        self.again.setEnabled(False)
        self.look(self._search.library(self._workspace.library), self._show)

    def _show(self, found: Sequence[Trouble]) -> None:
        self.again.setEnabled(True)
        self.show_rows([_row(trouble) for trouble in found], _("No problems found."))

    def told(self, ticked: int) -> str:
        """A reply may have several."""
        return ngettext("{number} problem", "{number} problems", ticked).format(number=ticked)


def _row(trouble: Trouble) -> Row:
    told = _told(trouble)
    return Row(trouble.reply.id, trouble.reply.title, trouble.reply.code, one_line(told), told)


def _told(trouble: Trouble) -> str:
    finding = trouble.finding
    if finding is None:
        return sentence(trouble.problem)
    return reason(finding, trouble.text)
