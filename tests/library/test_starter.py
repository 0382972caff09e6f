from __future__ import annotations

from datetime import UTC
from pathlib import Path

import pytest

from miaohui.domain.change import apply
from miaohui.domain.library import Library
from miaohui.domain.reply import Channel, Look, Scope, checked_code, checked_title, is_reply_id
from miaohui.library.starter import starter_change_set
from miaohui.library.tables import load_tables
from tests.library.samples import SteppingClock, open_store, paths_in

CATEGORIES = """
[[category]]
id = "welcome"
name = "欢迎语"
icon = "😊"
subs = [{ id = "first", name = "首次接待" }]
"""
REPLIES = """
category = "welcome"

[[reply]]
code = "hy1"
title = "欢迎"
sub = "first"
aliases = ["在吗"]
texts = ["您好", "你好\\n---\\n在的"]
peak = "忙"
next = ["hy2"]
channel = "auto"
tags = ["新客"]
look = "greeting"
level = "一级"
only_in = ["peak"]

[[reply]]
code = "hy2"
title = "再见"
text = "谢谢"
peak = ["多谢", "忙，多谢"]
spring = "新年好，多谢"
"""


def data(folder: Path, replies: str = REPLIES) -> Path:
    (folder / "starter").mkdir()
    (folder / "categories.toml").write_text(CATEGORIES, "utf-8")
    (folder / "starter" / "01.toml").write_text(replies, "utf-8")
    return folder


def library(folder: Path | None) -> Library:
    return apply(Library(), starter_change_set(SteppingClock(), folder))


def test_every_key_finds_its_place(tmp_path: Path) -> None:
    made = library(data(tmp_path))
    welcome, goodbye = made.replies.values()
    assert made.category_name(welcome.category) == "欢迎语/首次接待"
    assert made.category_name(goodbye.category) == "欢迎语"
    assert [wording.parts for wording in welcome.wordings] == [("您好",), ("你好", "在的")]
    assert [wording.text for wording in welcome.variants["peak"]] == ["忙"]
    assert [wording.text for wording in goodbye.variants["peak"]] == ["多谢", "忙，多谢"]
    assert [wording.text for wording in goodbye.variants["spring"]] == ["新年好，多谢"]
    assert welcome.next == ((goodbye.id, "再见"),)
    assert (welcome.channel, welcome.look, welcome.level) == (Channel.AUTO, Look.GREETING, "一级")
    assert (welcome.aliases, welcome.tags, welcome.only_in) == (("在吗",), ("新客",), ("peak",))
    assert (welcome.source, welcome.scope, welcome.order, goodbye.order) == ("starter:hy1", Scope.SHOP, 1, 2)
    assert welcome.created is not None
    assert welcome.created.tzinfo is UTC


@pytest.mark.parametrize(
    "change",
    [
        ('next = ["hy2"]', 'next = ["hy9"]'),
        ('sub = "first"', 'sub = "second"'),
        ('code = "hy2"', 'code = "hy1"'),
        ('level = "一级"', 'levels = "一级"'),
        ('spring = "新年好，多谢"', 'monsoon = "下雨"'),
        ('channel = "auto"', 'channel = "fax"'),
        ('text = "谢谢"', 'text = " "'),
        ('text = "谢谢"', ""),
    ],
    ids=[
        "unknown follow-up",
        "unknown category",
        "code twice",
        "unknown key",
        "unknown season",
        "unknown channel",
        "blank",
        "no text",
    ],
)
def test_a_fault_is_named(tmp_path: Path, change: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="starter"):
        library(data(tmp_path, REPLIES.replace(*change)))


def test_the_shipped_library_is_whole() -> None:
    made = library(None)
    assert len(made.replies) >= 190
    assert len(made.tops()) == 16
    for reply in made.replies.values():
        assert is_reply_id(reply.id)
        assert checked_code(reply.code) == reply.code
        assert checked_title(reply.title) == reply.title
        assert all(follow_up in made.replies for follow_up, _ in reply.next)
        assert reply.variants.keys() <= set(load_tables().seasons.by_id)


def test_the_shipped_library_survives_the_disk(tmp_path: Path) -> None:
    paths = paths_in(tmp_path)
    first = open_store(paths, begin=lambda: starter_change_set(SteppingClock())).load().library
    assert open_store(paths).load().library == first


def test_ids_are_new_each_time() -> None:
    assert not library(None).replies.keys() & library(None).replies.keys()
