"""The library a new home begins with: data/categories.toml and data/starter/."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from miaohui import resources
from miaohui.domain.auto_reply import ANY_CLIENT, AutoReply
from miaohui.domain.change import Change, ChangeSet, Entity
from miaohui.domain.reply import Category, Channel, Look, Reply, Scope, Wording, wording_from_text
from miaohui.domain.season import BASE_SEASON, PEAK_SEASON
from miaohui.errors import MiaohuiError
from miaohui.flow.ids import new_reply_id
from miaohui.flow.ports import Clock
from miaohui.library.tables import read_toml

_SEASONS = (PEAK_SEASON, "promo", "newyear", "spring")
"""A season's id as a key holds the wordings that replace the text in it."""
_KEYS = frozenset(
    (
        *("auto", "auto_in"),
        *("code", "title", "sub", "aliases", "text", "texts", "next"),
        *("channel", "tags", "look", "level", "only_in", *_SEASONS),
    )
)


def starter_change_set(clock: Clock, folder: Path | None = None, new_id: Callable[[], str] = new_reply_id) -> ChangeSet:
    """All categories, starter replies and automatic replies as one change set labelled "starter".

    ``auto`` names the slot of a reply that chat clients send, in every client; ``auto_in`` from which season on.

    A category's id is its own (``shipping``) or ``top/sub`` (``shipping/when``), so that it stays the same on every
    machine.

    Raises:
        ValueError: a fault in the shipped files: an unknown key, category or follow-up, or a code that comes twice.
    """
    folder = folder or resources.data()
    categories = {category.id: category for category in _categories(folder / "categories.toml")}
    rows = [
        (row, document["category"])
        for document in map(read_toml, sorted((folder / "starter").glob("*.toml")))
        for row in document["reply"]
    ]
    ids = {row["code"]: new_id() for row, _ in rows}
    if len(ids) != len(rows):
        raise ValueError("starter: a code comes twice")
    titles = {row["code"]: row["title"] for row, _ in rows}
    moment = clock.now().astimezone(UTC)
    replies = []
    for order, (row, top) in enumerate(rows, start=1):
        try:
            reply = _reply(row, top, order, moment, ids, titles)
        except (KeyError, ValueError, MiaohuiError) as error:
            raise ValueError(f"starter: {row.get('code')}: {error}") from error
        if reply.category not in categories:
            raise ValueError(f"starter: {reply.code}: no category {reply.category}")
        replies.append(reply)
    assigned = [
        AutoReply(row["auto"], ANY_CLIENT, row.get("auto_in", BASE_SEASON), ids[row["code"]])
        for row, _ in rows
        if "auto" in row
    ]
    if len({one.id for one in assigned}) != len(assigned):
        raise ValueError("starter: two replies for one automatic reply")
    everything: tuple[Entity, ...] = (*categories.values(), *replies, *assigned)
    return ChangeSet("starter", tuple(Change(None, one) for one in everything))


def _categories(path: Path) -> list[Category]:
    found: list[Category] = []
    for order, top in enumerate(read_toml(path)["category"], start=1):
        found.append(Category(top["id"], top["name"], order=order, icon=top.get("icon", "")))
        found.extend(
            Category(f"{top['id']}/{sub['id']}", sub["name"], top["id"], number, sub.get("icon", ""))
            for number, sub in enumerate(top.get("subs", ()), start=1)
        )
    return found


def _reply(
    row: dict[str, Any], top: str, order: int, moment: datetime, ids: dict[str, str], titles: dict[str, str]
) -> Reply:
    if unknown := row.keys() - _KEYS:
        raise ValueError(f"unknown keys {sorted(unknown)}")
    return Reply(
        id=ids[row["code"]],
        code=row["code"],
        title=row["title"],
        category=f"{top}/{row['sub']}" if "sub" in row else top,
        wordings=_wordings(row["texts"] if "texts" in row else row["text"]),
        aliases=tuple(row.get("aliases", ())),
        tags=tuple(row.get("tags", ())),
        channel=Channel(row.get("channel", "chat")),
        variants={season: _wordings(row[season]) for season in _SEASONS if season in row},
        only_in=tuple(row.get("only_in", ())),
        next=tuple((ids[code], titles[code]) for code in row.get("next", ())),
        look=Look(row.get("look", "plain")),
        level=row.get("level", ""),
        order=order,
        scope=Scope.SHOP,
        source=f"starter:{row['code']}",
        created=moment,
        updated=moment,
    )


def _wordings(texts: str | list[str]) -> tuple[Wording, ...]:
    return tuple(map(wording_from_text, [texts] if isinstance(texts, str) else texts))
