"""import and export with the files of a real shop: large, odd, and at bad moments."""

from __future__ import annotations

import csv
import io
import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from miaohui.cli import headless, transfer
from miaohui.flow.transfer import Asked, Table
from miaohui.library.formats.declaration import WRITTEN
from miaohui.library.formats.encoding import ENCODINGS
from miaohui.paths import Paths
from tests.cli.command_line import Run, environment
from tests.cli.fake_app import FakeApp
from tests.pictures import picture

COUNTS = ("new", "changed", "same", "skipped")
FOREIGN = (
    "path\ttitle\tscene\ttext\n"
    '童装.md\t产品卖点\t客户问"这款怎么样"\t亲，这款[产品名称]很好！\\n✨ [材质，如纯棉/麻]\\n身高___cm可以穿\n'
    '童装.md\t尺码推荐\t客户问"选什么尺码"\t亲，这款[偏大/偏小]，退您***元\n'
    "童装.md\t退货流程\t客户要退货\t亲，请把单号XXX发我[微笑]\n"
)
PLACES = ("广东", "广西", "海南", "福建", "江西")


def counts(document: dict[str, object]) -> dict[str, object]:
    return {key: document[key] for key in COUNTS}


def big_table() -> tuple[bytes, dict[str, int]]:
    """6,000 rows as a shop has them, in 千牛's format, and the counts that its import must give."""
    chance = random.Random(8)
    lines = ["快捷短语编码,快捷短语,快捷短语分组"]
    expected = {"new": 0, "changed": 0, "same": 0, "skipped": 0}
    for number in range(6000):
        text = f"亲，第{number}条，发往{chance.choice(PLACES)}的包裹{'走得很快，' * chance.randrange(8)}请放心/:^_^"
        match number % 10:
            case 0:
                lines.append(f'"\t码{number}","\t{text}","\t物流/查件"')
            case 1:
                lines.append(f'码{number},"{text}\r\n第二行\r\n第三行",售后')
            case 2:
                lines.append(f'码{number},"他说""{text}""，真的",售后')
            case 3:
                lines.append(f"码{number},{text}")  # no third column
            case 4 | 5:
                lines.append(f"议价{number // 50},{text},议价")  # several wordings
            case 6:
                lines.append(f",{text},欢迎语")
            case 7:
                lines.append(f"x{number},{text},")
            case 8:
                lines.append(f"码{number},{text},物流")
            case 9 if number % 100 == 9:
                lines.append("重复,同一句话,物流")
            case 9:
                lines.append(f"空{number},,物流" if number % 100 == 19 else f"码{number},{text},物流")
        duplicate, empty = number % 100 == 9 and number > 9, number % 100 == 19
        expected["skipped" if duplicate or empty else "new"] += 1
    return "\r\n".join(lines).encode("gbk"), expected


def test_six_thousand_rows_of_every_kind_have_the_right_counts(cli: Run, tmp_path: Path) -> None:
    content, expected = big_table()
    file = tmp_path / "千牛.csv"
    file.write_bytes(content)
    document = cli("import", str(file), "--json").document
    assert counts(document) == expected
    reasons = [problem["reason"] for problem in document["problems"]]
    assert (reasons.count("duplicate-row"), reasons.count("empty-text")) == (59, 60)
    replies = cli("reply", "list", "--json").document["replies"]
    assert sum(len(one["wordings"]) for one in replies if one["source"].startswith("qianniu:")) == expected["new"]
    assert len({one["code"] for one in replies}) == len(replies)
    again = cli("import", str(file), "--json").document
    assert counts(again) == {"new": 0, "changed": 0, "same": expected["new"], "skipped": expected["skipped"]}
    assert cli("reply", "list", "--json").document["replies"] == replies
    hits = cli("search", "第1111条", "--json").document["hits"]
    assert hits[0]["text"].startswith("亲，第1111条")


_IMPORT = "import sys; from miaohui.cli.main import run; print('begun', flush=True); run(['import', sys.argv[1]])"


def test_a_kill_during_an_import_leaves_the_library_before_or_after(cli: Run, tmp_path: Path) -> None:
    content, expected = big_table()
    file = tmp_path / "千牛.csv"
    file.write_bytes(content)
    cli("reply", "list")
    outcomes = set()
    for turn in range(10):
        with subprocess.Popen(
            [sys.executable, "-c", _IMPORT, str(file)], env=environment(), stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout is not None
            child.stdout.readline()
            try:
                child.wait(0.12 * turn * random.uniform(0.9, 1.1))
            except subprocess.TimeoutExpired:
                child.kill()
        done = counts(cli("import", str(file), "--dry-run", "--json").document)
        assert done["changed"] == 0
        assert done["new"] in (0, expected["new"])
        outcomes.add(done["new"])
        if done["new"] == 0:
            break
    assert expected["new"] in outcomes, "no kill came before the end"


def test_a_table_brings_no_library_that_only_other_formats_need(tmp_path: Path) -> None:
    file = tmp_path / "千牛.csv"
    file.write_text("快捷短语编码,快捷短语\nk,好\n", "gbk")
    code = "import sys; from miaohui.cli.main import run; run(sys.argv[1:]); print(*sys.modules)"
    for command in (
        ["import", str(file)],
        ["export", str(tmp_path / "o"), "--format", "qianniu"],
        ["import", "--help"],
    ):
        done = subprocess.run(
            [sys.executable, "-c", code, *command], env=environment(), capture_output=True, text=True, check=True
        )
        assert not {"openpyxl", "xlrd", "yaml", "PySide6", "numpy"} & set(done.stdout.split())


def test_templates_with_foreign_placeholders(cli: Run, tmp_path: Path) -> None:
    file = tmp_path / "templates.tsv"
    file.write_text(FOREIGN, "utf-8")
    document = cli("import", str(file), "--json").document
    assert counts(document) == {"new": 3, "changed": 0, "same": 0, "skipped": 0}
    assert {(one["text"], one["variable"], one["count"]) for one in document["placeholders"]} == {
        ("[产品名称]", "{产品名称}", 1),
        ("[材质，如纯棉/麻]", "{材质}", 1),
        ("___", "{身高}", 1),
        ("[偏大/偏小]", "{选择=|偏大|偏小}", 1),
        ("***", "{金额}", 1),
        ("XXX", "{运单号}", 1),
    }
    found = cli("search", "尺码推荐", "--json").document["hits"][0]
    assert found["text"] == "亲，这款[偏大/偏小]，退您***元"
    assert cli("search", "选什么尺码", "--json").document["hits"][0]["id"] == found["id"]
    assert counts(cli("import", str(file), "--json").document)["same"] == 3


def test_placeholders_become_variables_only_where_the_command_says_so(cli: Run, tmp_path: Path) -> None:
    file = tmp_path / "templates.tsv"
    file.write_text(FOREIGN, "utf-8")
    told = cli("import", str(file), "--dry-run").err
    assert "[产品名称] → {产品名称} ×1" in told
    assert "--variables" in told
    assert counts(cli("import", str(file), "--variables", "--json").document)["new"] == 3
    assert cli("render", "退货流程").code == 3  # the tracking number is missing now
    assert cli("render", "退货流程", "--set", "运单号=SF1").out == "亲，请把单号SF1发我🙂\n"
    assert counts(cli("import", str(file), "--variables", "--json").document)["same"] == 3


class TestExport:
    def test_json_moves_trash_and_history_to_another_home(self, cli: Run, tmp_path: Path, paths: Paths) -> None:
        cli("reply", "add", "--title", "旧", "--code", "k1", "--category", "物流", "--body", "一")
        cli("reply", "edit", "k1", "--body", "二")
        cli("reply", "add", "--title", "丢", "--code", "k2", "--category", "物流", "--body", "没用")
        cli("reply", "delete", "k2")
        there, here = tmp_path / "there.json", tmp_path / "here.json"
        assert cli("export", str(there), "--format", "json", "--history").code == 0
        shutil.rmtree(paths.home)
        assert counts(cli("import", str(there), "--json").document)["new"] == 2
        assert cli("export", str(here), "--format", "json", "--history").code == 0
        before, after = json.loads(there.read_bytes()), json.loads(here.read_bytes())
        assert [one["code"] for one in before["trash"]] == ["k2"]
        assert [one["reply"]["code"] for one in before["history"]] == ["k1"]
        assert (after["trash"], after["history"]) == (before["trash"], before["history"])
        assert [one["code"] for one in after["replies"]] == [one["code"] for one in before["replies"]]

    def test_history_reaches_the_running_app(self, cli: Run, tmp_path: Path, app: FakeApp) -> None:
        cli("reply", "add", "--title", "旧", "--code", "k1", "--category", "物流", "--body", "一")
        cli("reply", "edit", "k1", "--body", "二")
        there = tmp_path / "there.json"
        assert cli("export", str(there), "--format", "json", "--history").code == 0
        document = json.loads(there.read_text("utf-8").replace(app.workspace.find("k1").id, "another"))
        document["replies"] = [
            {**one, "code": "k9", "wordings": [["三"]]} for one in document["replies"] if one["code"] == "k1"
        ]
        there.write_text(json.dumps(document), "utf-8")
        assert counts(cli("import", str(there), "--json").document)["new"] == 1
        assert app.verbs[-1] == "history"
        assert [one.reply.text for one in app.workspace.past(app.workspace.find("k9").id)] == ["一"]

    def test_a_part_of_the_library_can_be_chosen(self, cli: Run, tmp_path: Path) -> None:
        file = tmp_path / "out.csv"
        cli("reply", "add", "--title", "t", "--code", "k1", "--category", "物流", "--body", "b", "--variant", "旺季=忙")
        chosen = ("--category", "物流", "--scope", "personal", "--season", "大促")
        assert cli("export", str(file), "--format", "qianniu", *chosen, "--json").document["replies"] == 1
        assert "忙" in file.read_bytes().decode("gbk")
        assert cli("export", str(file), "--format", "csv", "--season", "大促").code == 2
        assert cli("export", str(file), "--format", "csv", "--history").code == 2
        assert cli("export", str(file), "--format", "csv", "--category", "没有").code == 1

    def test_a_library_goes_out_and_comes_back(self, cli: Run, tmp_path: Path) -> None:
        before = cli("reply", "list", "--json").out
        for format_id in ("json", "xlsx", "csv"):
            file = tmp_path / f"out.{format_id}"
            document = cli("export", str(file), "--format", format_id, "--json").document
            assert document["replies"] > 100
            assert (document["format"], document["file"]) == (format_id, str(file))
            back = cli("import", str(file), "--json").document
            assert counts(back) == {"new": 0, "changed": 0, "same": document["rows"], "skipped": 0}
        assert cli("reply", "list", "--json").out == before

    def test_to_qianniu_and_back_through_gbk(self, cli: Run, tmp_path: Path) -> None:
        file = tmp_path / "in.csv"
        rows = [
            ["快捷短语编码", "快捷短语", "快捷短语分组"],
            ["q1", '一"二"\n三,/:^_^', "我的/问候"],
            ["q1", "另一种", "我的/问候"],
        ]
        with file.open("w", encoding="gbk", newline="") as stream:
            csv.writer(stream).writerows(rows)
        cli("import", str(file), "--mode", "replace")
        out = tmp_path / "out.csv"
        document = cli("export", str(out), "--format", "qianniu", "--json").document
        written = list(csv.reader(io.StringIO(out.read_bytes().decode("gbk"), newline="")))
        assert [row for row in rows if row not in written] == []
        left = {one["code"]: one for one in document["left"]}
        assert left["hy1"]["fields"][:1] == ["title"]
        utf8 = tmp_path / "out8.csv"
        assert cli("export", str(utf8), "--format", "qianniu", "--encoding", "utf-8").code == 0
        assert utf8.read_bytes().startswith(b"\xef\xbb\xbf")

    def test_people_are_told_what_stays_behind(self, cli: Run, tmp_path: Path) -> None:
        cli("reply", "add", "--title", "t", "--code", "ne", "--category", "物流", "--body", "好🪿")
        file = tmp_path / "out.csv"
        ended = cli("export", str(file), "--format", "qianniu")
        assert ended.out.endswith(f" replies written to {file}\n")
        assert "ne “t”: can't be carried: 🪿" in ended.err.splitlines()

    def test_a_file_that_is_there_is_replaced(self, cli: Run, tmp_path: Path) -> None:
        file = tmp_path / "out.html"
        file.write_text("old")
        assert cli("export", str(file), "--format", "html").code == 0
        assert file.read_text("utf-8").startswith("<!DOCTYPE html>")
        assert list(tmp_path.glob(".out*")) == []

    @pytest.mark.parametrize("place", [".", "nowhere/out.csv", "\0"])
    def test_where_nothing_can_be_written_a_sentence_says_so(self, cli: Run, tmp_path: Path, place: str) -> None:
        file = f"{tmp_path}/{place}"
        ended = cli("export", file, "--format", "csv")
        assert (ended.code, ended.out) == (1, "")
        assert ended.sentence.startswith("Can't write to ")

    def test_a_format_must_be_named(self, cli: Run, tmp_path: Path) -> None:
        assert cli("export", str(tmp_path / "a")).code == 2

    def test_the_choices_that_help_shows_are_those_there_are(self) -> None:
        assert tuple(WRITTEN) == transfer.EXPORTS
        assert transfer.ENCODINGS == ENCODINGS


class TestPictures:
    @pytest.fixture
    def v3(self, tmp_path: Path) -> Path:
        file = tmp_path / "v3.csv"
        file.write_bytes(
            '"\t请勿改动(V3)！！！"\r\n"\t小店"\r\n"\t分组","\t快捷编码","\t标题","\t内容","\t图片名","\t程序数据（x）"\r\n'
            '"\t尺码","\tcm9","\t尺码表","\t您看图","\ta.png","\t"\r\n'.encode("gbk")
        )
        (tmp_path / "图片").mkdir()
        (tmp_path / "图片" / "a.png").write_bytes(picture("png"))
        return file

    def test_come_in_with_their_replies_and_move_on_by_json(
        self, cli: Run, v3: Path, tmp_path: Path, paths: Paths
    ) -> None:
        assert cli("import", str(v3), "--dry-run", "--json").document["new"] == 1
        assert not paths.pictures.exists()
        assert cli("import", str(v3), "--json").document["new"] == 1
        (kept,) = paths.pictures.iterdir()
        assert kept.read_bytes() == picture("png")
        file, elsewhere = tmp_path / "all.json", str(tmp_path / "elsewhere")
        cli("export", str(file), "--format", "json")
        assert cli("import", str(file), "--basedir", elsewhere, "--json").document["new"] == 1
        body = cli("reply", "show", "cm9", "--basedir", elsewhere, "--json").document["body"]
        assert body == f"您看图\n---\n![a]({kept.name})"
        assert [one.read_bytes() for one in Path(elsewhere).rglob(kept.name)] == [picture("png")]

    def test_come_in_also_while_the_app_holds_the_library(self, cli: Run, v3: Path, app: FakeApp, paths: Paths) -> None:
        assert cli("import", str(v3), "--json").document["new"] == 1
        assert len(list(paths.pictures.iterdir())) == 1
        assert cli("reply", "show", "cm9", "--json").document["title"] == "尺码表"
        assert cli("import", str(v3), "--json").document["same"] == 1

    def test_one_that_goes_meanwhile_leaves_everything_as_it_was(
        self, cli: Run, v3: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = cli("reply", "list", "--json").out
        read = headless.read_table

        def read_and_lose(path: Path, asked: Asked, *more: str) -> Table:
            table = read(path, asked, *more)
            (v3.parent / "图片" / "a.png").unlink()
            return table

        monkeypatch.setattr(headless, "read_table", read_and_lose)
        ended = cli("import", str(v3))
        assert ended.code == 1
        assert "a.png" in ended.sentence
        assert cli("reply", "list", "--json").out == before
