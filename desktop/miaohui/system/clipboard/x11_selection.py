"""Reading what another program has on the clipboard on X11: for a worker thread, with limits of time and size."""

from __future__ import annotations

import select
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from Xlib import X
from Xlib.display import Display
from Xlib.error import ConnectionClosedError, XError
from Xlib.protocol.event import PropertyNotify, SelectionNotify

from miaohui.system.x11_client import open_display, xid

_SIZE_LIMIT = 64 * 1024 * 1024
"""Bytes of all forms together. A screenshot has a few millions."""


class TooMuchError(Exception):
    """It was not all there within the limits, or its owner changed meanwhile."""


class X11Selection:
    """The clipboard through a connection of its own. All methods raise TooMuchError once a limit is passed."""

    def __init__(self, display: Display, deadline: float) -> None:
        self._display = display
        self._deadline = deadline
        self._left = _SIZE_LIMIT
        self._selection = display.intern_atom("CLIPBOARD")
        self._property = display.intern_atom("_MIAOHUI_READ")
        self._incr = display.intern_atom("INCR")
        self._window = display.screen().root.create_window(
            0, 0, 1, 1, 0, X.CopyFromParent, event_mask=X.PropertyChangeMask
        )

    @property
    def owner(self) -> int:
        """The id of the owner's window; 0 for nobody."""
        return xid(self._display.get_selection_owner(self._selection))

    def targets(self) -> list[str]:
        """The names of all forms in which it is offered."""
        self._convert("TARGETS")
        found = self._window.get_full_property(self._property, X.AnyPropertyType)
        self._window.delete_property(self._property)
        atoms: Sequence[int] = [] if found is None or isinstance(found.value, bytes) else found.value
        return [str(self._display.get_atom_name(atom)) for atom in atoms if atom]

    def read(self, target: str) -> bytes | None:
        """Its content in one form; None when the owner gives none."""
        if not self._convert(target):
            return None
        found = self._window.get_full_property(self._property, X.AnyPropertyType)
        if found is not None and found.property_type == self._incr:
            return b"".join(self._parts())
        self._window.delete_property(self._property)
        return None if found is None or not isinstance(found.value, bytes) else self._counted(found.value)

    def _convert(self, target: str) -> bool:
        atom = self._display.intern_atom(target)
        self._window.convert_selection(self._selection, atom, self._property, X.CurrentTime)
        while True:
            event = self._next_event()
            if isinstance(event, SelectionNotify) and event.target == atom:
                return bool(event.property != X.NONE)

    def _parts(self) -> Iterator[bytes]:
        """What comes in parts (ICCCM 2.7.2): the next one once the last was taken away, an empty one at the end."""
        self._window.delete_property(self._property)
        while True:
            event = self._next_event()
            if not isinstance(event, PropertyNotify) or event.state != X.PropertyNewValue:
                continue
            if event.atom != self._property:
                continue
            found = self._window.get_full_property(self._property, X.AnyPropertyType)
            self._window.delete_property(self._property)
            if found is None or not isinstance(found.value, bytes) or not found.value:
                return
            yield self._counted(found.value)

    def _counted(self, content: bytes) -> bytes:
        self._left -= len(content)
        if self._left < 0:
            raise TooMuchError
        return content

    def _next_event(self) -> object:
        while not self._display.pending_events():
            left = self._deadline - time.monotonic()
            if left <= 0 or not select.select([self._display], [], [], left)[0]:
                raise TooMuchError
        return self._display.next_event()


@contextmanager
def open_selection(display_name: str | None, limit: float) -> Iterator[X11Selection]:
    """``limit`` is in seconds, for all that is read. Raises TooMuchError also when the server is gone."""
    display: Display | None = None
    try:
        display = open_display(display_name)
        yield X11Selection(display, time.monotonic() + limit)
    except (ConnectionClosedError, XError, OSError) as error:
        raise TooMuchError from error
    finally:
        if display is not None:
            with suppress(ConnectionClosedError):
                display.close()
