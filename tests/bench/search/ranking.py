"""Keystrokes until the wanted reply stands first, or among the first three: ours, other orders, and the oracle."""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from miaohui.domain.library import Library
from miaohui.domain.pinyin import Readings
from miaohui.domain.search import Query, TextSearch
from tests.bench.search import peers
from tests.bench.search.styles import STYLES, keys
from tests.bench.search.uses import Uses

NOT_REACHED = 5
"""Keys added to those of a query that never brings its reply up."""

_Order = Callable[[str], list[str]]


@dataclass
class Reached:
    """For the wanted replies of one style: keys to the first place and to the first three, and whether reached."""

    first: list[tuple[int, bool]] = field(default_factory=list)
    three: list[tuple[int, bool]] = field(default_factory=list)

    def add(self, ranks: Sequence[int]) -> None:
        for found, least in ((self.first, 1), (self.three, 3)):
            key = next((number for number, rank in enumerate(ranks, 1) if rank <= least), None)
            found.append((key, True) if key is not None else (len(ranks) + NOT_REACHED, False))

    @staticmethod
    def share(found: Sequence[tuple[int, bool]]) -> float:
        return 100 * sum(reached for _, reached in found) / max(1, len(found))

    def cells(self) -> str:
        median = [statistics.median(key for key, _ in found) for found in (self.first, self.three)]
        shares = [self.share(found) for found in (self.first, self.three)]
        return f"{shares[0]:3.0f}% {median[0]:4.1f} {shares[1]:4.0f}% {median[1]:4.1f}"


def orders(engine: TextSearch, library: Library, readings: Readings, uses: Uses) -> dict[str, _Order]:
    """By name: the ids in the order for a text. The oracle sorts what ours finds by how often it is really used."""
    bonuses = uses.bonuses()

    def ours(text: str) -> list[str]:
        return [hit.reply.id for hit in engine.widen(Query(text, limit=50), bonuses).hits]

    def oracle(text: str) -> list[str]:
        found = [hit.reply.id for hit in engine.widen(Query(text, limit=0), bonuses).hits]
        return sorted(found, key=lambda key: -uses.often[key])

    plain, latest = peers.Rows(library), peers.Rows(library, order=uses.latest())
    spelled = peers.Rows(library, readings, uses.order())
    found: dict[str, _Order] = {"ours": ours, "oracle": oracle}
    program = peers.fzf()
    if program is not None:
        found["fzf"] = lambda text: plain.by_fzf(program, text)
        found["fzf, pinyin, usage"] = lambda text: spelled.by_fzf(program, text, "--tiebreak=index")
    found["rofi's rule"] = plain.by_substrings
    found["rofi's, pinyin, usage"] = spelled.by_substrings
    found["CopyQ's rule"] = lambda text: latest.by_substrings(text, latest_first=True)
    return found


def measure(
    library: Library, uses: Uses, readings: Readings, named: dict[str, _Order], samples: int, *, uniform: bool
) -> dict[str, dict[str, Reached]]:
    """By order, by style."""
    chance = random.Random(5)
    found: dict[str, dict[str, Reached]] = {name: {style: Reached() for style in STYLES} for name in named}
    for style, make in STYLES.items():
        for wanted in uses.draw(samples, uniform=uniform):
            query = make(chance, library.replies[wanted], readings)
            for name, order in named.items():
                found[name][style].add([_rank(order(text), wanted) for text in keys(query)])
    return found


def _rank(order: Sequence[str], wanted: str) -> int:
    try:
        return order.index(wanted) + 1
    except ValueError:
        return len(order) + 1_000


def table(found: dict[str, dict[str, Reached]]) -> list[str]:
    """A line for each style; for each order: first place, median keys, top three, median keys."""
    names = list(found)
    lines = [f"{'':12}" + "".join(f"{name:>24}" for name in names)]
    for style in STYLES:
        lines.append(f"{style:12}" + "".join(f"{found[name][style].cells():>24}" for name in names))
    everything = {name: Reached() for name in names}
    for name in names:
        for one in found[name].values():
            everything[name].first += one.first
            everything[name].three += one.three
    lines.append(f"{'all':12}" + "".join(f"{everything[name].cells():>24}" for name in names))
    return lines
