"""A reply made ready: what is asked, what is missing, which wording it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.draft import Draft, Situation, compose
from miaohui.domain.picture import Picture
from miaohui.domain.reply import Wording
from miaohui.domain.variables import Variable
from tests.domain.samples import CHART, NOW, PHOTO, draft, reply, tables


def asked(found: Draft) -> dict[str, tuple[str, bool]]:
    """Each field's value and whether it is missing."""
    return {field.variable.name: (field.value, field.missing) for field in found.fields}


def test_a_variable_used_twice_is_asked_once_under_its_own_name() -> None:
    found = draft("{昵称}，{买家昵称}，{nickname}", "{客户名}")
    assert asked(found) == {"昵称": ("", True)}
    assert found.missing == ("昵称",)


def test_one_value_fills_every_place_and_alias() -> None:
    found = draft("{昵称}，{买家昵称}", "{nickname}", typed={"客户名": "小李"})
    assert found.texts == ("小李，小李", "小李")
    assert found.missing == ()


@pytest.mark.parametrize(
    "text", ["{快递=申通|圆通}，{快递}", "{快递}，{快递=申通|圆通}", "{快递公司}，{快递=申通|圆通}"]
)
def test_a_default_in_one_place_is_only_a_proposal_for_another(text: str) -> None:
    """No hidden fallbacks: the form opens with the default filled in, nothing unfilled leaves."""
    found = draft(text)
    assert found.missing == ("快递",)
    (field,) = found.fields
    assert (field.value, field.choices) == ("申通", ("申通", "圆通"))
    assert draft(text, typed={"快递": "圆通"}).text == "圆通，圆通"


def test_missing_is_exactly_what_the_text_shows_as_missing() -> None:
    found = draft("{昵称}{快递=|申通}{店铺}{岗位}{今天+3天}{距截单}{称呼}{颜色=红}")
    assert found.missing == ("昵称", "快递", "店铺")
    assert asked(found)["岗位"] == ("客服", False)
    assert asked(found)["颜色"] == ("红", False)


def test_computed_values_are_never_asked() -> None:
    found = draft("{今天}{今天+3天}{今天＋3天}{现在}{问候}{距截单}{称呼}{?距截单}{/}")
    assert found.fields == ()
    assert found.text == "11月11日11月14日11月14日09:30上午好亲"


def test_nothing_is_left_of_the_time_left_after_the_cut_off() -> None:
    text = "现在拍{?距截单}，还剩{距截单}{:}，明天发{/}。{距截单}"
    assert draft(text, profile={"截单时间": "15:00"}).text == "现在拍，还剩5小时30分钟。5小时30分钟"
    assert draft(text, profile={"截单时间": "8:00"}).text == "现在拍，明天发。"


def test_a_condition_may_be_filled_in_but_is_not_missing() -> None:
    found = draft("您好{?运单号}，单号 {运单号}，{快递}{/}")
    assert asked(found) == {"运单号": ("", False)}
    assert asked(draft("您好{?运单号}，单号 {运单号}，{快递}{/}", typed={"运单号": "7"})) == {
        "运单号": ("7", False),
        "快递": ("", True),
    }


def test_the_tables_choices_are_offered_where_the_text_has_none() -> None:
    (field,) = draft("{快递}").fields
    assert "圆通" in field.choices
    (field,) = draft("{快递=|甲|乙}").fields
    assert field.choices == ("甲", "乙")


def test_the_shops_own_couriers_are_offered_and_its_usual_one_proposed() -> None:
    own = {"可选快递": "极兔、 顺丰,EMS", "默认快递": "顺丰"}
    (field,) = draft("{快递}", profile=own).fields
    assert (field.choices, field.value, field.missing) == (("极兔", "顺丰", "EMS"), "顺丰", True)
    (field,) = draft("{快递=|申通|圆通}", profile=own).fields
    assert (field.choices, field.value, field.missing) == (("申通", "圆通"), "顺丰", True)
    (field,) = draft("{快递=申通|圆通}", profile=own).fields
    assert (field.value, field.missing) == ("申通", False)
    assert draft("{快递}", profile=own, typed={"快递": "圆通"}).text == "圆通"
    assert draft("您好{?快递}，发{快递}{/}", profile=own).fields[0].value == ""


def test_the_agents_own_facts_are_marked() -> None:
    assert {field.variable.name: field.in_profile for field in draft("{客服昵称}{昵称}").fields} == {
        "客服昵称": True,
        "昵称": False,
    }


def test_parts_that_come_to_nothing_are_not_sent() -> None:
    found = draft("您好", "{?运单号}单号 {运单号}{/}", "😊", "在的", client="none")
    assert found.texts == ("您好", "在的")
    assert found.text == "您好\n在的"


def test_a_reply_that_comes_to_nothing_still_has_a_part_to_show() -> None:
    found = draft("😊", "{?运单号}{/}", client="none")
    assert found.texts == ("",)


def test_a_missing_part_is_still_a_part() -> None:
    assert draft("{昵称}", "在").texts == ("{昵称}", "在")


def test_a_picture_stays_what_it_is_between_the_texts() -> None:
    found = draft("{昵称}，您好", CHART, "看图{?运单号}{/}", PHOTO, typed={"昵称": "小李"})
    assert found.parts[1::2] == (CHART, PHOTO)
    assert (found.texts, found.text, found.pictures) == (
        ("小李，您好", "看图"),
        "小李，您好\n看图",
        (CHART, PHOTO),
    )
    assert found.printed == ("小李，您好", CHART.text, "看图", PHOTO.text)


def test_a_pictures_words_are_no_template_and_never_judged() -> None:
    found = draft(Picture(CHART.name, "{昵称}😊[金额]XX"), client="wangwang")
    assert (found.missing, found.held, found.fields, found.text) == ((), (), (), "")


def test_a_picture_is_left_where_the_text_comes_to_nothing() -> None:
    assert draft("{?运单号}单号 {运单号}{/}", CHART).parts == (CHART,)


def test_a_literal_line_of_that_shape_is_text() -> None:
    assert draft(CHART.text).texts == (CHART.text,)


def test_the_wording_wraps_around() -> None:
    two = replace(reply(), wordings=(Wording(("一",)), Wording(("二",))))
    situation = Situation("normal", "plain", NOW)
    assert [compose(two, situation, tables(), number).text for number in range(-1, 4)] == ["二", "一", "二", "一", "二"]


def test_the_seasons_variant_is_used_and_named() -> None:
    both = replace(reply("平"), variants={"peak": (Wording(("旺",)),)})
    found = {
        season: compose(both, Situation(season, "plain", NOW), tables()) for season in ("normal", "peak", "promo", "?")
    }
    assert {season: (one.text, one.variant) for season, one in found.items()} == {
        "normal": ("平", None),
        "peak": ("旺", "peak"),
        "promo": ("旺", "peak"),
        "?": ("平", None),
    }


def test_nothing_typed_shows_in_a_repr() -> None:
    found = draft("{昵称}，您好", profile={"店铺": "秋水"}, typed={"昵称": "小李"})
    shown = repr(
        (found, found.fields, found.parts, Situation("normal", "plain", NOW, {"店铺": "秋水"}, {"昵称": "小李"}))
    )
    assert "小李" not in shown
    assert "秋水" not in shown


SIGNS = {
    *"{}｛｝🏻🏼🏽🏾🏿",
    *(code.code[0] for dialect in tables().emoticons.dialects.values() for code in dialect.emoticons),
    *(sign for dialect in tables().emoticons.dialects.values() for code in dialect.emoticons for sign in code.emoji),
}


@given(st.text(st.characters(exclude_characters=SIGNS, exclude_categories=["So", "Cs"])))
def test_text_without_braces_and_codes_renders_as_itself_for_every_client(text: str) -> None:
    assert {draft(text, client=client).text for client in tables().clients} == {text}


CODES = st.sampled_from(
    ["{昵称}", "{{", "}}", "/:^_^", "[微笑]", "😊", "#E-s01", "/微笑", "{?店铺}x{/}", "XX", "\\n", "%s"]
)


@given(
    st.lists(CODES | st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=5), min_size=1).map("".join),
    st.sampled_from(list(tables().clients)),
)
def test_a_typed_value_is_never_read_as_template_or_emoticon(value: str, client: str) -> None:
    found = draft("前{昵称}后{?昵称}{昵称}{/}", client=client, typed={"昵称": value})
    written = value if value.strip() else "{昵称}"
    assert found.text == f"前{written}后" + (value if value.strip() else "")
    assert found.held == ()


PIECES = st.sampled_from(
    ["{昵称}", "{?店铺}", "{:}", "{/}", "{快递=|a|b}", "{快递=c}", "{今天+3天}", "{距截单}", "😊", "/:O", "XX"]
)


@given(
    st.lists(st.lists(PIECES | st.text(max_size=5), min_size=1, max_size=8).map("".join), min_size=1, max_size=3),
    st.sampled_from(["plain", "wangwang", "none", "?"]),
    st.dictionaries(st.sampled_from(["昵称", "店铺", "快递"]), st.text(max_size=5)),
)
def test_composing_never_fails_and_asks_for_whatever_is_missing(
    parts: list[str], client: str, typed: dict[str, str]
) -> None:
    found = draft(*parts, client=client, typed=typed)
    segments = [segment for part in found.parts if not isinstance(part, Picture) for segment in part]
    shown = {tables().variables.canonical(s.name) for s in segments if s.kind.name == "MISSING"}
    assert shown == set(found.missing)
    answers = dict.fromkeys(found.missing, "x")
    assert draft(*parts, client=client, typed={**typed, **answers}).missing == ()


def test_a_variables_own_default_stands_where_the_text_names_none() -> None:
    facts = replace(
        tables(),
        variables=tables().variables.with_own({"礼盒": Variable("礼盒", default="红色", choices=("红色", "蓝色"))}),
    )
    assert draft("{礼盒}", tables=facts).text == "红色"
    assert draft("{礼盒=白色}", tables=facts).text == "白色"
    assert draft("{礼盒=|白色|黑色}", tables=facts).missing == ("礼盒",)
    assert draft("{礼盒}", tables=facts, typed={"礼盒": "蓝色"}).text == "蓝色"
