"""Finding replies: the search engine over the workspace's library, with what usage adds to the order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from miaohui.domain import filters
from miaohui.domain.filters import Filtered
from miaohui.domain.pinyin import Readings
from miaohui.domain.search import Query, Result
from miaohui.domain.starter import resolved
from miaohui.domain.usage import Tally, Use
from miaohui.flow.ports import SearchEngine, UsageLog
from miaohui.flow.workspace import Workspace

FOLLOW_TIME = timedelta(minutes=2)
FOLLOW_FIRST, FOLLOW_SEARCHED = 100, 8
"""For what usually follows the last reply: first on the empty palette, a little sooner among hits."""


class Find:
    """Search for the palette and the command line."""

    def __init__(
        self, workspace: Workspace, engine: SearchEngine, usage: UsageLog, readings: Readings | None = None
    ) -> None:
        """``readings`` are for filters in letters (:meth:`filtered`)."""
        self._readings = readings or {}
        self._workspace = workspace
        self._engine = engine
        self._tally = Tally(usage.read())
        self._last: Use | None = None
        self._library = workspace.library
        engine.update(workspace.library)
        self._starter = resolved(workspace.settings.starter, workspace.library)
        workspace.watch(self._follow)

    def _follow(self) -> None:
        self._starter = resolved(self._workspace.settings.starter, self._workspace.library)
        if self._workspace.library is not self._library:
            self._library = self._workspace.library
            self._engine.update(self._library)

    def used(self, use: Use) -> None:
        """Count a delivery at once; what usually follows it comes sooner for a while."""
        self._tally.add(use)
        self._last = use

    def _following(self, now: datetime) -> frozenset[str]:
        """The replies that usually follow the last one, unless that was too long ago."""
        if self._last is None or now - self._last.time > FOLLOW_TIME:
            return frozenset()
        reply = self._library.replies.get(self._last.reply)
        return frozenset(reply_id for reply_id, _ in reply.next) if reply is not None else frozenset()

    def filtered(self, query: str) -> Filtered:
        """The query without its filters (``#category``, ``@season``), and what they say."""
        return filters.read(query, self._library, self._workspace.tables.seasons, self._readings)

    def __call__(self, text: str, *, category: str = "", season: str = "", limit: int = 50) -> Result:
        """The best hits, quick enough for every key; ``category`` is an id, ``season`` an id (the one in force if
        empty)."""
        return self._engine.search(self._query(text, category, season, limit), self._bonus(text))

    def widen(self, text: str, *, category: str = "", season: str = "", limit: int = 50) -> Result:
        """The same hits, and where they are few, what else may have been meant below them."""
        return self._engine.widen(self._query(text, category, season, limit), self._bonus(text))

    def _query(self, text: str, category: str, season: str, limit: int) -> Query:
        return Query(text, season or self._workspace.season.id, category, limit, self._starter)

    def _bonus(self, text: str) -> Mapping[str, float]:
        now = self._workspace.clock.now().astimezone(UTC)
        bonuses = self._tally.bonuses(now)
        follows = FOLLOW_SEARCHED if text.strip() else FOLLOW_FIRST
        following = {reply: bonuses.get(reply, 0.0) + follows for reply in self._following(now)}
        return {**bonuses, **following} if following else bonuses
