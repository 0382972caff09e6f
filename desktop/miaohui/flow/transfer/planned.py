"""What an import would do: a change set and its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from miaohui.domain.change import ChangeSet
from miaohui.domain.picture import Picture
from miaohui.domain.reply import Reply
from miaohui.flow.ports import Pictures
from miaohui.flow.transfer.row import RowProblem


class Mode(StrEnum):
    MERGE = "merge"
    REPLACE = "replace"
    """Personal replies that the file doesn't hold go to the trash, unless nothing in the file could be taken."""


@dataclass(frozen=True)
class Plan:
    """What an import would do. ``new``, ``changed``, ``same`` and ``skipped`` count rows and add up to all rows."""

    change_set: ChangeSet
    new: int
    changed: int
    same: int
    problems: tuple[RowProblem, ...]

    @property
    def skipped(self) -> int:
        return len(self.problems)

    @property
    def trashed(self) -> int:
        """Replies, not rows, that go to the trash."""
        entities = [change.after for change in self.change_set.changes]
        return sum(isinstance(entity, Reply) and entity.deleted is not None for entity in entities)

    @property
    def pictures(self) -> frozenset[str]:
        """The names of the pictures that the replies it adds or changes hold."""
        replies = (change.after for change in self.change_set.changes if isinstance(change.after, Reply))
        return frozenset(picture.name for reply in replies for picture in pictures_of(reply))

    def keep_pictures(self, found: Mapping[str, Path | bytes], pictures: Pictures) -> None:
        """Before the change set is committed: those that its replies hold, out of what was ``found`` by name.

        Raises:
            MiaohuiError: as ``Pictures.keep``.
        """
        for name in self.pictures & found.keys():
            pictures.keep(name, found[name])


def pictures_of(reply: Reply) -> Iterator[Picture]:
    """All pictures of a reply, those of the seasons as well."""
    for wordings in (reply.wordings, *reply.variants.values()):
        yield from (part for wording in wordings for part in wording.parts if isinstance(part, Picture))
