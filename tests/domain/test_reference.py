"""The reference page of the template language: every example in it is rendered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from miaohui.domain.draft import Situation, compose
from miaohui.domain.season_facts import ACTIVITY_ENDS, ACTIVITY_STARTS, DISPATCH_RESUMES, DISPATCH_STOPS, facts
from miaohui.domain.values import VariableKind
from tests.domain.samples import draft, reply, tables
from tests.fakes import CHINA

PAGE = Path(__file__).resolve().parents[2] / "desktop" / "TEMPLATES.md"
PROFILE = {"店铺": "青山茶铺", "截单时间": "16:00", "活动结束": "11-11 20:00"}
HEADING = "| Written | Given | Sent |"
SEASON_HEADING = "| Written | On | Sent |"


@dataclass(frozen=True)
class Example:
    line: int
    written: str
    given: dict[str, str]
    missing: list[str]
    held: list[str]
    sent: str


def codes(cell: str) -> list[str]:
    return [code.replace("\\|", "|") for code in re.findall("`([^`]*)`", cell)]


def rows(heading: str) -> Iterator[tuple[int, str, str, str]]:
    """The line's number and its cells."""
    in_table = False
    for number, line in enumerate(PAGE.read_text("utf-8").splitlines(), start=1):
        in_table = line == heading or (in_table and line.startswith("|"))
        if in_table and line != heading and not line.startswith("|---"):
            written, given, sent = re.split(r"(?<!\\)\|", line)[1:-1]
            yield number, written, given, sent


def examples() -> list[Example]:
    found = []
    for number, written, given, sent in rows(HEADING):
        values = dict(pair.split("=", 1) for code in codes(given) for pair in code.split("；"))
        asks, held = "*asks*" in sent, "*held*" in sent
        results = codes(sent)
        text = "" if asks or held else results[0]
        found.append(Example(number, codes(written)[0], values, results if asks else [], results if held else [], text))
    return found


EXAMPLES = examples()


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) > 50
    assert sum(1 for one in EXAMPLES if one.held) > 3


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"line {example.line}")
def test_an_example_renders_as_the_page_says(example: Example) -> None:
    found = draft(example.written, typed=example.given, profile=PROFILE)
    assert (list(found.missing), list(found.held)) == (example.missing, example.held)
    if example.sent:
        assert found.text == example.sent


@pytest.mark.parametrize("row", list(rows(SEASON_HEADING)), ids=lambda row: f"line {row[0]}")
def test_an_example_of_a_season_renders_as_the_page_says(row: tuple[int, str, str, str]) -> None:
    _number, written, on, sent = row
    day, season = codes(on)
    now = datetime.fromisoformat(day).replace(tzinfo=CHINA)
    brought = facts(tables().seasons, tables().calendar, season, now, CHINA)
    found = compose(reply(*codes(written)), Situation(season, "plain", now, facts=brought), tables())
    if "*asks*" in sent:
        assert list(found.missing) == codes(sent)
    else:
        assert (found.text, found.missing) == (codes(sent)[0], ())


def test_the_page_has_every_fact_of_a_season_s() -> None:
    page = PAGE.read_text("utf-8")
    named = {name for season in tables().seasons for name in season.facts}
    assert all(name in page for name in (*named, ACTIVITY_STARTS, ACTIVITY_ENDS, DISPATCH_STOPS, DISPATCH_RESUMES))


def test_the_page_names_every_kind_and_every_fact_of_the_agents() -> None:
    page = PAGE.read_text("utf-8")
    assert all(f"| `{kind.value}` |" in page for kind in VariableKind)
    assert all(name in page for name in (*tables().variables.profile, *tables().variables.computed))
