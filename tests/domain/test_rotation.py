"""Wordings: the one not used last is offered."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.rotation import Rotation
from miaohui.domain.usage import Use
from tests.domain.samples import NOW


def use(wording: int, reply: str = "r", season: str = "normal") -> Use:
    return Use(NOW, reply, "plain", season, wording)


@given(st.lists(st.integers(0, 4), max_size=8), st.integers(2, 5))
def test_the_one_used_last_is_never_offered(wordings: list[int], count: int) -> None:
    used = [wording % count for wording in wordings]
    offered = Rotation(map(use, used)).offered("r", "normal", count)
    assert 0 <= offered < count
    assert not used or offered != used[-1]


def test_each_has_its_turn() -> None:
    rotation = Rotation()
    offered = []
    for _ in range(6):
        offered.append(rotation.offered("r", "normal", 3))
        rotation.add(use(offered[-1]))
    assert offered == [0, 1, 2, 0, 1, 2]


def test_replies_and_seasons_take_turns_of_their_own() -> None:
    rotation = Rotation([use(0)])
    assert rotation.offered("other", "normal", 2) == 0
    assert rotation.offered("r", "peak", 2) == 0


def test_what_was_taken_back_is_offered_again() -> None:
    rotation = Rotation([use(0), use(1)])
    rotation.take_back(use(1))
    assert rotation.offered("r", "normal", 3) == 1


def test_fewer_wordings_than_there_were() -> None:
    assert Rotation([use(4)]).offered("r", "normal", 1) == 0
