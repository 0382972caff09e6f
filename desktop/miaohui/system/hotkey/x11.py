"""The hotkey on X11: a passive grab on a connection of its own, which nothing else shares."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from itertools import chain, combinations

from Xlib import XK, X, error
from Xlib.protocol.event import KeyPress, KeyRelease, MappingNotify

from miaohui.errors import MiaohuiError, Problem
from miaohui.system.hotkey.keys import KeyCombination, Modifier
from miaohui.system.x11_client import open_display

_KEYSYMS = {
    "`": "grave", "-": "minus", "=": "equal", "[": "bracketleft", "]": "bracketright", "\\": "backslash",
    ";": "semicolon", "'": "apostrophe", ",": "comma", ".": "period", "/": "slash", "Space": "space", "Esc": "Escape",
    "Backspace": "BackSpace", "Ins": "Insert", "Del": "Delete", "PgUp": "Page_Up", "PgDown": "Page_Down",
}  # fmt: skip

_ROWS = {10: "1234567890-=", 24: "QWERTYUIOP[]", 38: "ASDFGHJKL;'`", 51: "\\ZXCVBNM,./"}
_US_POSITIONS = {key: first + offset for first, row in _ROWS.items() for offset, key in enumerate(row)}
"""Where a key lies on a US keyboard: the keycodes of xkeyboard-config's ``keycodes/evdev``, the same in ``xfree86``.
For layouts that have no Latin letters (ru alone) or have the sign on another level (` on a German keyboard)."""

_MODIFIER_KEYSYMS = {
    Modifier.META: ("Super_L", "Super_R", "Meta_L"),
    Modifier.ALT: ("Alt_L", "Alt_R"),
}

_UNSHIFTED = (0, 2)
"""Columns of the core keyboard map: the first level of the first and of the second group (4 and 6 are AltGr's)."""

_REPEAT = 2
"""A held key repeats as release + press of the same time, in milliseconds; a timer tick may lie between them."""


class X11Hotkey:
    """The key is ours alone: the focused window doesn't see it. Raises OSError when there is no X server.

    What a grab can't do: while another client holds the whole keyboard (an open menu, a screen locker), nothing comes.
    """

    def __init__(
        self, display_name: str | None, on_pressed: Callable[[], None], on_lost: Callable[[Problem], None]
    ) -> None:
        self._display = open_display(display_name)
        self._root = self._display.screen().root
        self._on_pressed = on_pressed
        self._on_lost = on_lost
        self._combination: KeyCombination | None = None
        self._grabs: frozenset[tuple[int, int]] = frozenset()
        self._released: tuple[int, int] | None = None

    def fileno(self) -> int:
        return self._display.fileno()

    def register(self, combination: KeyCombination) -> None:
        try:
            wanted = self._wanted(combination)
            self._grab(combination, wanted)
            self._ungrab(self._grabs - wanted)
            self._combination, self._grabs = combination, wanted
            self._display.sync()
        except error.ConnectionClosedError as why:
            raise MiaohuiError("hotkey-none", key=str(combination)) from why
        self.dispatch()  # replies above may have brought events along that no socket will announce again

    def unregister(self) -> None:
        self._ungrab(self._grabs)
        self._combination, self._grabs = None, frozenset()
        self._display.sync()
        self.dispatch()

    def close(self) -> None:
        with suppress(error.ConnectionClosedError):
            self._display.close()

    def dispatch(self) -> None:
        try:
            self._drain()
        except error.ConnectionClosedError:
            combination, self._combination, self._grabs = self._combination, None, frozenset()
            if combination is not None:
                self._on_lost(Problem("hotkey-none", {"key": str(combination)}))

    def _drain(self) -> None:
        presses = 0
        while self._display.pending_events():
            remapped = False
            while self._display.pending_events():
                event = self._display.next_event()
                if isinstance(event, MappingNotify):
                    self._display.refresh_keyboard_mapping(event)
                    remapped = True
                elif isinstance(event, KeyRelease):
                    self._released = (event.detail, event.time)
                elif isinstance(event, KeyPress) and self._is_ours(event) and not self._is_repeat(event):
                    presses += 1
            if remapped:
                self._regrab()
        for _ in range(presses):
            self._on_pressed()

    def _is_ours(self, event: KeyPress) -> bool:
        state = event.state & 0xFF  # above: buttons and the XKB group
        return (event.detail, state) in self._grabs

    def _is_repeat(self, event: KeyPress) -> bool:
        if self._released is None:
            return False
        keycode, time = self._released
        return bool(event.detail == keycode and (event.time - time) & 0xFFFFFFFF <= _REPEAT)

    def _regrab(self) -> None:
        """The keyboard has another layout: the same combination may lie on another key now."""
        if self._combination is None:
            return
        combination = self._combination
        try:
            wanted = self._wanted(combination)
            if wanted == self._grabs:
                return
            self._ungrab(self._grabs - wanted)
            self._grabs &= wanted
            self._grab(combination, wanted)
            self._grabs = wanted
        except MiaohuiError as why:
            self._ungrab(self._grabs)
            self._combination, self._grabs = None, frozenset()
            self._on_lost(why.problem)

    def _wanted(self, combination: KeyCombination) -> frozenset[tuple[int, int]]:
        """The keycodes and modifier states to grab: the combination with each set of lock keys that may be on."""
        masks = self._modifier_masks()
        modifiers = 0
        for modifier in combination.modifiers:
            if not masks[modifier]:
                raise MiaohuiError("hotkey-unknown", key=str(combination))
            modifiers |= masks[modifier]
        locks = [lock for lock in self._lock_masks() if not lock & modifiers]
        states = [modifiers | sum(some) for some in chain(*(combinations(locks, n) for n in range(len(locks) + 1)))]
        return frozenset((keycode, state) for keycode in self._keycodes(combination) for state in states)

    def _keycodes(self, combination: KeyCombination) -> set[int]:
        """Where the key is unshifted in the first layout group that has it, else where it lies on a US keyboard."""
        key = combination.key
        keysym = XK.string_to_keysym(_KEYSYMS.get(key, key.lower() if len(key) == 1 else key))
        places = self._display.keysym_to_keycodes(keysym) if keysym else []
        unshifted = [(index, keycode) for keycode, index in places if index in _UNSHIFTED]
        if unshifted:
            first = min(unshifted)[0]
            return {keycode for index, keycode in unshifted if index == first}
        if key in _US_POSITIONS:
            return {_US_POSITIONS[key]}
        raise MiaohuiError("hotkey-unknown", key=str(combination))

    def _modifier_masks(self) -> dict[Modifier, int]:
        found = {modifier: self._mask(*names) for modifier, names in _MODIFIER_KEYSYMS.items()}
        return {Modifier.CTRL: X.ControlMask, Modifier.SHIFT: X.ShiftMask, **found}

    def _lock_masks(self) -> list[int]:
        return sorted({X.LockMask, self._mask("Num_Lock"), self._mask("Scroll_Lock")} - {0})

    def _mask(self, *keysyms: str) -> int:
        """The modifier that one of these keys sets, the first found; 0 when none does."""
        mapping = [set(keycodes) - {0} for keycodes in self._display.get_modifier_mapping()]
        for name in keysyms:
            keycodes = {keycode for keycode, _ in self._display.keysym_to_keycodes(XK.string_to_keysym(name))}
            for index, members in enumerate(mapping):
                if keycodes & members:
                    return 1 << index
        return 0

    def _grab(self, combination: KeyCombination, wanted: frozenset[tuple[int, int]]) -> None:
        """All or nothing; what is held already stays held."""
        new = wanted - self._grabs
        catches = []
        for keycode, state in new:
            catch = error.CatchError()
            self._root.grab_key(keycode, state, True, X.GrabModeAsync, X.GrabModeAsync, onerror=catch)
            catches.append(catch)
        self._display.sync()
        if any(catch.get_error() for catch in catches):
            self._ungrab(new)
            self._display.sync()
            raise MiaohuiError("hotkey-taken", key=str(combination))

    def _ungrab(self, grabs: frozenset[tuple[int, int]]) -> None:
        for keycode, state in grabs:
            self._root.ungrab_key(keycode, state, onerror=error.CatchError())
