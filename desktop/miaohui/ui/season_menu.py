"""The menu of the seasons, in the tray and at the palette's badge: which is in force, another one, and what belongs to
it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from miaohui.domain.season import AUTO, Season, Seasons
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _, chinese
from miaohui.messages import in_force
from miaohui.ui.names import season_name


@dataclass(frozen=True)
class SeasonState:
    """What there is to show of the seasons. ``sentence`` says which is in force, why and until when."""

    season: Season
    seasons: Seasons
    by_hand: bool
    sentence: str

    @property
    def name(self) -> str:
        """With the sign of its kind."""
        return season_name(self.season, self.seasons)

    @property
    def is_peak(self) -> bool:
        return self.seasons.is_peak(self.season.id)


def season_state(workspace: Workspace) -> SeasonState:
    found, seasons = workspace.in_force, workspace.tables.seasons
    then = seasons.by_id.get(found.then, workspace.season)
    sentence = in_force(
        workspace.season.called(chinese=chinese()),
        found.span.period.called(chinese=chinese()) if found.span is not None else "",
        found.until.astimezone(workspace.clock.zone) if found.until is not None else None,
        then.called(chinese=chinese()),
        by_hand=found.by_hand,
    )
    return SeasonState(workspace.season, seasons, found.by_hand, sentence)


class SeasonMenu(QMenu):
    """``chosen`` carries a season's id, or "auto" for the calendar."""

    chosen = Signal(str)
    preview_requested = Signal()
    seasons_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Season"), parent)
        self._group = QActionGroup(self)
        self._group.triggered.connect(lambda action: self.chosen.emit(action.data()))
        self._sentence = self.addAction("")
        self._sentence.setEnabled(False)
        self.addSeparator()
        self._end = self.addSeparator()
        self._calendar = self.addAction(_("By the calendar"))
        self._calendar.setCheckable(True)
        self._calendar.triggered.connect(self._choose_calendar)
        self.addSeparator()
        self.addAction(_("Preview a switch…"), self.preview_requested.emit)
        self.addAction(_("Seasons and days…"), self.seasons_requested.emit)

    def show_state(self, state: SeasonState) -> None:
        """Tick what is in force."""
        for action in self._group.actions():
            self._group.removeAction(action)
            self.removeAction(action)
            action.deleteLater()
        for season in state.seasons:
            action = self._group.addAction(season_name(season, state.seasons))
            action.setCheckable(True)
            action.setChecked(season.id == state.season.id)
            action.setData(season.id)
            self.insertAction(self._end, action)
        self._sentence.setText(state.sentence)
        self._calendar.setChecked(not state.by_hand)

    def _choose_calendar(self) -> None:
        self._calendar.setChecked(True)  # it is left by choosing a season
        self.chosen.emit(AUTO)
