"""What may stand in a variable's place: a value made fit for its kind, and what is doubtful about it.

Nothing here refuses a value: shops, couriers and clerks write numbers in more shapes than anybody has listed.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from enum import StrEnum

from miaohui.errors import Problem

MAX_VALUE = 5000
"""Characters; a longer value is doubtful."""


class VariableKind(StrEnum):
    TEXT = "text"
    CHOICE = "choice"
    MULTILINE = "multiline"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    ORDER = "order"
    TRACKING = "tracking"
    PHONE = "phone"
    ADDRESS = "address"
    SIZE = "size"
    BODY = "body"
    """Height and weight."""

    @property
    def many_lines(self) -> bool:
        return self in (VariableKind.MULTILINE, VariableKind.ADDRESS)


# What some program or page put there for itself: control and format characters that turn the writing direction or show
# nothing. The joiner U+200D stays, it is part of emoji; halves of surrogate pairs can't be written down at all.
_UNSEEN = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

_NUMBER = re.compile(r"\d+(\.\d+)?([-~—]\d+(\.\d+)?)?")
_MONEY = re.compile(r"\d+(\.\d{1,2})?")
_MONEY_SIGNS = re.compile(r"[¥￥]|人民币|RMB|CNY|元整?$|块钱?$", re.IGNORECASE)
# Taobao, JD and Douyin write digits only, Pinduoduo 200101-012345678901234.
_ORDER = re.compile(r"\d{8,24}|\d{6}-\d{10,18}")
_TRACKING = re.compile(r"[A-Z0-9-]{8,32}")
_MIN_DIGITS = 6
_MIN_ADDRESS = 6
_PHONE = re.compile(
    r"(\+?86-?)?1[3-9]\d(-?\d{4}){2}([-转]\d{1,6})?"  # a mobile; with an extension that hides it from shops
    r"|(0\d{2,3}-?)?[2-9]\d{6,7}(-\d{1,6})?"
    r"|[48]00-?\d{3,4}-?\d{3,4}"
    r"|1\d{4}|9\d{4,5}"  # service numbers
)
_BODY = re.compile(
    r"(?:身高)?(?P<height>\d{2,3}(?:\.\d)?)(?:cm|厘米|公分)?[\s/,，、]*"
    r"(?:体重)?(?P<weight>\d{1,3}(?:\.\d)?)(?P<unit>kg|公斤|千克|斤)",
    re.IGNORECASE,
)
_DAYS = {"前天": -2, "昨天": -1, "今天": 0, "明天": 1, "后天": 2, "大后天": 3}
_LATER = re.compile(r"\+(\d{1,3})天?|(\d{1,3})天[之以]?后")
_DATE = re.compile(
    r"(?:(?P<year>20\d\d)[-/.年])?(?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})[日号]?"
    r"(?:[\sT]*(?P<time>([01]?\d|2[0-4])[:：点].*))?"
)


def clean(text: str, *, many_lines: bool = False) -> str:
    """Without what can't be seen; line ends become ``\\n``, or a blank where there is only one line."""
    text = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text).replace("\t", " "))
    if many_lines or "\n" not in text:
        return text
    return " ".join(filter(None, map(str.strip, text.split("\n"))))


def fit(kind: VariableKind, text: str, now: datetime) -> str:
    """The value as it stands in a reply: ``明天`` is its date, ``¥12.50`` is 12.50, numbers have no blanks in them.

    What doesn't look like its kind stays as it was typed. ``now`` is local time.
    """
    text = clean(text, many_lines=kind.many_lines)
    if len(text) > MAX_VALUE:
        return text
    plain = unicodedata.normalize("NFKC", text).strip()
    match kind:
        case VariableKind.NUMBER if _NUMBER.fullmatch(plain):
            return plain
        case VariableKind.MONEY:
            amount = _amount(plain)
            return amount if _MONEY.fullmatch(amount) else text
        case VariableKind.DATE:
            return _written_date(plain, now) or text
        case VariableKind.ORDER if _ORDER.fullmatch(_together(plain)):
            return _together(plain)
        case VariableKind.TRACKING if _is_tracking_number(_together(plain).upper()):
            return _together(plain).upper()
        case VariableKind.PHONE if _PHONE.fullmatch(_together(plain)):
            return _together(plain)
        case VariableKind.BODY:
            body = _BODY.fullmatch(plain)
            return f"{body['height']}cm/{body['weight']}{body['unit'].lower()}" if body else text
    return text


def doubt(kind: VariableKind, text: str) -> Problem | None:
    """What is doubtful about a value, None where it looks like its kind. The problem doesn't hold the value."""
    text = clean(text, many_lines=kind.many_lines)
    if len(text) > MAX_VALUE:
        return Problem("doubt-long", {"limit": MAX_VALUE})
    plain = unicodedata.normalize("NFKC", text).strip()
    return None if not plain or _looks_like(kind, plain) else Problem(f"doubt-{kind.value}")


def _looks_like(kind: VariableKind, plain: str) -> bool:
    match kind:
        case VariableKind.NUMBER:
            return _NUMBER.fullmatch(plain) is not None
        case VariableKind.MONEY:
            return _MONEY.fullmatch(_amount(plain)) is not None
        case VariableKind.DATE:
            return bool(_written_date(plain, datetime(2028, 1, 1)))  # noqa: DTZ001 — any leap year will do
        case VariableKind.ORDER:
            return _ORDER.fullmatch(_together(plain)) is not None
        case VariableKind.TRACKING:
            return _is_tracking_number(_together(plain).upper())
        case VariableKind.PHONE:
            return _PHONE.fullmatch(_together(plain)) is not None
        case VariableKind.ADDRESS:
            return len(_together(plain)) >= _MIN_ADDRESS
        case VariableKind.BODY:
            return _BODY.fullmatch(plain) is not None
    return True


def _is_tracking_number(text: str) -> bool:
    return _TRACKING.fullmatch(text) is not None and sum(c.isdigit() for c in text) >= _MIN_DIGITS


def _together(text: str) -> str:
    return "".join(text.split())


def _amount(plain: str) -> str:
    amount = _MONEY_SIGNS.sub("", _together(plain))
    return amount.replace(",", "") if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", amount) else amount


def _written_date(plain: str, now: datetime) -> str:
    """``11月5日``, with the year where it is another and the time of day where there is one; empty for no date."""
    later = _LATER.fullmatch(plain)
    days = int(later[1] or later[2]) if later else _DAYS.get(plain)
    if days is not None:
        day = now.date() + timedelta(days=days)
        return written_day(day)
    match = _DATE.fullmatch(plain)
    if not match:
        return ""
    year = int(match["year"] or now.year)
    try:
        day = date(year, int(match["month"]), int(match["day"]))
    except ValueError:
        return ""
    written = written_day(day) if year == now.year else f"{year}年{written_day(day)}"
    return f"{written} {match['time'].strip()}" if match["time"] else written


def written_day(day: date) -> str:
    return f"{day.month}月{day.day}日"
