"""Where a variable's value comes from, and what is computed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.values import VariableKind
from miaohui.domain.variables import Variable, lookup
from tests.domain.samples import NOW, tables
from tests.fakes import CHINA


def known(
    name: str,
    *,
    now: datetime = NOW,
    profile: dict[str, str] | None = None,
    typed: dict[str, str] | None = None,
) -> str | None:
    return lookup(tables().variables, typed or {}, profile or {}, now)(name)


def at(clock: str, day: str = "2026-11-11") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("买家昵称", "昵称"),
        ("客户名", "昵称"),
        ("nickname", "昵称"),
        ("NickName", "昵称"),
        ("物流公司", "快递"),
        ("快递公司", "快递"),
        ("courier", "快递"),
        ("物流单号", "运单号"),
        ("快递单号", "运单号"),
        ("tracking", "运单号"),
        ("订单号", "订单编号"),
        ("order", "订单编号"),
        ("昵称", "昵称"),
        ("店铺", "店铺"),
        ("没听说过", "没听说过"),
    ],
)
def test_an_alias_means_its_variable(alias: str, name: str) -> None:
    assert tables().variables.canonical(alias) == name
    assert known(name, typed={alias: "x"}) == "x"
    assert known(alias, typed={name: "x"}) == "x"


def test_a_name_nobody_knows_is_a_variable_of_its_own() -> None:
    assert tables().variables.get("花名") == Variable("花名")


def test_typed_comes_before_profile_and_computed() -> None:
    assert known("店铺", profile={"店铺": "甲"}, typed={"店铺": "乙"}) == "乙"
    assert known("今天", typed={"今天": "周三"}) == "周三"
    assert known("称呼", typed={"称呼": "王姐", "昵称": "小李"}) == "王姐"


@pytest.mark.parametrize("blank", ["", " ", "　", "\n"])
def test_blanks_are_no_value(blank: str) -> None:
    assert known("昵称", typed={"昵称": blank}) is None
    assert known("昵称", typed={"昵称": "小李", "nickname": blank}) == "小李"
    assert known("店铺", profile={"店铺": blank}) is None
    assert known("岗位", profile={"岗位": blank}) == "客服"


def test_profile_names_work_with_nothing_filled_in() -> None:
    assert known("岗位") == "客服"
    assert known("称呼词") == "亲"
    assert known("店铺") is None
    assert known("店铺", profile={"店铺": " 秋水 "}) == "秋水"


def test_the_form_of_address_is_the_buyers_name_if_known() -> None:
    assert known("称呼") == "亲"
    assert known("称呼", profile={"称呼词": "小主"}) == "小主"
    assert known("称呼", typed={"客户名": "小李"}) == "小李"


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("今天", "2026-11-11", "11月11日"),
        ("今天+3天", "2026-11-11", "11月14日"),
        ("今天＋3天", "2026-11-11", "11月14日"),
        ("今天-1天", "2026-11-11", "11月10日"),
        ("今天+0天", "2026-11-11", "11月11日"),
        ("今天+1天", "2026-01-31", "2月1日"),
        ("今天+1天", "2026-12-31", "1月1日"),
        ("今天-1天", "2026-01-01", "12月31日"),
        ("今天+1天", "2026-02-28", "3月1日"),
        ("今天+1天", "2028-02-28", "2月29日"),
        ("今天+1天", "2028-02-29", "3月1日"),
        ("今天+365天", "2027-03-01", "2月29日"),
    ],
)
def test_days_count_across_months_and_leap_years(name: str, day: str, expected: str) -> None:
    assert tables().variables.is_computed(name)
    assert known(name, now=at("09:30", day)) == expected


@pytest.mark.parametrize(
    ("clock", "day"), [("00:00:00", "11月11日"), ("23:59:59", "11月11日"), ("23:59:59.999999", "11月11日")]
)
def test_today_lasts_from_midnight_to_midnight(clock: str, day: str) -> None:
    assert known("今天", now=at(clock)) == day


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("今天+3工作日", "2026-11-11", "11月16日"),
        ("今天+3个工作日", "2026-11-11", "11月16日"),
        ("今天＋1工作日", "2026-11-13", "11月16日"),
        ("今天-1工作日", "2026-11-16", "11月13日"),
        ("今天+0工作日", "2026-11-14", "11月16日"),
        ("今天+1工作日", "2026-09-30", "10月8日"),
        ("今天+999工作日", "2026-11-11", "9月10日"),
    ],
)
def test_working_days_leave_out_weekends_and_holidays(name: str, day: str, expected: str) -> None:
    assert tables().variables.is_computed(name)
    assert known(name, now=at("09:30", day)) == expected


@pytest.mark.parametrize(
    ("end", "left"),
    [
        ("14:30", "5小时"),
        ("24:00", "14小时30分钟"),
        ("9:45", "15分钟"),
        ("11-11", "14小时30分钟"),
        ("11月11日 20:00", "10小时30分钟"),
        ("2026-11-11 20:00", "10小时30分钟"),
        ("11-13", "2天14小时"),
        ("11-12 9:30", "1天"),
        ("1-2", "52天14小时"),
        ("9:30", ""),
        ("11-10", ""),
        ("2025-11-12", ""),
        ("", ""),
        ("月底", ""),
        ("2-30", ""),
        ("11-11 25:00", ""),
    ],
)
def test_the_time_left_of_an_offer(end: str, left: str) -> None:
    assert known("距结束", now=at("09:30"), profile={"活动结束": end}) == left


def test_an_offer_that_ended_last_year_is_over() -> None:
    assert known("距结束", now=at("09:30", "2026-01-02"), profile={"活动结束": "12-31"}) == ""
    assert known("距结束", now=at("09:30", "2026-12-30"), profile={"活动结束": "1-1 9:30"}) == "2天"
    assert known("距结束", now=at("09:30", "2028-02-29"), profile={"活动结束": "2-29 10:00"}) == "30分钟"


def test_a_users_own_variable_goes_before_the_one_of_its_name() -> None:
    own = Variable("快递", ("快递员",), VariableKind.TEXT)
    both = tables().variables.with_own({"快递": own, "花色号": Variable("花色号", ("颜色号", "花色"))})
    assert both.get("快递员") is own
    assert both.canonical("courier") == "courier"
    assert both.canonical("花色") == "花色号"
    assert both.canonical("昵称") == "昵称"


@pytest.mark.parametrize("name", ["今天+1000天", "今天+天", "今天+x天", "明天", "今天+3"])
def test_what_looks_like_a_computed_name_but_is_none_has_no_value(name: str) -> None:
    assert not tables().variables.is_computed(name)
    assert known(name) is None


@pytest.mark.parametrize(("clock", "expected"), [("00:00", "00:00"), ("09:05:59", "09:05"), ("23:59", "23:59")])
def test_the_time_of_day_has_two_digits_each(clock: str, expected: str) -> None:
    assert known("现在", now=at(clock)) == expected


@pytest.mark.parametrize(
    ("clock", "greeting"),
    [
        ("00:00", "晚上好"),
        ("04:59", "晚上好"),
        ("05:00", "早上好"),
        ("08:59", "早上好"),
        ("09:00", "上午好"),
        ("12:00", "中午好"),
        ("14:00", "下午好"),
        ("17:59", "下午好"),
        ("18:00", "晚上好"),
        ("23:59", "晚上好"),
    ],
)
def test_the_greeting_follows_the_hour(clock: str, greeting: str) -> None:
    assert known("问候", now=at(clock)) == greeting


@pytest.mark.parametrize("cut_off", ["15:00", "15：00", "15点", "15点00", "15点00分", " 15:00 "])
def test_the_cut_off_may_be_written_in_several_ways(cut_off: str) -> None:
    assert known("距截单", now=at("13:20"), profile={"截单时间": cut_off}) == "1小时40分钟"


@pytest.mark.parametrize(
    ("clock", "cut_off", "left"),
    [
        ("09:00", "15:00", "6小时"),
        ("14:30", "15:00", "30分钟"),
        ("14:58:30", "15:00", "1分钟"),
        ("14:59:30", "15:00", ""),
        ("15:00", "15:00", ""),
        ("15:00:01", "15:00", ""),
        ("23:00", "15:00", ""),
        ("23:00", "24:00", "1小时"),
        ("00:00", "9:05", "9小时5分钟"),
        ("09:30", "", ""),
        ("09:30", "下班前", ""),
        ("09:30", "25:00", ""),
        ("09:30", "15:60", ""),
    ],
)
def test_the_time_left_is_empty_after_the_cut_off_and_without_one(clock: str, cut_off: str, left: str) -> None:
    assert known("距截单", now=at(clock), profile={"截单时间": cut_off}) == left


@given(
    st.datetimes(timezones=st.just(CHINA)),
    st.text(max_size=8) | st.from_regex(r"\d\d?[:：点](\d\d)?"),
)
def test_the_time_left_never_fails_and_never_exceeds_the_day(moment: datetime, cut_off: str) -> None:
    left = known("距截单", now=moment, profile={"截单时间": cut_off})
    assert left is not None
    assert timedelta(hours=int(left.partition("小时")[0]) if "小时" in left else 0) <= timedelta(hours=24)


@pytest.mark.parametrize(("value", "fits"), [("VIP001", True), ("VIPx01", False), ("vip001", False), ("  ", True)])
def test_a_value_is_doubted_that_does_not_look_like_its_pattern(value: str, *, fits: bool) -> None:
    problem = Variable("会员号", pattern="VIP###").doubt(value)
    assert (problem is None) == fits
    assert value.strip() == "" or value not in repr(problem)
