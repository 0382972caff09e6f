"""Reminds of the clients' own settings: at a season switch, and at the start of what was left undone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from miaohui.errors import MiaohuiError
from miaohui.flow.workspace import Workspace

if TYPE_CHECKING:
    from miaohui.domain.auto_reply import AutoSlot


class AutoReplyReminder(QObject):
    """``told`` says once what needs the other text; ``left`` whether something is still to be set."""

    told = Signal(object)
    left = Signal(bool)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._season = ""
        self._marks: Mapping[str, str] = {}
        self._looking = False

    def start(self) -> None:
        """To be called in an idle moment after the program's start."""
        self._look(at_start=True)
        self._workspace.watch(self._changed)

    def _changed(self) -> None:
        switched = self._workspace.season.id != self._season
        if not self._looking and (switched or self._workspace.settings.auto_set != self._marks):
            self._look(at_start=False)

    def _look(self, *, at_start: bool) -> None:
        from miaohui.flow.auto_replies import AutoReplies
        from miaohui.ui.auto_replies.words import due_problem

        self._season = self._workspace.season.id
        auto = AutoReplies(self._workspace)
        new: Mapping[str, tuple[AutoSlot, ...]] = {}
        self._looking = True
        try:
            new = auto.follow()
        except MiaohuiError as error:
            self.told.emit(error.problem)
        finally:
            self._looking = False
        self._marks = self._workspace.settings.auto_set
        due = auto.due()
        self.left.emit(bool(due))
        if due and (new or at_start):
            self.told.emit(due_problem(due, self._workspace.tables))
