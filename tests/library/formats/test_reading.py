"""Every format that agents bring, told by its content."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from miaohui.errors import MiaohuiError, Problem
from miaohui.flow.transfer import Asked, Field, RowProblem, Table
from miaohui.library import formats
from miaohui.library.formats import Known, read_table, spreadsheet
from miaohui.messages import sentence
from tests.pictures import picture

Cell = str | float | None
XLS = Path(__file__).with_name("feiniu.xls")
V3 = (
    '"\t本文件由工具导出，请勿改动表头(V3)！！！"\r\n"\t小店:客服"\r\n'
    '"\t分组","\t快捷编码","\t标题","\t内容","\t图片名","\t程序数据（请勿修改）"\r\n'
    '"\t欢迎","\thy1","\t问好","\t亲，在的","\t","\tx1"\r\n'
    '"\t尺码","\tcm1","\t尺码表","\t您看图","\ta.png","\tx2"\r\n'
)


def table(folder: Path, content: bytes | str, name: str = "话术.csv", format_id: str = "auto") -> Table:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_table(file, Asked(format_id), Known(("/:>O<",), {"大促": "peak"}))


def cells(read: Table) -> list[tuple[str, ...]]:
    assert not read.problems
    return [(row.code, row.text, row.category, row.title) for row in read.rows]


def refused(folder: Path, content: bytes | str, name: str = "话术.csv", format_id: str = "auto") -> str:
    with pytest.raises(MiaohuiError) as caught:
        table(folder, content, name, format_id)
    return sentence(caught.value.problem)


def told(folder: Path, content: bytes, format_id: str = "auto") -> bool:
    """Whether the file is read, or refused with a sentence there is."""
    try:
        table(folder, content, format_id=format_id)
    except MiaohuiError as error:
        return sentence(error.problem) != error.problem.id
    return True


def workbook(*rows: tuple[Cell, ...], **sheets: list[tuple[Cell, ...]]) -> bytes:
    book = Workbook()
    first = book.active
    assert first is not None
    for row in rows:
        first.append(row)
    for name, more in sheets.items():
        sheet = book.create_sheet(name)
        for row in more:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


class TestTables:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-32"])
    @pytest.mark.parametrize("delimiter", [",", "\t", ";", "，"])
    def test_are_read_in_any_encoding_with_any_delimiter(self, tmp_path: Path, encoding: str, delimiter: str) -> None:
        text = "分类,标题,内容\n物流,催件,您的快递在路上了\n".replace(",", delimiter)
        read = table(tmp_path, text.encode(encoding))
        assert cells(read) == [("", "您的快递在路上了", "物流", "催件")]
        assert read.encoding == {"gbk": "gb18030", "utf-8-sig": "utf-8"}.get(encoding, encoding)

    @pytest.mark.parametrize(
        ("heading", "row", "expected"),
        [
            ("编码,短语,分组", "a,好,物流", ("a", "好", "物流", "")),
            ("代码,话术,一级分类,二级分类", "a,好,物流,查件", ("a", "好", "物流/查件", "")),
            (
                "分类,话术分组,话术短标题（10个字以内）,话术内容（必填）",
                "物流,查件,催,好",
                ("", "好", "物流/查件", "催"),
            ),
            ("问题,答案", "在吗,在的", ("", "在的", "", "在吗")),
            ("标题,场景,回复,序号", "问好,客户来了,在的,1", ("", "在的", "", "问好")),
            ("Title,Text,Category", "hi,hello,welcome", ("", "hello", "welcome", "hi")),
            ("*标题*,内容：,分组", "t,好,x", ("", "好", "x", "t")),
            ("分组,回复,内容", "x,好,别的", ("", "好", "x", "")),
        ],
        ids=[
            "short names",
            "two levels",
            "notes in brackets",
            "questions",
            "unknown column",
            "English",
            "marks",
            "two",
        ],
    )
    def test_columns_are_known_by_their_headings(
        self, tmp_path: Path, heading: str, row: str, expected: tuple[str, ...]
    ) -> None:
        assert cells(table(tmp_path, f"{heading}\n{row}\n")) == [expected]

    def test_a_question_beside_a_title_is_how_buyers_put_it(self, tmp_path: Path) -> None:
        (row,) = table(tmp_path, "标题,问题,标签,内容\n问好,在吗；有人吗,常用;早班,在的\n").rows
        assert (row.aliases, row.tags) == (("在吗", "有人吗"), ("常用", "早班"))

    def test_notices_above_the_heading_are_passed_over(self, tmp_path: Path) -> None:
        read = table(tmp_path, "某店话术库,,\n2026年版,,\n编码,内容,分组\na,好,物流\n")
        assert cells(read) == [("a", "好", "物流", "")]
        assert read.rows[0].number == 4

    def test_what_each_heading_was_taken_for_is_told(self, tmp_path: Path) -> None:
        read = table(tmp_path, "编码,内容,备注\na,好,x\n")
        assert read.columns == (("编码", Field.CODE), ("内容", Field.TEXT), ("备注", None))

    def test_columns_can_be_said(self, tmp_path: Path) -> None:
        file = tmp_path / "a.csv"
        file.write_text("甲,乙\nhy1,在的\n", "utf-8")
        read = read_table(file, Asked(columns=(Field.CODE, Field.TEXT)))
        assert cells(read) == [("hy1", "在的", "", "")]

    def test_line_ends_written_as_letters_in_a_table_of_tabs(self, tmp_path: Path) -> None:
        assert cells(table(tmp_path, "title\ttext\nt\t一\\n二\n", "a.tsv")) == [("", "一\n二", "", "t")]
        assert cells(table(tmp_path, "title,text\nt,C:\\new\n")) == [("", "C:\\new", "", "t")]

    def test_feiniu_writes_commas_and_line_ends_as_codes(self, tmp_path: Path) -> None:
        read = table(tmp_path, "快捷编码,快捷短语,快捷短语分组\nhy1,亲&#44;您好&#13;/:&gt;O&lt;,欢迎\n".encode("gbk"))
        assert read.format == "feiniu"
        assert cells(read) == [("hy1", "亲,您好\n/:>O<", "欢迎", "")]

    def test_feiniu_s_workbook(self) -> None:
        read = read_table(XLS)
        assert read.format == "feiniu"
        found = {row.code: row.text for row in read.rows}
        assert found["hy1"] == "亲，您好,在的"
        assert found["wl1"] == "第一行\n第二行"
        assert (found["1001"], found["dh"]) == ("编码是数", "13800138000")
        assert RowProblem(7, "empty-text") in read.problems

    def test_excel_s_workbook(self, tmp_path: Path) -> None:
        content = workbook(
            ("编码", "内容", "分组"), (1, "=1+1", "物流"), ("b", 2.5, None), (None, "一\n二", True), (None, None, None)
        )
        read = table(tmp_path, content, "a.xlsx")
        assert cells(read) == [("1", "=1+1", "物流", ""), ("b", "2.5", "", ""), ("", "一\n二", "TRUE", "")]
        assert (read.format, read.encoding) == ("xlsx", "")

    def test_a_category_that_is_merged_over_rows_counts_for_all_of_them(self, tmp_path: Path) -> None:
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        for row in (
            ("分类", "标题", "内容"),
            ("物流", "a", "一"),
            (None, "b", "二"),
            (None, "c", "三"),
            (None, "d", "四"),
        ):
            sheet.append(row)
        sheet.merge_cells("A2:A4")
        sheet.merge_cells("G1:H40")
        out = io.BytesIO()
        book.save(out)
        assert [row[2] for row in cells(table(tmp_path, out.getvalue()))] == ["物流", "物流", "物流", ""]

    def test_every_sheet_is_read_and_gives_a_category_to_rows_without_one(self, tmp_path: Path) -> None:
        content = workbook(
            ("标题", "内容"), ("a", "好"), 物流=[("标题", "内容"), ("b", "在路上")], 说明=[("请勿改动",)]
        )
        read = table(tmp_path, content, "a.xlsx")
        assert [(row.title, row.category) for row in read.rows] == [("a", "Sheet"), ("b", "物流")]
        (problem,) = read.problems
        assert (problem.reason, problem.args["sheet"]) == ("sheet-without-heading", "说明")


class TestV3:
    def test_text_and_picture_are_two_messages(self, tmp_path: Path) -> None:
        (tmp_path / "图片").mkdir()
        (tmp_path / "图片" / "a.png").write_bytes(picture("png"))
        read = table(tmp_path, V3.encode("gbk"))
        assert read.format == "v3"
        assert cells(read) == [("hy1", "亲，在的", "欢迎", "问好"), ("cm1", "您看图", "尺码", "尺码表")]
        (shown,) = read.rows[1].pictures
        assert read.pictures[shown.name] == tmp_path / "图片" / "a.png"

    def test_a_missing_picture_costs_its_row(self, tmp_path: Path) -> None:
        read = table(tmp_path, V3.encode("gbk"))
        assert [row.code for row in read.rows] == ["hy1"]
        (problem,) = read.problems
        assert (problem.row, problem.reason, problem.args["picture"]) == (5, "picture-missing", "a.png")

    @pytest.mark.parametrize("name", ["../a.png", "..\\a.png", "C:a.png", "{here}/a.png", "..", "link.png"])
    def test_no_name_leads_out_of_the_folder(self, tmp_path: Path, name: str) -> None:
        (tmp_path / "图片").mkdir()
        (tmp_path / "a.png").write_bytes(picture("png"))
        (tmp_path / "图片" / "link.png").symlink_to(tmp_path / "a.png")
        read = table(tmp_path, V3.replace("a.png", name.format(here=tmp_path)).encode("gbk"))
        assert read.problems == (RowProblem(5, "picture-outside"),)
        assert not read.pictures


class TestPhrases:
    def test_espanso(self, tmp_path: Path) -> None:
        text = (
            "# 我的\nmatches:\n  - trigger: ':hi'\n    replace: |\n      亲，您好\n      在的\n    label: 问好\n"
            "  - triggers: [':wl', ':kd']\n    replace: 在路上\n  - trigger: ':x'\n    image_path: a.png\n"
            "  - trigger: ':f'\n    form: 您好[[姓名]]\n"
        )
        read = table(tmp_path, text, "base.yml")
        assert read.format == "espanso"
        assert [(row.number, row.code, row.text, row.title, row.aliases) for row in read.rows] == [
            (3, "hi", "亲，您好\n在的", "问好", ()),
            (8, "wl", "在路上", "", ("kd",)),
            (12, "f", "您好[[姓名]]", "", ()),
        ]
        assert read.problems == (RowProblem(10, "empty-text"),)

    @pytest.mark.parametrize(
        "text",
        [
            "matches:\n  - trigger: x\n    replace: !!python/object/apply:os.system ['touch {here}/gone']\n",
            "a: &a {{x: 1}}\nb: &b {{<<: [*a, *a, *a, *a]}}\nmatches: [*b, *b]\n",
        ],
        ids=["an object", "references"],
    )
    def test_yaml_runs_and_unfolds_nothing(self, tmp_path: Path, text: str) -> None:
        assert table(tmp_path, text.format(here=tmp_path), "a.yml").rows == ()
        assert not (tmp_path / "gone").exists()

    def test_broken_yaml_names_its_line(self, tmp_path: Path) -> None:
        assert "line 3" in refused(tmp_path, "matches:\n  - trigger: x\n   replace: [", "a.yml")

    def test_beeftext(self, tmp_path: Path) -> None:
        document = {
            "fileFormatVersion": 10,
            "groups": [{"uuid": "{1}", "name": "物流/快递"}],
            "combos": [
                {"uuid": "{2}", "name": "查件", "keyword": "cj", "snippet": "在路上", "group": "{1}", "enabled": True},
                {"uuid": "{3}", "name": "空", "keyword": "k", "snippet": ""},
                7,
            ],
        }
        read = table(tmp_path, json.dumps(document), "backup.btbackup")
        assert [(r.code, r.text, r.category, r.title) for r in read.rows] == [("cj", "在路上", "物流-快递", "查件")]
        assert read.problems == (RowProblem(2, "empty-text"), RowProblem(3, "empty-text"))

    def test_a_broken_json_file_is_called_so(self, tmp_path: Path) -> None:
        with pytest.raises(MiaohuiError) as caught:
            table(tmp_path, '{"miaohui": 1,\n "replies": [', "a.json")
        assert caught.value.problem.args["reason"] == Problem("bad-json", {"row": 2})

    def test_plain_text(self, tmp_path: Path) -> None:
        read = table(tmp_path, "\r\n亲，您好\r\n在的\r\n \r\n\r\n[微笑] 再见\r\n", "a.txt")
        assert [(row.number, row.text) for row in read.rows] == [(2, "亲，您好\n在的"), (6, "[微笑] 再见")]

    def test_a_table_is_a_table_whatever_its_name(self, tmp_path: Path) -> None:
        assert cells(table(tmp_path, "编码,内容\na,好\n", "a.txt")) == [("a", "好", "", "")]
        assert cells(table(tmp_path, workbook(("编码", "内容"), ("a", "好")), "a.csv")) == [("a", "好", "", "")]


class TestBadInput:
    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "isn't text"),
            (bytes(5000), "isn't text"),
            (b"PK\x03\x04" + bytes(200), "damaged"),
            (spreadsheet.OLE + bytes(600), "damaged"),
            (spreadsheet.OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "password"),
            (b'{"a": 1}', "neither"),
            (b'{"miaohui": 1, "replies": {}}', "damaged"),
            (b'{"miaohui": 99}', "newer version"),
            (b"a,b,c\n1,2,3\n", "headings"),
            (b"", "headings"),
        ],
        ids=["picture", "zeros", "zip", "ole", "password", "foreign JSON", "own JSON", "newer", "no heading", "empty"],
    )
    def test_is_refused_in_a_sentence(self, tmp_path: Path, content: bytes, said: str) -> None:
        assert said in refused(tmp_path, content)

    @pytest.mark.parametrize("format_id", formats.FORMATS)
    def test_no_format_takes_a_picture(self, tmp_path: Path, format_id: str) -> None:
        assert refused(tmp_path, picture("png"), "话术.xlsx", format_id)

    def test_a_huge_file_is_refused_without_being_read(self, tmp_path: Path) -> None:
        file = tmp_path / "话术.csv"
        with file.open("wb") as stream:
            stream.truncate(200 * 1024 * 1024)
        with pytest.raises(MiaohuiError) as caught:
            read_table(file)
        assert caught.value.problem.id == "import-too-large"

    def test_a_zip_bomb_is_refused_without_being_unpacked(self, tmp_path: Path) -> None:
        out = io.BytesIO(workbook(("编码", "内容"), ("a", "好")))
        with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/media/huge.xml", bytes(spreadsheet.MAX_UNPACKED + 1))
        assert "unpacks to more than 50 MB" in refused(tmp_path, out.getvalue())

    def test_a_sheet_of_millions_of_rows_is_refused_without_being_parsed(self, tmp_path: Path) -> None:
        sheet = b"<worksheet><sheetData>" + b"<row/>" * 1_100_000 + b"</sheetData></worksheet>"
        out, source = io.BytesIO(), zipfile.ZipFile(io.BytesIO(BOOK))
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in source.namelist():
                archive.writestr(name, sheet if name.startswith("xl/worksheets/") else source.read(name))
        assert "more than 100000 rows" in refused(tmp_path, out.getvalue())

    def test_a_row_in_another_encoding_is_told_and_the_others_are_read(self, tmp_path: Path) -> None:
        content = "编码,内容\na,您好\n".encode("gbk") + "b,亲，在的呢\n".encode() + "c,好的\n".encode("gbk")
        read = table(tmp_path, content)
        assert [row.code for row in read.rows] == ["a", "c"]
        assert read.problems == (RowProblem(3, "bad-characters"),)
        content = "编码,内容\na,您好，请问有什么要帮\n".encode() + "b,亲，在的\n".encode("gbk") + "c,好的\n".encode()
        assert table(tmp_path, content).problems == (RowProblem(3, "bad-characters"),)

    def test_a_season_nobody_knows_is_told(self, tmp_path: Path) -> None:
        read = table(tmp_path, "编码,内容,季节\na,好,大促\nb,好,雨季\n")
        assert [row.season for row in read.rows] == ["peak"]
        assert read.problems == (RowProblem(3, "unknown-season"),)

    def test_a_folder_and_a_missing_file(self, tmp_path: Path) -> None:
        for path in (tmp_path, tmp_path / "nowhere.csv", tmp_path / "a\0b"):
            with pytest.raises(MiaohuiError) as caught:
                read_table(path)
            assert caught.value.problem.id == "cannot-read"

    @given(data=st.data())
    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_a_damaged_workbook_is_read_or_refused_and_nothing_else(self, tmp_path: Path, data: st.DataObject) -> None:
        content = bytearray(data.draw(st.sampled_from([XLS.read_bytes(), BOOK])))
        for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=8)):
            content[place] = data.draw(st.integers(0, 255))
        assert told(tmp_path, bytes(content))

    @given(content=st.binary(max_size=300), format_id=st.sampled_from(formats.FORMATS))
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_rubbish_is_read_or_refused_and_nothing_else(self, tmp_path: Path, content: bytes, format_id: str) -> None:
        assert told(tmp_path, content, format_id)


BOOK = workbook(("编码", "内容"), ("a", "好"))
