"""Columns and widths, as a terminal counts them."""

from __future__ import annotations

import pytest

from miaohui.cli.output import cell_width, columns, cut, one_line


@pytest.mark.parametrize(
    ("text", "width"), [("abc", 3), ("发货", 4), ("，", 2), ("é", 1), ("e\u0301", 1), ("ﾊ", 1), ("", 0)]
)
def test_wide_characters_take_two_cells_and_combining_ones_none(text: str, width: int) -> None:
    assert cell_width(text) == width


def test_columns_are_aligned_by_cells() -> None:
    lines = columns([("fh1", "什么时候发货", "x"), ("催发货", "fh", "y")], 80)
    assert [cell_width(line[: line.rindex(end)]) for line, end in zip(lines, "xy", strict=True)] == [22, 22]


def test_the_last_column_ends_where_the_line_does() -> None:
    (line,) = columns([("fh1", "发货" * 50)], 20)
    assert cell_width(line) <= 20
    assert line.endswith("…")


def test_no_rows_are_no_lines() -> None:
    assert columns([], 80) == []


def test_a_text_that_fits_is_not_cut() -> None:
    assert cut("发货发货", 8) == "发货发货"


def test_a_cell_holds_nothing_that_a_terminal_would_obey() -> None:
    assert one_line("a\nb\tc\x1b[31md\x07") == "a b c[31md"
