"""Finding replies: the search engine over the workspace's library, with what usage adds to the order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC

from miaohui.domain.search import Query, Result
from miaohui.domain.starter import resolved
from miaohui.domain.usage import Tally, Use
from miaohui.flow.ports import SearchEngine, UsageLog
from miaohui.flow.workspace import Workspace


class Find:
    """Search for the palette and the command line."""

    def __init__(self, workspace: Workspace, engine: SearchEngine, usage: UsageLog) -> None:
        self._workspace = workspace
        self._engine = engine
        self._tally = Tally(usage.read())
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
        """Count a delivery at once."""
        self._tally.add(use)

    def __call__(self, text: str, *, category: str = "", season: str = "", limit: int = 50) -> Result:
        """The best hits, quick enough for every key; ``category`` is an id, ``season`` an id (the one in force if
        empty)."""
        return self._engine.search(self._query(text, category, season, limit), self._bonus())

    def widen(self, text: str, *, category: str = "", season: str = "", limit: int = 50) -> Result:
        """The same hits, and where they are few, what else may have been meant below them."""
        return self._engine.widen(self._query(text, category, season, limit), self._bonus())

    def _query(self, text: str, category: str, season: str, limit: int) -> Query:
        return Query(text, season or self._workspace.season.id, category, limit, self._starter)

    def _bonus(self) -> Callable[[str], float]:
        now = self._workspace.clock.now().astimezone(UTC)
        return lambda reply: self._tally.bonus(reply, now)
