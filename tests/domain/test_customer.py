"""What is kept of the present customer, and what of it is suggested."""

from __future__ import annotations

from datetime import timedelta

import pytest

from miaohui.domain.customer import Customer, Source, suggest
from miaohui.domain.recognition import looks_like
from miaohui.domain.values import doubt
from miaohui.domain.variables import Variable
from tests.domain.samples import NOW, tables

ORDER, TRACKING = "2411030881755201234", "YT7423580019263"


def variables(*names: str) -> list[Variable]:
    return [tables().variables.get(name) for name in names]


def test_a_value_lives_for_two_minutes_after_its_last_use() -> None:
    first = Customer().remember({"订单编号": ORDER}, NOW)
    later = NOW + timedelta(seconds=90)
    again = first.remember({"订单编号": ORDER}, later)
    assert first.values(later) == {"订单编号": ORDER}
    assert first.values(NOW + timedelta(minutes=2)) == {}
    assert again.values(NOW + timedelta(minutes=3)) == {"订单编号": ORDER}


def test_the_first_value_to_go_tells_when_it_goes() -> None:
    customer = Customer().remember({"订单编号": ORDER}, NOW).remember({"金额": "35"}, NOW + timedelta(seconds=30))
    assert customer.expires(NOW + timedelta(seconds=30)) == timedelta(seconds=90)
    assert customer.expires(NOW + timedelta(seconds=120)) == timedelta(seconds=30)
    assert customer.expires(NOW + timedelta(minutes=3)) is None


def test_no_value_shows_in_a_repr() -> None:
    assert ORDER not in repr(Customer().remember({"订单编号": ORDER}, NOW))


def test_the_clipboard_goes_to_the_first_variable_it_fits_and_to_no_other() -> None:
    suggestions = suggest(variables("昵称", "订单编号", "运单号", "电话"), f" {ORDER}\n", {})
    assert {name: (s.value, s.source) for name, s in suggestions.items()} == {"订单编号": (ORDER, Source.CLIPBOARD)}


def test_the_clipboard_comes_before_what_was_used_earlier() -> None:
    suggestions = suggest(variables("运单号", "金额"), TRACKING, {"运单号": "SF1", "金额": "35", "电话": "1"})
    assert {name: (s.value, s.source) for name, s in suggestions.items()} == {
        "运单号": (TRACKING, Source.CLIPBOARD),
        "金额": ("35", Source.EARLIER),
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (ORDER, "订单编号"),
        ("241103-123456789012345", "订单编号"),
        ("306712345678", "订单编号"),
        (TRACKING, "运单号"),
        ("SF1234567890123", "运单号"),
        ("JDVA12345678901", "运单号"),
        ("EA123456789CN", "运单号"),
        ("773123456789012", "运单号"),
        ("35", "金额"),
        ("¥12.50", "金额"),
        ("12.5元", "运费"),
        ("13812345678", "电话"),
        ("138 1234 5678", "电话"),
        ("138-1234-5678", "电话"),
        ("小李", "昵称"),
        ("Anna", "昵称"),
        ("浙江省杭州市西湖区文三路90号", "地址"),
    ],
)
def test_a_text_of_the_right_shape_fits(text: str, name: str) -> None:
    variable = tables().variables.get(name)
    assert looks_like(text, variable)
    assert doubt(variable.kind, text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("订单2411030881755201234", "订单编号"),
        ("12345", "订单编号"),
        ("hello world", "运单号"),
        ("https://example.com/1234567890", "运单号"),
        ("35.123", "金额"),
        ("一百块", "金额"),
        ("2411030881755201234", "电话"),
        ("您好，在吗", "昵称"),
        ("tb123", "昵称"),
        ("JD----------", "运单号"),
        ("这是一个很长很长很长的名字呀", "昵称"),
        ("小李", "收件人"),
        ("在的亲，马上给您查一下哦", "地址"),
        ("小李", "商品名"),
        ("", "昵称"),
    ],
)
def test_other_texts_dont(text: str, name: str) -> None:
    assert not looks_like(text, tables().variables.get(name))
