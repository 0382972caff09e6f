"""Made-up replies, the real tables, and a situation to render in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache

from miaohui.domain.draft import Draft, Situation, compose
from miaohui.domain.emoticon import NoCounterpart
from miaohui.domain.picture import Picture
from miaohui.domain.reply import Channel, Part, Reply, Wording
from miaohui.domain.tables import Tables
from miaohui.library.tables import load_tables
from tests.fakes import CHINA

NOW = datetime(2026, 11, 11, 9, 30, tzinfo=CHINA)


@cache
def tables() -> Tables:
    """What is shipped in data/."""
    return load_tables()


shipped = tables


CHART = Picture(f"{'5a' * 32}.png", "尺码表")
PHOTO = Picture(f"{'0b' * 32}.jpg")


def reply(
    *parts: Part,
    number: int = 1,
    code: str = "",
    title: str = "",
    category: str = "c1",
    channel: Channel = Channel.CHAT,
) -> Reply:
    """A reply with one wording of these parts."""
    return Reply(
        id=f"r-{number:016x}",
        code=code or f"k{number}",
        title=title or f"标题{number}",
        category=category,
        wordings=(Wording(parts or ("在的",)),),
        channel=channel,
    )


def draft(
    *parts: Part,
    client: str = "plain",
    now: datetime = NOW,
    channel: Channel = Channel.CHAT,
    profile: Mapping[str, str] | None = None,
    no_counterpart: NoCounterpart = NoCounterpart.NEAREST,
    typed: Mapping[str, str] | None = None,
    tables: Tables | None = None,
) -> Draft:
    """These parts rendered, with the shipped tables unless others are given; ``typed`` is this customer's."""
    situation = Situation("normal", client, now, profile or {}, typed or {}, no_counterpart)
    return compose(reply(*parts, channel=channel), situation, tables or shipped())


def rendered(*parts: Part, client: str = "plain", typed: Mapping[str, str] | None = None) -> str:
    return draft(*parts, client=client, typed=typed).text
