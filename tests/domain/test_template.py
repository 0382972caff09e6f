"""The template language, construct by construct, and what it never does."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.template import (
    MAX_DEPTH,
    Kind,
    Slot,
    conditions,
    open_slots,
    parse,
    plain_text,
    render,
    value_of,
)

PIECES = st.sampled_from(
    [*"{}｛｝?:/=|＝｜？：／ \n", "{{", "}}", "{?店铺}", "{:}", "{/}", "{昵称}", "{快递=|a|b}", "昵称", "a", "😊"]
)
TEMPLATES = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200)


def filled(text: str, values: Mapping[str, str] | None = None) -> str:
    return plain_text(render(parse(text), (values or {}).get))


def missing(text: str, values: Mapping[str, str] | None = None) -> list[str]:
    return [s.name for s in render(parse(text), (values or {}).get) if s.kind is Kind.MISSING]


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("{昵称}，您好", {"昵称": "小李"}, "小李，您好"),
        ("{ 昵称 }，您好", {"昵称": "小李"}, "小李，您好"),
        ("发{快递=申通}", {}, "发申通"),
        ("发{快递=申通}", {"快递": "圆通"}, "发圆通"),
        ("发{快递=申通|圆通|顺丰}", {}, "发申通"),
        ("发{快递= 申通 | 圆通 }", {}, "发申通"),
        ("发{快递=}货", {}, "发货"),
        ("发{快递=|申通|圆通}", {"快递": "圆通"}, "发圆通"),
        ("您好{?运单号}，单号{运单号}{/}。", {"运单号": "77"}, "您好，单号77。"),
        ("您好{?运单号}，单号{运单号}{/}。", {}, "您好。"),
        ("{?运单号}单号 {运单号}{:}稍后有单号{/}", {"运单号": "77"}, "单号 77"),
        ("{?运单号}单号 {运单号}{:}稍后有单号{/}", {}, "稍后有单号"),
        ("{?a}1{?b}2{:}3{/}4{:}5{?b}6{/}7{/}", {"a": "x", "b": "x"}, "124"),
        ("{?a}1{?b}2{:}3{/}4{:}5{?b}6{/}7{/}", {"a": "x"}, "134"),
        ("{?a}1{?b}2{:}3{/}4{:}5{?b}6{/}7{/}", {"b": "x"}, "567"),
        ("{?a}1{?b}2{:}3{/}4{:}5{?b}6{/}7{/}", {}, "57"),
        ("{{昵称}}", {"昵称": "小李"}, "{昵称}"),
        ("{{{昵称}}}", {"昵称": "小李"}, "{小李}"),
        ("{{}}", {}, "{}"),
        ("{今天+3天}", {"今天+3天": "11月14日"}, "11月14日"),
        ("（退货地址：{地址（含电话）}）", {"地址（含电话）": "杭州"}, "（退货地址：杭州）"),
        ("{快递=申通（含税）|圆通（到付）}", {}, "申通（含税）"),
        (
            "｛？运单号｝单号｛运单号｝（｛快递＝圆通｜申通（到付）｝）｛：｝稍后｛／｝",
            {"运单号": "7"},
            "单号7（圆通）",
        ),
    ],
)
def test_each_construct(text: str, values: Mapping[str, str], expected: str) -> None:
    assert filled(text, values) == expected


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("｛昵称｝", "{昵称}"),
        ("｛快递＝申通｜圆通｝", "{快递=申通|圆通}"),
        ("｛快递＝｜申通｜圆通｝", "{快递=|申通|圆通}"),
        ("｛？昵称｝有｛：｝无｛／｝", "{?昵称}有{:}无{/}"),
        ("{昵称｝", "{昵称}"),
        ("｛｛昵称｝｝", "｛昵称｝"),
    ],
)
@pytest.mark.parametrize("values", [{}, {"昵称": "小李", "快递": "顺丰"}])
def test_full_width_braces_and_signs_read_as_their_narrow_selves(
    wide: str, narrow: str, values: Mapping[str, str]
) -> None:
    if wide.startswith("｛｛"):
        assert filled(wide, values) == narrow
    else:
        assert filled(wide, values).translate(str.maketrans("｛｝＝｜", "{}=|")) == filled(narrow, values)
        assert missing(wide, values) == missing(narrow, values)


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "{ }",
        "｛｝",
        '{"a": 1}',
        '{"a":{"b":1}}',
        '{"a":{"b":{"c":{"d":1}}}}',
        "a{color:red;margin:0}",
        "@media x{a{b:c}}",
        "@media x{@media y{a{b:c}}}",
        "{1}",
        "{买家 昵称}",
        "{" + "长" * 21 + "}",
        "{昵\n称}",
        "{/}",
        "{:}",
        "{?}",
        "{?a=b}",
        "{",
        "}",
        "{{",
        "}}",
        "{{昵称",
        "昵称}}",
        "}}昵称{{",
        "没有花括号",
        "",
    ],
)
def test_what_is_no_template_stays_as_it_is(text: str) -> None:
    assert filled(text, {"昵称": "小李"}) == text
    assert missing(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{?昵称}您好", "{?昵称}您好"),
        ("{?昵称}您好{:}在吗", "{?昵称}您好{:}在吗"),
        ("{?昵称}您好{?a}", "{?昵称}您好{?a}"),
        ("{?昵称}{昵称}{?a}b{/}", "{?昵称}小李"),
        ("{?昵称}1{/}{/}", "1{/}"),
        ("{?昵称}1{:}2{:}3{/}", "1"),
        ("{?a}1{:}2{:}3{/}", "2{:}3"),
        ("{{昵称}", "{{昵称}"),
        ("{昵称}}", "小李}"),
        ("{昵称}}}", "小李}}"),
    ],
)
def test_an_unclosed_part_stays_as_written_around_what_it_holds(text: str, expected: str) -> None:
    assert filled(text, {"昵称": "小李"}) == expected


def test_a_choice_that_must_be_made_is_missing_until_chosen() -> None:
    assert missing("{快递=|申通|圆通}") == ["快递"]
    assert filled("{快递=|申通|圆通}") == "{快递=|申通|圆通}"
    assert parse("{快递=|申通|圆通}") == (Slot("快递", None, ("申通", "圆通"), "{快递=|申通|圆通}"),)


def test_choices_hold_the_default_and_nothing_twice() -> None:
    assert parse("{快递=申通|圆通||申通}") == (Slot("快递", "申通", ("申通", "圆通"), "{快递=申通|圆通||申通}"),)


def test_a_variable_without_value_shows_its_source() -> None:
    assert filled("您好{ 昵称 }") == "您好{ 昵称 }"
    assert missing("您好{ 昵称 }") == ["昵称"]


@pytest.mark.parametrize("value", ["{昵称}", "{{x}}", "{?a}b{/}", "}}", "/:^_^", "[微笑]", "\\1", "{快递=申通}"])
def test_a_value_is_never_expanded_again(value: str) -> None:
    template = parse("{{{昵称}}}{昵称}{?昵称}{昵称}{/}")
    segments = render(template, {"昵称": value}.get)
    assert plain_text(segments) == f"{{{value}}}{value}{value}"
    assert [s.text for s in segments if s.kind is Kind.FILLED] == [value] * 3


def test_an_empty_value_fills_a_variable_but_meets_no_condition() -> None:
    values = {"距截单": ""}
    assert filled("还剩{距截单}。", values) == "还剩。"
    assert missing("还剩{距截单}。", values) == []
    assert filled("{?距截单}还剩{距截单}{:}明天发{/}", values) == "明天发"
    assert filled("{距截单=不久}", values) == "不久"


def test_only_the_reached_branch_asks() -> None:
    template = parse("{?运单号}{快递}{:}{日期}{/}{昵称}")
    assert [s.name for s in open_slots(template, {"运单号": "1"}.get)] == ["快递", "昵称"]
    assert [s.name for s in open_slots(template, dict[str, str]().get)] == ["日期", "昵称"]
    assert list(conditions(template)) == ["运单号"]


def test_conditions_are_found_in_every_depth() -> None:
    assert list(conditions(parse("{?a}{?b}{/}{:}{?c}{/}{/}"))) == ["a", "b", "c"]


def test_neighbouring_literal_text_is_one_segment() -> None:
    segments = render(parse('一{?a}二{/}{"x":1}{?b}三{/}'), {"a": "x", "b": "x"}.get)
    assert [(s.text, s.kind) for s in segments] == [('一二{"x":1}三', Kind.LITERAL)]


def test_escaped_braces_are_told_from_literal_text() -> None:
    segments = render(parse("{{x}}"), dict[str, str]().get)
    assert [(s.text, s.kind) for s in segments] == [("{", Kind.ESCAPED), ("x", Kind.LITERAL), ("}", Kind.ESCAPED)]


def test_nesting_deeper_than_allowed_is_literal_text_and_no_error() -> None:
    depth = 20_000
    text = "{?a}" * depth + "好" + "{/}" * depth
    assert filled(text, {"a": "x"}).count("好") == 1
    assert filled("{?a}" * MAX_DEPTH + "好" + "{/}" * MAX_DEPTH, {"a": "x"}) == "好"


@pytest.mark.parametrize("text", ["{" * 100_000, "{a" * 50_000, "}" * 100_000, "{{" * 50_000, "{a|" * 30_000])
def test_a_hundred_thousand_braces_are_no_burden(text: str) -> None:
    assert filled(text) == text


@given(TEMPLATES, st.dictionaries(st.sampled_from(["昵称", "店铺", "快递", "a"]), st.text(max_size=8)))
def test_any_text_parses_and_renders(text: str, values: dict[str, str]) -> None:
    template = parse(text)
    segments = render(template, values.get)
    reached = {slot.name for slot in open_slots(template, values.get) if value_of(slot, values.get) is None}
    assert {s.name for s in segments if s.kind is Kind.MISSING} == reached
    assert all(segment.text for segment in segments)


@given(st.text(alphabet=st.characters(exclude_characters="{}｛｝")))
def test_text_without_braces_renders_as_itself(text: str) -> None:
    assert filled(text) == text


@given(TEMPLATES)
def test_nothing_known_and_nothing_escaped_leaves_all_but_optional_parts_standing(text: str) -> None:
    segments = render(parse(text), dict[str, str]().get)
    rest = iter(text)
    assert all(c in rest for s in segments if s.kind is not Kind.FILLED for c in s.text)


@given(st.text(max_size=30), st.text(max_size=30).filter(bool))
def test_a_value_arrives_byte_for_byte(around: str, value: str) -> None:
    around = around.translate({ord(c): None for c in "{}｛｝"})
    assert filled(f"{around}{{昵称}}{around}", {"昵称": value}) == f"{around}{value}{around}"
