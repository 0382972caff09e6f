"""The window in front on X11, asked on a connection of its own; some ten round trips, well under 5 ms."""

from __future__ import annotations

from contextlib import suppress

from Xlib import X, Xatom
from Xlib.display import Display
from Xlib.error import ConnectionClosedError, DisplayError, XError
from Xlib.xobject.drawable import Window

from miaohui.system.foreground.window import ForegroundWindow

_TITLE_LIMIT = 256  # in units of four bytes
_DEPTH_LIMIT = 32


class X11Foreground:
    """Raises OSError when there is no X server."""

    def __init__(self, display_name: str | None) -> None:
        try:
            self._display = Display(display_name)
        except DisplayError as error:
            raise ConnectionError(str(error)) from error
        self._display.set_error_handler(lambda *_: None)
        self._root = self._display.screen().root
        self._active = self._display.intern_atom("_NET_ACTIVE_WINDOW")
        self._name = self._display.intern_atom("_NET_WM_NAME")
        self._utf8 = self._display.intern_atom("UTF8_STRING")
        self._state = self._display.intern_atom("WM_STATE")

    def current(self) -> ForegroundWindow | None:
        try:
            return self._by_window_manager() or self._by_focus()
        except (ConnectionClosedError, OSError):
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
            window = self._display.get_input_focus().focus
            for _ in range(_DEPTH_LIMIT):
                if not isinstance(window, Window) or window == self._root:
                    return None
                if window.get_property(self._state, X.AnyPropertyType, 0, 0) or window.get_wm_class():
                    return self._facts(window)
                window = window.query_tree().parent
        except XError:  # the window has gone meanwhile
            pass
        return None

    def _facts(self, window: Window) -> ForegroundWindow | None:
        try:
            place = window.get_geometry()
            corner = self._root.translate_coords(window, 0, 0)
            instance, class_name = window.get_wm_class() or ("", "")
            return ForegroundWindow(
                window.id, self._title(window), class_name, instance, corner.x, corner.y, place.width, place.height
            )
        except XError:
            return None

    def _title(self, window: Window) -> str:
        named = window.get_property(self._name, self._utf8, 0, _TITLE_LIMIT)
        if named is not None and isinstance(named.value, bytes):
            return named.value.decode(errors="ignore")
        old = window.get_property(Xatom.WM_NAME, X.AnyPropertyType, 0, _TITLE_LIMIT)
        if old is not None and isinstance(old.value, bytes):
            return old.value.decode("latin-1")
        return ""
