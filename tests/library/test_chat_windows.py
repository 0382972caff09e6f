"""The rules for chat windows: the shipped ones, and a user's own file with whatever a hand may write into it."""

from __future__ import annotations

from pathlib import Path

import pytest

from miaohui.domain.chat_window import ChatWindow, ClientRule, client_of
from miaohui.errors import Problem
from miaohui.library.chat_windows import load_rules
from miaohui.library.tables import load_tables
from miaohui.messages import sentence
from miaohui.paths import Paths

CLIENTS = tuple(load_tables().clients)
GOOD = '[[rule]]\nclient = "qq"\ntitle = ["客户群*", "群聊"]\n'


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path, tmp_path)


def read(paths: Paths, text: str) -> tuple[tuple[ClientRule, ...], list[tuple[object, str]]]:
    """The user's own rules, and line and reason of each one left out."""
    shipped, _ = load_rules(paths, CLIENTS)
    paths.chat_windows.write_text(text, "utf-8")
    rules, problems = load_rules(paths, CLIENTS)
    assert rules[len(rules) - len(shipped) :] == shipped
    for problem in problems:
        assert str(paths.chat_windows) in sentence(problem)
    return rules[: len(rules) - len(shipped)], [(p.args["line"], _id(p.args["reason"])) for p in problems]


def _id(reason: object) -> str:
    assert isinstance(reason, Problem)
    return reason.id


@pytest.mark.parametrize(
    ("window", "client"),
    [
        (ChatWindow(1, "tb店铺:小园 - 接待中心", ("aliworkbench.exe", "aliworkbench.exe")), "wangwang"),
        (ChatWindow(1, "", (), "AliWorkbench.exe"), "wangwang"),
        (ChatWindow(1, "千牛工作台 - Mozilla Firefox", ("Navigator", "firefox")), "wangwang"),
        (ChatWindow(1, "拼多多 商家后台 - Google Chrome", ("google-chrome",)), "pinduoduo"),
        (ChatWindow(1, "京麦", ("Navigator", "firefox")), "jd"),
        (ChatWindow(1, "微信", ("wechat", "wechat")), "wechat"),
        (ChatWindow(1, "文件传输助手", ("wechat.exe", "wechat.exe")), "wechat"),
        (ChatWindow(1, "张三", ("qq", "QQ")), "qq"),
        (ChatWindow(1, "订单.xlsx - LibreOffice Calc", ("libreoffice", "libreoffice-calc"), "soffice.bin"), None),
        (ChatWindow(1, "", ()), None),
    ],
)
def test_the_shipped_rules_know_the_usual_windows(paths: Paths, window: ChatWindow, client: str | None) -> None:
    rules, problems = load_rules(paths, CLIENTS)
    assert problems == ()
    assert client_of(window, rules) == client


def test_a_users_rules_go_first(paths: Paths) -> None:
    own, problems = read(paths, GOOD)
    assert own == (ClientRule("qq", titles=("客户群*", "群聊")),)
    assert problems == []


@pytest.mark.parametrize(
    ("rule", "line", "reason"),
    [
        ('[[rule]]\nclient = "qq"\ntitle = "open\n', 3, "rule-not-toml"),
        ('[[rule]]\nclient = "telegram"\ntitle = "*"\n', 2, "rule-unknown-client"),
        ('[[rule]]\ntitle = "*"\n', 1, "rule-unknown-client"),
        ('[[rule]]\nclient = "qq"\n\ntitel = "*"\n', 4, "rule-unknown-key"),
        ('[[rule]]\nclient = "qq"\ntitle = [1]\n', 3, "rule-bad-pattern"),
        ('[[rule]]\nclient = "qq"\ntitle = ""\n', 3, "rule-bad-pattern"),
        ('[[rule]]\nclient = "qq"\n', 1, "rule-empty"),
        ('[[rule]]\nclient = ["qq"]\ntitle = "x"\n', 2, "rule-unknown-client"),
    ],
)
def test_a_wrong_rule_is_named_with_its_line_and_costs_no_other(
    paths: Paths, rule: str, line: int, reason: str
) -> None:
    own, problems = read(paths, f"# mine\n{GOOD}\n{rule}\n{GOOD}")
    before = 1 + GOOD.count("\n") + 1
    assert len(own) == 2
    assert problems == [(before + line, reason)]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [("= 1\n", 1, "rule-not-toml"), ("\nrules = 1\n", 2, "rule-unknown-key"), ("rule = 1\n", 1, "rule-unknown-key")],
)
def test_what_stands_outside_of_a_rule_is_named(paths: Paths, text: str, line: int, reason: str) -> None:
    own, problems = read(paths, f"{text}{GOOD}")
    assert len(own) == 1
    assert problems == [(line, reason)]


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm(paths: Paths) -> None:
    own, problems = read(paths, "\ufeff" + GOOD.replace("\n", "\r\n"))
    assert len(own) == 1
    assert problems == []


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", None], ids=["not UTF-8", "a folder"])
def test_a_file_that_cant_be_read_is_told_and_the_shipped_rules_hold(paths: Paths, content: bytes | None) -> None:
    if content is None:
        paths.chat_windows.mkdir()
    else:
        paths.chat_windows.write_bytes(content)
    rules, problems = load_rules(paths, CLIENTS)
    assert rules
    assert [problem.id for problem in problems] == ["cannot-read"]
    assert str(paths.chat_windows) in sentence(problems[0])
