"""The readers of data/: TOML and tab-separated files as values of the domain.

These files are shipped, so a fault in one is a bug: it raises ValueError with the file (and row), never a Problem.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from miaohui import resources
from miaohui.domain.courier import Courier, Couriers
from miaohui.domain.emoticon import Client, Dialect, Emoticon, Emoticons
from miaohui.domain.pinyin import Readings
from miaohui.domain.search.folding import Simplified
from miaohui.domain.season import BASE_SEASON, Season, Seasons
from miaohui.domain.tables import Tables
from miaohui.domain.values import VariableKind
from miaohui.domain.variables import ProfileField, Variable, Variables
from miaohui.domain.workdays import Workdays

DIALECTS = ("wangwang", "wechat", "qq", "pinduoduo", "jd")


def load_tables(folder: Path | None = None) -> Tables:
    """All tables but those that only a search needs (:func:`load_readings`, :func:`load_simplified`)."""
    folder = folder or resources.data()
    return Tables(
        seasons=load_seasons(folder / "seasons.toml"),
        variables=replace(load_variables(folder / "variables.toml"), workdays=load_workdays(folder / "workdays.toml")),
        emoticons=load_emoticons(folder / "emoticons"),
        clients=load_clients(folder / "clients.toml"),
        couriers=load_couriers(folder / "couriers.tsv"),
    )


def load_seasons(path: Path) -> Seasons:
    seasons = [
        Season(
            id=row["id"],
            name=row["name"],
            parent=row.get("parent", ""),
            colour=row.get("colour", ""),
            aliases=tuple(row.get("aliases", ())),
            name_en=row.get("name_en", ""),
        )
        for row in read_toml(path)["season"]
    ]
    by_id = {season.id: season for season in seasons}
    if BASE_SEASON not in by_id or any(season.parent and season.parent not in by_id for season in seasons):
        raise ValueError(f"{path}: no base season, or an unknown parent")
    return Seasons(by_id)


def load_variables(path: Path) -> Variables:
    document = read_toml(path)
    variables = [
        Variable(
            name=row["name"],
            aliases=tuple(row.get("aliases", ())),
            kind=VariableKind(row.get("kind", "text")),
            choices=tuple(row.get("choices", ())),
            identifying=row.get("identifying", True),
            label_en=row.get("label_en", ""),
        )
        for row in document["variable"]
    ]
    profile = [
        ProfileField(row["name"], row.get("default", ""), row.get("label_en", "")) for row in document["profile"]
    ]
    return Variables(
        by_name={variable.name: variable for variable in variables},
        profile={field.name: field for field in profile},
        computed=frozenset(row["name"] for row in document["computed"]),
    )


def load_workdays(path: Path) -> Workdays:
    years = read_toml(path)["year"]
    return Workdays(
        off=frozenset(day for year in years for day in year["off"]),
        on=frozenset(day for year in years for day in year["on"]),
    )


def load_couriers(path: Path) -> Couriers:
    rows = read_tsv(path, ("name", "short", "also", "kdniao", "kuaidi100", "state", "shape"))
    return Couriers(tuple(Courier(row[0], row[1], re.compile(row[6]) if row[6] else None) for row in rows))


def load_clients(path: Path) -> dict[str, Client]:
    return {
        row["id"]: Client(row["id"], row["name"], row["name_en"], row["dialect"]) for row in read_toml(path)["client"]
    }


def load_emoticons(folder: Path) -> Emoticons:
    return Emoticons({name: Dialect(name, tuple(_emoticons(folder / f"{name}.tsv"))) for name in DIALECTS})


def _emoticons(path: Path) -> Iterator[Emoticon]:
    for row in read_tsv(path, ("code", "name", "emoji", "shows", "also", "fit")):
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
    try:
        return tomllib.loads(resources.read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path}: {error}") from error


def read_tsv(path: Path, columns: tuple[str, ...]) -> Iterator[list[str]]:
    """The rows below the heading, split at tabs (nothing is quoted: codes contain quotes) and filled up with "".

    Lines with ``#`` above the heading are comments; below it they are rows, for JD's codes begin with one.
    """
    lines = enumerate(resources.read_text(path).split("\n"), start=1)
    heading = next((line for _, line in lines if line and not line.startswith("#")), "")
    if tuple(heading.split("\t")) != columns:
        raise ValueError(f"{path}: the columns are not {columns}")
    for number, line in lines:
        row = line.split("\t")
        if not line:
            continue
        if not row[0] or len(row) > len(columns):
            raise ValueError(f"{path}:{number}: an empty key or too many columns")
        yield row + [""] * (len(columns) - len(row))
