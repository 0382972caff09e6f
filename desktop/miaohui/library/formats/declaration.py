"""What a format declares to hold: inside of it, what is written comes back as it was; beyond it, the export tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from miaohui.domain.picture import Picture
from miaohui.domain.reply import Channel, Look, Reply, Scope
from miaohui.flow.transfer import Field

EVERYTHING = frozenset(Field)


@dataclass(frozen=True)
class Format:
    """``encodings`` are what it is written in, the default first (none: bytes of its own kind). ``unfit`` finds the
    characters that it can't hold besides those that its encoding lacks; ``trimmed`` are lost at the ends of a text;
    ``longest`` counts characters, 0 for what any reply may have."""

    id: str
    holds: frozenset[Field]
    encodings: tuple[str, ...] = ("utf-8",)
    newlines: bool = True
    unfit: str = ""
    trimmed: str = ""
    longest: int = 0

    def carries(self, text: str, encoding: str = "") -> bool:
        """Whether a text comes back as it was (newlines normalised)."""
        codec = encoding or (self.encodings or ("utf-8",))[0]
        try:
            text.encode(codec)
        except UnicodeEncodeError:
            return False
        return (
            text.strip(self.trimmed or "\0") == text
            and (self.newlines or "\n" not in text)
            and not (self.unfit and re.search(self.unfit, text))
            and not (self.longest and len(text) > self.longest)
        )

    def left_behind(self, reply: Reply) -> Iterator[Field]:
        """What of a reply this format has no place for. Codes, titles and texts are judged when they are written."""
        wordings = (*reply.wordings, *(wording for each in reply.variants.values() for wording in each))
        has = {
            Field.ALIASES: bool(reply.aliases),
            Field.TAGS: bool(reply.tags),
            Field.PICTURES: any(isinstance(part, Picture) for wording in wordings for part in wording.parts),
            Field.PARTS: any(len(wording.parts) > 1 for wording in wordings),
            Field.VARIANTS: bool(reply.variants),
            Field.WORDINGS: len(reply.wordings) > 1,
            Field.SETTINGS: reply.channel is not Channel.CHAT
            or reply.look is not Look.PLAIN
            or bool(reply.level or reply.only_in or reply.next or reply.locked)
            or reply.favourite is not None
            or reply.scope is not Scope.PERSONAL,
        }
        return (field for field, here in has.items() if here and field not in self.holds)


_ROW = frozenset({Field.CODE, Field.TEXT, Field.CATEGORY, Field.WORDINGS})
_TABLE = _ROW | {Field.ID, Field.TITLE, Field.ALIASES, Field.TAGS, Field.PARTS, Field.VARIANTS}
_MARKED = ("utf-8-sig", "gb18030", "utf-16")

QIANNIU = Format(
    "qianniu",
    _ROW,
    ("gbk", "utf-8-sig"),
    unfit=r"[\x00\r\ufffd]|&(?:[a-z]{2,6}|#\w{1,6});",  # escaped emoticons are made whole
    trimmed="\t\n",
)
V3 = Format("v3", _ROW | {Field.TITLE, Field.PICTURES, Field.PARTS}, ("gbk",), QIANNIU.newlines, QIANNIU.unfit, "\t\n")
FEINIU = Format("feiniu", _ROW, ("gbk",), QIANNIU.newlines, QIANNIU.unfit, "\t\n")
CSV = Format("csv", _TABLE, _MARKED, unfit="[\x00\r\ufffd]")
XLSX = Format(
    "xlsx",
    _TABLE,
    (),
    unfit="[\x00-\x08\x0b-\x1f\ufffd-\uffff\ud800-\udfff]",  # no XML text holds these; U+FFFD was unreadable
    longest=32_767,
)
JSON = Format("json", EVERYTHING)
ESPANSO = Format("espanso", frozenset({Field.CODE, Field.TEXT, Field.TITLE, Field.ALIASES}), trimmed="\n")
BEEFTEXT = Format("beeftext", _ROW | {Field.TITLE})
TEXT = Format("text", frozenset({Field.TEXT}), _MARKED, unfit=r"\n[ \t\u3000]*\n", trimmed=" \n")
HTML = Format("html", _ROW | {Field.TITLE, Field.PARTS})

READ: Mapping[str, Format] = {one.id: one for one in (QIANNIU, V3, FEINIU, CSV, XLSX, JSON, ESPANSO, BEEFTEXT, TEXT)}
WRITTEN: Mapping[str, Format] = {one.id: one for one in (QIANNIU, CSV, XLSX, JSON, HTML)}
