"""The word that tells a reply from others that fit a query as well."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.reply import Reply
from miaohui.domain.search import Hit, Query
from miaohui.domain.search.deciding import deciding
from tests.domain.samples import reply
from tests.domain.search.finding import engine, nothing, titles

CITIES = ("江苏省无锡市", "江苏省苏州市", "浙江省宁波市", "浙江省嘉兴市", "安徽省芜湖市")
PLACES = [f"{city}{first}{second}区：首重八元运费" for city in CITIES for first in "东西新江" for second in "门湖山桥"]


def rows() -> list[Reply]:
    return [reply("如标题。", number=n, title=title) for n, title in enumerate(PLACES)]


def word(hit: Hit) -> str:
    return hit.reply.title[slice(*hit.decides)] if hit.decides else ""


@pytest.mark.parametrize(
    ("titles", "words"),
    [
        (["江苏省无锡市：运费", "江苏省苏州市：运费", "浙江省宁波市：运费"], ["无锡", "苏州", "浙江"]),
        (["满100减10", "满200减20"], ["100", "200"]),
        (["退货地址", "退货流程"], ["地址", "流程"]),
        (["退货", "退货流程"], ["", "流程"]),
        (["甲", "乙"], ["", ""]),
    ],
)
def test_the_word_is_where_titles_differ(titles: list[str], words: list[str]) -> None:
    spans = deciding(titles, range(len(titles)))
    found = [title[slice(*spans[number])] if number in spans else "" for number, title in enumerate(titles)]
    assert found == words


@given(st.lists(st.text("江苏省无锡市新区东门：1a", min_size=1), unique=True, min_size=1))
def test_the_word_stands_in_one_title_once(titles: list[str]) -> None:
    for number, span in deciding(titles, range(len(titles))).items():
        assert "\n".join(titles).count(titles[number][slice(*span)]) == 1


@pytest.mark.parametrize("query", ["wx", "wuxi", "无锡", "xhq", "sz", "yf"])
def test_typed_as_a_second_word_it_brings_its_reply_up(query: str) -> None:
    finder = engine(*rows())
    hits = finder.search(Query(query), nothing).hits
    told = [hit for hit in hits if hit.decides]
    assert told
    for hit in told:
        assert hit.reply.title in titles(finder.search(Query(f"{query} {word(hit)}"), nothing))[:3]


def test_a_place_brings_its_row_up() -> None:
    finder = engine(*rows())
    for query in ("xinhuqu wuxi", "wuxishixinhuqu", "wxsxhq", "无锡 新湖", "xhq wx"):
        assert "江苏省无锡市新湖区：首重八元运费" in titles(finder.search(Query(query), nothing))[:3]


def test_what_fits_better_needs_no_word() -> None:
    finder = engine(reply(number=1, title="退货"), reply("退货请看", number=2, title="别的"))
    assert [hit.decides for hit in finder.search(Query("退货"), nothing).hits] == [None, None]
