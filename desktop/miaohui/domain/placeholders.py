"""Placeholders that other programs' users write into their phrases, and the variables that could stand in their place.

``[商品名]``, ``#nickname#``, ``{{name}}`` and ``[[name]]`` (espanso), ``***元``, ``XXX``, ``____``. Not placeholders:
sizes (XXL, 2XL), emoticons' names (``[微笑]``), emphasis in 【】, what is a variable already. Only proposals: nothing
is ever changed unless somebody says so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from miaohui.domain.template import MAX_NAME
from miaohui.domain.variables import Variables

ANYTHING = "待填"
"""The variable for a blank that doesn't say what is wanted."""
CHOICE = "选择"

_ALNUM = "A-Za-z0-9Ａ-Ｚａ-ｚ０-９"
_PLACEHOLDER = re.compile(
    r"(?P<url>https?://[!-z|~]*|www\.[!-z|~]*)"
    r"|(?:\{\{|\[\[)(?P<double>[^{}\[\]\n]{1,40})(?:\}\}|\]\])"
    r"|(?P<own>[{｛][^{}｛｝\n]*[}｝])"
    r"|\[(?P<bracket>[^\[\]\n]{1,60})\]"
    r"|#(?P<hash>[A-Za-z_][A-Za-z0-9_]{1,19}|[\u4e00-\u9fff]{2,10})#"
    rf"|(?P<run>(?<![{_ALNUM}])[XxＸｘ×]{{2,}}(?![{_ALNUM}])|[*＊]{{2,}}|[_＿]{{2,}}|·{{2,}})"
)
_NAME = re.compile(rf"[^\W\d_]\w{{0,{MAX_NAME - 1}}}")
_NOTE = re.compile(r"[，,：:；;（(\s]")
_HAN = re.compile(r"[\u4e00-\u9fff]{1,8}[：:\s]{0,2}(?:是|为)?$")

# What stands right behind or before a blank tells what is wanted, where no variable's name does.
_BEHIND = (
    (re.compile(r"\s?(?:元|块钱|块)"), "金额"),
    (re.compile(r"\s?(?:cm|CM|厘米|公分)"), "身高"),
    (re.compile(r"\s?(?:斤|公斤|kg|KG)"), "体重"),
    (re.compile(r"\s?岁"), "年龄"),
    (re.compile(r"\s?(?:个工作日|工作日)"), "工作日"),
    (re.compile(r"\s?天"), "天数"),
    (re.compile(r"\s?(?:小时|分钟|点)"), "时间"),
    (re.compile(r"\s?(?:件|个|盒|箱)"), "数量"),
    (re.compile(r"\s?码"), "尺码"),
    (re.compile(r"\s?(?:月|号|日)"), "日期"),
    (re.compile(r"\s?(?:快递|物流)"), "快递"),
    (re.compile(r"\s?(?:旗舰店|专卖店|小店|店铺|店)"), "店铺"),
)
_BEFORE = (
    (re.compile(r"(?:亲爱的|尊敬的)$"), "昵称"),
    (re.compile(r"(?:我是|客服)$"), "客服昵称"),
    (re.compile(r"[¥￥]\s?$"), "金额"),
    (re.compile(r"单号[：:\s]{0,2}(?:是|为)?$"), "运单号"),
)


@dataclass(frozen=True, repr=False)
class Proposal:
    """``text[start:end]`` could become ``variable`` (in braces, as a template writes it)."""

    start: int
    end: int
    text: str
    variable: str


def proposals(text: str, variables: Variables, emoticon_names: Collection[str] = ()) -> tuple[Proposal, ...]:
    """The placeholders of a foreign text, from left to right. ``emoticon_names`` are the bracket codes of all clients.

    What says the same becomes the same variable; blanks that say nothing become one variable each.
    """
    names = _Names(variables)
    found: list[Proposal] = []
    for match in _PLACEHOLDER.finditer(text):
        if match["url"] or match["own"] or match.group() in emoticon_names:
            continue
        if match["run"]:
            variable = names.blank(text[: match.start()], text[match.end() :])
        elif match["bracket"]:
            variable = names.bracket(match["bracket"])
        else:
            variable = names.named(match["double"] or match["hash"], sure=match["double"] is not None)
        if variable:
            found.append(Proposal(match.start(), match.end(), match.group(), variable))
    return tuple(found)


def with_variables(text: str, found: Iterable[Proposal]) -> str:
    """The text with the variables in their places."""
    pieces: list[str] = []
    position = 0
    for proposal in found:
        pieces += [text[position : proposal.start], proposal.variable]
        position = proposal.end
    return "".join([*pieces, text[position:]])


class _Names:
    """Names for one text's placeholders."""

    def __init__(self, variables: Variables) -> None:
        self._variables = variables
        self._blanks: dict[str, int] = {}
        self._choices: dict[str, str] = {}

    def _is_known(self, name: str) -> bool:
        name = self._variables.canonical(name)
        return name in self._variables.by_name or name in self._variables.profile or self._variables.is_computed(name)

    def named(self, name: str, *, sure: bool) -> str:
        """A name between marks; ``#…#`` may be a topic, so only a known name or an identifier is one."""
        name = name.strip()
        if not _NAME.fullmatch(name) or not (sure or name.isascii() or self._is_known(name)):
            return ""
        return f"{{{self._variables.canonical(name)}}}"

    def bracket(self, content: str) -> str:
        """``[材质，如纯棉]`` is named by its head, ``[偏大/偏小]`` lists choices."""
        head = _NOTE.split(content.strip(), maxsplit=1)[0].strip()
        choices = [choice.strip() for choice in re.split(r"[/、|]", head)]
        if len(choices) > 1 and all(choices) and not any(c in choice for choice in choices for c in "{}｛｝=＝|｜"):
            if head not in self._choices:
                self._choices[head] = self._numbered(CHOICE)
            return f"{{{self._choices[head]}=|{'|'.join(choices)}}}"
        return f"{{{self._variables.canonical(head)}}}" if _NAME.fullmatch(head) else self.anything()

    def blank(self, before: str, behind: str) -> str:
        """A blank, by the words around it."""
        name = self._named_before(before[-12:])
        if not name:
            name = next((name for shape, name in _BEFORE if shape.search(before[-12:])), "")
        if not name:
            name = next((name for shape, name in _BEHIND if shape.match(behind[:5])), "")
        return f"{{{name}}}" if name else self.anything()

    def _named_before(self, before: str) -> str:
        """The longest known name that ends right before the blank."""
        match = _HAN.search(before)
        words = re.sub(r"[：:\s]*(?:是|为)?$", "", match.group()) if match else ""
        names = (words[place:] for place in range(len(words) - 1))
        # 今天 before a blank says when, not what is wanted.
        known = (name for name in names if self._is_known(name) and not self._variables.is_computed(name))
        return self._variables.canonical(next(known, ""))

    def anything(self) -> str:
        return f"{{{self._numbered(ANYTHING)}}}"

    def _numbered(self, name: str) -> str:
        self._blanks[name] = self._blanks.get(name, 0) + 1
        return name if self._blanks[name] == 1 else f"{name}{self._blanks[name]}"
