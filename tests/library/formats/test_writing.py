"""Moving out and back in: inside of what a format declares, everything is as it was."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import orjson
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from miaohui.domain.auto_reply import AutoReply
from miaohui.domain.change import apply
from miaohui.domain.history import Past
from miaohui.domain.library import Library
from miaohui.domain.reply import MAX_CODE, MAX_TITLE, Category, Reply, Scope, Wording
from miaohui.errors import MiaohuiError
from miaohui.flow.transfer import Field, Mode, Plan, Table
from miaohui.flow.transfer.exported import Export
from miaohui.flow.transfer.selecting import Selection, ordered
from miaohui.library.formats import known, read_table, writing
from miaohui.library.formats.declaration import CSV, QIANNIU, WRITTEN, XLSX
from miaohui.library.formats.writing import Surroundings
from miaohui.messages import sentence
from tests.domain.samples import CHART, tables
from tests.pictures import picture

NOW = datetime(2026, 11, 11, 1, 30, tzinfo=UTC)
SHELVES = {c.id: c for c in (Category("welcome", "欢迎语", order=1), Category("trace", "查件", "welcome", order=1))}


def reply(number: int = 1, *texts: str, code: str = "", title: str = "", category: str = "welcome") -> Reply:
    wordings = tuple(Wording((text,)) for text in texts or ("亲，在的",))
    return Reply(f"r-{number:016x}", code or f"hy{number}", title or f"题{number}", category, wordings, order=number)


def library(*replies: Reply) -> Library:
    return Library({one.id: one for one in replies}, SHELVES)


@cache
def around() -> Surroundings:
    def content(name: str) -> bytes:
        raise MiaohuiError("picture-missing", picture=name)

    return Surroundings(tables().emoticons, tables().seasons, content)


def exported(there: Library, format_id: str, encoding: str = "") -> Export:
    return writing.export(there, format_id, around(), encoding)


def read_back(folder: Path, export: Export) -> Table:
    file = folder / "out"
    writing.write_file(file, export.content)
    return read_table(file, known=known(tables()))


def planned(there: Library, folder: Path, export: Export, mode: Mode = Mode.MERGE) -> Plan:
    return read_back(folder, export).plan(there, mode, NOW)


def counts(done: Plan) -> tuple[int, int, int, int]:
    return done.new, done.changed, done.same, done.skipped


def without_times(replies: Iterable[Reply]) -> list[Reply]:
    return [replace(one, id="", created=None, updated=None, source="", order=0, rev=1) for one in replies]


def said(replies: Iterable[Reply], there: Library) -> list[tuple[object, ...]]:
    """What a table says about replies."""
    return [
        (r.code, r.title, there.category_name(r.category), r.wordings, dict(r.variants), r.aliases, r.tags)
        for r in replies
    ]


def edited(content: bytes, row: int, heading: str, text: str) -> bytes:
    """A workbook in which a manager changed one cell."""
    book = load_workbook(io.BytesIO(content))
    sheet = book.active
    assert sheet is not None
    (column,) = (cell.column for cell in sheet[1] if cell.value == heading)
    sheet.cell(row, column, text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# --------------------------------------------------------------------------------------------------------- identity

characters = st.characters(codec="utf-8") | st.sampled_from('=+-@"，,\n\t;；/:^_^[微笑]😊{}')
lines = st.text(characters, min_size=1, max_size=12)
titles = lines.map(lambda text: " ".join(text.split())[:MAX_TITLE].strip()).filter(bool)
codes = lines.map(lambda text: "".join(c for c in text if not c.isspace() and c.isprintable())[:MAX_CODE]).filter(bool)


def fit(format_id: str, encoding: str = "") -> st.SearchStrategy[str]:
    held = WRITTEN[format_id]
    return st.text(characters, min_size=1, max_size=30).filter(
        lambda text: bool(text.strip()) and held.carries(text, encoding)
    )


@st.composite
def libraries(draw: st.DrawFn, texts: st.SearchStrategy[str], cells: st.SearchStrategy[str]) -> Library:
    one = st.lists(texts, min_size=1, max_size=2, unique=True)
    found = []
    for number in range(draw(st.integers(0, 4))):
        made = reply(
            number,
            *draw(one),
            code=f"{number}" + draw(cells.filter(lambda cell: not cell.isspace() and cell.isprintable())),
            title=draw(titles.filter(lambda title: CSV.carries(title) and XLSX.carries(title))),
            category=draw(st.sampled_from(list(SHELVES))),
        )
        parts = draw(st.lists(texts, min_size=1, max_size=3))
        variants = {"peak": (Wording(tuple(parts)),)} if draw(st.booleans()) else {}
        items = st.lists(st.sampled_from(["在吗", "=1", "有人"]), unique=True).map(tuple)
        found.append(replace(made, variants=variants, aliases=draw(items), tags=draw(items)))
    return library(*found)


SLOW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("format_id", ["csv", "xlsx"])
def test_own_tables_are_the_identity(tmp_path: Path, format_id: str) -> None:
    cells = st.sampled_from(["a", "=", "编码", "@x", "-"])

    @SLOW
    @given(libraries(fit(format_id), cells))
    def check(there: Library) -> None:
        export = exported(there, format_id)
        assert export.left == ()
        done = planned(there, tmp_path, export)
        assert counts(done) == (0, 0, export.rows, 0)
        assert done.change_set.changes == ()
        if not there.replies:
            return
        elsewhere = apply(Library({}, {}), planned(Library({}, {}), tmp_path, export).change_set)
        assert said(elsewhere.active(), elsewhere) == said(ordered(there), there)

    check()


@SLOW
@given(there=libraries(fit("json"), st.sampled_from(["a", "编码"])))
def test_json_is_the_identity(tmp_path: Path, there: Library) -> None:
    export = exported(there, "json")
    elsewhere = apply(Library({}, {}), planned(Library({}, {}), tmp_path, export).change_set)
    assert elsewhere == there
    assert counts(planned(there, tmp_path, export)) == (0, 0, len(there.replies), 0)


@pytest.mark.parametrize("encoding", ["gbk", "utf-8-sig"])
def test_qianniu_is_the_identity(tmp_path: Path, encoding: str) -> None:
    """Every text that GBK holds comes back as it was, from either encoding."""

    @SLOW
    @given(st.lists(fit("qianniu", "gbk"), min_size=1, max_size=5, unique=True))
    @example(["/:>O<", "a & b", "/:O=O", "——…·～", "---"])
    def check(texts: Sequence[str]) -> None:
        there = library(*(reply(number, text, code=f"k{number}") for number, text in enumerate(texts)))
        read = read_back(tmp_path, exported(there, "qianniu", encoding))
        assert not read.problems
        assert [(row.code, row.text.replace("\r\n", "\n"), row.category) for row in read.rows] == [
            (one.code, "".join(map(str, one.wordings[0].parts)), "欢迎语") for one in ordered(there)
        ]

    check()


def test_every_character_of_gbk_comes_back(tmp_path: Path) -> None:
    held = [chr(n) for n in range(0x21, 0x10000) if not 0xD800 <= n < 0xE000]
    held = [c for c in held if QIANNIU.carries(c, "gbk") and c.isprintable()]
    texts = ["".join(held[place : place + 500]).replace("&", "") for place in range(0, len(held), 500)]
    there = library(*(reply(number, text, code=f"k{number}") for number, text in enumerate(texts)))
    read = read_back(tmp_path, exported(there, "qianniu"))
    assert [row.text for row in read.rows] == [one.wordings[0].parts[0] for one in ordered(there)]
    assert len(held) > 21_000


# ------------------------------------------------------------------------------------------------------------- 千牛


def test_qianniu_gets_what_it_can_hold_and_the_rest_is_told(tmp_path: Path) -> None:
    first = replace(reply(1, "亲😊在的", code="1a"), variants={"peak": (Wording(("忙",)),)})
    second = reply(2, "好的🪿", "第二种", code="hy", title="hy")
    third = replace(reply(3, code="tu"), wordings=(Wording(("看图", CHART, "再见")),))
    export = exported(library(first, second, third), "qianniu")
    rows = list(csv.reader(io.StringIO(export.content.decode("gbk"), newline="")))
    assert rows == [
        ["快捷短语编码", "快捷短语", "快捷短语分组"],
        ["x1a", "亲/:^_^在的", "欢迎语"],
        ["hy", "好的", "欢迎语"],
        ["hy", "第二种", "欢迎语"],
        ["tu", "看图\n再见", "欢迎语"],
    ]
    told = {left.reply.code: (set(left.fields), left.lost) for left in export.left}
    assert told == {
        "1a": ({Field.TITLE, Field.VARIANTS}, ()),
        "hy": (set(), ("🪿",)),
        "tu": ({Field.TITLE, Field.PICTURES, Field.PARTS}, ()),
    }


def test_what_qianniu_would_take_for_the_same_row_is_written_once() -> None:
    one = reply(1)
    export = exported(library(one, replace(one, id="r-9", scope=Scope.SHOP)), "qianniu")
    assert (export.rows, export.replies) == (1, 2)


def test_qianniu_in_utf_8_keeps_the_emoji_that_have_no_code() -> None:
    export = exported(library(reply(1, "好😊🪿")), "qianniu", "utf-8-sig")
    assert "好/:^_^🪿" in export.content.decode("utf-8-sig")
    assert all(not left.lost for left in export.left)


@pytest.mark.parametrize("format_id", ["qianniu", "csv"])
@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@SUM(A1)", "＝1"])
def test_no_cell_of_a_csv_becomes_a_formula(tmp_path: Path, format_id: str, text: str) -> None:
    export = exported(library(reply(1, text, title=text)), format_id)
    encoding = "gbk" if format_id == "qianniu" else "utf-8-sig"
    cells = [cell for row in csv.reader(io.StringIO(export.content.decode(encoding), newline="")) for cell in row]
    assert [cell for cell in cells if cell.startswith(tuple("=+-@＝＋－＠"))] == []
    (row,) = read_back(tmp_path, export).rows
    assert row.text == text


# ------------------------------------------------------------------------------------------------------------- xlsx


def test_no_cell_of_a_workbook_is_a_formula() -> None:
    export = exported(library(reply(1, "=1+1", title="=HYPERLINK(1)", code="=x")), "xlsx")
    sheet = load_workbook(io.BytesIO(export.content)).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert sheet.column_dimensions["A"].hidden
    assert [cell.value for cell in sheet["A"]] == ["秒回编号", "r-0000000000000001"]


@pytest.mark.parametrize(
    ("heading", "text", "change"),
    [
        ("内容", "亲，新的", {"wordings": (Wording(("亲，新的",)),)}),
        ("标题", "新标题", {"title": "新标题"}),
        ("编码", "neu", {"code": "neu"}),
        ("分类", "欢迎语/查件", {"category": "trace"}),
        ("标签", "常用；早班", {"tags": ("常用", "早班")}),
        ("别名", "有人吗", {"aliases": ("有人吗",)}),
        ("内容", "=1+1", {"wordings": (Wording(("=1+1",)),)}),
        ("内容", "一\n---\n二", {"wordings": (Wording(("一", "二")),)}),
    ],
)
def test_one_edited_cell_changes_one_reply_and_nothing_else(
    tmp_path: Path, heading: str, text: str, change: dict[str, object]
) -> None:
    second = replace(
        reply(2, "二"), favourite=1, level="一级", next=(("r-1", "然后"),), variants={"peak": (Wording(("忙",)),)}
    )
    shop = replace(reply(3, "三"), scope=Scope.SHOP)
    there = library(reply(1, "一"), second, shop)
    export = exported(there, "xlsx")
    done = planned(there, tmp_path, replace(export, content=edited(export.content, 3, heading, text)))
    assert counts(done) == (0, 1, 3, 0)
    after = apply(there, done.change_set)
    assert len(done.change_set.changes) == 1
    assert after.replies[second.id] == replace(second, **change, rev=2, updated=NOW)  # type: ignore[arg-type]
    assert apply(after, done.change_set.inverse) == there


def test_an_edited_season_s_text_changes_that_season(tmp_path: Path) -> None:
    one = replace(reply(1, "平日"), variants={"peak": (Wording(("忙",)),)})
    export = exported(library(one), "xlsx")
    done = planned(library(one), tmp_path, replace(export, content=edited(export.content, 3, "内容", "很忙")))
    assert counts(done) == (0, 1, 1, 0)
    (after,) = apply(library(one), done.change_set).active()
    assert (after.wordings, after.variants) == (one.wordings, {"peak": (Wording(("很忙",)),)})


def test_a_row_that_a_manager_adds_is_a_new_reply(tmp_path: Path) -> None:
    there = library(reply(1))
    export = exported(there, "xlsx")
    content = edited(edited(edited(export.content, 3, "内容", "新来的"), 3, "标题", "新"), 3, "分类", "售后")
    done = planned(there, tmp_path, replace(export, content=content))
    assert counts(done) == (1, 0, 1, 0)
    after = apply(there, done.change_set)
    assert counts(planned(after, tmp_path, replace(export, content=content))) == (0, 0, 2, 0)


def test_a_copied_row_with_another_code_and_title_is_another_reply(tmp_path: Path) -> None:
    there = library(reply(1, "一"))
    export = exported(there, "xlsx")
    content = export.content
    for heading, text in (
        ("秒回编号", "r-0000000000000001"),
        ("分类", "欢迎语"),
        ("编码", "neu"),
        ("标题", "新"),
        ("内容", "二"),
    ):
        content = edited(content, 3, heading, text)
    done = planned(there, tmp_path, replace(export, content=content))
    assert counts(done) == (1, 0, 1, 0)
    after = apply(there, done.change_set)
    assert [(one.code, one.text) for one in after.active()] == [("hy1", "一"), ("neu", "二")]
    assert counts(planned(after, tmp_path, replace(export, content=content))) == (0, 0, 2, 0)


def test_a_locked_reply_stays_and_its_row_is_told(tmp_path: Path) -> None:
    there = library(replace(reply(1), locked=True))
    export = exported(there, "xlsx")
    done = planned(there, tmp_path, replace(export, content=edited(export.content, 2, "内容", "改")))
    assert [(problem.row, problem.reason) for problem in done.problems] == [(2, "reply-locked")]
    assert done.change_set.changes == ()


def test_a_code_that_another_reply_has_gets_a_number(tmp_path: Path) -> None:
    there = library(reply(1, "一"), reply(2, "二"))
    export = exported(there, "xlsx")
    done = planned(there, tmp_path, replace(export, content=edited(export.content, 3, "编码", "HY1")))
    assert sorted(one.code for one in apply(there, done.change_set).active()) == ["HY1-2", "hy1"]


def test_a_text_too_long_for_a_cell_stays_out_and_is_never_cut(tmp_path: Path) -> None:
    there = library(reply(1, "字" * 40_000), reply(2))
    export = exported(there, "xlsx")
    assert [left.reply.code for left in export.left] == ["hy1"]
    assert planned(there, tmp_path, export).change_set.changes == ()


# ------------------------------------------------------------------------------------------------------------- JSON


def test_json_carries_pictures_and_every_field(tmp_path: Path) -> None:
    content = picture("png")
    file = tmp_path / "a.png"
    file.write_bytes(content)
    from miaohui.library.pictures import picture_of

    shown = picture_of(file)
    whole = replace(
        reply(1),
        wordings=(Wording(("看", shown)),),
        variants={"peak": (Wording(("忙",)),)},
        favourite=3,
        next=(("r-0000000000000002", "然后"),),
        only_in=("peak",),
        level="二级",
        rev=7,
        created=NOW,
        updated=NOW,
        source="qianniu:x",
    )
    there = library(whole, replace(reply(2), scope=Scope.SHOP, locked=True), replace(reply(3), deleted=NOW))
    export = writing.export(there, "json", replace(around(), picture=lambda name: content))
    read = read_back(tmp_path, export)
    assert read.pictures == {shown.name: content}
    elsewhere = apply(Library({}, {}), read.plan(Library({}, {}), Mode.MERGE, NOW).change_set)
    assert elsewhere == there


def test_what_lies_in_the_trash_comes_in_as_such_and_throws_nothing_away(tmp_path: Path) -> None:
    export = exported(library(replace(reply(1), deleted=NOW), reply(2)), "json")
    assert (export.replies, export.rows) == (1, 2)
    here = library(reply(1, "一"))
    done = planned(here, tmp_path, export)
    assert counts(done) == (1, 0, 1, 0)
    assert [one.text for one in apply(here, done.change_set).active()] == ["一", reply(2).text]


def test_json_carries_the_history_of_replies_that_are_new_where_it_comes_to(tmp_path: Path) -> None:
    there = library(reply(1, "三"), reply(2))
    past = tuple(Past(NOW - timedelta(days=n), "edit", reply(1, text)) for n, text in ((2, "一"), (1, "二")))
    past_of = {reply(1).id: past}
    around_there = replace(around(), past=lambda reply_id: past_of.get(reply_id, ()))
    export = writing.export(there, "json", around_there, selection=Selection(history=True))
    read = read_back(tmp_path, export)
    empty = Library({}, there.categories)
    assert read.history(read.plan(empty, Mode.MERGE, NOW)) == past
    assert read.history(read.plan(there, Mode.MERGE, NOW)) == ()
    without = writing.export(there, "json", around_there)
    assert read_back(tmp_path, without).history(read.plan(empty, Mode.MERGE, NOW)) == ()


def test_json_carries_the_automatic_replies_whose_text_it_holds(tmp_path: Path) -> None:
    kept, lost = (AutoReply(slot, "", "normal", reply(number).id) for slot, number in (("first", 1), ("busy", 2)))
    there = replace(library(reply(1), replace(reply(2), deleted=NOW)), auto_replies={kept.id: kept, lost.id: lost})
    export = exported(there, "json")
    elsewhere = apply(Library(), planned(Library(), tmp_path, export).change_set)
    assert elsewhere.auto_replies == {kept.id: kept}
    assert planned(elsewhere, tmp_path, export).change_set.changes == ()

    here = Library({"r-9": replace(reply(1), id="r-9")}, SHELVES, {kept.id: replace(kept, reply="r-8")})
    done = planned(here, tmp_path, export).change_set
    assert apply(here, done).auto_replies == {kept.id: replace(kept, reply="r-9")}
    assert apply(apply(here, done), done.inverse) == here


def test_json_from_before_automatic_replies_leaves_them_as_they_are(tmp_path: Path) -> None:
    export = exported(library(reply(1)), "json")
    document = orjson.loads(export.content)
    del document["auto_replies"]
    older = replace(export, content=orjson.dumps(document))
    assigned = AutoReply("first", "", "normal", reply(1).id)
    here = replace(library(reply(1)), auto_replies={assigned.id: assigned})
    assert apply(here, planned(here, tmp_path, older).change_set).auto_replies == {assigned.id: assigned}


@pytest.mark.parametrize(
    "part", ["1", '["x"]', '[{"id":"first//x","slot":"busy","client":"","season":"x","reply":"r"}]']
)
def test_json_with_damaged_automatic_replies_is_refused_by_that_name(tmp_path: Path, part: str) -> None:
    export = exported(library(reply(1)), "json")
    content = orjson.dumps(orjson.loads(export.content) | {"auto_replies": orjson.loads(part)})
    with pytest.raises(MiaohuiError) as refused:
        read_back(tmp_path, replace(export, content=content))
    assert "auto_replies" in sentence(refused.value.problem)


def test_json_is_merged_with_replies_known_by_where_they_came_from(tmp_path: Path) -> None:
    there = library(
        replace(reply(1, "一"), source="starter:hy1"), replace(reply(2), next=(("r-0000000000000001", "再"),))
    )
    here = Library({"r-9": replace(reply(1, "旧"), id="r-9", source="starter:hy1")}, SHELVES)
    done = planned(here, tmp_path, exported(there, "json"))
    assert counts(done) == (1, 1, 0, 0)
    after = apply(here, done.change_set)
    assert after.replies["r-9"].text == "一"
    assert after.replies["r-0000000000000002"].next == (("r-9", "再"),)
    assert counts(planned(after, tmp_path, exported(there, "json"))) == (0, 0, 2, 0)
    assert apply(after, done.change_set.inverse) == here


def test_replacing_by_json_trashes_the_other_personal_replies(tmp_path: Path) -> None:
    here = library(reply(5), replace(reply(6), scope=Scope.SHOP))
    done = planned(here, tmp_path, exported(library(reply(1)), "json"), Mode.REPLACE)
    assert {one.code for one in apply(here, done.change_set).active()} == {"hy1", "hy6"}


def test_json_of_a_trashed_reply_brings_it_back(tmp_path: Path) -> None:
    here = library(replace(reply(1), deleted=NOW))
    assert counts(planned(here, tmp_path, exported(library(reply(1)), "json"))) == (1, 0, 0, 0)


def test_a_picture_that_is_gone_is_told(tmp_path: Path) -> None:
    export = exported(library(replace(reply(1), wordings=(Wording((CHART,)),))), "json")
    assert [(left.fields, left.lost) for left in export.left] == [((Field.PICTURES,), ("尺码表",))]


def test_records_that_are_damaged_are_told_by_their_number(tmp_path: Path) -> None:
    export = exported(library(reply(1), reply(2)), "json")
    read = read_back(tmp_path, replace(export, content=export.content.replace(b'"code": "hy1"', b'"code": ""')))
    assert [(problem.row, problem.reason) for problem in read.problems] == [(1, "bad-record")]
    assert counts(read.plan(library(), Mode.MERGE, NOW)) == (1, 0, 0, 1)


# ------------------------------------------------------------------------------------------------------------- print


def test_the_sheet_shows_everything_by_category_and_runs_nothing() -> None:
    one = reply(1, "<script>alert(1)</script>\n二行 /:^_^", "另一种", title="a & b")
    html = exported(library(one, reply(2, category="trace")), "html").content.decode()
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\n二行 🙂" in html.replace("😊", "🙂").replace("😄", "🙂")
    assert "a &amp; b" in html
    assert html.index("<h2>欢迎语</h2>") < html.index("<h2>欢迎语/查件</h2>")
