"""Follows the season calendar while the app runs: who looks often enough sees every change once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from miaohui.domain.season import AUTO
from miaohui.domain.season_calendar import InForce
from miaohui.errors import Problem
from miaohui.flow.workspace import Workspace
from miaohui.i18n import chinese

ANNOUNCED_FROM = timedelta(hours=9)
"""The time of the day before a change from which it is announced: nobody reads it in the night."""

AUTO_DUE = "auto-due"
"""The notice that a switch leaves automatic replies to be set."""
NOTICES = frozenset({"season-coming", "season-ending", "season-switched"})
"""The problems that :meth:`SeasonWatch.look` tells; each makes the ones before it old."""


class SeasonWatch:
    """What was seen and told is kept in the settings, so that a restart tells nothing twice and nothing is missed while
    the app was off or the machine asleep. Clocks may jump: it only ever compares what is in force with what was."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._last: InForce | None = None

    def look(self) -> tuple[Problem, ...]:
        """To be called about once a minute; what is to be told now. Watchers of the workspace hear of a change."""
        workspace, settings = self._workspace, self._workspace.settings
        found = workspace.in_force
        notices: list[Problem] = []
        after = settings
        if settings.season != AUTO and not found.by_hand and settings.season_until:
            after = replace(after, season=AUTO, season_until="")
        if found.season != settings.season_seen:
            after = replace(after, season_seen=found.season)
            if settings.season_seen and not found.by_hand:
                notices.append(Problem("season-switched", {"season": self._name(found.season)}))
        coming = self._coming(found)
        if coming is not None and coming[0] != settings.season_told:
            after = replace(after, season_told=coming[0])
            notices.append(coming[1])
        if after != settings or (self._last is not None and found != self._last):
            workspace.follow(after)
        self._last = workspace.in_force
        return tuple(notices)

    def _coming(self, found: InForce) -> tuple[str, Problem] | None:
        """The announcement of the next change with a key of its own, from the day before on."""
        zone = self._workspace.clock.zone
        if found.until is None or found.then == found.season:
            return None
        until = found.until.astimezone(zone)
        midnight = datetime.combine(until.date() - timedelta(days=1), datetime.min.time())
        now = self._workspace.clock.now().astimezone(zone).replace(tzinfo=None)
        if now < midnight + ANNOUNCED_FROM:
            return None
        key = f"{found.then} {until:%Y-%m-%d %H:%M}"
        span = self._workspace.tables.calendar.at(found.until, zone)
        name = self._name(found.then)
        if span is None:
            return key, Problem("season-ending", {"time": until, "season": name})
        period = span.period.called(chinese=chinese())
        return key, Problem("season-coming", {"time": until, "season": name, "period": period})

    def _name(self, season: str) -> str:
        known = self._workspace.tables.seasons.by_id.get(season)
        return known.called(chinese=chinese()) if known is not None else season
