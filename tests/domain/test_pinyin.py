"""Text in letters, with a map back to the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.pinyin import MAX_VARIANTS, Readings, spellings

READINGS: Readings = {
    "重": ("zhong", "chong"),
    "庆": ("qing",),
    "银": ("yin",),
    "行": ("xing", "hang", "heng"),
    "绿": ("lv",),
}


def letters(text: str) -> tuple[list[str], list[str]]:
    initials, full = spellings(text, READINGS)
    return [spelling.letters for spelling in initials], [spelling.letters for spelling in full]


@pytest.mark.parametrize(
    ("text", "initials", "full"),
    [
        ("银庆", ["yq"], ["yinqing"]),
        ("重庆", ["zq", "cq"], ["zhongqing", "chongqing"]),
        ("银行", ["yx", "yh"], ["yinxing", "yinhang", "yinheng"]),
        ("绿", ["l"], ["lv"]),
        ("a银 1，b", ["ay1b"], ["ayin1b"]),
        ("，。", [""], [""]),
        ("", [""], [""]),
        ("龘银", ["龘y"], ["龘yin"]),
    ],
)
def test_initials_and_syllables(text: str, initials: list[str], full: list[str]) -> None:
    assert letters(text) == (initials, full)


def test_two_characters_may_take_another_reading_at_once() -> None:
    assert "cqyh" in letters("重庆银行")[0]
    assert "chongqingyinhang" in letters("重庆银行")[1]


def test_the_second_readings_come_first_when_variants_run_out() -> None:
    initials, _ = spellings("行" * 5 + "重", READINGS, variants=7)
    assert "xxxxxc" in [spelling.letters for spelling in initials]


def test_each_letter_knows_its_character() -> None:
    (spelling,) = spellings("银，庆", READINGS)[1]
    assert (spelling.letters, spelling.places) == ("yinqing", (0, 0, 0, 2, 2, 2, 2))


@given(st.text(st.sampled_from("重庆银行绿a1，. ") | st.characters(), max_size=60))
def test_any_text_has_few_spellings_and_exact_maps(text: str) -> None:
    for variants in spellings(text, READINGS):
        assert 1 <= len(variants) <= MAX_VARIANTS
        for spelling in variants:
            assert len(spelling.letters) == len(spelling.places)
            assert list(spelling.places) == sorted(spelling.places)
            assert all(0 <= place < len(text) for place in spelling.places)
