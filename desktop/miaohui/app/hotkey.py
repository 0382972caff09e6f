"""The program's global key: the agent's own or the first free proposal, and another one when that is lost."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from miaohui.domain.settings import HOTKEY_PROPOSALS
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow.workspace import Workspace
from miaohui.system.hotkey.keys import parse
from miaohui.system.qt.hotkey import QtHotkey
from miaohui.system.session import Session


class Hotkey(QObject):
    """``taken`` tells the key in force, empty for none; ``refused`` why it isn't the one that was wanted."""

    pressed = Signal()
    taken = Signal(str)
    refused = Signal(object)

    def __init__(self, session: Session, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._grab = QtHotkey(session, self)
        self._grab.pressed.connect(self.pressed)
        self._grab.lost.connect(self._lost)
        self.key = ""

    def take(self) -> None:
        taken = self._grab.take_first_free(self._workspace.settings.hotkey, HOTKEY_PROPOSALS)
        self._show("" if taken.combination is None else str(taken.combination))
        if taken.problem is not None:
            self.refused.emit(taken.problem)

    def use(self, text: str) -> None:
        """Raises MiaohuiError; the old key stays in force then."""
        combination = parse(text)
        self._grab.register(combination)
        try:
            self._workspace.set(replace(self._workspace.settings, hotkey=str(combination)))
        except MiaohuiError:
            self.take()
            raise
        self._show(str(combination))

    def close(self) -> None:
        self._grab.close()

    def _lost(self, problem: Problem) -> None:
        self.refused.emit(problem)
        if problem.id != "hotkey-none":  # that one says that there is nothing to take any more
            self.take()

    def _show(self, key: str) -> None:
        self.key = key
        self.taken.emit(key)
