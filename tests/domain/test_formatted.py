"""Formatted copies: the text stays the text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.formatted import formatted
from miaohui.domain.reply import Look


class Reader(HTMLParser):
    """What a chat client reads out of it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.text += "\n" * (tag == "br")

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_plain_reply_has_no_format() -> None:
    assert formatted("满200减20", Look.PLAIN) == ""


@pytest.mark.parametrize(("look", "size"), [(Look.GREETING, "14pt"), (Look.ACTIVITY, "12pt")])
def test_a_look_is_bold_songti_in_one_bright_colour(look: Look, size: str) -> None:
    html = formatted("欢迎光临", look)
    assert f"font-size:{size}" in html
    assert "font-weight:bold" in html
    assert "宋体" in html
    (colour,) = re.findall(r"color:#([0-9a-f]{6})", html)
    red, green, blue = (int(colour[n : n + 2], 16) for n in (0, 2, 4))
    assert red > 0xB0 > max(green, blue)


@given(st.text("亲<>&\"' \n/:^_^😊a", max_size=40), st.sampled_from([Look.GREETING, Look.ACTIVITY]))
def test_nothing_of_the_text_is_taken_for_html(text: str, look: Look) -> None:
    read = Reader(formatted(text, look))
    assert read.text.replace("\xa0", " ") == text
    assert set(read.tags) <= {"span", "br"}
