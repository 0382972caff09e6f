"""What a reply was before: its versions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime

from miaohui.domain.reply import Reply

KEPT = 20
"""So many earlier versions of a reply are kept."""

PLACE = frozenset(
    {
        "category",
        "order",
        "favourite",
        "scope",
        "locked",
        "source",
        "rev",
        "created",
        "updated",
        "deleted",
        "overlays",
        "overlaid",
    }
)
"""The fields that say where a reply stands and not what it says: a change of these alone makes no version."""

CONTENT = tuple(field.name for field in fields(Reply) if field.name not in PLACE and field.name != "id")


@dataclass(frozen=True, repr=False)
class Past:
    """What a reply was until ``time`` (UTC), when a change set with this ``label`` replaced it."""

    time: datetime
    label: str
    reply: Reply


@dataclass(frozen=True, repr=False)
class Version:
    """``number`` counts from 1, the oldest one kept; ``time`` (UTC) and ``label`` are those of the change set that made
    it, as far as they are known."""

    number: int
    time: datetime | None
    label: str
    reply: Reply


def versions(current: Reply, past: Iterable[Past]) -> tuple[Version, ...]:
    """The current one first, then what was before it; ``past`` is the oldest first. Neighbours say different things."""
    made: tuple[datetime | None, str] = None, ""
    chain: list[tuple[Reply, datetime | None, str]] = []
    for reply, until in (*((one.reply, (one.time, one.label)) for one in past), (current, made)):
        if chain and same_content(chain[-1][0], reply):
            chain[-1] = reply, *chain[-1][1:]
        else:
            chain.append((reply, *made))
        made = until
    numbered = enumerate(chain[-KEPT - 1 :], start=1)
    found = [Version(n, time or reply.updated or reply.created, label, reply) for n, (reply, time, label) in numbered]
    return tuple(reversed(found))


def same_content(one: Reply, other: Reply) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in CONTENT)


def with_content(reply: Reply, earlier: Reply) -> Reply:
    """The reply where it stands, saying what it said earlier."""
    return replace(reply, **{name: getattr(earlier, name) for name in CONTENT})
