"""Filters in the query: ``#物流`` or ``#wl`` narrows to a category or to a tag, ``@旺季`` or ``@wj`` shows a season's
wordings, ``@个人`` and ``@店铺`` keep to one's own replies or to the shop's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from operator import itemgetter

from miaohui.domain.library import Library
from miaohui.domain.pinyin import Readings, spellings
from miaohui.domain.reply import Scope
from miaohui.domain.search import fold
from miaohui.domain.season import Seasons

NAME_SIGN = "#"
SETTING_SIGN = "@"
SIGNS = (NAME_SIGN, SETTING_SIGN)
SCOPE_NAMES = {
    Scope.PERSONAL: ("个人", "我的", "personal", "mine"),
    Scope.SHOP: ("店铺", "全店", "shop"),
}
"""What a scope is called in a query; the first is proposed."""


class Kind(Enum):
    CATEGORY = auto()
    TAG = auto()
    SEASON = auto()
    SCOPE = auto()


@dataclass(frozen=True)
class Filter:
    """``key`` is an id (of a category, a season, a scope) or the tag; ``word`` is how it is written in a query."""

    kind: Kind
    key: str
    word: str


@dataclass(frozen=True, repr=False)
class Filtered:
    """``words`` are what is left to search; ``category``, ``season`` and ``scope`` are ids, empty for none."""

    words: str
    category: str = ""
    season: str = ""
    scope: str = ""
    tag: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether some replies are left out."""
        return bool(self.category or self.scope or self.tag)


class Filters:
    """The filters that a library and its seasons offer."""

    def __init__(self, library: Library, seasons: Seasons, readings: Readings) -> None:
        self._library = library
        self._seasons = seasons
        self._readings = readings

    @cached_property
    def _offered(self) -> Mapping[str, Sequence[_Name]]:
        """Made for the first filter that is typed."""
        return {
            sign: [_Name(fold(name), self._readings, offered) for name, offered in names]
            for sign, names in ((NAME_SIGN, _names(self._library)), (SETTING_SIGN, _settings(self._seasons)))
        }

    def read(self, query: str) -> Filtered:
        """Take the filters out of a query; the last one of a kind counts. What fits no name stays a word, and a sign on
        its own (a filter that is being typed) is left out."""
        words: list[str] = []
        taken: dict[Kind, str] = {}
        for word in query.split():
            if word in SIGNS:
                continue
            fitting = self._fitting(word)
            if fitting:
                taken[fitting[0].kind] = fitting[0].key
            else:
                words.append(word)
        return Filtered(
            " ".join(words),
            category=taken.get(Kind.CATEGORY, ""),
            season=taken.get(Kind.SEASON, ""),
            scope=taken.get(Kind.SCOPE, ""),
            tag=taken.get(Kind.TAG, ""),
        )

    def completions(self, query: str) -> tuple[Filter, ...]:
        """What the filter that is being typed at the end of the query may become, the best first; () where the query
        doesn't end in one."""
        return tuple(self._fitting(_last_word(query)))

    def _fitting(self, word: str) -> list[Filter]:
        sign, typed = fold(word[:1]), fold(word[1:])
        if sign not in SIGNS:
            return []
        ranked = [(rank, name.offered) for name in self._offered[sign] if (rank := name.rank(typed))]
        ranked.sort(key=itemgetter(0))  # stable: of equals the first
        return list({(offered.kind, offered.key): offered for _, offered in reversed(ranked)}.values())[::-1]


def complete(query: str, completion: Filter) -> str:
    """The query with its last word written out, and a blank for the next."""
    return query.removesuffix(_last_word(query)) + completion.word + " "


def _last_word(query: str) -> str:
    """Empty where a blank ends the query."""
    return "" if query[-1:].isspace() else next(iter(query.split()[-1:]), "")


class _Name:
    """One name of a filter, folded; its spellings are made when they are needed."""

    def __init__(self, folded: str, readings: Readings, offered: Filter) -> None:
        self.offered = offered
        self._folded = folded
        self._readings = readings

    @cached_property
    def _spelled(self) -> list[str]:
        initials, full = spellings(self._folded, self._readings)
        return [spelling.letters for spelling in (*initials, *full)]

    def rank(self, typed: str) -> int:
        """1 is best, 0 is no fit; nothing typed fits everything."""
        if self._folded == typed:
            return 1
        if self._folded.startswith(typed):
            return 2
        if typed in self._spelled:
            return 3
        if any(letters.startswith(typed) for letters in self._spelled):
            return 4
        return 5 if typed in self._folded else 0


def _names(library: Library) -> Iterator[tuple[str, Filter]]:
    """Top categories first, then their subs, then tags."""
    tops = library.tops()
    for category in (*tops, *(sub for top in tops for sub in library.subs(top.id))):
        name = _one_word(category.name)
        yield name, Filter(Kind.CATEGORY, category.id, NAME_SIGN + name)
    for tag in sorted({tag for reply in library.active() for tag in reply.tags}):
        yield _one_word(tag), Filter(Kind.TAG, tag, NAME_SIGN + _one_word(tag))


def _settings(seasons: Seasons) -> Iterator[tuple[str, Filter]]:
    """Each season by all its names, then the scopes."""
    for season in seasons:
        for name in (season.name, season.id, *season.aliases):
            yield _one_word(name), Filter(Kind.SEASON, season.id, SETTING_SIGN + _one_word(season.name))
    for scope, names in SCOPE_NAMES.items():
        for name in names:
            yield name, Filter(Kind.SCOPE, scope.value, SETTING_SIGN + names[0])


def _one_word(name: str) -> str:
    return "".join(name.split())
