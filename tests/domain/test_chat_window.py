"""Which chat client a window belongs to."""

from __future__ import annotations

import pytest

from miaohui.domain.chat_window import ChatWindow, ClientRule, client_of

WINDOW = ChatWindow(1, "王小姐 - 接待中心", ("AliWorkbench.exe", "aliworkbench.exe"), "AliWorkbench.exe")


@pytest.mark.parametrize(
    "rule",
    [
        ClientRule("wangwang", classes=("aliworkbench.exe",)),
        ClientRule("wangwang", processes=("Other", "ALIWORKBENCH*")),
        ClientRule("wangwang", titles=("*接待中心",)),
        ClientRule("wangwang", classes=("ali*",), titles=("*接待中心",)),
    ],
    ids=["class", "process", "title", "both"],
)
def test_a_rule_fits_by_class_process_and_title_whatever_the_capitals(rule: ClientRule) -> None:
    assert client_of(WINDOW, [rule]) == "wangwang"


@pytest.mark.parametrize(
    "rule",
    [
        ClientRule("wangwang", classes=("aliworkbench",)),
        ClientRule("wangwang", titles=("接待中心",)),
        ClientRule("wangwang", classes=("ali*",), titles=("微信",)),
        ClientRule("wangwang", processes=("firefox",)),
    ],
    ids=["part of a class", "part of a title", "another title", "another process"],
)
def test_every_criterion_of_a_rule_has_to_fit_as_a_whole(rule: ClientRule) -> None:
    assert client_of(WINDOW, [rule]) is None


def test_the_first_rule_that_fits_counts() -> None:
    rules = [ClientRule("qq", titles=("QQ",)), ClientRule("jd", titles=("*",)), ClientRule("wechat", titles=("*",))]
    assert client_of(WINDOW, rules) == "jd"


def test_a_title_shows_in_no_repr() -> None:
    assert "王小姐" not in repr(WINDOW)


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("(3) 陈先生", "陈先生"),
        ("（12）陈先生", "陈先生"),
        ("[5条新消息] 陈先生", "陈先生"),
        ("【99+】 陈先生", "陈先生"),
        ("陈先生 (3)", "陈先生 (3)"),
        ("(3)", "(3)"),
        ("(陈) 先生", "(陈) 先生"),
        ("(20241103) 陈先生", "(20241103) 陈先生"),
        ("", ""),
    ],
)
def test_a_counter_of_unread_messages_before_the_title_is_not_its_subject(title: str, subject: str) -> None:
    assert ChatWindow(1, title).subject == subject
