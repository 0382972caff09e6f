"""Into the window that the agent came from, after the copy."""

from __future__ import annotations

from collections.abc import Callable

from miaohui.domain.settings import Settings
from miaohui.errors import Problem
from miaohui.flow.ports import CopiedOnly, Pasted, PasteOutcome, Paster, PreviousClipboard, Target


class Paste:
    """Remembers the target before the palette shows, and pastes into it after ``Delivered``."""

    def __init__(self, paster: Paster, previous: PreviousClipboard, settings: Callable[[], Settings]) -> None:
        self._paster = paster
        self._previous = previous
        self._settings = settings
        self._target: Target | None = None
        self._keeps = False

    @property
    def available(self) -> bool:
        """Whether this desktop allows it at all."""
        return self._paster.available

    def by_enter(self, client: str, *, other: bool = False) -> bool:
        """Whether Enter pastes in this client; ``other`` is for Ctrl+Enter, which does what Enter doesn't."""
        return self._settings().pastes(client) != other

    def remember(self) -> None:
        """Before the palette shows: the window in front, and by setting what is on the clipboard."""
        self._target = self._paster.target()
        self._keeps = self._settings().restore_clipboard
        if self._keeps:
            self._previous.keep()

    def __call__(self, done: Callable[[PasteOutcome], None]) -> None:
        """Once a draft was delivered and the palette is hidden. Returns at once; ``done`` is called once, maybe before
        that. A target serves one paste."""
        target, self._target = self._target, None
        if not self._paster.available:
            done(CopiedOnly(Problem("paste-unavailable")))
            return
        if target is None:
            done(CopiedOnly(Problem("paste-no-window")))
            return

        def tell(outcome: PasteOutcome) -> None:
            if self._keeps and isinstance(outcome, Pasted):
                self._previous.restore(target)
            done(outcome)

        self._paster.paste(target, tell)
