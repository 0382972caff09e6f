"""Values: made fit for their kind, and what is doubtful about them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.values import MAX_VALUE, VariableKind, clean, doubt, fit
from tests.domain.samples import NOW, draft, tables

Kind = VariableKind
BIDI = "\u202e\u2066\u2069\u200e\u200f\u061c"


@pytest.mark.parametrize(
    ("kind", "typed", "written"),
    [
        (Kind.TEXT, "小李 ", "小李 "),
        (Kind.TEXT, "{昵称}", "{昵称}"),
        (Kind.NUMBER, "３", "3"),
        (Kind.NUMBER, " 3-5 ", "3-5"),
        (Kind.NUMBER, "2.5", "2.5"),
        (Kind.NUMBER, "三", "三"),
        (Kind.MONEY, "12", "12"),
        (Kind.MONEY, "12.5", "12.5"),
        (Kind.MONEY, "¥12.50", "12.50"),
        (Kind.MONEY, "￥ 12.50 元", "12.50"),
        (Kind.MONEY, "1,280.00", "1280.00"),
        (Kind.MONEY, "１２元", "12"),
        (Kind.MONEY, "12块", "12"),
        (Kind.MONEY, "一二十", "一二十"),
        (Kind.DATE, "11-5", "11月5日"),
        (Kind.DATE, "11/5", "11月5日"),
        (Kind.DATE, "11.5", "11月5日"),
        (Kind.DATE, "11月5日", "11月5日"),
        (Kind.DATE, "11月05号", "11月5日"),
        (Kind.DATE, "2026-11-05", "11月5日"),
        (Kind.DATE, "2027-01-05", "2027年1月5日"),
        (Kind.DATE, "2026-11-05 15:30", "11月5日 15:30"),
        (Kind.DATE, "今天", "11月11日"),
        (Kind.DATE, "明天", "11月12日"),
        (Kind.DATE, "大后天", "11月14日"),
        (Kind.DATE, "昨天", "11月10日"),
        (Kind.DATE, "+3", "11月14日"),
        (Kind.DATE, "＋30", "12月11日"),
        (Kind.DATE, "3天后", "11月14日"),
        (Kind.DATE, "2-30", "2-30"),
        (Kind.DATE, "正月初八", "正月初八"),
        (Kind.ORDER, " 2024 1103 8817 5520 ", "2024110388175520"),
        (Kind.ORDER, "２０２４１１０３", "20241103"),
        (Kind.ORDER, "200101-012345678901234", "200101-012345678901234"),
        (Kind.ORDER, "A 12", "A 12"),
        (Kind.TRACKING, "yt7423 580019263", "YT7423580019263"),
        (Kind.TRACKING, "yt1", "yt1"),
        (Kind.PHONE, "138 0013 8000", "13800138000"),
        (Kind.PHONE, "13800138000转1234", "13800138000转1234"),
        (Kind.PHONE, "0571-88888888", "0571-88888888"),
        (Kind.BODY, "身高165cm 体重55kg", "165cm/55kg"),
        (Kind.BODY, "165，110斤", "165cm/110斤"),
        (Kind.BODY, "165 110", "165 110"),
        (Kind.ADDRESS, "小李\r\n杭州市西湖区1号", "小李\n杭州市西湖区1号"),
    ],
)
def test_a_value_is_written_as_its_kind_is(kind: Kind, typed: str, written: str) -> None:
    assert fit(kind, typed, NOW) == written


@pytest.mark.parametrize(
    ("kind", "fine"),
    [
        (Kind.TEXT, "什么都行 123 {x}"),
        (Kind.CHOICE, "别的快递"),
        (Kind.NUMBER, "3"),
        (Kind.NUMBER, "2-3"),
        (Kind.MONEY, "¥12.50"),
        (Kind.DATE, "明天"),
        (Kind.DATE, "2-29"),
        (Kind.ORDER, "2024110388175520123"),
        (Kind.ORDER, "200101-012345678901234"),
        (Kind.TRACKING, "SF1234567890123"),
        (Kind.TRACKING, "78912345678901"),
        (Kind.TRACKING, "JDVB12345678901-1-1"),
        (Kind.PHONE, "13800138000"),
        (Kind.PHONE, "+86 138 0013 8000"),
        (Kind.PHONE, "13800138000-1234"),
        (Kind.PHONE, "138-0013-8000"),
        (Kind.PHONE, "400-889-5543"),
        (Kind.PHONE, "95338"),
        (Kind.ADDRESS, "浙江杭州西湖区1号"),
        (Kind.BODY, "165cm/55kg"),
        (Kind.ORDER, ""),
        (Kind.PHONE, "  "),
    ],
)
def test_what_looks_like_its_kind_raises_no_doubt(kind: Kind, fine: str) -> None:
    assert doubt(kind, fine) is None


@pytest.mark.parametrize(
    ("kind", "odd"),
    [
        (Kind.NUMBER, "三"),
        (Kind.MONEY, "12.555"),
        (Kind.MONEY, "十二"),
        (Kind.DATE, "13-1"),
        (Kind.DATE, "年后"),
        (Kind.ORDER, "A20241103"),
        (Kind.ORDER, "123"),
        (Kind.TRACKING, "YT1"),
        (Kind.TRACKING, "已经发出啦请您留意"),
        (Kind.PHONE, "138"),
        (Kind.PHONE, "1380013800"),
        (Kind.ADDRESS, "杭州"),
        (Kind.BODY, "165 110"),
    ],
)
def test_what_doesnt_look_like_its_kind_is_doubtful_and_goes_through_as_typed(kind: Kind, odd: str) -> None:
    found = doubt(kind, odd)
    assert found is not None
    assert found.id == f"doubt-{kind.value}"
    assert odd not in str(found.args)
    assert fit(kind, odd, NOW) == odd


def test_newlines_in_a_line_become_a_blank_and_stay_in_a_block() -> None:
    assert clean("一\n二\r\n三\u2028四") == "一 二 三 四"
    assert clean("一\r\n\n二\r三", many_lines=True) == "一\n\n二\n三"
    assert draft("{昵称}", typed={"昵称": "小\n李"}).text == "小 李"
    assert draft("{事由}", typed={"事由": "小\n李"}).text == "小\n李"


def test_what_cant_be_seen_is_taken_out() -> None:
    assert clean(f"\x00小\x1b[31m李{BIDI}\u200b\x7f\x9f\ufeff\ud800") == "小[31m李"
    assert clean("👩\u200d💻 ❤️") == "👩\u200d💻 ❤️"
    assert clean("a\tb") == "a b"


@given(st.sampled_from(Kind), st.text(st.characters() | st.sampled_from(f"0123456789-+.元¥日月年 \n\t{BIDI}")))
def test_any_value_of_any_kind_is_fit_and_judged(kind: Kind, text: str) -> None:
    value = fit(kind, text, NOW)
    doubt(kind, text)
    assert fit(kind, value, NOW) == value
    allowed = {"\n"} if kind.many_lines else set()
    assert not {c for c in value if unicodedata.category(c) in ("Cc", "Cs")} - allowed
    assert not set(BIDI) & set(value)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("piece", ["1", " ", "\n", "1,", "A1-", "￥", "字"])
def test_a_megabyte_is_no_burden_and_is_doubted(kind: Kind, piece: str) -> None:
    huge = piece * (1_000_000 // len(piece)) + "x" * (MAX_VALUE + 1)
    value = fit(kind, huge, NOW)
    found = doubt(kind, huge)
    assert value.endswith("x" * MAX_VALUE)
    assert found is not None
    assert found.id == "doubt-long"


def test_a_huge_value_is_rendered_whole() -> None:
    assert len(draft("{昵称}，您好", typed={"昵称": "长" * 1_000_000}).text) == 1_000_003


def test_only_typed_values_are_doubted() -> None:
    found = draft("{运单号=待定}{电话}{金额=面议}", typed={"手机": "138"})
    assert {name: problem.id for name, problem in found.doubts.items()} == {"电话": "doubt-phone"}
    assert found.missing == ()
    assert found.text == "待定138面议"


@pytest.mark.parametrize(
    ("number", "courier"),
    [
        ("YT7423580019263", "圆通"),
        ("yt 7423580019263", "圆通"),
        ("SF1234567890123", "顺丰"),
        ("773012345678901", "申通"),
        ("78912345678901", "中通"),
        ("432012345678901", "韵达"),
        ("JT1234567890123", "极兔"),
        ("JDVB12345678901", "京东"),
        ("JD0123456789012-1-1-", "京东"),
        ("DPK123456789012", "德邦"),
        ("EA123456789CN", "EMS"),
        ("9812345678901", "邮政"),
        ("1234567890123", ""),
        ("YT1", ""),
        ("", ""),
        ("SF" * 100_000, ""),
    ],
)
def test_the_courier_is_recognised_from_the_shape(number: str, courier: str) -> None:
    assert tables().couriers.recognise(number) == courier


def test_a_tracking_number_brings_the_courier_into_the_form() -> None:
    found = draft("发{快递=申通|圆通}，单号{运单号}，{颜色=红}")
    assert found.missing == ("运单号",)
    assert [field.variable.name for field in found.asked] == ["快递", "运单号"]
    number = next(field for field in found.fields if field.variable.name == "运单号")
    assert number.implies is not None
    assert number.implies("YT7423580019263") == {"快递": "圆通"}
    assert number.implies("123") == {}
    known = draft("发{快递=申通|圆通}，单号{运单号}，{昵称}", typed={"运单号": "YT7423580019263"})
    assert [field.variable.name for field in known.asked] == ["昵称"]
