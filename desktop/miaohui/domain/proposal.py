"""What in a copied text is one customer's or the agent's own, and the variables that could stand in its place.

A reply that worked is copied out of a chat together with the order number, the phone number and the name of the buyer
it was written for. Only proposals: nothing is ever changed unless somebody says so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from miaohui.domain.courier import Couriers
from miaohui.domain.placeholders import Proposal, proposals
from miaohui.domain.recognition import BUYER, looks_like
from miaohui.domain.values import VariableKind
from miaohui.domain.variables import Variables

RECIPIENT = "收件人"
OWN_FACTS = ("客服昵称", "店铺", "工号")
"""Facts of the agent's that stand in a reply as they are. The others are words like any (亲, 圆通)."""
_LEAST = 2
"""Characters of a known value that is looked for: a single one stands everywhere."""

_NARROW = {0xFF10 + digit: 0x30 + digit for digit in range(10)}
_KEPT = re.compile(r"https?://[!-z|~]*|www\.[!-z|~]*|[{｛][^{}｛｝\n]*[}｝]")
_NUMBER = re.compile(
    r"(?<![A-Za-z\d.])(?:\d{6}-\d{12,15}|JD[A-Z]{0,2}[\d-]{10,20}|[A-Za-z]{2,4}\d{9,15}|[A-Za-z]{2}\d{9}[A-Za-z]{2}"
    r"|\d{10,20})(?![A-Za-z\d])"
)
_PHONE = re.compile(r"(?<![A-Za-z\d])(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![A-Za-z\d])")
_IS = r"\s{0,2}(?:[:：]|是|为)\s{0,2}"
_NAME = r"[\u4e00-\u9fff·]{2,5}(?![\u4e00-\u9fff])"
_NAME_REST = r"[\u4e00-\u9fff]{1,3}(?![\u4e00-\u9fff])"
_ORDER_BEFORE = re.compile(r"订单(?:编)?号?[:：是为\s]{0,3}$")
_TRACKING_BEFORE = re.compile(r"(?:运单|快递|物流|面单|包裹)(?:单|编)?号?[:：是为\s]{0,3}$")
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
    "钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文欧司诸上"
)
_LABELLED = (
    (re.compile(rf"(?:收件人|收货人|联系人|姓名){_IS}(?P<value>{_NAME})"), RECIPIENT),
    (re.compile(rf"(?:收件人|收货人|联系人)\s{{0,2}}(?P<value>[{_SURNAMES}]{_NAME_REST})"), RECIPIENT),
    (re.compile(rf"(?:买家昵称|昵称|旺旺号?|会员名){_IS}(?P<value>[^\s,，。;；]{{2,25}})"), BUYER),
)
_ADDRESS_LABEL = re.compile(rf"(?:地址|所在地区){_IS}(?P<value>[^\n;；。]{{6,120}})")
_PROVINCES = (
    "河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾"
    "|内蒙古|广西|西藏|宁夏|新疆|北京|天津|上海|重庆|香港|澳门"
)
_HAN = r"[\u4e00-\u9fff]"
# Inside a sentence a city's name has two characters as a rule; where it begins is clear behind a separator only.
_ADDRESS = re.compile(
    rf"(?:(?:{_PROVINCES})(?={_HAN}{{0,12}}[省市区县])|(?<!{_HAN}){_HAN}{{2,4}}市|{_HAN}{{2}}市)[^\n,，;；。！!？?:：]{{4,100}}"
)
_END_OF_ADDRESS = re.compile(
    r"[,，\s]{0,2}(?:收件人|收货人|姓名|电话|手机|联系|\+?86|1[3-9]\d{9}).*|[,，\s]+$", re.DOTALL
)
# A name without a label stands beside a phone number or an address, alone between separators.
_ALONE = re.compile(r"(?:(?<=[\s,，;；、])|^)[\u4e00-\u9fff]{2,4}(?=[\s,，;；、]|$)", re.MULTILINE)
MOST_APART = 3
"""Signs between a name and what it stands beside."""
_SEPARATORS = re.compile(rf"[\s,，;；、]{{1,{MOST_APART}}}")
_LABEL = 12
"""Characters before a number that may say what it is."""


def recognised(
    text: str,
    variables: Variables,
    couriers: Couriers,
    known: Mapping[str, str],
    profile: Mapping[str, str],
    emoticon_names: Collection[str] = (),
) -> tuple[Proposal, ...]:
    """From left to right: values of the present customer (``known``, by canonical name), the agent's own facts
    (``profile``), numbers, phone numbers, names and addresses, and placeholders of other programs.

    What says the same becomes the same variable, another value of its kind one with a number behind its name.
    """
    taken = bytearray(len(text))
    """1 for each character that belongs to something already."""
    found: list[tuple[int, int, str]] = []

    def claim(start: int, end: int) -> bool:
        if any(taken[start:end]):
            return False
        taken[start:end] = b"\1" * (end - start)
        return True

    def take(candidates: Iterable[tuple[int, int, str]]) -> None:
        found.extend(one for one in candidates if claim(one[0], one[1]))

    for match in _KEPT.finditer(text):
        claim(*match.span())
    narrow = text.translate(_NARROW)
    take(_given(text, known))
    take(_given(text, {name: profile[name] for name in OWN_FACTS if name in profile}))
    take(_labelled(narrow, variables))
    take(_numbers(narrow, variables, couriers))
    take(_addresses(narrow, variables))
    if not any(name == RECIPIENT for _start, _end, name in found):
        take(_names(text, found))
    placeholders = [one for one in proposals(text, variables, emoticon_names) if claim(one.start, one.end)]
    return tuple(sorted([*_numbered(text, found), *placeholders], key=lambda one: one.start))


def _numbered(text: str, found: Iterable[tuple[int, int, str]]) -> Iterator[Proposal]:
    names: dict[tuple[str, str], str] = {}
    count: dict[str, int] = {}
    for start, end, name in sorted(found):
        value = "".join(text[start:end].split())
        if (name, value) not in names:
            count[name] = count.get(name, 0) + 1
            names[name, value] = name if count[name] == 1 else f"{name}{count[name]}"
        yield Proposal(start, end, text[start:end], f"{{{names[name, value]}}}")


def _given(text: str, values: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """Values that are known word for word, the longest first."""
    for name, value in sorted(values.items(), key=lambda item: -len(item[1])):
        if len(value.strip()) >= _LEAST:
            edge = r"(?![A-Za-z\d])" if value.strip().isascii() else ""
            before = r"(?<![A-Za-z\d])" if edge else ""
            for match in re.finditer(before + re.escape(value.strip()) + edge, text):
                yield match.start(), match.end(), name


def _labelled(text: str, variables: Variables) -> Iterator[tuple[int, int, str]]:
    for shape, name in _LABELLED:
        for match in shape.finditer(text):
            yield *match.span("value"), name
    address = _of_kind(variables, VariableKind.ADDRESS)
    for match in _ADDRESS_LABEL.finditer(text) if address else ():
        value = _END_OF_ADDRESS.sub("", match["value"])
        yield match.start("value"), match.start("value") + len(value), address


def _numbers(text: str, variables: Variables, couriers: Couriers) -> Iterator[tuple[int, int, str]]:
    phone = _of_kind(variables, VariableKind.PHONE)
    order, tracking = _of_kind(variables, VariableKind.ORDER), _of_kind(variables, VariableKind.TRACKING)
    for match in _PHONE.finditer(text) if phone else ():
        before = _before(text, match.start())
        if not _ORDER_BEFORE.search(before) and not _TRACKING_BEFORE.search(before):
            yield *match.span(), phone
    for match in _NUMBER.finditer(text):
        before, value = _before(text, match.start()), match.group()
        if _ORDER_BEFORE.search(before):
            name = order
        elif _TRACKING_BEFORE.search(before) or value[0].isalpha() or couriers.recognise(value):
            name = tracking
        else:
            name = order
        if name and looks_like(value, variables.get(name)):
            yield *match.span(), name


def _addresses(text: str, variables: Variables) -> Iterator[tuple[int, int, str]]:
    address = _of_kind(variables, VariableKind.ADDRESS)
    for match in _ADDRESS.finditer(text) if address else ():
        value = _END_OF_ADDRESS.sub("", match.group())
        if looks_like(value, variables.get(address)):
            yield match.start(), match.start() + len(value), address


def _names(text: str, found: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Short words with a surname, right beside something that was found already."""
    starts, ends = {start for start, _end, _name in found}, {end for _start, end, _name in found}
    for match in _ALONE.finditer(text):
        behind = _SEPARATORS.match(text, match.end())
        first = match.start()
        while first > 0 and match.start() - first < MOST_APART and _SEPARATORS.match(text[first - 1]):
            first -= 1
        beside = (behind is not None and behind.end() in starts) or (first < match.start() and first in ends)
        if beside and match.group()[0] in _SURNAMES:
            yield *match.span(), RECIPIENT


def _before(text: str, place: int) -> str:
    return text[max(0, place - _LABEL) : place]


def _of_kind(variables: Variables, kind: VariableKind) -> str:
    """The first variable of this kind; empty where there is none."""
    return next((variable.name for variable in variables.by_name.values() if variable.kind is kind), "")
