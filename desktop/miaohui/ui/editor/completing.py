"""Completes the names of the variables that there are now."""

from __future__ import annotations

from collections.abc import Callable

from miaohui.domain.completion import Completion
from miaohui.domain.pinyin import Readings
from miaohui.domain.variables import Variables
from miaohui.flow.workspace import Workspace


class Completing:
    """``readings`` are fetched when a name is first completed."""

    def __init__(self, workspace: Workspace, readings: Callable[[], Readings]) -> None:
        self._workspace = workspace
        self._readings = readings
        self._made: tuple[Variables, Completion] | None = None

    def variables(self) -> Variables:
        return self._workspace.tables.variables

    def completion(self) -> Completion:
        """Made anew when there are other variables."""
        variables = self.variables()
        if self._made is None or self._made[0] is not variables:
            own = frozenset(self._workspace.own_variables)
            self._made = (variables, Completion(variables, own, self._readings()))
        return self._made[1]
