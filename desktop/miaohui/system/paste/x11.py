"""Pressing Ctrl+V on X11 in one window and no other, on a connection of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum

from Xlib import XK, X
from Xlib.error import CatchError, ConnectionClosedError, XError
from Xlib.ext import xtest
from Xlib.protocol.event import DestroyNotify
from Xlib.xobject.drawable import Window

from miaohui.flow.ports import Target
from miaohui.system.x11_client import focused_windows, open_display, same_client, xid

_QWERTY_V = 55
"""Where V lies on a US keyboard (xkeyboard-config's ``keycodes/evdev``). Toolkits look there, or at the other groups,
for a shortcut's Latin letter when a layout has none."""
_GROUP_SHIFT = 13
"""The core protocol's key state has the XKB group in bits 13 and 14."""
_GROUP_COLUMNS = (0, 2)
"""Columns of the core keyboard map: the first level of the first and of the second group."""
_NO_LOCKS = 0xFF
"""The eight modifiers of a key state; above them are buttons and the group."""

_REPEATING = ("Return", "KP_Enter")
"""Held on, the key that picked the reply would repeat in the chat window, and send."""


class Obstacle(StrEnum):
    """Why nothing may be pressed now; the value is the problem's id."""

    GONE = "paste-window-gone"
    FOCUS = "paste-no-focus"
    KEYS = "paste-keys-held"
    KEYBOARD = "paste-keyboard-held"
    CLIPBOARD = "paste-clipboard-taken"
    UNAVAILABLE = "paste-unavailable"

    @property
    def lasts(self) -> bool:
        """Waiting for its end is of no use."""
        return self in (Obstacle.GONE, Obstacle.CLIPBOARD, Obstacle.UNAVAILABLE)


class X11Paster:
    """``own_window`` is the id of any window of the connection that sets the clipboard. Raises OSError when there is no
    X server, or one without XTEST.

    The keys go to whatever has the focus when the server handles them. So the focus, the keys and the clipboard's owner
    are looked at while the server is grabbed, and the key is pressed before it is let go: no other client's request is
    handled in between. pynput can't do that: its own connection would wait for the end of our grab.
    """

    def __init__(self, display_name: str | None, own_window: int) -> None:
        self._display = open_display(display_name)
        if not self._display.has_extension(xtest.extname):
            self._display.close()
            raise ConnectionError("no XTEST")
        self._own_window = own_window
        self._root = self._display.screen().root
        self._state = self._display.intern_atom("WM_STATE")
        self._clipboard = self._display.intern_atom("CLIPBOARD")
        self._unmapped = self._root.create_window(0, 0, 1, 1, 0, X.CopyFromParent)
        self._watched: Window | None = None
        self._gone = False

    def target(self) -> Target | None:
        """The window in front. From now on its end is watched: another window may get the same id afterwards."""
        try:
            window = self._front()
            self._watch(window)
            if window is None or self._gone:
                return None
            return Target(window.id)
        except (ConnectionClosedError, XError, OSError):
            return None

    def press(self, target: Target) -> Obstacle | None:
        """Press Ctrl+V if the target gets it, and only it; else nothing is pressed. Some twenty round trips."""
        if self._watched is None or self._watched.id != target.window:
            return Obstacle.GONE
        try:
            obstacle = self._obstacle(target)
            if obstacle is not None:
                return obstacle
            with self._grabbed_server():
                obstacle = self._obstacle(target)
                if obstacle is None:
                    self._press_paste()
                return obstacle
        except (ConnectionClosedError, XError, OSError):
            return Obstacle.UNAVAILABLE

    def close(self) -> None:
        with suppress(ConnectionClosedError):
            self._display.close()

    # the target

    def _front(self) -> Window | None:
        """The program's window around the one that has the focus now. What the window manager calls active may be
        late, and keys go by the focus. Every window manager gives its windows a WM_STATE (ICCCM)."""
        for window in focused_windows(self._display):
            if window.get_property(self._state, X.AnyPropertyType, 0, 0):
                return None if self._is_ours(window.id) else window
        return None

    def _watch(self, window: Window | None) -> None:
        if self._watched is not None:
            self._watched.change_attributes(event_mask=X.NoEventMask, onerror=CatchError())
        failed = CatchError()
        if window is not None:
            window.change_attributes(event_mask=X.StructureNotifyMask, onerror=failed)
        self._display.sync()
        self._drain()
        self._watched, self._gone = window, failed.get_error() is not None

    def _drain(self) -> None:
        while self._display.pending_events():
            event = self._display.next_event()
            if isinstance(event, DestroyNotify) and self._watched is not None and event.window == self._watched:
                self._gone = True

    def _is_ours(self, window: int) -> bool:
        return same_client(self._display, window, self._own_window)

    # what stands in the way

    def _obstacle(self, target: Target) -> Obstacle | None:
        # First and for good: a program that took it once may take it again before the target has fetched the text.
        if not self._is_ours(xid(self._display.get_selection_owner(self._clipboard))):
            return Obstacle.CLIPBOARD
        if not self._has_focus(target):
            return Obstacle.GONE if self._gone else Obstacle.FOCUS
        if self._is_another_keyboard_grabbed():
            return Obstacle.KEYBOARD
        return Obstacle.KEYS if self._interfering_keys() else None

    def _has_focus(self, target: Target) -> bool:
        has_focus = False
        with suppress(XError):
            has_focus = any(window.id == target.window for window in focused_windows(self._display))
        self._drain()  # what the server told before its answers
        return has_focus and not self._gone

    def _is_another_keyboard_grabbed(self) -> bool:
        """The server refuses a grab by a window that isn't on the screen, but says first when there is another one."""
        status = self._unmapped.grab_keyboard(False, X.GrabModeAsync, X.GrabModeAsync, X.CurrentTime)
        return bool(status == X.AlreadyGrabbed)

    def _interfering_keys(self) -> bool:
        """Whether a modifier (not a lock) is in force, by a key or sticky, or a key that would repeat is down."""
        keysyms = self._keysyms()
        modifiers = [set(keycodes) - {0} for keycodes in self._display.get_modifier_mapping()]
        locks = _keycodes(keysyms, ("Num_Lock", "Scroll_Lock"))
        rows = [row for index, row in enumerate(modifiers) if index != X.LockMapIndex and not row & locks]
        state = sum(1 << index for index, row in enumerate(modifiers) if row in rows)
        if self._root.query_pointer().mask & _NO_LOCKS & state:
            return True
        pressed = self._display.query_keymap()
        interfering = _keycodes(keysyms, _REPEATING).union(*rows)
        return any(pressed[keycode // 8] >> keycode % 8 & 1 for keycode in interfering)

    # the key

    @contextmanager
    def _grabbed_server(self) -> Iterator[None]:
        self._display.grab_server()
        try:
            yield
        finally:
            with suppress(ConnectionClosedError):
                self._display.ungrab_server()
                self._display.sync()

    def _press_paste(self) -> None:
        control = next(keycode for keycode in self._display.get_modifier_mapping()[X.ControlMapIndex] if keycode)
        group = self._root.query_pointer().mask >> _GROUP_SHIFT & 0b11
        key = paste_key(self._keysyms(), group)
        for kind, keycode in (
            (X.KeyPress, control),
            (X.KeyPress, key),
            (X.KeyRelease, key),
            (X.KeyRelease, control),
        ):
            xtest.fake_input(self._display, kind, keycode)
        self._display.sync()

    def _keysyms(self) -> dict[int, Sequence[int]]:
        """By keycode, as it is now: another layout may have been chosen since the last time."""
        info = self._display.display.info
        first = info.min_keycode
        return dict(enumerate(self._display.get_keyboard_mapping(first, info.max_keycode - first + 1), first))


def paste_key(keysyms: Mapping[int, Sequence[int]], group: int) -> int:
    """The keycode of V: in the group that is in force, else in any other, else where it lies on a US keyboard."""
    columns = [column for index, column in enumerate(_GROUP_COLUMNS) if index == group] + [*_GROUP_COLUMNS]
    v = XK.string_to_keysym("v")
    for column in columns:
        for keycode, levels in keysyms.items():
            if column < len(levels) and levels[column] == v:
                return keycode
    return _QWERTY_V


def _keycodes(keysyms: Mapping[int, Sequence[int]], names: Sequence[str]) -> set[int]:
    wanted = {XK.string_to_keysym(name) for name in names}
    return {keycode for keycode, levels in keysyms.items() if wanted.intersection(levels)}
