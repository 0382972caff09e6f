"""What a piece of a word may stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.search import fold, slips
from miaohui.domain.search.sounds import Sounds, Way, confused, encoded

SOUNDS = Sounds({"重": ("zhong", "chong"), "虫": ("chong",), "绿": ("lv",), "安": ("an",), "昂": ("ang",)})
ALL = "重虫绿安昂zcla"


def meant(piece: str, way: Way = Way.MIXED, *, last: bool = False) -> str:
    """Those of :data:`ALL` that the piece may stand for."""
    table = SOUNDS.table(piece, way, last)
    return "" if table is None else "".join(character for character in ALL if table[ord(character)])


@pytest.mark.parametrize(
    ("piece", "characters"),
    [
        ("chong", "重虫"), ("zhong", "重"), ("zh", "重"), ("z", "重z"), ("ch", "重虫"), ("c", "重虫c"), ("lv", "绿"),
        ("lu", "绿"), ("l", "绿l"), ("重", "重"), ("cho", ""), ("an", "安"),
    ],
)  # fmt: skip
def test_a_character_may_be_typed_in_every_reading(piece: str, characters: str) -> None:
    assert meant(piece) == characters


def test_the_last_syllable_may_be_unfinished() -> None:
    assert meant("cho", last=True) == "重虫"
    assert meant("an", last=True) == "安昂"


def test_each_way_has_its_pieces() -> None:
    assert meant("z", Way.FULL) == "z"
    assert meant("zh", Way.INITIALS) == meant("zhong", Way.INITIALS) == ""
    assert meant("zong", Way.LOOSE) == "重"
    assert meant("an", Way.LOOSE) == "安昂"
    assert meant("cohng", Way.SLIPPED) == "重虫"


@pytest.mark.parametrize(
    ("syllable", "alike"),
    [
        ("zhang", {"zang", "zhan", "zan"}),
        ("nin", {"lin", "ling", "ning"}),
        ("seng", {"sheng", "sen", "shen"}),
        ("an", {"ang"}),
        ("bao", set()),
    ],
)
def test_syllables_that_are_mixed_up(syllable: str, alike: set[str]) -> None:
    assert set(confused(syllable)) == alike


def test_homophones_share_any_reading() -> None:
    table = SOUNDS.homophones("虫")
    assert table is not None
    assert [character for character in ALL if table[ord(character)]] == ["重", "虫"]
    assert SOUNDS.homophones("x") is None


@given(st.text())
def test_a_text_is_one_unit_a_character_and_folded(text: str) -> None:
    assert len(encoded(text)) == len(text)
    assert SOUNDS.units(text).tolist() == SOUNDS.units(fold(text)).tolist()
    assert 0 not in SOUNDS.units(text)


@pytest.mark.parametrize("typed", ["tuihou", "tuihuio", "tuihu", "tuihyo"])
def test_a_slip_is_one_of_four_kinds(typed: str) -> None:
    assert "tuihuo" in slips.of(typed)
    assert "tuihuo" not in slips.of(typed[::-1])
