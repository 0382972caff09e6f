"""What a character may be typed as."""

from __future__ import annotations

import pytest

from miaohui.domain.search.sounds import Sounds, confused

SOUNDS = Sounds({"重": ("zhong", "chong"), "虫": ("chong",), "绿": ("lv",), "安": ("an",), "昂": ("ang",)})


def test_a_character_may_be_typed_in_every_reading() -> None:
    assert SOUNDS.exact("重").inside == ("重", "zhong", "chong", "zh", "z", "ch", "c")
    assert SOUNDS.exact("绿").inside == ("绿", "lv", "lu", "l")
    assert SOUNDS.exact("a").inside == ("a",)
    assert SOUNDS.exact("，").inside == ()


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
    assert set(SOUNDS.homophones("虫")) == {"虫", "重"}
    assert SOUNDS.homophones("x") == "x"


def test_a_word_starts_where_its_first_character_may() -> None:
    assert SOUNDS.starting("z").findall("重虫绿z") == ["重", "z"]
    assert SOUNDS.starting("n").findall("重绿") == ["绿"]
    assert SOUNDS.starting("]").findall("a]") == ["]"]
