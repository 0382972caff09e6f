from __future__ import annotations

import pytest

from miaohui.domain.code_proposal import propose_code
from miaohui.domain.reply import checked_code
from miaohui.library.tables import load_readings


@pytest.mark.parametrize(
    ("title", "taken", "code"),
    [
        ("什么时候发货", (), "smshfh"),
        ("顺丰多少钱，要补差价吗", (), "sfdsqy"),
        ("催付", {"cf"}, "cf2"),
        ("催付", {"cf", "cf2"}, "cf3"),
        ("XL 码", (), "xlm"),
        ("😊！", (), ""),
        ("", (), ""),
    ],
)
def test_a_code_is_the_titles_initials(title: str, taken: set[str], code: str) -> None:
    assert propose_code(title, taken, load_readings()) == code
    assert not code or checked_code(code) == code
