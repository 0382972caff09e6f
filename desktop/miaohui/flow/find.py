"""Finding replies: the search engine over the workspace's library, with what usage adds to the order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC

from miaohui.domain.delivery import WAIT
from miaohui.domain.filters import Filter, Filtered, Filters
from miaohui.domain.pinyin import Readings
from miaohui.domain.reply import Reply, Scope
from miaohui.domain.rotation import Rotation
from miaohui.domain.search import Query, Result, Steps
from miaohui.domain.starter import resolved
from miaohui.domain.usage import Lately, Tally, Use
from miaohui.flow.ports import SearchEngine, UsageLog
from miaohui.flow.workspace import Workspace

FOLLOW_FIRST, FOLLOW_SEARCHED = 100, 8
"""For what usually follows the last reply: the first of them is offered above the list (:meth:`Find.following`), so the
others come first on the empty palette; all of them a little sooner among hits."""


class Find:
    """Search for the palette and the command line."""

    def __init__(
        self, workspace: Workspace, engine: SearchEngine, usage: UsageLog, readings: Readings | None = None
    ) -> None:
        """``readings`` are for filters in letters (:meth:`filtered`)."""
        self._readings = readings or {}
        self._workspace = workspace
        self._engine = engine
        uses = tuple(usage.read())
        self._tally = Tally(uses)
        self._lately = Lately(uses)
        self._rotation = Rotation(uses)
        self.last: Use | None = None
        """What was delivered last, as long as something may follow it."""
        self._library = workspace.library
        self._seasons = workspace.tables.seasons
        self._known_filters: Filters | None = None
        engine.update(workspace.library)
        self._starter = resolved(workspace.settings.starter, workspace.library)
        workspace.watch(self._follow)

    def _follow(self) -> None:
        self._starter = resolved(self._workspace.settings.starter, self._workspace.library)
        if self._workspace.tables.seasons is not self._seasons:
            self._seasons = self._workspace.tables.seasons
            self._known_filters = None
            self._engine.use_seasons(self._seasons)
        if self._workspace.library is not self._library:
            self._library = self._workspace.library
            self._known_filters = None
            self._engine.update(self._library)

    def used(self, use: Use) -> None:
        """Count a delivery at once; what usually follows it comes sooner for a while."""
        self._tally.add(use)
        self._lately.add(use)
        self._rotation.add(use)
        self.last = use

    def take_back(self, use: Use) -> None:
        """As if this last delivery had not been."""
        self._tally.take_back(use)
        self._lately.take_back(use)
        self._rotation.take_back(use)
        self.last = None

    def forget_last(self) -> None:
        """Another customer: nothing follows."""
        self.last = None

    def wording(self, reply: Reply, season: str) -> int:
        """Which of its wordings in this season (an id) is offered: not the one used last."""
        return self._rotation.offered(reply.id, season, len(self._workspace.tables.seasons.wordings(reply, season)))

    def following(self) -> tuple[Reply, ...]:
        """The replies that usually follow the last one, unless that was too long ago."""
        last = self._last_reply
        here = self._library
        targets = (target for target, _ in (last.next if last is not None else ()))
        found = (here.overlays.get(target) or here.replies.get(target) for target in targets)
        seasons, season = self._workspace.tables.seasons, self._workspace.season.id
        return tuple(one for one in found if one is not None and one.deleted is None and seasons.offers(one, season))

    @property
    def _filters(self) -> Filters:
        if self._known_filters is None:
            self._known_filters = Filters(self._library, self._workspace.tables.seasons, self._readings)
        return self._known_filters

    def filtered(self, query: str) -> Filtered:
        """The query without its filters (``#category``, ``#tag``, ``@season``, ``@scope``), and what they say."""
        return self._filters.read(query)

    def completions(self, query: str) -> tuple[Filter, ...]:
        """What the filter that is being typed at the end of the query may become, the best first."""
        return self._filters.completions(query)

    def __call__(self, text: str, *, category: str = "", season: str = "", limit: int = 50) -> Result:
        """The best hits, quick enough for every key.

        Filters in the text go before ``category`` and ``season`` (ids); without a season the one in force counts.
        """
        query = self._query(text, category, season, limit)
        return self._engine.search(query, self._bonus(query.text))

    def load(self) -> None:
        """Load what only a search for words needs; may run in another thread."""
        self._engine.load()

    def preparing(self) -> Steps[None]:
        """Make a changed library ready in steps of some milliseconds; meanwhile the one before is searched."""
        return self._engine.preparing()

    def widening(self, text: str, *, category: str = "", season: str = "", limit: int = 50) -> Steps[Result]:
        """:meth:`widen` in steps of some milliseconds; it may be dropped at any time."""
        query = self._query(text, category, season, limit)
        return self._engine.widening(query, self._bonus(query.text))

    def widen(self, text: str, *, category: str = "", season: str = "", limit: int = 50) -> Result:
        """The same hits, and where they are few, what else may have been meant: below them, but above those of which
        only a body's initials fit."""
        query = self._query(text, category, season, limit)
        return self._engine.widen(query, self._bonus(query.text))

    def filtering(self, text: str) -> Steps[Sequence[Reply]]:
        """All replies that the palette would find in any season, in steps of some milliseconds; it may be dropped at
        any time. A season in the text keeps those that it changes: with a variant in it, or used in it alone."""
        filtered = self.filtered(text)
        query = Query(
            filtered.words, season="", category=filtered.category, limit=0, scope=filtered.scope, tag=filtered.tag
        )
        found = yield from self._engine.filtering(query, self._bonus(filtered.words))
        if not filtered.season:
            return found
        seasons = self._workspace.tables.seasons
        return [
            reply
            for reply in found
            if seasons.variant(reply, filtered.season) or (reply.only_in and seasons.offers(reply, filtered.season))
        ]

    def used_lately(self) -> Mapping[str, int]:
        """How often each reply was used in the last thirty days."""
        return self._lately.counts(self._workspace.clock.now().astimezone(UTC))

    def _query(self, text: str, category: str, season: str, limit: int) -> Query:
        filtered = self.filtered(text)
        return Query(
            filtered.words,
            season=filtered.season or season or self._workspace.season.id,
            category=filtered.category or category,
            limit=limit,
            starter=self._starter,
            scope=filtered.scope,
            tag=filtered.tag,
            in_use=self._in_use,
            # Of a shop's reply the agent's own wording is offered; among the shop's it stays to be found.
            hidden=frozenset(self._library.overlays) if filtered.scope != Scope.SHOP else frozenset(),
        )

    @property
    def _in_use(self) -> str:
        """The category of the last reply, as long as the same conversation goes on."""
        last = self._last_reply
        return self._library.top_of(last.category) if last is not None else ""

    @property
    def _last_reply(self) -> Reply | None:
        """The one delivered last, as long as something may follow it."""
        if self.last is None or self._workspace.clock.now() - self.last.time >= WAIT:
            return None
        return self._library.replies.get(self.last.reply)

    def _bonus(self, text: str) -> Mapping[str, float]:
        now = self._workspace.clock.now().astimezone(UTC)
        searched = bool(text.strip())
        bonuses = self._tally.bonuses(now)
        follows = FOLLOW_SEARCHED if searched else FOLLOW_FIRST
        following = {
            reply.id: bonuses.get(reply.id, 0.0) + follows for reply in self.following()[0 if searched else 1 :]
        }
        return {**bonuses, **following} if following else bonuses
