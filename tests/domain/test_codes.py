"""Codes from a title's initials."""

from __future__ import annotations

from dataclasses import replace

import pytest

from miaohui.domain.codes import propose_code, taken_codes
from miaohui.domain.library import Library
from miaohui.domain.reply import Scope, checked_code
from miaohui.library.tables import load_readings
from tests.domain.samples import NOW, reply


@pytest.mark.parametrize(
    ("title", "taken", "code"),
    [
        ("什么时候发货", (), "smsh"),
        ("什么时候发货", ("smsh",), "smsh2"),
        ("什么时候发货", ("smsh", "smsh2", "smsh3"), "smsh4"),
        ("欢迎", (), "hy"),
        ("VIP 客户", (), "vipk"),
        ("7天无理由", (), "7twl"),
        ("【催付】第一次！", (), "cfdy"),
        ("？！", (), "hf"),
        ("", ("hf",), "hf2"),
    ],
)
def test_the_first_initials_with_a_number_where_they_are_taken(title: str, taken: tuple[str, ...], code: str) -> None:
    assert propose_code(title, load_readings(), taken) == checked_code(code)


def test_taken_are_the_codes_of_a_scope_without_the_trash_and_oneself() -> None:
    own, other = reply(number=1, code="A1"), reply(number=2, code="B2")
    shop = replace(reply(number=3, code="C3"), scope=Scope.SHOP)
    gone = replace(reply(number=4, code="D4"), deleted=NOW)
    there = Library({one.id: one for one in (own, other, shop, gone)})
    assert taken_codes(there, Scope.PERSONAL) == {"a1", "b2"}
    assert taken_codes(there, Scope.PERSONAL, own.id) == {"b2"}
    assert taken_codes(there, Scope.SHOP) == {"c3"}
