"""Whose an X resource is."""

from __future__ import annotations

from Xlib.display import Display


def same_client(display: Display, one: int, other: int) -> bool:
    """Whether two XIDs belong to one connection: they do when they are equal outside ``resource_id_mask``, which is the
    same for all connections of a server. None (0) belongs to nobody."""
    mask = display.display.info.resource_id_mask
    return bool(one) and bool(other) and one & ~mask == other & ~mask


def xid(window: object) -> int:
    """python-xlib gives a number where it is no window: 0 is nobody, 1 as a focus what is under the pointer."""
    return int(getattr(window, "id", 0))
