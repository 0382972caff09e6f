"""The readers of data/: TOML and tab-separated files as values of the domain.

A fault in a file is handed to ``fault`` with its place, and the rest of the file is read. By default it raises
ValueError; :func:`load_tables` collects the faults instead: an editor's slip in one line must not keep a shop from
answering.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from miaohui import resources
from miaohui.domain.auto_reply import AutoSlot
from miaohui.domain.courier import Courier, Couriers
from miaohui.domain.emoticon import Client, Dialect, Emoticon, Emoticons
from miaohui.domain.pinyin import Readings
from miaohui.domain.reply import Look
from miaohui.domain.season import BASE_SEASON, Season, Seasons
from miaohui.domain.season_calendar import Calendar, Period
from miaohui.domain.tables import Tables
from miaohui.domain.variables import ProfileField, Variables
from miaohui.domain.workdays import Workdays
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow.season_records import decode_period, decode_season
from miaohui.flow.variable_records import decode_variable
from miaohui.library.toml_lines import entry_line, error_line

if TYPE_CHECKING:
    from miaohui.domain.search import Simplified  # the search is loaded after the start

DIALECTS = ("wangwang", "wechat", "qq", "pinduoduo", "jd", "legacy_wechat")

_T = TypeVar("_T")
Fault = Callable[[Path, int, str], None]
"""Is told the file, the line (from 1) and, for those who wrote it, what is wrong."""


def strictly(path: Path, line: int, why: str) -> None:
    raise ValueError(f"{path}:{line}: {why}")


def load_tables(folder: Path | None = None) -> Tables:
    """All tables but those that only a search needs (:func:`load_readings`, :func:`load_simplified`). What couldn't be
    read is in their ``notices``."""
    folder = folder or resources.data()
    notices: list[Problem] = []

    def fault(path: Path, line: int, _why: str) -> None:
        notices.append(Problem("data-damaged", {"path": str(path), "line": line}))

    seasons = load_seasons(folder / "seasons.toml", fault)
    tables = Tables(
        seasons=seasons,
        variables=replace(
            load_variables(folder / "variables.toml", fault), workdays=load_workdays(folder / "workdays.toml", fault)
        ),
        emoticons=load_emoticons(folder / "emoticons", fault),
        clients=load_clients(folder / "clients.toml", fault),
        couriers=load_couriers(folder / "couriers.tsv", fault),
        auto_slots=load_auto_slots(folder / "auto_slots.toml", fault),
        calendar=load_calendar(folder / "calendar.toml", folder / "lunar_new_year.tsv", seasons, fault),
    )
    return replace(tables, notices=tuple(notices))


def load_seasons(path: Path, fault: Fault = strictly) -> Seasons:
    by_id = {season.id: season for season in TomlFile(path, fault).entries("season", decode_season)}
    if BASE_SEASON not in by_id or any(season.parent and season.parent not in by_id for season in by_id.values()):
        fault(path, 1, "no base season, or an unknown parent")
        by_id = {BASE_SEASON: Season(BASE_SEASON, "平日"), **by_id}
    return Seasons(by_id)


def load_calendar(path: Path, new_years: Path, seasons: Seasons, fault: Fault = strictly) -> Calendar:
    def period(row: dict[str, Any]) -> Period:
        found = decode_period(row)
        if found.season not in seasons.by_id:
            raise ValueError(f"there is no season {found.season}")
        return found

    if set(seasons.by_id) == {BASE_SEASON}:  # the file of the seasons is broken, and that is said already
        return Calendar()
    periods = TomlFile(path, fault).entries("period", period)
    return Calendar({one.id: one for one in periods}, dict(_new_years(new_years, fault)))


def _new_years(path: Path, fault: Fault) -> Iterator[tuple[int, date]]:
    try:
        lines = resources.read_text(path).split("\n")
    except (OSError, UnicodeDecodeError) as error:
        fault(path, 1, str(error))
        return
    for number, line in enumerate(lines, start=1):
        if line and not line.startswith("#"):
            try:
                year, day = line.split("\t")
                yield int(year), date.fromisoformat(day)
            except ValueError as error:
                fault(path, number, str(error))


def load_variables(path: Path, fault: Fault = strictly) -> Variables:
    def profile_field(row: dict[str, Any]) -> ProfileField:
        return ProfileField(row["name"], row.get("default", ""), row.get("label_en", ""), row.get("example", ""))

    def name(row: dict[str, Any]) -> str:
        return str(row["name"])

    file = TomlFile(path, fault)
    return Variables(
        by_name={one.name: one for one in file.entries("variable", decode_variable)},
        profile={one.name: one for one in file.entries("profile", profile_field)},
        computed=frozenset(file.entries("computed", name)),
    )


def load_workdays(path: Path, fault: Fault = strictly) -> Workdays:
    def year(row: dict[str, Any]) -> Workdays:
        return Workdays(frozenset(row["off"]), frozenset(row["on"]))

    years = list(TomlFile(path, fault).entries("year", year))
    return Workdays(
        off=frozenset(day for one in years for day in one.off), on=frozenset(day for one in years for day in one.on)
    )


def load_couriers(path: Path, fault: Fault = strictly) -> Couriers:
    def couriers() -> Iterator[Courier]:
        columns = ("name", "short", "also", "kdniao", "kuaidi100", "state", "shape")
        for name, short, *_codes, shape in read_tsv(path, columns, fault):
            try:
                yield Courier(name, short, re.compile(shape) if shape else None)
            except re.error as error:
                fault(path, _line_of(path, name), f"the shape: {error}")

    return Couriers(tuple(couriers()))


def load_clients(path: Path, fault: Fault = strictly) -> dict[str, Client]:
    def client(row: dict[str, Any]) -> Client:
        return Client(row["id"], row["name"], row["name_en"], row["dialect"], row.get("formatted", False))

    return {client.id: client for client in TomlFile(path, fault).entries("client", client)}


def load_auto_slots(path: Path, fault: Fault = strictly) -> dict[str, AutoSlot]:
    def slot(row: dict[str, Any]) -> AutoSlot:
        if not isinstance(row["clients"], list) or not isinstance(row["name"], str):
            raise ValueError("name and clients")
        return AutoSlot(
            id=row["id"],
            name=row["name"],
            name_en=row["name_en"],
            clients=tuple(row["clients"]),
            required=row.get("required", False),
            looks=tuple(map(Look, row.get("looks", ()))),
            limits={client: int(limit) for client, limit in row.get("limits", {}).items()},
        )

    return {slot.id: slot for slot in TomlFile(path, fault).entries("slot", slot)}


def load_emoticons(folder: Path, fault: Fault = strictly) -> Emoticons:
    return Emoticons({name: Dialect(name, tuple(_emoticons(folder / f"{name}.tsv", fault))) for name in DIALECTS})


def _emoticons(path: Path, fault: Fault) -> Iterator[Emoticon]:
    for row in read_tsv(path, ("code", "name", "emoji", "shows", "also", "fit"), fault):
        code, name, emoji, shows, also, fit = row
        yield Emoticon(code, name, emoji, shows, tuple(also.split()), fit == "service")


def load_readings(path: Path | None = None) -> Readings:
    """Character → toneless readings; some ten thousand lines ``char<TAB>reading,reading``."""
    path = path or resources.data("pinyin.tsv")
    # This stands between the start and the first search: one pass, no checks beside the unpacking.
    lines = resources.read_text(path).split("\n")
    pairs = [line.split("\t") for line in lines if line and line[0] != "#"]
    try:
        # Characters that sound alike share one tuple: some thousand instead of ten thousand.
        spoken = {readings: tuple(map(sys.intern, readings.split(","))) for readings in {pair[1] for pair in pairs}}
        return {character: spoken[readings] for character, readings in pairs}
    except (IndexError, ValueError) as error:
        raise ValueError(f"{path}: a line that isn't “character<TAB>readings”") from error


def load_simplified(path: Path | None = None) -> Simplified:
    """Traditional characters and their simplified form, for folding: some three thousand lines of two characters."""
    path = path or resources.data("simplified.tsv")
    pairs = [line.split("\t") for line in resources.read_text(path).split("\n") if line and line[0] != "#"]
    if any(len(pair) != 2 or len(pair[0]) != 1 or len(pair[1]) != 1 for pair in pairs):
        raise ValueError(f"{path}: a line that isn't “character<TAB>character”")
    return {ord(old): new for old, new in pairs}


def read_toml(path: Path) -> dict[str, Any]:
    """Raises ValueError that names the file."""
    return TomlFile(path, strictly).document


class TomlFile:
    """A file of ``[[tables]]``. Without anything in it where it can't be read at all."""

    def __init__(self, path: Path, fault: Fault) -> None:
        self._path = path
        self._fault = fault
        self._text = ""
        self.document: dict[str, Any] = {}
        try:
            self._text = resources.read_text(path)
            self.document = tomllib.loads(self._text)
        except OSError as error:
            fault(path, 1, str(error))
        except ValueError as error:  # no TOML, no UTF-8
            fault(path, error_line(error, self._text), str(error))

    def entries(self, key: str, make: Callable[[dict[str, Any]], _T]) -> Iterator[_T]:
        """What ``make`` makes of each ``[[key]]``."""
        rows = self.document.get(key, [])
        for number, row in enumerate(rows if isinstance(rows, list) else []):
            try:
                yield make(row)
            except (KeyError, ValueError, TypeError, AttributeError) as error:
                self._fault(self._path, entry_line(self._text, key, number), repr(error))
            except MiaohuiError as error:
                why = f"{error.problem.id} {dict(error.problem.args)}"
                self._fault(self._path, entry_line(self._text, key, number), why)


def _line_of(path: Path, key: str) -> int:
    lines = resources.read_text(path).split("\n")
    return next((number for number, line in enumerate(lines, start=1) if line.startswith(f"{key}\t")), 1)


def read_tsv(path: Path, columns: tuple[str, ...], fault: Fault = strictly) -> Iterator[list[str]]:
    """The rows below the heading, split at tabs (nothing is quoted: codes contain quotes) and filled up with "".

    Lines with ``#`` above the heading are comments; below it they are rows, for JD's codes begin with one.
    """
    try:
        lines = enumerate(resources.read_text(path).split("\n"), start=1)
    except (OSError, UnicodeDecodeError) as error:
        fault(path, 1, str(error))
        return
    number, heading = next(((n, line) for n, line in lines if line and not line.startswith("#")), (1, ""))
    if tuple(heading.split("\t")) != columns:
        fault(path, number, f"the columns are not {columns}")
        return
    for number, line in lines:
        row = line.split("\t")
        if not line:
            continue
        if not row[0] or len(row) > len(columns):
            fault(path, number, "an empty key or too many columns")
            continue
        yield row + [""] * (len(columns) - len(row))
