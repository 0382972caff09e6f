"""What the form edits, and when what stands in it is a reply."""

from __future__ import annotations

from dataclasses import dataclass, replace

from miaohui.domain.library import Library
from miaohui.domain.picture import Picture
from miaohui.domain.reply import Reply, Wording
from miaohui.domain.validity import check_place, checked
from miaohui.flow.ids import new_reply_id

EMPTY = Reply(id="", code="", title="", category="", wordings=(Wording(("",)),))


@dataclass(frozen=True, repr=False)
class Editing:
    """``start`` is the reply as it was when this editing began; what a new one begins with, if it ``is_new``."""

    start: Reply
    is_new: bool = False

    @property
    def before(self) -> Reply | None:
        """The reply as it is in the library; None for a new one."""
        return None if self.is_new else self.start

    @property
    def read_only(self) -> bool:
        return not self.is_new and is_fixed(self.start)

    def reference(self, proposed: str) -> Reply:
        """What is saved, as the form shows it; a ``proposed`` code is nobody's edit."""
        code = self.start.code or (proposed if self.is_new else "")
        return replace(self.start, code=code, wordings=self.start.wordings or EMPTY.wordings)

    def fitting(self, contents: Reply, library: Library) -> Reply:
        """What stands in the form as the reply that can be saved.

        Raises:
            MiaohuiError: with what doesn't fit; see ``validity.checked`` and ``validity.check_place``.
        """
        variants = {season: _written(wordings) for season, wordings in contents.variants.items()}
        reply = replace(
            contents,
            wordings=_written(contents.wordings),
            variants={season: written for season, written in variants.items() if written},
        )
        reply = checked(reply, self.before)
        if not self.is_new or not reply.overlays:  # a new own wording takes the shop's favourite place with it
            check_place(library, reply, self.before)
        return reply


def new_one(begin: Reply = EMPTY) -> Editing:
    """A new reply with an id of its own, that begins as this one."""
    return Editing(replace(begin, id=new_reply_id()), is_new=True)


def is_fixed(reply: Reply) -> bool:
    return reply.locked or reply.deleted is not None


def says_something(reply: Reply) -> bool:
    return bool(_written(reply.wordings))


def _written(wordings: tuple[Wording, ...]) -> tuple[Wording, ...]:
    """Without empty messages, and wordings that have no other."""
    found = (
        Wording(tuple(part for part in one.parts if isinstance(part, Picture) or part.strip())) for one in wordings
    )
    return tuple(one for one in found if one.parts)
