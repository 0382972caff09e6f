"""The reference page of the template language: every example in it is rendered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from miaohui.domain.values import VariableKind
from tests.domain.samples import draft, tables

PAGE = Path(__file__).resolve().parents[2] / "desktop" / "TEMPLATES.md"
PROFILE = {"店铺": "青山茶铺", "截单时间": "16:00", "活动结束": "11-11 20:00"}
HEADING = "| Written | Given | Sent |"


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


def examples() -> list[Example]:
    found = []
    in_table = False
    for number, line in enumerate(PAGE.read_text("utf-8").splitlines(), start=1):
        in_table = line == HEADING or (in_table and line.startswith("|"))
        if not in_table or line == HEADING or line.startswith("|---"):
            continue
        written, given, sent = re.split(r"(?<!\\)\|", line)[1:-1]
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


def test_the_page_names_every_kind_and_every_fact_of_the_agents() -> None:
    page = PAGE.read_text("utf-8")
    assert all(f"| `{kind.value}` |" in page for kind in VariableKind)
    assert all(name in page for name in (*tables().variables.profile, *tables().variables.computed))
