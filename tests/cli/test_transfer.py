"""import."""

from __future__ import annotations

import csv
import errno
import html
import os
from pathlib import Path

import pytest

from miaohui.cli import reply_bulk, reply_options, season, transfer
from miaohui.domain.replacing import Place
from miaohui.domain.reply import Channel, Look, Scope
from miaohui.domain.season import AUTO
from miaohui.flow.transfer import Mode
from miaohui.library import formats
from miaohui.library.tables import load_tables
from miaohui.paths import Paths
from tests.cli.command_line import Run

COUNTS = ("new", "changed", "same", "skipped")
TABLE = (
    "快捷短语编码,快捷短语,快捷短语分组\n"
    "q1,您好/:^_^，在的,我的/问候\n"
    'q2,"第一行\n第二行",我的/问候\n'
    "q3,,我的\n"
    ",没有编码的一句,\n"
    "q1,您好/:^_^，在的,我的/问候\n"
)


@pytest.fixture(params=["gbk", "utf-8-sig"])
def table(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    file = tmp_path / "千牛.csv"
    file.write_bytes(TABLE.encode(request.param))
    return file


def test_the_counts_add_up_and_problems_name_their_rows(cli: Run, table: Path) -> None:
    document = cli("import", str(table), "--json").document
    problems = document["problems"]
    assert {key: document[key] for key in COUNTS} == {"new": 3, "changed": 0, "same": 0, "skipped": 2}
    assert [(problem["row"], problem["reason"]) for problem in problems] == [(4, "empty-text"), (6, "duplicate-row")]


def test_the_replies_are_there_with_their_categories_and_emoticons(cli: Run, table: Path) -> None:
    assert cli("import", str(table)).code == 0
    reply = cli("reply", "show", "q1", "--json").document
    assert (reply["category"], reply["body"]) == ("我的/问候", "您好/:^_^，在的")
    assert cli("render", "q1", "--for", "wechat").out == "您好[愉快]，在的\n"
    assert cli("render", "q2").out == "第一行\n第二行\n"


@pytest.mark.parametrize(
    ("dialect", "text", "expected"),
    [
        ("", "要茶/咖啡吗/::)", "要茶/咖啡吗/::)"),
        ("qq", "要茶/咖啡吗/::)", "要茶☕吗/::)"),
        ("legacy_wechat", "要茶/咖啡吗/::)", "要茶/咖啡吗🙂"),
    ],
)
def test_codes_that_are_ordinary_text_are_read_where_the_command_says_so(
    cli: Run, tmp_path: Path, dialect: str, text: str, expected: str
) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f"快捷短语编码,快捷短语,快捷短语分组\nq1,{text},我的\n", "utf-8")
    assert cli("import", str(file), *(("--emoticons", dialect) if dialect else ())).code == 0
    assert cli("render", "q1").out == f"{expected}\n"


def test_every_wangwang_code_comes_through_a_file_also_escaped_for_html(cli: Run, tmp_path: Path) -> None:
    emoticons = [e for e in load_tables().emoticons.dialects["wangwang"].emoticons if e.emoji]
    escaped = [html.escape(e.code) for e in emoticons]
    numbered = [form.replace("&#x27;", "&#39;") for form in escaped]
    codes = [form for three in zip((e.code for e in emoticons), escaped, numbered, strict=True) for form in three]
    file = tmp_path / "千牛.csv"
    with file.open("w", encoding="gbk", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["快捷短语编码", "快捷短语", "快捷短语分组"])
        writer.writerow(["e1", "\n".join(f"亲{code}在" for code in codes), "我的"])
    assert cli("import", str(file)).code == 0
    expected = [form for e in emoticons for form in (e,) * 3]
    assert cli("render", "e1").out.splitlines() == [f"亲{e.emoji}在" for e in expected]
    assert cli("render", "e1", "--for", "wangwang").out.splitlines() == [f"亲{e.code}在" for e in expected]


def test_importing_again_changes_nothing(cli: Run, table: Path) -> None:
    cli("import", str(table))
    before = cli("reply", "list", "--json").out
    document = cli("import", str(table), "--json", "--format", "qianniu").document
    assert (document["new"], document["changed"], document["same"]) == (0, 0, 3)
    assert cli("reply", "list", "--json").out == before


def test_a_dry_run_only_tells(cli: Run, table: Path) -> None:
    before = cli("reply", "list", "--json").out
    assert cli("import", str(table), "--dry-run", "--json").document["new"] == 3
    assert cli("reply", "list", "--json").out == before


def test_replacing_puts_the_other_personal_replies_into_the_trash(cli: Run, table: Path) -> None:
    cli("reply", "add", "--title", "t", "--code", "mine", "--category", "物流", "--body", "b")
    assert cli("import", str(table), "--mode", "replace").code == 0
    assert [r["code"] for r in cli("reply", "list", "--deleted", "--json").document["replies"]] == ["mine"]
    assert cli("reply", "show", "hy1").code == 0


def test_people_get_sentences(cli: Run, table: Path) -> None:
    ended = cli("import", str(table))
    assert ended.out == "3 rows are new · 0 rows have changed · 0 rows are here already · 2 rows were left out\n"
    assert ended.err.splitlines() == [
        "Row 4: A reply needs a text.",
        "Row 6: The row says the same as one before it.",
    ]


def test_a_missing_file_is_a_failure(cli: Run, paths: Paths) -> None:
    ended = cli("import", "nowhere.csv")
    assert (ended.code, ended.out) == (1, "")
    assert ended.sentence == f"Can't read nowhere.csv: {os.strerror(errno.ENOENT)}."
    assert not paths.library.exists()


@pytest.mark.parametrize(
    "content", [b"", b"a,b,c\n1,2,3\n", b"\x89PNG\r\n\x1a\n\0\0", b"{}"], ids=["empty", "foreign", "picture", "JSON"]
)
def test_a_foreign_file_is_a_failure_and_changes_nothing(cli: Run, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes(content)
    before = cli("reply", "list", "--json").out
    ended = cli("import", str(file), "--json")
    assert (ended.code, ended.out) == (1, "")
    assert ended.sentence.startswith(f"{file} isn't a reply table")
    assert cli("reply", "list", "--json").out == before


def test_the_choices_that_help_shows_are_those_there_are() -> None:
    """``--help`` names them without loading what they stand for."""
    assert formats.FORMATS == transfer.FORMATS
    assert list(transfer.MODES) == list(Mode)
    assert list(reply_options.SCOPES) == list(Scope)
    assert list(reply_options.CHANNELS) == list(Channel)
    assert list(reply_options.LOOKS) == list(Look)
    assert list(reply_bulk.PLACES) == list(Place)
    assert season.AUTO == AUTO
