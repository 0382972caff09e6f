"""What this program's connections to an X server have in common."""

from __future__ import annotations

from collections.abc import Iterator

from Xlib.display import Display
from Xlib.error import DisplayError
from Xlib.xobject.drawable import Window

_DEPTH_LIMIT = 32


def open_display(name: str | None) -> Display:
    """A connection of its own, whose errors nobody asked for are dropped: other programs' windows go at any time.

    Raises OSError when there is no X server.
    """
    try:
        display = Display(name)
    except DisplayError as error:
        raise ConnectionError(str(error)) from error
    display.set_error_handler(lambda *_: None)
    return display


def focused_windows(display: Display) -> Iterator[Window]:
    """The window with the input focus and those around it, below the root. Raises XError when one goes meanwhile."""
    window, root = display.get_input_focus().focus, display.screen().root
    for _ in range(_DEPTH_LIMIT):
        if not isinstance(window, Window) or window == root:
            return
        yield window
        window = window.query_tree().parent


def same_client(display: Display, one: int, other: int) -> bool:
    """Whether two XIDs belong to one connection: they do when they are equal outside ``resource_id_mask``, which is the
    same for all connections of a server. None (0) belongs to nobody."""
    mask = display.display.info.resource_id_mask
    return bool(one) and bool(other) and one & ~mask == other & ~mask


def xid(window: object) -> int:
    """python-xlib gives a number where it is no window: 0 is nobody, 1 as a focus what is under the pointer."""
    return int(getattr(window, "id", 0))
