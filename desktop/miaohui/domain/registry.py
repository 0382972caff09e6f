"""What every edit asks of all replies, kept along with the changes: nobody looks through tens of thousands for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from miaohui.domain.reply import Reply, Scope

STARTER_SOURCE = "starter:"
"""What a starter reply's ``source`` begins with; its code follows."""


@dataclass(frozen=True, repr=False)
class Registry:
    """``codes`` are the ids of the replies outside the trash by their code in folded case; ``overlaying`` the ids of
    all that stand in another's place, in force or not; ``imported`` how many of one's own came from elsewhere."""

    codes: Mapping[str, tuple[str, ...]]
    overlaying: frozenset[str]
    imported: int

    def after(self, changes: Iterable[tuple[Reply | None, Reply | None]]) -> Registry:
        """With these replies changed, each before and after; None stands for "not there"."""
        codes, overlaying, imported = dict(self.codes), set(self.overlaying), self.imported
        for before, after in changes:
            if before is not None:
                _leave(codes, before)
                overlaying.discard(before.id)
                imported -= _is_imported(before)
            if after is not None:
                _enter(codes, after)
                if after.overlays:
                    overlaying.add(after.id)
                imported += _is_imported(after)
        return Registry(codes, frozenset(overlaying), imported)


def registry(replies: Iterable[Reply]) -> Registry:
    return Registry({}, frozenset(), 0).after((None, reply) for reply in replies)


def _enter(codes: dict[str, tuple[str, ...]], reply: Reply) -> None:
    if reply.deleted is None:
        code = reply.code.casefold()
        codes[code] = (*codes.get(code, ()), reply.id)


def _leave(codes: dict[str, tuple[str, ...]], reply: Reply) -> None:
    if reply.deleted is None:
        code = reply.code.casefold()
        left = tuple(one for one in codes[code] if one != reply.id)
        if left:
            codes[code] = left
        else:
            del codes[code]


def _is_imported(reply: Reply) -> bool:
    foreign = reply.source and not reply.source.startswith(STARTER_SOURCE)
    return bool(foreign) and reply.scope is Scope.PERSONAL and reply.deleted is None
