"""Filters in the query."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.filters import Filtered, Filters, complete
from miaohui.domain.library import Library
from miaohui.domain.reply import Category, Scope
from miaohui.domain.season import Season, Seasons
from tests.domain.samples import reply

READINGS = {"物": ("wu",), "流": ("liu",), "发": ("fa",), "票": ("piao",), "哪": ("na",), "家": ("jia",)}
READINGS |= {"经": ("jing",), "济": ("ji",), "个": ("ge",), "人": ("ren",), "店": ("dian",), "铺": ("pu",)}
READINGS |= {"旺": ("wang",), "季": ("ji",), "大": ("da",), "促": ("cu",), "平": ("ping",), "日": ("ri",)}
TAGGED = {
    reply.id: reply
    for reply in (
        replace(reply("甲", number=1), tags=("经济型", "大件 货")),
        replace(reply("乙", number=2), tags=("经济型",)),
    )
}
LIBRARY = Library(
    TAGGED,
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


FILTERS = Filters(LIBRARY, SEASONS, READINGS)


def taken(query: str) -> tuple[str, str, str]:
    found = FILTERS.read(query)
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


@pytest.mark.parametrize(
    ("query", "scope", "tag"),
    [
        ("@个人 fh", Scope.PERSONAL, ""),
        ("@gr", Scope.PERSONAL, ""),
        ("fh @shop", Scope.SHOP, ""),
        ("@dp", Scope.SHOP, ""),
        ("#jj fh", "", "经济型"),
        ("#经济 @店铺", Scope.SHOP, "经济型"),
        ("#大件货", "", "大件 货"),
    ],
)
def test_scopes_and_tags_are_filters_too(query: str, scope: str, tag: str) -> None:
    found = FILTERS.read(query)
    assert (found.scope, found.tag) == (scope, tag)
    assert found.words == ("fh" if "fh" in query else "")


def test_a_season_leaves_nothing_out_but_the_others_do() -> None:
    assert [FILTERS.read(query).narrowed for query in ("fh", "@wj", "#wl", "#jj", "@gr")] == [False] * 2 + [True] * 3


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("fh", []),
        ("", []),
        ("#wl ", []),
        ("#f", ["#发票", "#发哪家"]),
        ("fh #fp", ["#发票"]),
        ("#", ["#物流", "#发票", "#发哪家", "#大件货", "#经济型"]),
        ("@", ["@平日", "@旺季", "@大促", "@个人", "@店铺"]),
        ("@双", ["@大促"]),
        ("@d", ["@大促", "@店铺"]),
        ("#zzz", []),
    ],
)
def test_what_a_filter_may_become_the_best_first(query: str, expected: list[str]) -> None:
    assert [completion.word for completion in FILTERS.completions(query)] == expected


def test_a_completed_filter_says_the_same_as_the_letters() -> None:
    completion = FILTERS.completions("fh #fp")[0]
    assert complete("fh #fp", completion) == "fh #发票 "
    assert FILTERS.read("fh #发票 ") == FILTERS.read("fh #fp")


@given(st.text() | st.text(alphabet="#@发物旺fp ＃＠"))
def test_any_query_can_be_read(query: str) -> None:
    assert isinstance(FILTERS.read(query), Filtered)
    for completion in FILTERS.completions(query):
        assert FILTERS.read(complete(query, completion)) is not None
