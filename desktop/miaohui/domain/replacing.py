"""Find and replace in replies; variables stay whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from miaohui.domain.reply import Part, Reply, Wording
from miaohui.errors import MiaohuiError

_BRACES = re.compile(r"[{｛][^{}｛｝\n]*[}｝]")


class Place(StrEnum):
    """Where to look."""

    TITLE = "title"
    BODY = "body"
    VARIANTS = "variants"


@dataclass(frozen=True, repr=False)
class Replacement:
    """``wanted`` becomes ``by``, word for word. ``case``: letters must agree in their case too."""

    wanted: str
    by: str
    case: bool = False
    places: frozenset[Place] = frozenset(Place)

    def __post_init__(self) -> None:
        """Raises MiaohuiError ``nothing-to-find``."""
        if not self.wanted:
            raise MiaohuiError("nothing-to-find")


def replaced(reply: Reply, how: Replacement) -> Reply:
    """The reply with its texts replaced; the same where nothing was found. The result may be invalid: a title or a text
    may have become empty or too long."""
    change = _replacer(how)
    if Place.TITLE in how.places:
        reply = replace(reply, title=change(reply.title))
    if Place.BODY in how.places:
        reply = replace(reply, wordings=_in_wordings(reply.wordings, change))
    if Place.VARIANTS in how.places and reply.variants:
        variants = {season: _in_wordings(wordings, change) for season, wordings in reply.variants.items()}
        reply = replace(reply, variants=variants)
    return reply


def _replacer(how: Replacement) -> Callable[[str], str]:
    pattern = re.compile(re.escape(how.wanted), 0 if how.case else re.IGNORECASE)

    def change(text: str) -> str:
        braces = [match.span() for match in _BRACES.finditer(text)] if "{" in text or "｛" in text else []

        def put(match: re.Match[str]) -> str:
            """A match that would break a variable stays; one that holds it whole is replaced."""
            start, end = match.span()
            breaks = any(
                start < right and left < end and not (start <= left and right <= end) for left, right in braces
            )
            return match.group() if breaks else how.by

        return pattern.sub(put, text)

    return change


def _in_wordings(wordings: tuple[Wording, ...], change: Callable[[str], str]) -> tuple[Wording, ...]:
    return tuple(Wording(tuple(_parts(wording.parts, change))) for wording in wordings)


def _parts(parts: tuple[Part, ...], change: Callable[[str], str]) -> list[Part]:
    """Messages that have become empty are left out."""
    changed = [change(part) if isinstance(part, str) else part for part in parts]
    return [part for part in changed if not isinstance(part, str) or part.strip()]
