"""What is held back before it reaches a buyer, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.guard import hold_back
from miaohui.domain.picture import Picture
from miaohui.domain.template import Kind, Segment, plain_text
from tests.domain.samples import draft

URL = "https://item.taobao.com/item.htm?id=1&a__b=**&c[0]=XX"


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("您好XX，在的", ["XX"]),
        ("您好xx，在的", ["xx"]),
        ("XXX元", ["XXX"]),
        ("××先生", ["××"]),
        ("ＸＸ先生", ["ＸＸ"]),
        ("满XX减XX", ["XX", "XX"]),
        ("价格***元", ["***"]),
        ("价格**元", ["**"]),
        ("价格＊＊元", ["＊＊"]),
        ("单号____", ["____"]),
        ("单号＿＿", ["＿＿"]),
        ("您好··先生", ["··"]),
        ("[变量]您好", ["[变量]"]),
        ("[客户姓名]您好[变量]", ["[客户姓名]", "[变量]"]),
        ("[" + "字" * 20 + "]", ["[" + "字" * 20 + "]"]),
        ("{买家 昵称}", ["{买家 昵称}"]),
        ("{1}号", ["{1}"]),
        ("{快递：申通}", ["{快递：申通}"]),
        ("{?店铺}您好", ["{?店铺}"]),
        ("您好{/}", ["{/}"]),
        ("您好{:}", ["{:}"]),
        ("{{昵称}", ["{昵称}"]),
        (f"看 {URL} 和 XX", ["XX"]),
        (f"看{URL}，XX元", ["XX"]),
        (f"看（{URL}）XX元", ["XX"]),
    ],
)
def test_forgotten_placeholders_are_held(text: str, held: list[str]) -> None:
    assert list(draft(text).held) == held


@pytest.mark.parametrize(
    "text",
    [
        "XXL码",
        "2XL码",
        "XXXL和3XXL",
        "XXL/XL",
        "ＸＸＬ码",
        "100X200",
        "5×8厘米",
        "X光",
        "*号键",
        "a_b",
        "阿·凡达",
        "[微笑]",
        "[玫瑰][强]",
        "[" + "字" * 21 + "]",
        "[]",
        "【重要】满300减40",
        URL,
        "HTTP://a.cn/x__y",
        "www.a.cn/x__y",
        "m.tb.cn/h.__a",
        "http://host:8080",
        "http://host:8080/a__b",
        "{{x}}",
        "{{买家 昵称}}",
        "{}",
        "{ }",
        '{"a": 1}',
        "a{color:red;margin:0}",
        "普通的一句话。",
    ],
)
def test_sizes_emoticons_addresses_and_emphasis_are_silent(text: str) -> None:
    assert draft(text).held == ()


@pytest.mark.parametrize(
    ("text", "typed", "held"),
    [
        ("有XXL码", "", []),
        ("有2XL码", "", []),
        ("好的[微笑]", "", []),
        ("【重要】请本人签收", "", []),
        ("看http://host:8080", "", []),
        ("这件***元", "", ["***"]),
        ("写成{{昵称}}", "", []),
        ("{昵称}，您好", "{x}", []),
        ("{昵称}，您好", "***元[变量]XX__", []),
        ("您好[昵称]", "", ["[昵称]"]),
        ("您好｛买家 昵称｝", "", ["｛买家 昵称｝"]),
    ],
)
def test_false_friends_and_what_they_resemble(text: str, typed: str, held: list[str]) -> None:
    found = draft(text, typed={"昵称": typed})
    assert list(found.held) == held
    marked = [s.text for part in found.parts if not isinstance(part, Picture) for s in part if s.kind is Kind.HELD]
    assert marked == held
    if typed:
        assert found.text == f"{typed}，您好"


@pytest.mark.parametrize("value", ["XX", "**", "____", "··", "[变量]", "{昵称}", "{{x}}"])
def test_values_are_never_judged(value: str) -> None:
    assert draft("{昵称}，您好", typed={"昵称": value}).held == ()
    assert draft("发{快递=" + value.strip("{}") + "}").held == ()


def test_an_address_goes_on_behind_a_value() -> None:
    assert draft("看 https://a.cn/?id={订单编号}&from=a__b", typed={"订单编号": "1"}).held == ()
    assert draft("看 https://a.cn/?id={订单编号} __", typed={"订单编号": "1"}).held == ("__",)


def test_runs_don_t_reach_across_a_value_or_an_emoticon() -> None:
    assert draft("*{昵称}*", typed={"昵称": "小李"}).held == ()
    assert draft("*😊*").held == ()
    assert draft("[{昵称}]", typed={"昵称": "小李"}).held == ()


def test_a_placeholder_around_an_optional_part_is_found() -> None:
    assert draft("X{?店铺}{/}X").held == ("XX",)


def test_a_missing_variable_is_no_held_text() -> None:
    found = draft("{昵称}，您好")
    assert found.missing == ("昵称",)
    assert found.held == ()


@pytest.mark.parametrize("text", ["a.a." * 25_000, "-" * 100_000, "X" * 100_000 + "L", "[" * 100_000, "{a" * 50_000])
def test_a_hundred_thousand_characters_are_no_burden(text: str) -> None:
    assert plain_text(hold_back((Segment(text, Kind.LITERAL),), ())) == text


SEGMENTS = st.lists(
    st.builds(
        Segment,
        st.text(st.sampled_from("X×*_·[]{}a字😊/:.\n") | st.characters(), min_size=1, max_size=12),
        st.sampled_from([Kind.LITERAL, Kind.ESCAPED, Kind.FILLED, Kind.EMOTICON, Kind.MISSING]),
    ),
    max_size=8,
).map(tuple)


@given(SEGMENTS)
def test_holding_back_changes_no_character_and_nothing_but_literal_text(segments: tuple[Segment, ...]) -> None:
    judged = hold_back(segments, {"[微笑]"})
    assert plain_text(judged) == plain_text(segments)
    others = [s for s in judged if s.kind not in (Kind.LITERAL, Kind.HELD)]
    assert others == [s for s in segments if s.kind is not Kind.LITERAL]
