"""Where the palette opens, as arithmetic."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect

from miaohui.ui.palette.placement import Placement, place

SCREEN = QRect(0, 0, 1920, 1080)


def placed(chat: QRect | None, offset: tuple[int, int] | None = None, room: QRect = SCREEN) -> Placement:
    return place(room, chat, offset, width=800, least=264, most=462)


@pytest.mark.parametrize(("height", "covered"), [(700, 315), (1000, 450), (1080, 462)])
def test_at_most_45_percent_of_the_chat_window_is_covered(height: int, covered: int) -> None:
    palette = placed(QRect(100, 0, 900, height)).geometry
    assert palette.height() == covered
    assert palette.top() <= height // 3


def test_it_never_gets_smaller_than_it_can_be_used() -> None:
    assert placed(QRect(100, 100, 900, 400)).geometry.height() == 264


def test_it_stands_in_the_middle_of_the_chat_window() -> None:
    chat = QRect(400, 100, 1000, 900)
    assert abs(placed(chat).geometry.center().x() - chat.center().x()) <= 1


@pytest.mark.parametrize("chat", [None, QRect(0, 0, 300, 900), QRect(0, 1040, 1920, 40), QRect(5000, 0, 900, 900)])
def test_without_a_real_chat_window_the_screen_counts(chat: QRect | None) -> None:
    assert placed(chat) == placed(SCREEN)


def test_a_drag_is_kept_from_the_chat_windows_corner() -> None:
    here = placed(QRect(100, 100, 900, 700), offset=(30, 200))
    there = placed(QRect(150, 160, 900, 700), offset=(30, 200))
    assert here.geometry.topLeft() == QPoint(130, 300)
    assert there.geometry.topLeft() == QPoint(180, 360)
    assert here.home == placed(QRect(100, 100, 900, 700)).geometry.topLeft()


def test_a_second_screen_left_of_the_first_is_used_as_it_is() -> None:
    left = QRect(-1920, 0, 1920, 1080)
    assert left.contains(placed(QRect(-1800, 100, 900, 700), room=left).geometry)


@given(
    st.integers(200, 4000), st.integers(200, 3000), st.integers(-9999, 9999), st.integers(-9999, 9999), st.booleans()
)
def test_it_lies_on_the_screen_as_a_whole(width: int, height: int, left: int, top: int, dragged: bool) -> None:
    room = QRect(0, 0, width, height)
    assert room.contains(placed(QRect(left, top, 900, 700), (left, top) if dragged else None, room).geometry)
