"""Replies valid by construction: titles, codes, and the text form of a wording."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.picture import Picture
from miaohui.domain.reply import (
    MAX_CODE,
    MAX_TEXT,
    MAX_TITLE,
    Part,
    Wording,
    checked_code,
    checked_title,
    is_reply_id,
    wording_from_text,
)
from miaohui.errors import MiaohuiError
from tests.domain.samples import CHART, PHOTO

ID = "r-0123456789abcdef"


def refusal(check: Callable[[str], object], text: str) -> str:
    with pytest.raises(MiaohuiError) as refused:
        check(text)
    return refused.value.problem.id


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("在的", ("在的",)),
        ("一\n---\n二", ("一", "二")),
        ("一\r\n---\r\n二", ("一", "二")),
        ("一\n---\n\n---\n二\n---\n", ("一", "二")),
        ("---\n一", ("一",)),
        ("一\n ---\n二", ("一\n ---\n二",)),
        ("一\n----\n二", ("一\n----\n二",)),
        ("一\n\\---\n二", ("一\n---\n二",)),
        ("一\n\\\\---\n二", ("一\n\\---\n二",)),
        ("\n一\n", ("\n一\n",)),
    ],
)
def test_a_line_of_three_hyphens_separates_parts(text: str, parts: tuple[str, ...]) -> None:
    assert wording_from_text(text) == Wording(parts)


@given(st.lists(st.text(st.sampled_from("-\\一 \n") | st.characters(exclude_characters="\r")), min_size=1, max_size=4))
def test_the_text_form_reads_back(parts: list[str]) -> None:
    if all(part.strip() for part in parts):
        assert wording_from_text(Wording(tuple(parts)).text) == Wording(tuple(parts))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (CHART.text, (CHART,)),
        (PHOTO.text, (PHOTO,)),
        (f"看图\n---\n{CHART.text}\n---\n{PHOTO.text}\n---\n谢谢", ("看图", CHART, PHOTO, "谢谢")),
        (f"看图\r\n{CHART.text}\r\n{PHOTO.text}\r\n谢谢", ("看图", CHART, PHOTO, "谢谢")),
        (f"\n 　{CHART.text}\t\n\n", (CHART,)),
        (f"看图 {CHART.text}", (f"看图 {CHART.text}",)),
        (f"{CHART.text}。", (f"{CHART.text}。",)),
        (f"看图\n\\{CHART.text}", (f"看图\n{CHART.text}",)),
        (f"\\\\{CHART.text}", (f"\\{CHART.text}",)),
        (f" \\{CHART.text}", (f" {CHART.text}",)),
        ("![尺码表](chart.png)", ("![尺码表](chart.png)",)),
        (f"![]({'5A' * 32}.png)", (f"![]({'5A' * 32}.png)",)),
        (f"![]({'5a' * 32}.exe)", (f"![]({'5a' * 32}.exe)",)),
        (f"![](../{CHART.name})", (f"![](../{CHART.name})",)),
    ],
)
def test_a_line_stands_for_a_picture(text: str, parts: tuple[Part, ...]) -> None:
    assert wording_from_text(text) == Wording(parts)


ALTS = st.text(st.sampled_from("![]()\\ -尺") | st.characters(exclude_characters="\r\n"), max_size=12)
PICTURES = st.builds(Picture, st.sampled_from([CHART.name, PHOTO.name]), ALTS | st.just(CHART.text))
PIECES = st.sampled_from(["\n", "---", "\\", " ", "看", CHART.text, PHOTO.text, "\\" + CHART.text, "![", "]("])
TEXTS = st.lists(PIECES | PICTURES.map(lambda picture: picture.text), min_size=1, max_size=8).map("".join)


@given(st.lists(PICTURES | TEXTS.filter(lambda text: bool(text.strip())), min_size=1, max_size=5))
def test_the_text_form_reads_back_with_pictures_and_what_looks_like_them(parts: list[Part]) -> None:
    wording = Wording(tuple(parts))
    assert wording_from_text(wording.text) == wording


@given(st.lists(PICTURES | TEXTS, min_size=1, max_size=5))
def test_what_is_searched_stands_in_its_place_in_the_text_form(parts: list[Part]) -> None:
    wording = Wording(tuple(parts))
    assert len(wording.search_text) == len(wording.text)
    assert all(mine in (" ", its) for mine, its in zip(wording.search_text, wording.text, strict=True))


def test_only_the_words_of_a_picture_are_searched() -> None:
    assert Wording(("看图", CHART)).search_text.split() == ["看图", "---", "尺码表"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "---", "\n---\n 　\n"])
def test_a_text_needs_something_to_say(text: str) -> None:
    assert refusal(wording_from_text, text) == "empty-text"


def test_a_text_has_a_limit() -> None:
    assert wording_from_text("字" * MAX_TEXT).parts == ("字" * MAX_TEXT,)
    assert refusal(wording_from_text, "字" * (MAX_TEXT + 1)) == "text-too-long"


@pytest.mark.parametrize(
    ("title", "checked"), [("欢迎", "欢迎"), ("  欢迎\n光临 ", "欢迎 光临"), ("字" * MAX_TITLE, None)]
)
def test_a_title_is_one_line(title: str, checked: str | None) -> None:
    assert checked_title(title) == (checked or title)


@pytest.mark.parametrize(
    ("title", "problem"), [("", "empty-title"), (" \n", "empty-title"), ("字" * (MAX_TITLE + 1), "title-too-long")]
)
def test_a_title_that_is_none_is_refused(title: str, problem: str) -> None:
    assert refusal(checked_title, title) == problem


@pytest.mark.parametrize("code", ["hy1", "HY1", "欢迎", "退货-地址", "01", ID[:-1], ID.upper(), "a" * MAX_CODE])
def test_a_code_may_be_chinese(code: str) -> None:
    assert checked_code(f" {code} ") == code


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("", "empty-code"),
        (" ", "empty-code"),
        ("a b", "bad-code"),
        ("a　b", "bad-code"),
        ("a\nb", "bad-code"),
        ("a\u200bb", "bad-code"),
        (ID, "bad-code"),
        ("a" * (MAX_CODE + 1), "code-too-long"),
    ],
)
def test_a_code_that_can_t_be_typed_is_refused(code: str, problem: str) -> None:
    assert refusal(checked_code, code) == problem


def test_an_id_has_one_shape() -> None:
    assert is_reply_id(ID)
    assert not any(
        map(is_reply_id, ("", "hy1", ID[:-1], ID + "0", ID.upper(), "r-0123456789abcdeg", "c-0123456789abcdef"))
    )
