"""Where the palette opens: in the top third of the chat window, or where the agent dragged it to.

Lengths are in logical px.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect

MAX_SHARE = 0.45
"""Of the chat window's height that the palette may cover."""
LEAST_TARGET = 200
"""A chat window lower than this (a toast, a desktop's bar) doesn't count; the screen does."""


@dataclass(frozen=True)
class Placement:
    """``geometry`` is the panel's; ``corner`` is what a drag is measured from; ``home`` is where it opens undragged."""

    geometry: QRect
    corner: QPoint
    home: QPoint


def place(
    room: QRect, chat: QRect | None, offset: tuple[int, int] | None, width: int, least: int, most: int
) -> Placement:
    """``room`` is the screen's free area, ``chat`` the chat window, ``offset`` where it was dragged to (px from the
    corner); ``width``, ``least`` and ``most`` (height) are the panel's own."""
    target = chat.intersected(room) if chat is not None else room
    if target.width() < width // 2 or target.height() < LEAST_TARGET:
        target = room
    width = min(width, room.width())
    height = min(max(least, min(most, int(target.height() * MAX_SHARE))), room.height())
    corner = target.topLeft()
    home = _within(room, QRect(target.center().x() - width // 2, corner.y() + target.height() // 12, width, height))
    chosen = home if offset is None else _within(room, QRect(corner + QPoint(*offset), home.size()))
    return Placement(chosen, corner, home.topLeft())


def _within(room: QRect, wanted: QRect) -> QRect:
    """Moved as little as needed to lie on the screen as a whole."""
    left = max(room.left(), min(wanted.left(), room.right() - wanted.width() + 1))
    top = max(room.top(), min(wanted.top(), room.bottom() - wanted.height() + 1))
    return QRect(QPoint(left, top), wanted.size())
