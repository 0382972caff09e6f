"""The language of patterns."""

from __future__ import annotations

import re

import pytest

from miaohui.domain.wording.pattern import ANY, EMOTICON, VALUE, Compiled, PatternError, Patterns, pairs_in

LISTS = {"sure": ("保证", "一定"), "both": ("<sure>", "肯定")}


def matches(pattern: str, text: str) -> list[str]:
    compiled: Compiled = Patterns(LISTS).compile(pattern)
    places = (
        place
        for place in range(len(text))
        if {text[place] + ANY, text[place : place + 2]} & set(pairs_in(compiled.heads))
    )
    regex = re.compile(compiled.source)
    found = (regex.match(text, place) for place in places)
    return [match.group() for match in found if match]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("(好|差)评", "好评差评", ["好评", "差评"]),
        ("加(我)?微信", "加微信加我微信", ["加微信", "加我微信"]),
        ("店?铺", "店铺", ["店铺", "铺"]),
        ("<both>到", "保证到肯定到", ["保证到", "肯定到"]),
        ("保证…到", "保证明天能到", ["保证明天能到"]),
        ("保证…到", "保证质量,明天到", []),
        ("保证……到", "保证质量,明天到", ["保证质量,明天到"]),
        ("保证……到", "保证质量。明天到", []),
        ("保证…2到", "保证一二到", ["保证一二到"]),
        ("保证…2到", "保证一二三到", []),
        ("#件", "三件12件", ["三件", "12件"]),
        ("^不行$", "不行", ["不行"]),
        ("^不行$", "这样,不行。", ["不行"]),
        ("^不行$", "行不行", []),
        ("^^哦$", "好的\n哦", ["哦"]),
        ("^^哦$", "好,哦", []),
        ("好的$$", "好的~", ["好的"]),
        ("好的$$", "好的亲", []),
        ("vx", "加vx吧", ["vx"]),
        ("vx", "vxlan", []),
        ("5星", "15星", []),
        ("!{能}不能退", "不能退能不能退", ["不能退"]),
        ("@件", f"{VALUE}件", [f"{VALUE}件"]),
        ("好&", f"好{EMOTICON}", [f"好{EMOTICON}"]),
        ("a.b*c", "a.b*c", ["a.b*c"]),
        ("a.b", "axb", []),
    ],
)
def test_a_pattern_matches(pattern: str, text: str, expected: list[str]) -> None:
    assert matches(pattern, text) == expected


@pytest.mark.parametrize(
    "pattern",
    [
        *("", "…好", "(|好)", "好)", "(好", "<nothing>", "好…1好…1好…1好…1好", "好…99好", "^$"),
        *("((((((好))))))", "好" * 500),
    ],
)
def test_what_is_no_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        Patterns(LISTS).compile(pattern)


def test_a_list_that_names_itself_is_refused() -> None:
    with pytest.raises(PatternError):
        Patterns({"loop": ("<loop>",)}).compile("<loop>")
