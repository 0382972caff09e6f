"""seasons.toml in the home: the seasons and periods that a shop has added or changed. Meant to be edited by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from miaohui.domain.season import Season
from miaohui.domain.season_calendar import Period
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow.ports import OwnSeasons
from miaohui.flow.season_records import Record, decode_period, decode_season, encode_period, encode_season
from miaohui.library.own_toml import OwnToml
from miaohui.library.toml_lines import entry_line
from miaohui.paths import Paths

_HEADING = (
    "# The shop's own seasons ([[season]]: id, name, parent, colour, facts) and periods ([[period]]: id, season,\n"
    "# name, from, to, priority, years, off). One with the id of a shipped one stands in its place.\n"
)
_KEYS = ("season", "period")
_KNOWN = (
    *("id", "name", "name_en", "parent", "colour", "aliases", "stops", "facts"),
    *("season", "from", "to", "priority", "off", "years"),
)

_One = TypeVar("_One", Season, Period)


class TomlSeasonStore:
    """A ``flow.ports.SeasonStore``. Comments, the order and keys it doesn't know stay as they were written."""

    def __init__(self, paths: Paths) -> None:
        self._file = OwnToml(paths.seasons, _KEYS, "seasons-unreadable", _HEADING)

    def load(self) -> tuple[OwnSeasons, tuple[Problem, ...]]:
        """Never raises: an entry that can't be read is told with its line and left out, the others hold."""
        rows, problems = self._file.read()
        told = list(problems)
        seasons = self._decoded("season", rows["season"], decode_season, told)
        periods = self._decoded("period", rows["period"], decode_period, told)
        return OwnSeasons(seasons, periods), tuple(told)

    def _decoded(
        self, key: str, rows: list[object], decode: Callable[[object], _One], problems: list[Problem]
    ) -> dict[str, _One]:
        found: dict[str, _One] = {}
        for number, row in enumerate(rows):
            try:
                one = decode(row)
                found[one.id] = one
            except MiaohuiError as error:
                line = entry_line(self._file.text, key, number)
                args = error.problem.args
                wrong = args["reason"] if "reason" in args else args["text"]
                problems.append(Problem(f"{key}-ignored", {"path": str(self._file.path), "line": line, "wrong": wrong}))
        return found

    def changed(self) -> bool:
        return self._file.changed()

    def put(self, one: Season | Period) -> None:
        import tomlkit  # only a change needs it

        document = self._file.document()
        key, record = _record(one)
        entries = document.setdefault(key, tomlkit.aot())
        entry = next((entry for entry in entries if entry.get("id") == one.id), None)
        if entry is None:
            entry = tomlkit.table()
            entries.append(entry)
        for known in _KNOWN:
            if known not in record:
                entry.pop(known, None)
        for name, value in record.items():
            entry[name] = _inline(value) if isinstance(value, dict) else value
        self._file.write(document)

    def remove(self, *ones: Season | Period) -> None:
        document = self._file.document()
        for one in ones:
            entries = document.get(_record(one)[0], [])
            for number in reversed([n for n, entry in enumerate(entries) if entry.get("id") == one.id]):
                del entries[number]
        self._file.write(document)


def _record(one: Season | Period) -> tuple[str, Record]:
    if isinstance(one, Season):
        return "season", encode_season(one)
    return "period", encode_period(one)


def _inline(value: dict[str, object]) -> object:
    """On the entry's own lines: a table of its own would take what is written below it."""
    import tomlkit

    table = tomlkit.inline_table()
    table.update(value)
    return table
