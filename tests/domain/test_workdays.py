"""Working days around weekends and the state's holidays."""

from __future__ import annotations

from datetime import date

import pytest

from tests.domain.samples import tables

WORKDAYS = tables().variables.workdays


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-11-11", True),
        ("2026-11-14", False),
        ("2026-10-01", False),
        ("2026-10-10", True),
        ("2026-02-28", True),
        ("2025-09-28", True),
        ("2030-10-01", True),
    ],
)
def test_who_works_when(day: str, works: bool) -> None:
    assert (date.fromisoformat(day) in WORKDAYS) is works


@pytest.mark.parametrize(
    ("day", "count", "result"),
    [
        ("2026-11-11", 1, "2026-11-12"),
        ("2026-11-11", 3, "2026-11-16"),
        ("2026-11-14", 1, "2026-11-16"),
        ("2026-11-11", 0, "2026-11-11"),
        ("2026-11-14", 0, "2026-11-16"),
        ("2026-11-16", -1, "2026-11-13"),
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-09-30", 3, "2026-10-10"),
        ("2026-10-08", -1, "2026-09-30"),
        ("2026-12-31", 1, "2027-01-01"),
    ],
)
def test_working_days_are_counted_from_a_day(day: str, count: int, result: str) -> None:
    assert WORKDAYS.after(date.fromisoformat(day), count) == date.fromisoformat(result)
