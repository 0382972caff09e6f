"""What is wrong with a text as an automatic reply: it is copied once into a client's settings and goes to everybody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from miaohui.domain import template
from miaohui.domain.auto_reply import AutoSlot
from miaohui.domain.draft import Draft
from miaohui.domain.emoticon import Client
from miaohui.domain.reply import Part
from miaohui.domain.variables import Variables
from miaohui.domain.wording import Level
from miaohui.errors import Problem


@dataclass(frozen=True)
class Shortcoming:
    level: Level
    problem: Problem


def shortcomings(
    slot: AutoSlot, client: Client | None, draft: Draft, parts: Iterable[Part], variables: Variables
) -> tuple[Shortcoming, ...]:
    """The gravest first. ``parts`` are those that ``draft`` was made of; no ``client`` stands for any."""
    found: list[Shortcoming] = []
    if draft.missing:
        found.append(Shortcoming(Level.ERROR, Problem("auto-unfilled", {"names": "、".join(draft.missing)})))
    if not draft.text.strip():
        found.append(Shortcoming(Level.ERROR, Problem("empty-draft")))
    limit = slot.limits.get(client.id) if client is not None else None
    if limit is not None and len(draft.text) > limit:
        args = {"count": len(draft.text), "limit": limit}
        found.append(Shortcoming(Level.WARNING, Problem("auto-too-long", args)))
    fleeting = _fleeting(parts, variables)
    if fleeting:
        found.append(Shortcoming(Level.WARNING, Problem("auto-fleeting", {"names": "、".join(fleeting)})))
    if draft.pictures:
        found.append(Shortcoming(Level.WARNING, Problem("auto-pictures")))
    if client is not None and client.formatted and slot.looks and draft.reply.look not in slot.looks:
        found.append(Shortcoming(Level.HINT, Problem("auto-look")))
    return tuple(found)


def _fleeting(parts: Iterable[Part], variables: Variables) -> tuple[str, ...]:
    """The variables that follow from the time."""
    names = (name for part in parts if isinstance(part, str) for name in template.names(template.parse(part)))
    return tuple(dict.fromkeys(name for name in map(variables.canonical, names) if variables.is_fleeting(name)))
