"""Filters in the query."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.filters import Filtered, read
from miaohui.domain.library import Library
from miaohui.domain.reply import Category
from miaohui.domain.season import Season, Seasons

READINGS = {"物": ("wu",), "流": ("liu",), "发": ("fa",), "票": ("piao",), "哪": ("na",), "家": ("jia",)}
READINGS |= {"旺": ("wang",), "季": ("ji",), "大": ("da",), "促": ("cu",), "平": ("ping",), "日": ("ri",)}
LIBRARY = Library(
    {},
    {
        "shipping": Category("shipping", "物流", order=1),
        "invoice": Category("invoice", "发票", order=2),
        "which": Category("which", "发哪家", "shipping", order=1),
    },
)
SEASONS = Seasons(
    {
        "normal": Season("normal", "平日", aliases=("淡季",)),
        "peak": Season("peak", "旺季", "normal"),
        "promo": Season("promo", "大促", "peak", aliases=("双11",)),
    }
)


def taken(query: str) -> tuple[str, str, str]:
    found = read(query, LIBRARY, SEASONS, READINGS)
    return found.words, found.category, found.season


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("fh", ("fh", "", "")),
        ("#wl fh", ("fh", "shipping", "")),
        ("fh #物流", ("fh", "shipping", "")),
        ("＃ＷＬ fh", ("fh", "shipping", "")),
        ("#wuliu", ("", "shipping", "")),
        ("#fnj", ("", "which", "")),
        ("#发", ("", "invoice", "")),
        ("#哪家", ("", "which", "")),
        ("@wj fh", ("fh", "", "peak")),
        ("@旺季", ("", "", "peak")),
        ("@双11 #fp", ("", "invoice", "promo")),
        ("@peak", ("", "", "peak")),
        ("#wl #fp", ("", "invoice", "")),
        ("# fh @", ("fh", "", "")),
        ("#zzz fh", ("#zzz fh", "", "")),
        ("a#b", ("a#b", "", "")),
    ],
)
def test_filters_are_taken_out_of_the_query(query: str, expected: tuple[str, str, str]) -> None:
    assert taken(query) == expected


@given(st.text())
def test_any_query_can_be_read(query: str) -> None:
    assert isinstance(read(query, LIBRARY, SEASONS, READINGS), Filtered)
