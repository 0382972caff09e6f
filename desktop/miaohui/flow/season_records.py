"""Seasons and periods as they stand in a TOML file and go through the channel, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from miaohui.domain.season import Season
from miaohui.domain.season_calendar import Days, Period, parse_day
from miaohui.errors import MiaohuiError

Record = dict[str, object]

_COLOUR_LENGTH = len("#rrggbb")


def encode(one: Season | Period) -> Record:
    """With its ``kind``."""
    if isinstance(one, Season):
        return {"kind": "season", **encode_season(one)}
    return {"kind": "period", **encode_period(one)}


def decode(record: object) -> Season | Period:
    """Raises MiaohuiError as :func:`decode_season` and :func:`decode_period`."""
    return decode_season(record) if _text(record, "kind") == "season" else decode_period(record)


def encode_season(season: Season) -> Record:
    """What has its default is left out."""
    record: Record = {"id": season.id, "name": season.name}
    for key in ("name_en", "parent", "colour"):
        if getattr(season, key):
            record[key] = getattr(season, key)
    if season.aliases:
        record["aliases"] = list(season.aliases)
    if season.stops:
        record["stops"] = True
    if season.facts:
        record["facts"] = dict(season.facts)
    return record


def decode_season(record: object) -> Season:
    """Raises MiaohuiError ``bad-record`` that names the key, or ``bad-colour``; keys nobody knows are left alone."""
    facts = _table(record, "facts")
    return Season(
        id=_required(record, "id"),
        name=_required(record, "name"),
        parent=_text(record, "parent"),
        colour=_colour(record),
        aliases=_texts(record, "aliases"),
        name_en=_text(record, "name_en"),
        facts={name: _text(facts, name) for name in facts},
        stops=_switch(record, "stops"),
    )


def encode_period(period: Period) -> Record:
    """What has its default is left out."""
    record: Record = {"id": period.id, "season": period.season}
    for key in ("name", "name_en"):
        if getattr(period, key):
            record[key] = getattr(period, key)
    record |= {"from": str(period.days[0]), "to": str(period.days[1])}
    if period.priority:
        record["priority"] = period.priority
    if period.off:
        record["off"] = True
    if period.years:
        record["years"] = {
            str(year): [] if days is None else [str(day) for day in days] for year, days in sorted(period.years.items())
        }
    return record


def decode_period(record: object) -> Period:
    """Raises MiaohuiError as :func:`decode_season`, or ``bad-day``."""
    priority = record.get("priority", 0) if isinstance(record, dict) else 0
    if type(priority) is not int:
        raise MiaohuiError("bad-record", reason="priority")
    return Period(
        id=_required(record, "id"),
        season=_required(record, "season"),
        days=(parse_day(_required(record, "from")), parse_day(_required(record, "to"))),
        name=_text(record, "name"),
        name_en=_text(record, "name_en"),
        priority=priority,
        off=_switch(record, "off"),
        years=dict(_year(year, days) for year, days in _table(record, "years").items()),
    )


def _year(year: str, days: object) -> tuple[int, Days | None]:
    if not year.isdecimal() or not 1 <= int(year) <= 9999 or not isinstance(days, list) or len(days) not in (0, 2):
        raise MiaohuiError("bad-record", reason="years")
    if not days:
        return int(year), None
    return int(year), (parse_day(_word(days[0], "years")), parse_day(_word(days[1], "years")))


def _word(value: object, key: str) -> str:
    """TOML knows dates that nobody has put in quotes."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        raise MiaohuiError("bad-record", reason=key)
    return value


def _text(record: object, key: str) -> str:
    return _word(record.get(key, "") if isinstance(record, Mapping) else None, key)


def _required(record: object, key: str) -> str:
    text = _text(record, key).strip()
    if not text:
        raise MiaohuiError("bad-record", reason=key)
    return text


def _texts(record: object, key: str) -> tuple[str, ...]:
    texts = record.get(key, []) if isinstance(record, dict) else None
    if not isinstance(texts, list) or not all(isinstance(text, str) and text.strip() for text in texts):
        raise MiaohuiError("bad-record", reason=key)
    return tuple(texts)


def _table(record: object, key: str) -> Mapping[str, object]:
    table = record.get(key, {}) if isinstance(record, dict) else None
    if not isinstance(table, dict):
        raise MiaohuiError("bad-record", reason=key)
    return table


def _switch(record: object, key: str) -> bool:
    value = record.get(key, False) if isinstance(record, dict) else None
    if not isinstance(value, bool):
        raise MiaohuiError("bad-record", reason=key)
    return value


def _colour(record: object) -> str:
    colour = _text(record, "colour")
    digits = colour.removeprefix("#")
    if colour and (len(colour) != _COLOUR_LENGTH or any(c not in "0123456789abcdefABCDEF" for c in digits)):
        raise MiaohuiError("bad-colour", text=colour)
    return colour
