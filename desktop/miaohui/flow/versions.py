"""Going back to an earlier version of a reply."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from miaohui.domain.change import ChangeSet
from miaohui.domain.history import Version, with_content
from miaohui.domain.library import Library
from miaohui.domain.reply import Reply
from miaohui.errors import MiaohuiError
from miaohui.flow import edit


def numbered(versions: Iterable[Version], number: int) -> Version:
    """Raises MiaohuiError ``unknown-version``."""
    found = next((version for version in versions if version.number == number), None)
    if found is None:
        raise MiaohuiError("unknown-version", number=number)
    return found


def revert(library: Library, reply: Reply, version: Version, now: datetime) -> ChangeSet:
    """The reply says again what it said then; it stays where it stands. What followed it then and is gone by now is
    left out. That is an edit as any other: the version of now is kept too.

    Raises:
        MiaohuiError: as ``edit.revise``; ``code-taken`` where another reply has the code of then.
    """
    earlier = with_content(reply, version.reply)
    there = tuple(pair for pair in earlier.next if pair[0] in library.replies or pair in reply.next)
    return ChangeSet("revert", edit.revise(library, reply, replace(earlier, next=there), now).changes)
