"""Changes that the editor's window makes: committed at once, refused in a line, taken back and done again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

from miaohui.domain.change import ChangeSet
from miaohui.domain.library import Library
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow.bulk import Bulk, Refusal
from miaohui.flow.workspace import Workspace
from miaohui.i18n import _, ngettext
from miaohui.messages import label, sentence
from miaohui.ui.editor.notice import Notice

Build = Callable[[Library, datetime], ChangeSet]
"""From the library as it is and the time (UTC); raises MiaohuiError."""
BuildMany = Callable[[Library, datetime], Bulk]


class Changing:
    def __init__(self, workspace: Workspace, notice: Notice) -> None:
        self._workspace = workspace
        self._notice = notice

    def do(self, build: Build) -> ChangeSet | None:
        """None when it was refused; the line says why then."""
        made: list[ChangeSet] = []

        def commit() -> None:
            made.append(build(self._workspace.library, self._workspace.clock.now().astimezone(UTC)))
            self._workspace.commit(made[0])

        return made[0] if self._try(commit) else None

    def do_many(self, build: BuildMany, done: Callable[[int], str]) -> Bulk | None:
        """As :meth:`do`, and says how many were changed (``done`` of that number, with a way to take it back) and
        which were left alone."""
        made: list[Bulk] = []

        def change_set(library: Library, now: datetime) -> ChangeSet:
            made.append(build(library, now))
            return made[0].change_set

        if self.do(change_set) is None:
            return None
        count, refused = len(made[0].change_set.changes), made[0].refused
        if count:
            told = " ".join((done(count), *_left_alone(refused)))
            self._notice.tell(told, _("Undo"), self.undo)
        elif refused:
            self._notice.refuse(refused[0].problem)
        return made[0]

    def undo(self) -> None:
        if self._workspace.undo_label is not None:
            self._try(lambda: self._say("undone", self._workspace.undo()))

    def redo(self) -> None:
        if self._workspace.redo_label is not None:
            self._try(lambda: self._say("redone", self._workspace.redo()))

    def _say(self, problem: str, change_set: ChangeSet) -> None:
        self._notice.tell(sentence(Problem(problem, {"what": label(change_set.label)})))

    def _try(self, action: Callable[[], object]) -> bool:
        self._notice.clear()
        try:
            action()
        except MiaohuiError as error:
            self._notice.refuse(error.problem)
            return False
        return True


def _left_alone(refused: Sequence[Refusal]) -> Iterator[str]:
    if refused:
        count = len(refused)
        told = ngettext("{number} reply stays as it is: {why}", "{number} replies stay as they are: {why}", count)
        yield told.format(number=count, why=sentence(refused[0].problem))
