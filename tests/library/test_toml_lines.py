"""Lines in TOML files."""

from __future__ import annotations

import tomllib

import pytest

from miaohui.library.toml_lines import entry_line, error_line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a = 1\nb = \n", 2),
        ("a = 1\n\nb = [1,\n2\n\n", 4),
    ],
    ids=["within", "cut short"],
)
def test_an_error_is_told_with_its_line(text: str, line: int) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as raised:
        tomllib.loads(text)
    assert error_line(raised.value, text) == line


def test_entries_are_found_as_people_write_them() -> None:
    text = "# about\n[[rule]]\n[[other]]\n\n  [[ rule ]]\n"
    assert [entry_line(text, "rule", number) for number in range(3)] == [2, 5, 1]
