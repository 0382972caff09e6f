"""Codes made of titles."""

from __future__ import annotations

import pytest

from miaohui.domain.code import proposed_code

READINGS = {"发": ("fa",), "货": ("huo",), "了": ("le", "liao")}


@pytest.mark.parametrize(
    ("title", "taken", "code"),
    [
        ("发货了", (), "fhl"),
        ("发货", ("fh",), "fh1"),
        ("发货", ("fh", "fh1", "fh2"), "fh3"),
        ("VIP 发货", (), "vipfh"),
        ("发货发货发货发货", (), "fhfhfh"),
        ("……", (), ""),
    ],
)
def test_a_code_is_the_titles_initials(title: str, taken: tuple[str, ...], code: str) -> None:
    assert proposed_code(title, READINGS, taken) == code
