from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.errors import MiaohuiError
from miaohui.flow.transfer import Row, RowProblem
from miaohui.library.formats import qianniu
from miaohui.library.formats.columns import ReadRows
from miaohui.messages import sentence

HEADING = "快捷短语编码,快捷短语,快捷短语分组\r\n"


def read(text: str, encoding: str = "gb18030", codes: tuple[str, ...] = ()) -> ReadRows:
    return qianniu.read(text.encode(encoding), "phrases.csv", codes)


def rows(text: str, encoding: str = "gb18030") -> list[tuple[str, str, str]]:
    table = read(HEADING + text, encoding)
    assert not table.problems
    return [(row.code, row.text, row.category) for row in table.rows]


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_every_encoding_in_use_is_read(encoding: str) -> None:
    assert rows("hy1,亲，在的,欢迎语\r\n", encoding) == [("hy1", "亲，在的", "欢迎语")]


def test_emoji_are_read_from_gb18030() -> None:
    assert rows("hy1,在的😊,\r\n") == [("hy1", "在的😊", "")]


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("hy1,在的", ("hy1", "在的", "")),
        ("hy1,在的,", ("hy1", "在的", "")),
        ('"\thy1","\t在的","\t欢迎"', ("hy1", "在的", "欢迎")),
        ('hy1,"第一行\r\n第二行",欢迎', ("hy1", "第一行\r\n第二行", "欢迎")),
        ('hy1,"他说""好""",欢迎', ("hy1", '他说"好"', "欢迎")),
        ('hy1,5"屏幕,尺寸', ("hy1", '5"屏幕', "尺寸")),
        ("x1,在的,欢迎", ("x1", "在的", "欢迎")),
        ("欢迎光临本店,在的,欢迎", ("欢迎光临本店", "在的", "欢迎")),
        (",在的,欢迎", ("", "在的", "欢迎")),
        ('hy1,/:^_^在的/:",', ("hy1", '/:^_^在的/:"', "")),
        ("hy1,在的,欢迎,,", ("hy1", "在的", "欢迎")),
    ],
    ids=[
        "no third column",
        "an empty third column",
        "Excel's guard",
        "two lines",
        "quotes",
        "an inch sign",
        "a code with the x before a digit",
        "a whole title as code",
        "no code",
        "emoticons with quotes",
        "empty columns behind",
    ],
)
def test_the_forms_a_row_takes(line: str, row: tuple[str, str, str]) -> None:
    assert rows(f"{line}\r\n") == [row]


@pytest.mark.parametrize(
    "heading", ["快捷短语编码,快捷短语", '"快捷短语编码","快捷短语","快捷短语分组"', HEADING + "\n"]
)
def test_the_forms_a_heading_takes(heading: str) -> None:
    assert len(read(f"{heading.strip()}\nhy1,在的").rows) == 1


def test_rows_are_counted_as_a_spreadsheet_does() -> None:
    table = read(f'{HEADING}\r\nhy1,"一\r\n二",\r\n\r\n,,\r\nhy2,三,\r\n')
    assert [(row.number, row.code) for row in table.rows] == [(3, "hy1"), (6, "hy2")]


def test_rows_that_cannot_be_taken_are_told() -> None:
    table = read(f"{HEADING}hy1,,欢迎\nhy2,你好,请问,欢迎\nhy3,在的,欢迎\n")
    assert table.rows == (Row(4, "hy3", "在的", "欢迎"),)
    assert table.problems == (RowProblem(2, "empty-text"), RowProblem(3, "too-many-columns"))


def test_a_broken_character_costs_its_row_only() -> None:
    content = f"{HEADING}hy1,在的,\nhy2,".encode("gbk") + b"\xff\xff,\nhy3," + "好的,".encode("gbk")
    table = qianniu.read(content, "phrases.csv")
    assert [row.code for row in table.rows] == ["hy1", "hy3"]
    assert table.problems == (RowProblem(3, "bad-characters"),)


@pytest.mark.parametrize("rest", ["x\n", "x\n" * 100_000], ids=["at the end", "far from it"])
def test_an_open_quote_costs_what_follows_and_is_told(rest: str) -> None:
    table = read(f'{HEADING}hy1,在的,\nhy2,"没有完\nhy3,好的,\n{rest}')
    assert [row.code for row in table.rows] == ["hy1"]
    assert table.problems == (RowProblem(3, "unclosed-quote"),)


def test_escaped_emoticons_are_made_whole_and_nothing_else_is() -> None:
    codes = ("/:>O<", '/:"', "/:>", "/:^_^")
    table = read(f"{HEADING}hy1,/:&gt;O&lt;好/:&quot;的/:^_^ &gt; 5 &amp; 3,", codes=codes)
    assert table.rows[0].text == '/:>O<好/:"的/:^_^ &gt; 5 &amp; 3'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"code,text\nhy1,hello\n",
        "编码,短语,分组\nhy1,在的,\n".encode(),
        "快捷短语编码\nhy1".encode(),
        b"PK\x03\x04" + bytes(200),
    ],
    ids=["empty", "blank", "English", "other headings", "one column", "a spreadsheet"],
)
def test_a_foreign_file_is_refused(content: bytes) -> None:
    with pytest.raises(MiaohuiError) as caught:
        qianniu.read(content, "phrases.csv")
    assert caught.value.problem.id == "import-unreadable"
    assert caught.value.problem.args["path"] == "phrases.csv"
    assert "快捷短语编码" in sentence(caught.value.problem)


@given(st.binary(max_size=200))
def test_rubbish_below_the_heading_never_breaks_it(rubbish: bytes) -> None:
    qianniu.read(HEADING.encode("gbk") + rubbish, "phrases.csv")
