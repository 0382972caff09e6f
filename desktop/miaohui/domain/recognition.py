"""Whether a text found on the clipboard looks like the value of a variable."""

from __future__ import annotations

import re

from miaohui.domain.values import VariableKind, doubt
from miaohui.domain.variables import Variable

BUYER = "昵称"

_SHAPES = {
    # 18 or 19 digits at Taobao, 12 at JD; Pinduoduo writes the day and a hyphen before 15 digits.
    VariableKind.ORDER: re.compile(r"\d{10,20}|\d{6}-\d{12,15}"),
    # Two or three letters of the courier and digits (SF, YT, JT, JD, EMS's two letters at the end), or digits alone.
    VariableKind.TRACKING: re.compile(
        r"[A-Za-z]{2,4}\d{9,15}|[A-Za-z]{2}\d{9}[A-Za-z]{2}|JD[A-Z]{0,2}[\d-]{10,20}|\d{12,15}"
    ),
    VariableKind.MONEY: re.compile(r"[¥￥]?\s?\d{1,6}(?:\.\d{1,2})?\s?元?"),
    VariableKind.PHONE: re.compile(r"(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}"),
}
_NAME = re.compile(r"[^\W\d_]{1,12}")
_PLACE = re.compile(r"省|市|区|县|镇|乡|村|街道|路|号|栋|单元|室")
_ADDRESS_LENGTHS = range(8, 200)


def looks_like(text: str, variable: Variable) -> bool:
    """Strict, for it is only a guess: the whole text has the shape of an order number, a tracking number, an amount, a
    phone number or an address, or it is a short name and the buyer's is asked for. Nothing doubtful looks so."""
    if variable.name == BUYER:
        return _NAME.fullmatch(text) is not None
    if variable.kind is VariableKind.ADDRESS:
        return len(text) in _ADDRESS_LENGTHS and len(set(_PLACE.findall(text))) >= 2
    shape = _SHAPES.get(variable.kind)
    return shape is not None and shape.fullmatch(text) is not None and doubt(variable.kind, text) is None
