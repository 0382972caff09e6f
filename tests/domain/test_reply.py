"""Replies valid by construction: titles, codes, and the text form of a wording."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.reply import (
    MAX_CODE,
    MAX_TEXT,
    MAX_TITLE,
    Wording,
    checked_code,
    checked_title,
    is_reply_id,
    wording_from_text,
)
from miaohui.errors import MiaohuiError

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
