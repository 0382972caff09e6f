"""Reading the clipboard on X11."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QObject, QSocketNotifier, QTimer
from PySide6.QtGui import QGuiApplication
from Xlib import X
from Xlib.error import ConnectionClosedError, XError
from Xlib.protocol import event as events

from miaohui.system.qt.clipboard_reader import MAX_BYTES, Done
from miaohui.system.x11_client import open_display

PATIENCE = 300
"""Milliseconds for the owner to answer."""
_PROPERTIES = 16
"""Requests in a row get different properties, so that a late answer to an earlier one is known for what it is."""


class X11ClipboardReader(QObject):
    """Asks the owner on a connection of its own and goes on; the answer comes as an event. Raises OSError when there is
    no X server."""

    def __init__(self, display_name: str | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._display = open_display(display_name)
        self._selection = self._display.intern_atom("CLIPBOARD")
        self._utf8 = self._display.intern_atom("UTF8_STRING")
        self._properties = [self._display.intern_atom(f"_MIAOHUI_CLIPBOARD_{n}") for n in range(_PROPERTIES)]
        self._window = self._display.screen().root.create_window(0, 0, 1, 1, 0, X.CopyFromParent)
        self._number = 0
        self._done: Done | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PATIENCE)
        self._timer.timeout.connect(self._give_up)
        self._notifier = QSocketNotifier(self._display.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._dispatch)

    def read(self, done: Done) -> None:
        """What Qt itself put there is nobody else's: that is an empty text."""
        if QGuiApplication.clipboard().ownsClipboard():
            self._finish(done, "")
            return
        self._number += 1
        self._done = done
        self._timer.start()
        try:
            self._window.convert_selection(self._selection, self._utf8, self._property, X.CurrentTime)
            self._display.flush()
        except (ConnectionClosedError, OSError):
            self._lost()
            return
        self._dispatch()

    def settle(self) -> None:
        """Answers and keys come on different connections: what was answered first may be dispatched last."""
        if self._notifier.isEnabled():
            self._dispatch()

    def close(self) -> None:
        self._notifier.setEnabled(False)
        self._timer.stop()
        with suppress(ConnectionClosedError, OSError):
            self._display.close()

    @property
    def _property(self) -> int:
        return self._properties[self._number % _PROPERTIES]

    def _dispatch(self) -> None:
        try:
            while self._display.pending_events():
                event = self._display.next_event()
                if isinstance(event, events.SelectionNotify):
                    self._answered(event.property)
        except (ConnectionClosedError, OSError):
            self._lost()

    def _answered(self, place: int) -> None:
        done = self._done
        text = self._take(place) if place != X.NONE else ""
        # A refusal names no property, so it can't be told from an earlier request's: an empty text does no harm.
        if done is not None and place in (X.NONE, self._property):
            self._finish(done, text)

    def _take(self, place: int) -> str:
        """The text, taken away from the server; empty for other types (INCR among them: in pieces, so it is long)."""
        try:
            found = self._window.get_property(place, X.AnyPropertyType, 0, MAX_BYTES // 4)
            self._window.delete_property(place)
        except XError:
            return ""
        if (
            found is None
            or found.property_type != self._utf8
            or found.bytes_after
            or not isinstance(found.value, bytes)
        ):
            return ""
        return found.value.decode(errors="replace")

    def _finish(self, done: Done, text: str) -> None:
        self._done = None
        self._timer.stop()
        done(text)

    def _give_up(self) -> None:
        if self._done is not None:
            self._finish(self._done, "")

    def _lost(self) -> None:
        self._notifier.setEnabled(False)
        self._give_up()
