"""Seeing on X11 that a window's program fetches what Qt has on the clipboard. Qt itself doesn't tell."""

from __future__ import annotations

import ctypes
import struct
from contextlib import suppress

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Signal
from Xlib import X
from Xlib.error import ConnectionClosedError

from miaohui.system.x11_client import open_display, same_client

_EVENT = struct.Struct("=BxHIIIIII")
"""xcb_selection_request_event_t: type, sequence, time, owner, requestor, selection, target, property."""
_SENT = 0x80
"""Set in the type of an event that another client has sent."""


class Fetching(QObject):
    """``fetched`` comes each time the program of ``window`` asks for the clipboard's content in some form; not when it
    only asks which forms there are. A clipboard manager's questions are another program's."""

    fetched = Signal()

    def __init__(self, window: int, display_name: str | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._display = open_display(display_name)
        self._selection = self._display.intern_atom("CLIPBOARD")
        self._questions = {self._display.intern_atom(name) for name in ("TARGETS", "TIMESTAMP", "SAVE_TARGETS")}
        self._filter = _Filter(self)
        self._app = QCoreApplication.instance()
        if self._app is not None:
            self._app.installNativeEventFilter(self._filter)

    def close(self) -> None:
        """Before it is deleted."""
        if self._app is not None:
            self._app.removeNativeEventFilter(self._filter)
        with suppress(ConnectionClosedError):
            self._display.close()

    def see(self, event: bytes) -> None:
        kind, _, _, _, requestor, selection, target, _ = _EVENT.unpack(event)
        if kind & ~_SENT != X.SelectionRequest or selection != self._selection or target in self._questions:
            return
        if same_client(self._display, requestor, self._window):
            self.fetched.emit()


class _Filter(QAbstractNativeEventFilter):
    """Only while a paste is awaited: each event of Qt's passes through here."""

    def __init__(self, fetching: Fetching) -> None:
        super().__init__()
        self._fetching = fetching

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> object:
        if kind == b"xcb_generic_event_t":
            self._fetching.see(ctypes.string_at(int(message), _EVENT.size))
        return False, 0
