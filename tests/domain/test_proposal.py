"""What of a copied text is one customer's, and what is a reply."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.placeholders import Proposal, with_variables
from miaohui.domain.proposal import recognised
from tests.domain.samples import tables


def found(
    text: str, known: Mapping[str, str] | None = None, profile: Mapping[str, str] | None = None
) -> tuple[Proposal, ...]:
    facts = tables()
    return recognised(text, facts.variables, facts.couriers, known or {}, profile or {}, facts.emoticons.bracket_names)


def proposed(text: str, known: Mapping[str, str] | None = None, profile: Mapping[str, str] | None = None) -> str:
    return with_variables(text, found(text, known, profile))


@pytest.mark.parametrize(
    ("text", "template"),
    [
        ("亲，订单 202411038817552 已经发货", "亲，订单 {订单编号} 已经发货"),
        ("订单号：240101-012345678901234，请查收", "订单号：{订单编号}，请查收"),
        ("快递单号是 773123456789012，今天到", "快递单号是 {运单号}，今天到"),
        ("单号SF1234567890123已揽收", "单号{运单号}已揽收"),
        ("到了打 138 0013 8000 给您", "到了打 {电话} 给您"),
        ("打１３８００１３８０００联系", "打{电话}联系"),
        ("收货人：欧阳小明，马上发", "收货人：{收件人}，马上发"),
        ("联系人：欧阳小明", "联系人：{收件人}"),
        ("圆通派送，联系人张小明 电话13800138000", "圆通派送，联系人{收件人} 电话{电话}"),
        ("收货人方便时会签收，收件人信息请核对", "收货人方便时会签收，收件人信息请核对"),
        ("买家昵称：小鱼爱喝茶 您好", "买家昵称：{昵称} 您好"),
        (
            "王小明，13800138000，浙江省杭州市西湖区文三路100号3栋502室",
            "{收件人}，{电话}，{地址}",
        ),
        ("地址：西湖区文三路100号 电话 13800138000", "地址：{地址} 电话 {电话}"),
        (
            "给您寄到浙江省杭州市西湖区文三路100号，两天到",
            "给您寄到{地址}，两天到",
        ),
        ("亲爱的[买家昵称]，XX元已退", "亲爱的{昵称}，{金额}元已退"),
    ],
)
def test_what_is_a_customers_becomes_a_variable(text: str, template: str) -> None:
    assert proposed(text) == template


@pytest.mark.parametrize(
    "text",
    [
        "亲，7天无理由退换，运费险包运费😊",
        "满299减30，前100名送杯子",
        "订单 {订单编号} 已发货，{昵称}",
        "详情 https://item.taobao.com/item.htm?id=202411038817552",
        "谢谢亲[微笑]，今天 16:00 前下单当天发",
        "身高 165，体重 55 的亲拍 M 码，2XL 也有",
        "您好，在的，请稍等",
        "客服热线 95338，退货地址请看订单页",
        "宽 1200.1234567890 毫米",
    ],
)
def test_an_ordinary_reply_stays_as_it_is(text: str) -> None:
    assert proposed(text) == text


def test_the_same_value_is_the_same_variable_and_another_one_has_a_number() -> None:
    text = "13800138000 没人接，改打 13900139000；再打 138 0013 8000"
    assert proposed(text) == "{电话} 没人接，改打 {电话2}；再打 {电话}"


def test_what_is_known_of_the_customer_and_the_agent_is_found_word_for_word() -> None:
    text = "小鱼您好，我是青山茶铺的小园，工号 A17，A170 不是"
    profile = {"客服昵称": "小园", "店铺": "青山茶铺", "工号": "A17", "称呼词": "亲"}
    template = "{昵称}您好，我是{店铺}的{客服昵称}，工号 {工号}，A170 不是"
    assert proposed(text, {"昵称": "小鱼"}, profile) == template


def test_a_proposal_keeps_the_value_out_of_its_repr() -> None:
    (one,) = found("打 13800138000")
    assert one.text == "13800138000"
    assert "13800138000" not in repr(one)


@given(st.text(alphabet="王小明地址：订单号 收货人，13800138000SF[]{}省市区路#XX昵称\n", max_size=60))
def test_proposals_lie_in_order_and_give_the_text_back(text: str) -> None:
    proposals = found(text, {"昵称": "小明"}, {"店铺": "路"})
    assert all(before.end <= after.start for before, after in pairwise(proposals))
    assert all(text[one.start : one.end] == one.text for one in proposals)
