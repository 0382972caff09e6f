"""A shop's own variables in the replies that ask for them: who uses one, and giving it another name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from miaohui.domain.change import Change, ChangeSet
from miaohui.domain.library import Library
from miaohui.domain.reply import Part, Reply, Wording
from miaohui.domain.template import braces, with_name
from miaohui.domain.variables import Variable, Variables
from miaohui.errors import MiaohuiError
from miaohui.flow.workspace import Workspace

LABEL = "rename-variable"


def replies_with(library: Library, variables: Variables, name: str) -> tuple[Reply, ...]:
    """The replies outside the trash that ask for this variable, by its name or an alias."""
    canonical = cache(variables.canonical)
    return tuple(reply for reply in library.active() if any(canonical(used) == name for used in _names(reply)))


def count_uses(library: Library, variables: Variables) -> dict[str, int]:
    """In how many replies outside the trash each variable stands, by canonical name."""
    canonical = cache(variables.canonical)
    counts: Counter[str] = Counter()
    for reply in library.active():
        counts.update({canonical(name) for name in _names(reply)})
    return dict(counts)


def renamed(library: Library, old: str, new: str, now: datetime) -> ChangeSet:
    """Every reply with ``{old}`` says ``{new}``, those in the trash as well; locked ones stay. ``now`` is UTC."""
    changes = (
        Change(reply, replace(after, rev=reply.rev + 1, updated=now))
        for reply in library.replies.values()
        if not reply.locked and (after := _with_name(reply, old, new)) != reply
    )
    return ChangeSet(LABEL, tuple(changes))


def add(workspace: Workspace, variable: Variable) -> None:
    """A new variable of the shop's own, under a name that stands for nothing else yet.

    Raises:
        MiaohuiError: ``variable-exists``, or as ``Workspace.put_variable``.
    """
    _check_free(workspace, variable.name)
    workspace.put_variable(variable)


def rename(workspace: Workspace, old: str, variable: Variable) -> None:
    """A variable of the shop's own gets the name of ``variable``, here and in all replies. The old name stays an alias:
    for locked replies, for what is imported later, and for whoever takes the change back.

    Raises:
        MiaohuiError: ``variable-exists``, or as ``Workspace.put_variable`` and ``Workspace.commit``.
    """
    _check_free(workspace, variable.name, old)
    aliases = tuple(dict.fromkeys((*(alias for alias in variable.aliases if alias != variable.name), old)))
    workspace.put_variable(replace(variable, aliases=aliases))  # both names hold while the replies change
    workspace.commit(renamed(workspace.library, old, variable.name, workspace.clock.now().astimezone(UTC)))
    workspace.remove_variable(old)


def _check_free(workspace: Workspace, name: str, but: str = "") -> None:
    """No variable has this name or alias, ``but`` this one."""
    known = workspace.tables.variables
    if known.canonical(name) in known.by_name and known.canonical(name) != but:
        raise MiaohuiError("variable-exists", name=name)


def _names(reply: Reply) -> Iterator[str]:
    return (found.name for text in _texts(reply) if "{" in text or "｛" in text for found in braces(text) if found.name)


def _texts(reply: Reply) -> Iterator[str]:
    for wording in (*reply.wordings, *(one for wordings in reply.variants.values() for one in wordings)):
        yield from (part for part in wording.parts if isinstance(part, str))


def _with_name(reply: Reply, old: str, new: str) -> Reply:
    def part_of(part: Part) -> Part:
        return with_name(part, old, new) if isinstance(part, str) else part

    def all_of(wordings: tuple[Wording, ...]) -> tuple[Wording, ...]:
        return tuple(Wording(tuple(map(part_of, wording.parts))) for wording in wordings)

    variants = {season: all_of(wordings) for season, wordings in reply.variants.items()}
    return replace(reply, wordings=all_of(reply.wordings), variants=variants or reply.variants)
