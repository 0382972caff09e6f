"""Foreign placeholders: what could be a variable is proposed, what isn't one stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.placeholders import proposals, with_variables
from miaohui.domain.template import Slot, parse
from tests.domain.samples import tables


def converted(text: str) -> str:
    known = tables()
    return with_variables(text, proposals(text, known.variables, known.emoticons.bracket_names))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("亲，[商品名称]有货", "亲，{商品名}有货"),
        ("[变量]您好", "{变量}您好"),
        ("#nickname#您好", "{昵称}您好"),
        ("#买家昵称#您好", "{昵称}您好"),
        ("{{order}}查到了", "{订单编号}查到了"),
        ("[[order]]查到了", "{订单编号}查到了"),
        ("退您***元", "退您{金额}元"),
        ("今天***点前付款", "今天{时间}点前付款"),
        ("您的快递单号：XXX", "您的快递单号：{运单号}"),
        ("单号为____请查收", "单号为{运单号}请查收"),
        ("身高___cm，体重___斤", "身高{身高}cm，体重{体重}斤"),
        ("亲爱的XX，我是XXX", "亲爱的{昵称}，我是{客服昵称}"),
        ("发XX快递，XX天到", "发{快递}快递，{天数}天到"),
        ("先**再**", "先{待填}再{待填2}"),
        ("[材质，如纯棉/麻]", "{材质}"),
        ("[偏大/偏小]还是[薄/厚]，[偏大/偏小]", "{选择=|偏大|偏小}还是{选择2=|薄|厚}，{选择=|偏大|偏小}"),
        ("[24小时]内", "{待填}内"),
    ],
)
def test_placeholders_become_variables(text: str, expected: str) -> None:
    assert converted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "尺码XXL和2XL",
        "[微笑]欢迎",
        "【重要】今天发货",
        "{买家昵称}您好，{快递=申通|圆通}",
        "#双十一活动来了#",
        "https://a.cn/x__y**z",
        "普通的一句话",
        "5*3",
    ],
)
def test_what_is_none_stays(text: str) -> None:
    assert converted(text) == text


@given(st.text(st.sampled_from("亲[]{}#*_X×/单号元，a1|= \n"), max_size=40))
def test_every_proposal_is_a_variable_and_a_second_pass_finds_none_of_them(text: str) -> None:
    found = proposals(text, tables().variables)
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(isinstance(node, Slot) for one in found for node in parse(one.variable))
