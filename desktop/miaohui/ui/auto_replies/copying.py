"""Texts on their way to the clipboard, and which ones went there."""

from __future__ import annotations

from collections.abc import Callable

from miaohui.errors import MiaohuiError
from miaohui.flow import auto_replies
from miaohui.flow.auto_replies import Text
from miaohui.flow.ports import Clipboard

HELD_BACK = "held-back"
"""The problem of a text that looks unfinished: asked for again it is copied."""


class Copying:
    """``clipboard`` is asked for when it is first wanted."""

    def __init__(self, clipboard: Callable[[], Clipboard]) -> None:
        self._clipboard = clipboard
        self._copied: set[tuple[str, str]] = set()
        """Places and the marks of their texts."""
        self._held = ""
        """The place whose text looked unfinished when it was to be copied."""

    def copy(self, text: Text) -> None:
        """Raises MiaohuiError as ``auto_replies.copy``: ``held-back`` only the first time."""
        confirmed, self._held = self._held == text.place.id, ""
        try:
            auto_replies.copy(text, self._clipboard(), confirmed=confirmed)
        except MiaohuiError as error:
            if error.problem.id == HELD_BACK:
                self._held = text.place.id
            raise
        self._copied.add(_key(text))

    def was_copied(self, text: Text) -> bool:
        """This text of this place; another one wasn't."""
        return _key(text) in self._copied

    def forget(self) -> None:
        """What was copied until now."""
        self._copied.clear()


def _key(text: Text) -> tuple[str, str]:
    return text.place.id, auto_replies.mark_of(text.text)
