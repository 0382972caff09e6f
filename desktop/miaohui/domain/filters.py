"""Filters in the query: ``#物流`` or ``#wl`` narrows to a category, ``@旺季`` or ``@wj`` shows a season's wordings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from miaohui.domain.library import Library
from miaohui.domain.pinyin import Readings, spellings
from miaohui.domain.search import fold
from miaohui.domain.season import Seasons

CATEGORY_SIGN = "#"
SEASON_SIGN = "@"


@dataclass(frozen=True, repr=False)
class Filtered:
    """``words`` are what is left to search; ``category`` and ``season`` are ids, empty for none."""

    words: str
    category: str = ""
    season: str = ""


def read(query: str, library: Library, seasons: Seasons, readings: Readings) -> Filtered:
    """Take the filters out of a query; the last one of a kind counts. What fits no name stays a word, and a sign on its
    own (a filter that is being typed) is left out."""
    words: list[str] = []
    category = season = ""
    for word in query.split():
        sign, name = fold(word[:1]), fold(word[1:])
        if sign not in (CATEGORY_SIGN, SEASON_SIGN):
            words.append(word)
            continue
        if not name:
            continue
        found = _category(name, library, readings) if sign == CATEGORY_SIGN else _season(name, seasons, readings)
        if not found:
            words.append(word)
        elif sign == CATEGORY_SIGN:
            category = found
        else:
            season = found
    return Filtered(" ".join(words), category, season)


def _category(name: str, library: Library, readings: Readings) -> str:
    tops = library.tops()
    candidates = [(top.name, top.id) for top in tops]
    candidates += [(sub.name, sub.id) for top in tops for sub in library.subs(top.id)]
    return _best(name, candidates, readings)


def _season(name: str, seasons: Seasons, readings: Readings) -> str:
    candidates = [(label, season.id) for season in seasons for label in (season.name, season.id, *season.aliases)]
    return _best(name, candidates, readings)


def _best(typed: str, candidates: Iterable[tuple[str, str]], readings: Readings) -> str:
    """The id of the name that fits best; of equals the first."""
    ranked = [
        (rank, place, key) for place, (name, key) in enumerate(candidates) if (rank := _rank(typed, name, readings))
    ]
    return min(ranked)[2] if ranked else ""


def _rank(typed: str, name: str, readings: Readings) -> int:
    """1 is best, 0 is no fit."""
    folded = fold(name)
    if folded == typed:
        return 1
    if folded.startswith(typed):
        return 2
    initials, full = spellings(folded, readings)
    if any(spelling.letters == typed for spelling in (*initials, *full)):
        return 3
    if any(spelling.letters.startswith(typed) for spelling in (*initials, *full)):
        return 4
    return 5 if typed in folded else 0
