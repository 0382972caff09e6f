"""An X client of its own: presses keys by XTEST and sees from outside what is mapped, painted and copied.

**Painted** means the same for every program: from the key press (or the start of the process) to the last XDamage
inside the program's window before the screen is quiet for :data:`QUIET` seconds. The first damage after the map is the
empty background (the window manager's frame), so the last one of the burst is taken: everything that belongs to the
opening stands then. The damage object lies on the root window, since one on a window that is only being made would
report that window's whole area when it is created. Times are taken when this client reads the event.
"""

from __future__ import annotations

import select
import time
from collections.abc import Callable
from dataclasses import dataclass

from Xlib import XK, X
from Xlib.display import Display
from Xlib.error import XError
from Xlib.ext import damage, xfixes, xtest
from Xlib.protocol import rq
from Xlib.xobject.drawable import Window

QUIET = 0.06
"""Seconds without damage that end a burst. A caret blinks every 0.5 s; and rofi, which has painted its first lines,
paints once more 100 ms later with all of them: that isn't held against it."""
PATIENCE = 5.0
_SMALLEST = 150
"""Pixels in both directions that a window must have to be the one that was opened."""


class NothingSeenError(Exception):
    """What was waited for did not come."""


@dataclass(frozen=True)
class Area:
    x: int
    y: int
    width: int
    height: int

    def meets(self, other: Area) -> bool:
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


@dataclass(frozen=True)
class Opened:
    """A window came: its top-level's id and area, and when it was mapped and painted, in ms from the beginning."""

    window: int
    area: Area
    mapped: float
    painted: float


@dataclass(frozen=True)
class _Damaged:
    moment: float
    area: Area


class Observer:
    def __init__(self, display_name: str) -> None:
        self._display = Display(display_name)
        self._display.set_error_handler(lambda *_: None)
        self._root = self._display.screen().root
        damage.query_version(self._display)
        xfixes.query_version(self._display)
        # The library makes classes of its own for an extension's events: they are told by their numbers.
        self._damage_notify: int = self._display.extension_event.DamageNotify
        self._owner_notify: int = self._display.extension_event.SetSelectionOwnerNotify[0]
        self._root.change_attributes(event_mask=X.SubstructureNotifyMask)
        damage.damage_create(self._root, damage.DamageReportRawRectangles)
        self._window = self._root.create_window(0, 0, 1, 1, 0, X.CopyFromParent)
        self._clipboard = self._display.intern_atom("CLIPBOARD")
        self._utf8 = self._display.intern_atom("UTF8_STRING")
        self._property = self._display.intern_atom("_MIAOHUI_BENCH")
        xfixes.select_selection_input(
            self._display, self._window.id, self._clipboard, xfixes.XFixesSetSelectionOwnerNotifyMask
        )
        self._display.sync()

    def close(self) -> None:
        self._display.close()

    # hands

    def undecorate(self, window: int) -> None:
        """Take a window's frame away: redrawing it at each change of focus would be fifty events to read, while what
        is timed waits in the queue behind them."""
        hints = self._display.intern_atom("_MOTIF_WM_HINTS")
        found: Window = self._display.create_resource_object("window", window)
        found.change_property(hints, hints, 32, [2, 0, 0, 0, 0])  # of the five fields only "decorations": none
        self._display.sync()
        self.settle(0.3)

    def press(self, *names: str) -> None:
        """Press keys together, by keysym names; the last is the key, those before are held."""
        codes = [self._display.keysym_to_keycode(XK.string_to_keysym(name)) for name in names]
        for code in codes:
            xtest.fake_input(self._display, X.KeyPress, code)
        for code in reversed(codes):
            xtest.fake_input(self._display, X.KeyRelease, code)
        self._display.flush()

    # eyes

    def opening(self, action: Callable[[], object]) -> Opened:
        """What ``action`` opens."""
        self._drop()
        start = time.perf_counter()
        action()
        mapped: dict[int, float] = {}
        damaged: list[_Damaged] = []

        def see(event: rq.Event, moment: float) -> bool:
            if event.type == self._damage_notify:
                damaged.append(_Damaged(moment, _area(event)))
                return bool(mapped)
            if event.type == X.MapNotify:
                mapped[event.window.id] = moment
            return False

        self._watch(see)
        window, area = self._largest(mapped)
        inside = [seen.moment for seen in damaged if seen.area.meets(area) and seen.moment >= mapped[window]]
        if not inside:
            raise NothingSeenError("a window was mapped and nothing painted in it")
        return Opened(window, area, _ms(mapped[window] - start), _ms(inside[-1] - start))

    def repainting(self, action: Callable[[], object], area: Area) -> float:
        """Milliseconds until ``action`` has repainted what it changes inside an area."""
        self._drop()
        start = time.perf_counter()
        action()
        painted: list[float] = []

        def see(event: rq.Event, moment: float) -> bool:
            if event.type == self._damage_notify and _area(event).meets(area):
                painted.append(moment)
                return True
            return False

        self._watch(see)
        return _ms(painted[-1] - start)

    def closing(self, action: Callable[[], object], window: int) -> None:
        """Until the window is gone and the screen is quiet."""
        self._drop()
        action()

        def see(event: rq.Event, moment: float) -> bool:
            return event.type in (X.UnmapNotify, X.DestroyNotify) and event.window.id == window

        self._watch(see)
        self.settle()

    def settle(self, quiet: float = QUIET) -> None:
        """Until nothing has been painted for a while."""
        end = time.perf_counter() + PATIENCE
        while self._events(quiet) and time.perf_counter() < end:
            pass

    def copying(self, action: Callable[[], object]) -> tuple[float, str]:
        """Milliseconds until the clipboard has a new owner and its text was read by this process; and the text."""
        self._drop()
        start = time.perf_counter()
        action()
        end = start + PATIENCE
        while time.perf_counter() < end:
            for event, _ in self._events(end - time.perf_counter()):
                if event.type == self._owner_notify:
                    self._window.convert_selection(self._clipboard, self._utf8, self._property, X.CurrentTime)
                    self._display.flush()
                elif event.type == X.SelectionNotify:
                    found = self._window.get_full_property(self._property, X.AnyPropertyType)
                    if found is None or not isinstance(found.value, bytes):
                        raise NothingSeenError("the clipboard's owner gives no text")
                    return _ms(time.perf_counter() - start), found.value.decode()
        raise NothingSeenError("the clipboard has no new owner")

    def _largest(self, mapped: dict[int, float]) -> tuple[int, Area]:
        found: list[tuple[int, int, Area]] = []
        for window_id in mapped:
            window: Window = self._display.create_resource_object("window", window_id)
            try:
                place = window.get_geometry()
            except XError:  # gone again
                continue
            if place.width >= _SMALLEST and place.height >= _SMALLEST:
                area = Area(place.x, place.y, place.width, place.height)
                found.append((place.width * place.height, window_id, area))
        if not found:
            raise NothingSeenError("no window was mapped")
        _, window_id, area = max(found)
        return window_id, area

    def _watch(self, see: Callable[[rq.Event, float], bool]) -> None:
        """Hand all events to ``see`` until it once said True and then not again for :data:`QUIET`."""
        end = time.perf_counter() + PATIENCE
        last: float | None = None
        while True:
            now = time.perf_counter()
            if last is not None and now - last >= QUIET:
                return
            if last is None and now > end:
                raise NothingSeenError(f"not within {PATIENCE:.0f} s")
            for event, moment in self._events(QUIET / 4):
                if see(event, moment):
                    last = moment

    def _events(self, timeout: float) -> list[tuple[rq.Event, float]]:
        if not self._display.pending_events():
            select.select([self._display], [], [], max(0.0, timeout))
        moment = time.perf_counter()
        return [(self._display.next_event(), moment) for _ in range(self._display.pending_events())]

    def _drop(self) -> None:
        """What was seen before doesn't count."""
        self._display.sync()
        while self._events(0):
            pass


def _area(event: rq.Event) -> Area:
    area = event.area
    return Area(area.x, area.y, area.width, area.height)


def _ms(seconds: float) -> float:
    return seconds * 1000
