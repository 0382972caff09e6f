"""The window in front on X11, asked on a connection of its own; some ten round trips, well under 5 ms."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path, PureWindowsPath

from Xlib import X, Xatom
from Xlib.error import ConnectionClosedError, XError
from Xlib.xobject.drawable import Window

from miaohui.system.foreground.window import ForegroundWindow
from miaohui.system.x11_client import focused_windows, open_display

_TITLE_LIMIT = 256  # in units of four bytes
_PROCESSES = Path("/proc")


class X11Foreground:
    """Raises OSError when there is no X server."""

    def __init__(self, display_name: str | None) -> None:
        self._display = open_display(display_name)
        self._root = self._display.screen().root
        self._active = self._display.intern_atom("_NET_ACTIVE_WINDOW")
        self._name = self._display.intern_atom("_NET_WM_NAME")
        self._utf8 = self._display.intern_atom("UTF8_STRING")
        self._state = self._display.intern_atom("WM_STATE")
        self._pid = self._display.intern_atom("_NET_WM_PID")

    def current(self) -> ForegroundWindow | None:
        try:
            return self._by_window_manager() or self._by_focus()
        except (ConnectionClosedError, OSError):
            return None

    def title(self, window: int) -> str | None:
        try:
            found: Window = self._display.create_resource_object("window", window)
            found.get_geometry()  # a property of a window that is gone is only empty
            return self._title(found)
        except (ConnectionClosedError, OSError, XError):
            return None

    def close(self) -> None:
        with suppress(ConnectionClosedError):
            self._display.close()

    def _by_window_manager(self) -> ForegroundWindow | None:
        found = self._root.get_full_property(self._active, Xatom.WINDOW)
        if found is None or not len(found.value) or not found.value[0]:
            return None
        return self._facts(self._display.create_resource_object("window", found.value[0]))

    def _by_focus(self) -> ForegroundWindow | None:
        """Without a window manager that tells: the program's window around the one with the input focus."""
        try:
            for window in focused_windows(self._display):
                if window.get_property(self._state, X.AnyPropertyType, 0, 0) or window.get_wm_class():
                    return self._facts(window)
        except XError:  # the window has gone meanwhile
            pass
        return None

    def _facts(self, window: Window) -> ForegroundWindow | None:
        try:
            place = window.get_geometry()
            corner = self._root.translate_coords(window, 0, 0)
            instance, class_name = window.get_wm_class() or ("", "")
            return ForegroundWindow(
                id=window.id,
                title=self._title(window),
                class_name=class_name,
                instance=instance,
                process=self._process(window),
                x=corner.x,
                y=corner.y,
                width=place.width,
                height=place.height,
            )
        except XError:
            return None

    def _process(self, window: Window) -> str:
        """By _NET_WM_PID, which is a number of the machine that WM_CLIENT_MACHINE names."""
        told = window.get_full_property(self._pid, Xatom.CARDINAL)
        machine = window.get_full_property(Xatom.WM_CLIENT_MACHINE, X.AnyPropertyType)
        if told is None or not len(told.value):
            return ""
        if machine is not None and machine.value not in (b"", os.uname().nodename.encode()):
            return ""
        return _program(_PROCESSES / str(told.value[0]))

    def _title(self, window: Window) -> str:
        named = window.get_property(self._name, self._utf8, 0, _TITLE_LIMIT)
        if named is not None and isinstance(named.value, bytes):
            return named.value.decode(errors="ignore")
        old = window.get_property(Xatom.WM_NAME, X.AnyPropertyType, 0, _TITLE_LIMIT)
        if old is not None and isinstance(old.value, bytes):
            return old.value.decode("latin-1")
        return ""


def _program(process: Path) -> str:
    """The last part of the command's path, be it Wine's; the kernel's own name for it is cut off after 15 bytes."""
    try:
        command = (process / "cmdline").read_bytes().split(b"\0")[0].decode(errors="replace")
        return PureWindowsPath(command).name or (process / "comm").read_text("utf-8", "replace").strip()
    except OSError:
        return ""
