"""The tables of one run."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from miaohui.domain.pinyin import Readings
from miaohui.domain.search import Query, TextSearch
from miaohui.library import tables
from tests.bench.figures import Bound, Line, Note, Samples
from tests.bench.search import peers, ranking, shops, speed
from tests.bench.search.uses import Uses
from tests.bench.stage import Stage

COUNTS = (1_000, 2_000, 10_000, 100_000)
SAMPLES = 40
"""Wanted replies of each style."""
_FZF_QUERIES = ("fh", "wuxi", "anzhuang", "保修")

_AIMS = {2_000: Bound("aim 2 ms", 2, None), 100_000: Bound("aim 16 ms", 16, None)}
_BESIDE_FZF = Bound("≤ 0.2 × fzf", 0.2, None)


def run(stage: Stage | None, rounds: int | None) -> list[Line | Note]:
    """Libraries and queries from the held-out templates; ``rounds`` are the wanted replies of each style."""
    readings, simplified = tables.load_readings(), tables.load_simplified()
    seasons = tables.load_tables().seasons
    samples = rounds or SAMPLES

    def make() -> TextSearch:
        return TextSearch(readings, seasons, simplified)

    found: list[Line | Note] = []
    program = peers.fzf()
    name = f"fzf {peers.version(program)}" if program else ""
    if not name:
        found.append(Note("fzf is not installed: not compared with it"))
    for count in COUNTS:
        library = shops.shop(count, shops.HELD_OUT, 1)
        times = speed.measure(library, make, readings, samples)
        key = Samples(times.key)
        slowest = Samples([key.quantile(99)])
        found.append(Line(f"search per key, {count:,} replies", key))
        found.append(Line("  p99", slowest, bound=_AIMS.get(count)))
        if program:
            rows = peers.Rows(library)
            beside = Samples([rows.time_fzf(program, query) for query in _FZF_QUERIES for _ in range(3)])
            found.append(Line("  p99 beside one fzf --filter", slowest, beside, name, _BESIDE_FZF))
        found.append(Line("  later passes, 40 ms after a key", Samples(times.later or [0.0])))
        found.append(Line("    their longest slice", Samples([max(times.later_slices or [0.0])])))
        found.append(Line("  making the index ready", Samples([times.building])))
        found.append(Line("    its longest slice", Samples([max(times.building_slices)])))
        found.append(Line("  after one edit", Samples(times.edits)))
        found.append(Line("  memory, with what the keys left behind", Samples([times.memory], "MB")))
    found += _ranks(make, samples, readings)
    found += _places(make, readings)
    return found


def _ranks(make: Callable[[], TextSearch], samples: int, readings: Readings) -> Iterator[Note]:
    library = shops.shop(2_000, shops.HELD_OUT, 1)
    engine = make()
    engine.update(library)
    for uniform in (False, True):
        uses = Uses(library, 9)
        named = ranking.orders(engine, library, readings, uses)
        measured = ranking.measure(library, uses, readings, named, samples, uniform=uniform)
        use = "uniform" if uniform else "Zipf"
        yield Note(f"2,000 replies, {use} use, {samples} wanted of each style: first place, median keys, top 3, keys")
        yield from map(Note, ranking.table(measured))


def _places(make: Callable[[], TextSearch], readings: Readings) -> Iterator[Note]:
    """Among near-identical rows: by the district's pinyin or initials; by the city, then with the word that decides."""
    library = shops.places()
    engine = make()
    engine.update(library)
    chance = random.Random(2)
    wanted = chance.sample(list(library.replies.values()), 200)

    def first_three(query: str) -> list[str]:
        return [hit.reply.title for hit in engine.search(Query(query), {}).hits[:3]]

    found = dict.fromkeys(("the place's pinyin", "its initials", "the city's initials, then what decides"), 0)
    told = 0
    for reply in wanted:
        place = reply.title.split("：")[0]
        syllables = [readings[character][0] for character in place]
        found["the place's pinyin"] += reply.title in first_three(
            "".join(syllables[6:]) + " " + "".join(syllables[3:6])
        )
        found["its initials"] += reply.title in first_three("".join(syllable[0] for syllable in syllables))
        city = "".join(syllable[0] for syllable in syllables[3:6])
        hit = chance.choice(engine.search(Query(city), {}).hits[:10])
        if hit.decides is not None:
            told += 1
            word = hit.reply.title[slice(*hit.decides)]
            found["the city's initials, then what decides"] += hit.reply.title in first_three(f"{city} {word}")
    shares = ", ".join(f"{name} {number}" for name, number in found.items())
    yield Note(f"5,000 near-identical rows, 200 wanted, in the top 3 by {shares} (of {told} told apart)")
