"""Changes that the window makes: done at once or refused in its line, and taken back."""

from __future__ import annotations

from collections.abc import Callable

from miaohui.domain.change import ChangeSet
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow.workspace import Workspace
from miaohui.messages import label, sentence
from miaohui.ui.auto_replies.said_line import SaidLine


class Changing:
    def __init__(self, workspace: Workspace, line: SaidLine) -> None:
        self._workspace = workspace
        self._line = line

    def commit(self, build: Callable[[], ChangeSet]) -> bool:
        """As :meth:`attempt`; ``build`` raises MiaohuiError where there is no such change."""
        return self.attempt(lambda: self._workspace.commit(build()))

    def attempt(self, action: Callable[[], object]) -> bool:
        """False when it was refused; the line says why then."""
        try:
            action()
        except MiaohuiError as error:
            self._line.refuse(error.problem)
            return False
        self._line.say("")
        return True

    def undo(self) -> None:
        try:
            undone = self._workspace.undo()
        except MiaohuiError as error:
            self._line.refuse(error.problem)
        else:
            self._line.say(sentence(Problem("undone", {"what": label(undone.label)})))
