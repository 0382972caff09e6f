"""Replies that are dragged from the table."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QMimeData

REPLIES = "application/x-miaohui-replies"


def dragged(ids: Iterable[str]) -> QMimeData:
    data = QMimeData()
    data.setData(REPLIES, "\n".join(ids).encode())
    return data


def replies_in(data: QMimeData) -> tuple[str, ...]:
    """The replies' ids."""
    return tuple(bytes(data.data(REPLIES).data()).decode().split("\n"))
