"""What is asked and what is answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from miaohui.domain.reply import Reply
from miaohui.domain.starter import StarterMode

ENOUGH = 20
"""With fewer hits than this the later passes look for more: more ways of writing pinyin,"""
FEW = 8
"""and with fewer than this what may be meant by a slip, a homophone or a whole sentence."""


Bonus = Callable[[str], float] | Mapping[str, float]
"""What usage adds to a reply's score, by its id. A mapping needs to hold only those that get something."""


class Field(StrEnum):
    TITLE = "title"
    CODE = "code"
    ALIAS = "alias"
    TAG = "tag"
    CATEGORY = "category"
    BODY = "body"


@dataclass(frozen=True, repr=False)
class Query:
    """``season`` is a season's id, empty for any; ``category`` is a category's id, its children included; ``limit`` 0
    means all; ``starter`` is resolved; an empty ``scope`` or ``tag`` is any; ``in_use`` is the id of the category that
    was picked from last, whose replies come a little sooner; ``hidden`` are ids of replies that aren't offered."""

    text: str = ""
    season: str = "normal"
    category: str = ""
    limit: int = 50
    starter: StarterMode = StarterMode.MIXED
    scope: str = ""
    tag: str = ""
    in_use: str = ""
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Match:
    """Characters ``start``–``end`` that a word of the query matched in a field's text: the title, the code, one of the
    aliases or tags, the name of the category or of its parent, the base text."""

    field: Field
    start: int
    end: int


@dataclass(frozen=True)
class Hit:
    """``decides`` is the piece of the title (start, end) that tells the reply from others which fit as well: typed as a
    further word it singles it out."""

    reply: Reply
    score: float
    matches: tuple[Match, ...]
    decides: tuple[int, int] | None = None


@dataclass(frozen=True)
class Result:
    """The best hits, and how many there are by top category's id, whatever category was asked for. ``scarce`` says that
    they are few, and that the later passes may find more."""

    hits: tuple[Hit, ...]
    counts: Mapping[str, int]
    scarce: bool = False

    @property
    def total(self) -> int:
        return sum(self.counts.values())
