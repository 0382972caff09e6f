"""One change set, made durable by this command or by the app that holds the files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from miaohui.errors import MiaohuiError

if TYPE_CHECKING:
    from miaohui.cli.headless import Home
    from miaohui.domain.change import ChangeSet
    from miaohui.domain.history import Past
    from miaohui.domain.library import Library
    from miaohui.flow.workspace import Workspace


@dataclass(frozen=True, repr=False)
class Written:
    """A change set that is durable, and the library with it."""

    library: Library
    change_set: ChangeSet


class HandOver:
    """Gets one change set into the library exactly once, whoever holds the files.

    An answer that never came leaves open whether the app has made the change durable. Therefore the same change set is
    sent again (one that is there already doesn't fit a second time), and the library is looked at before a new one is
    built: with its random ids and times it is there, if it is there.
    """

    def __init__(self, home: Home, build: Callable[[Workspace], ChangeSet], past: Callable[[], Iterable[Past]]) -> None:
        self._home = home
        self._past = past
        self._build = build
        self._sent: ChangeSet | None = None
        self._outdated = False

    def alone(self, workspace: Workspace) -> Written:
        if self._sent is not None and _holds(workspace.library, self._sent):
            change_set = self._sent
        else:
            change_set = self._build(workspace)
            if change_set.changes:
                workspace.commit(change_set)
        workspace.add_history(self._past())
        return Written(workspace.library, change_set)

    def by_app(self) -> Written:
        from miaohui.domain.change import apply
        from miaohui.library.codec import encode_change_set

        self._home.ask({"verb": "ping"})  # nobody there: no need to read the library
        workspace = self._home.open()
        if self._sent is not None and _holds(workspace.library, self._sent):
            self._hand_over_past()
            return Written(workspace.library, self._sent)
        if self._sent is None or self._outdated:
            self._sent, self._outdated = self._build(workspace), False
        change_set = self._sent
        if not change_set.changes:
            return Written(workspace.library, change_set)
        after = apply(workspace.library, change_set)
        try:
            self._home.ask({"verb": "apply", "change_set": encode_change_set(change_set)})
        except MiaohuiError as error:
            self._outdated = error.problem.id == "changed-meanwhile"
            raise
        self._hand_over_past()
        return Written(after, change_set)

    def _hand_over_past(self) -> None:
        """What is there twice is read once, so it may be sent again."""
        from miaohui.library.codec import encode_past

        if records := list(map(encode_past, self._past())):
            self._home.ask({"verb": "history", "past": records})


def _holds(library: Library, change_set: ChangeSet) -> bool:
    return all(library.entities(change.kind).get(change.id) == change.after for change in change_set.changes)
