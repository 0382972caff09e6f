"""The windows about seasons: each is built when it is first wanted, and there is one of each."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import QObject

from miaohui.flow.workspace import Workspace
from miaohui.ui.seasons.preview_window import PreviewWindow
from miaohui.ui.seasons.window import SeasonsWindow
from miaohui.ui.theme import Theme


class SeasonWindows(QObject):
    """``use_season`` switches the shop."""

    def __init__(self, workspace: Workspace, theme: Theme, use_season: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._theme = theme
        self._use_season = use_season

    def show(self) -> None:
        self._seasons.show_seasons()

    def preview(self, to: str = "") -> None:
        """Of a switch to this season (an id); without one to the next."""
        self._preview.show_switch(to)

    @cached_property
    def _seasons(self) -> SeasonsWindow:
        window = SeasonsWindow(self._workspace, self._theme)
        window.switched.connect(self._use_season)
        window.preview_requested.connect(self.preview)
        return window

    @cached_property
    def _preview(self) -> PreviewWindow:
        window = PreviewWindow(self._workspace, self._theme)
        window.switched.connect(self._use_season)
        return window
