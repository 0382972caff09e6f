"""Codes for replies that are taken in: none stands for two."""

from __future__ import annotations

from collections.abc import Iterable

from miaohui.domain.reply import MAX_CODE, Reply, Scope, is_reply_id


class Codes:
    """The codes that are taken, by scope."""

    def __init__(self, replies: Iterable[Reply]) -> None:
        self._taken: dict[Scope, set[str]] = {scope: set() for scope in Scope}
        for reply in replies:
            self._taken[reply.scope].add(reply.code.casefold())

    def take(self, wanted: str, scope: Scope = Scope.PERSONAL) -> str:
        """A code without blanks that no reply of the scope has: with a number behind it where needed."""
        base = _base(wanted)
        code, number = base, 1
        while code.casefold() in self._taken[scope]:
            number += 1
            code = _numbered(base, f"-{number}")
        self._taken[scope].add(code.casefold())
        return code

    def is_taken_for(self, code: str, wanted: str, scope: Scope = Scope.PERSONAL) -> bool:
        """Whether a reply has ``code`` because another one of the scope has the code that was wanted for it."""
        base, (_, dash, number) = _base(wanted), code.rpartition("-")
        numbered = number.isascii() and number.isdigit() and code == _numbered(base, dash + number)
        return code == base or (numbered and base.casefold() in self._taken[scope])


def _base(wanted: str) -> str:
    base = "".join(c for c in wanted if not c.isspace() and c.isprintable())[:MAX_CODE] or "x"
    return f"x{base}" if is_reply_id(base) else base


def _numbered(base: str, suffix: str) -> str:
    return base[: MAX_CODE - len(suffix)] + suffix
