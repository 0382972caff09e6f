"""The wording report as a file."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from miaohui import i18n
from miaohui.domain.search import finished
from miaohui.domain.wording import Level
from miaohui.errors import MiaohuiError
from miaohui.flow.wording_report import Report, Reporting
from miaohui.library.wording_export import write_report
from tests.domain.samples import reply, tables
from tests.fakes import MemoryLibraryStore
from tests.flow.samples import Here, library
from tests.flow.test_proofreading import Desk

SEASONS = tables().seasons


@pytest.fixture
def report() -> Report:
    i18n.install("en")
    here = library(reply("坏<b>", "=1+1 差", number=1, code="=cmd", title="@title", category="trace"))
    desk = Desk(Here(MemoryLibraryStore(here)))
    return finished(Reporting(desk.open(), here).steps())


def test_a_table_has_a_row_a_finding_and_no_formulas(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    write_report(report, path, SEASONS)
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    heading, first, second = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert heading[:3] == ["Level", "Why", "Found"]
    assert first[:5] == ["error", "No.", "坏", "", "好"]
    for row in (first, second):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)
    assert "\t=1+1 差" in second


def test_json_has_places_and_ids(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "report.JSON"
    write_report(report, path, SEASONS)
    document = json.loads(path.read_bytes())
    assert document["counts"] == {Level.ERROR: 1, Level.WARNING: 1, Level.HINT: 0}
    first, second = document["findings"]
    assert (first["rule"], first["start"], first["end"], first["fix"]) == ("bad", 0, 1, "好")
    assert (second["part"], second["found"], second["season"]) == (2, "差", "normal")


def test_a_page_marks_what_was_found_and_holds_no_markup_of_the_texts(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    write_report(report, path, SEASONS)
    page = path.read_text("utf-8")
    assert "<mark>坏</mark>&lt;b&gt;" in page
    assert "<b>" not in page


@pytest.mark.parametrize("name", ["report.txt", "report", "missing/report.csv"])
def test_what_can_not_be_written_is_said(report: Report, tmp_path: Path, name: str) -> None:
    with pytest.raises(MiaohuiError) as caught:
        write_report(report, tmp_path / name, SEASONS)
    assert caught.value.problem.id == ("cannot-write" if name.endswith("csv") else "report-format")
