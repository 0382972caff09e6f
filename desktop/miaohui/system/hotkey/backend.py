"""The global hotkey by role, and which technology serves it in which session."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from miaohui.errors import MiaohuiError, Problem
from miaohui.system.hotkey.keys import KeyCombination, parse
from miaohui.system.session import DisplayServer, Session


class Hotkey(Protocol):
    """One global key at a time. Presses are told to the callback it was made with, held keys once."""

    def register(self, combination: KeyCombination) -> None:
        """Take this key instead of the one held before.

        Raises:
            MiaohuiError: ``hotkey-taken`` or ``hotkey-none`` (no key can be taken here); the one held before stays.
        """

    def unregister(self) -> None: ...

    def close(self) -> None:
        """Give the key back and the connection up; not usable any more."""

    def fileno(self) -> int | None:
        """What to wait on before ``dispatch``; None when the callback is called from a thread of the backend's own."""

    def dispatch(self) -> None:
        """Handle all that has come, without blocking."""


class NoHotkey:
    """Wayland gives no program the keys of other windows, and an X11 grab gets only those of XWayland's windows, which
    would look like a hotkey that works by chance. The desktop's own shortcut runs ``miaohui toggle`` there."""

    def register(self, combination: KeyCombination) -> None:
        raise MiaohuiError("hotkey-none", key=str(combination))

    def unregister(self) -> None: ...

    def close(self) -> None: ...

    def fileno(self) -> int | None:
        return None

    def dispatch(self) -> None: ...


def open_hotkey(session: Session, on_pressed: Callable[[], None], on_lost: Callable[[Problem], None]) -> Hotkey:
    """The backend for this session. ``on_lost`` is told when a key that was held is gone later.

    X11: a grab; the focused window doesn't get the key and a second program's wish for it is noticed.
    Windows, macOS: pynput; see there what it can't do.
    """
    if session.server is DisplayServer.X11:
        from miaohui.system.hotkey.x11 import X11Hotkey

        try:
            return X11Hotkey(session.x11_name, on_pressed, on_lost)
        except OSError:
            return NoHotkey()
    if session.server is DisplayServer.NATIVE:
        from miaohui.system.hotkey.pynput_hotkey import PynputHotkey

        return PynputHotkey(on_pressed)
    return NoHotkey()


@dataclass(frozen=True)
class Taken:
    """``combination`` is the key that opens Miaohui now, if any; ``problem`` is what to tell, if anything."""

    combination: KeyCombination | None
    problem: Problem | None = None


def take_first_free(hotkey: Hotkey, wanted: str, proposals: Sequence[str]) -> Taken:
    """The wanted key, else the first proposal that is free."""
    why = _try(hotkey, wanted)
    if why is None:
        return Taken(parse(wanted))
    for proposal in proposals:
        if proposal != wanted and _try(hotkey, proposal) is None:
            name = "hotkey-replaced" if why.id == "hotkey-taken" else "hotkey-unknown-replaced"
            return Taken(parse(proposal), Problem(name, {"key": wanted, "other": proposal}))
    return Taken(None, Problem("hotkey-none", {"key": wanted}) if proposals else why)


def _try(hotkey: Hotkey, wanted: str) -> Problem | None:
    try:
        hotkey.register(parse(wanted))
    except MiaohuiError as error:
        return error.problem
    return None
