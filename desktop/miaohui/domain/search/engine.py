"""The engine: the empty text is answered by the overview, words by :mod:`ranked`, which is loaded when it is needed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from miaohui.domain.library import Library
from miaohui.domain.pinyin import Readings
from miaohui.domain.reply import Reply
from miaohui.domain.search.folding import Simplified, fold
from miaohui.domain.search.model import Bonus, Query, Result
from miaohui.domain.search.overview import Overview
from miaohui.domain.search.steps import Steps, finished
from miaohui.domain.season import Seasons

if TYPE_CHECKING:
    from miaohui.domain.search.ranked import RankedSearch
    from miaohui.domain.search.sounds import Sounds

MOST_WORDS = 12
"""More of them are no query but a text that was pasted; the later passes leave it alone,"""
_LONGEST, _MOST = 120, 40
"""and these are the most characters of a word, and the most words, that are looked for at all."""


class TextSearch:
    """``search`` is quick enough for every key; ``widen`` looks further where that finds few."""

    def __init__(self, readings: Readings, seasons: Seasons, simplified: Simplified | None = None) -> None:
        self._readings = readings
        self._seasons = seasons
        self._simplified = simplified or {}
        self._library = Library()
        self._overview = Overview(seasons)
        self._under_way = False

    def update(self, library: Library) -> None:
        """Search this library from now on. It is made ready by the next search, or before that by
        :meth:`preparing`."""
        self._library = library

    def use_seasons(self, seasons: Seasons) -> None:
        """Which seasons there are decides what is offered in them."""
        self._seasons = self._overview.seasons = seasons
        if "_ranked" in self.__dict__:
            self._ranked.seasons = seasons

    def load(self) -> None:
        """Load what only a search for words needs; the one method that may run in another thread."""
        import miaohui.domain.search.ranked  # noqa: F401

    def preparing(self) -> Steps[None]:
        """Make the library ready in steps of some milliseconds; meanwhile what was ready before is searched (if
        anything was). To be run to its end or dropped."""
        self._under_way = True
        try:
            library = self._library
            yield from self._overview.following(library)
            yield
            yield from self._ranked.following(library)
        finally:
            self._under_way = False

    def search(self, query: Query, bonus: Bonus) -> Result:
        """The best hits first. An empty text lists everything: favourites in their places, then by usage."""
        words = self._words(query)
        if not words:
            if self._stale(self._overview):
                finished(self._overview.following(self._library))
            return self._overview.result(query, bonus)
        return self._ready().strictly(query, words, bonus).result()

    def widen(self, query: Query, bonus: Bonus) -> Result:
        """The same hits, and if they are few, below them what the later passes find; at the end stay those of which
        only a body's initials fit."""
        return finished(self.widening(query, bonus))

    def widening(self, query: Query, bonus: Bonus) -> Steps[Result]:
        """:meth:`widen` in steps of some milliseconds; it may be dropped at any time."""
        words = self._words(query)
        if not 1 <= len(words) <= MOST_WORDS:
            return self.search(query, bonus)
        return (yield from self._ready().widening(query, words, bonus))

    def filtering(self, query: Query, bonus: Bonus) -> Steps[Sequence[Reply]]:
        """All replies that :meth:`widen` finds and nothing else of them, in steps of some milliseconds, the making
        ready of a changed library included. Without words in the library's order, else the best first."""
        words = self._words(query)
        if self._stale(self._ranked if words else self._overview):
            yield from self.preparing()
        if not words:
            return (yield from self._overview.filtering(query))
        if len(words) > MOST_WORDS:
            return self._ranked.strictly(query, words, bonus).replies()
        return (yield from self._ranked.filtering(query, words, bonus))

    # Both need numpy, which isn't loaded before the first paint.

    @cached_property
    def _sounds(self) -> Sounds:
        from miaohui.domain.search.sounds import Sounds

        return Sounds(self._readings, self._simplified)

    @cached_property
    def _ranked(self) -> RankedSearch:
        from miaohui.domain.search.ranked import RankedSearch

        return RankedSearch(self._sounds, self._seasons)

    def _ready(self) -> RankedSearch:
        if self._stale(self._ranked):
            finished(self._ranked.following(self._library))
        return self._ranked

    def _stale(self, part: Overview | RankedSearch) -> bool:
        return part.library is None or (part.library is not self._library and not self._under_way)

    def _words(self, query: Query) -> list[str]:
        words = fold(query.text[: _LONGEST * _MOST], self._simplified).split()
        return list(dict.fromkeys(word[:_LONGEST] for word in words))[:_MOST]
