"""Search: what is found, where it is marked, and in which order it comes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.library import Library
from miaohui.domain.reply import Category, Reply, Scope
from miaohui.domain.search import Field, Query, Result, TextSearch, fold
from miaohui.domain.usage import CAP
from tests.domain.samples import CHART, NOW, reply, tables
from tests.domain.search.finding import SHELVES, engine, nothing, readings, simplified


def search(
    text: str, *replies: Reply, bonus: Callable[[str], float] = nothing, category: str = "", season: str = "normal"
) -> Result:
    return engine(*replies).search(Query(text, season, category), bonus)


def order(text: str, *replies: Reply, bonus: Callable[[str], float] = nothing) -> list[str]:
    return [hit.reply.title for hit in search(text, *replies, bonus=bonus).hits]


def marked(text: str, one: Reply) -> dict[Field, list[str]]:
    """What is marked in each field's own text."""
    texts = {Field.TITLE: one.title, Field.CODE: one.code, Field.BODY: one.text}
    marks: dict[Field, list[str]] = {}
    (hit,) = search(text, one).hits
    for match in hit.matches:
        if match.field in texts:
            marks.setdefault(match.field, []).append(texts[match.field][match.start : match.end])
    return marks


def test_a_picture_is_found_by_its_words_and_never_by_its_name() -> None:
    one = reply("看图", CHART, "谢谢")
    assert marked("尺码表", one) == {Field.BODY: ["尺码表"]}
    assert marked("chimabiao", one) == {Field.BODY: ["尺码表"]}
    assert marked("谢谢", one) == {Field.BODY: ["谢谢"]}
    assert [search(text, one).hits for text in ("5a", "png", "5a5a", "![", "](")] == [()] * 5


WELCOME = replace(
    reply("亲，欢迎光临小店", code="HY1", title="欢迎光临", category="c3"), aliases=("在吗", "有人吗"), tags=("经济型",)
)


@pytest.mark.parametrize(
    "query",
    [
        "欢迎光临",
        "光临",
        "hygl",
        "hy",
        "gl",
        "h",
        "g",
        "huanyingguanglin",
        "huanying",
        "guangl",
        "hy1",
        "HY1",
        "Ｈｙ１",
        "hy1 欢迎",
        "光临 欢迎",
        "小店 hy",
        "在吗",
        "zm",
        "zaima",
        "经济",
        "jjx",
        "售后",
        "sh",
        "shouhou 欢迎",
        "小店",
        "xiaodian",
        "huan'ying",
        "  欢迎　光临  ",
    ],
)
def test_a_reply_is_found_in_every_way(query: str) -> None:
    assert order(query, WELCOME) == ["欢迎光临"]


@pytest.mark.parametrize(
    "query", ["退货", "hyt", "uanying", "y1h", "欢迎 退货", "xd", "oa", "光临 zzz", "！", "hy-1", "迎欢"]
)
def test_what_doesn_t_fit_is_not_found(query: str) -> None:
    assert order(query, WELCOME) == []


@pytest.mark.parametrize(
    ("title", "queries"),
    [
        ("重庆包邮", ["cq", "cqby", "chongqing"]),
        ("银行到账", ["yh", "yinhang"]),
        ("便宜一点", ["py", "pianyi"]),
        ("亲别着急", ["zj", "zhaoji"]),
        ("长度不够", ["cd", "changdu"]),
        ("重庆银行长度", ["cqyh", "yhcd"]),
        ("绿色", ["ls", "lvse"]),
    ],
)
def test_characters_of_several_readings_are_found_by_each(title: str, queries: list[str]) -> None:
    for query in queries:
        assert order(query, reply(title=title)) == [title]


@pytest.mark.parametrize(
    ("query", "field", "marks"),
    [
        ("光临", Field.TITLE, ["光临"]),
        ("gl", Field.TITLE, ["光临"]),
        ("guangl", Field.TITLE, ["光临"]),
        ("huan", Field.TITLE, ["欢"]),
        ("hy1", Field.CODE, ["HY1"]),
        ("ｈ", Field.CODE, ["H"]),
        ("小店", Field.BODY, ["小店"]),
        ("xiaod", Field.BODY, ["小店"]),
        ("欢迎 光临", Field.TITLE, ["欢迎", "光临"]),
        ("hy", Field.TITLE, ["欢迎"]),
    ],
)
def test_the_marks_are_exact(query: str, field: Field, marks: list[str]) -> None:
    assert marked(query, WELCOME)[field] == marks


def test_marks_are_exact_in_mixed_text() -> None:
    one = reply("İ😊ß：（ＦＡ）包邮 退货", title="😊A1 包邮，３天退货")
    assert marked("by3t", one) == {Field.TITLE: ["包邮，３天"]}
    assert marked("3天", one) == {Field.TITLE: ["３天"]}
    assert marked("a1", one) == {Field.TITLE: ["A1"]}
    assert marked("fa", one)[Field.BODY] == ["ＦＡ"]
    assert marked("tuihuo", one) == {Field.TITLE: ["退货"], Field.BODY: ["退货"]}


def test_the_same_word_marks_a_field_once_and_best() -> None:
    assert marked("包邮", reply("包邮，baoyou", title="包邮包邮")) == {Field.TITLE: ["包邮"], Field.BODY: ["包邮"]}
    assert marked("hy", reply("x", title="欢迎hy")) == {Field.TITLE: ["hy"]}


def test_an_exact_code_comes_first_whatever_is_used_more() -> None:
    coded = reply(number=1, code="hy1", title="甲")
    titled = reply(number=2, code="hy12", title="hy1")
    longer = reply(number=3, code="hy11", title="欢迎1")
    assert order("hy1", longer, titled, coded, bonus=lambda r: 0.0 if r == coded.id else CAP)[0] == "甲"
    assert order("HY1", longer, titled, coded)[0] == "甲"


def test_fields_come_in_the_order_of_their_weight() -> None:
    found = [
        reply("发票在这里", number=6, title="正文"),
        reply(number=5, title="类目", category="c5"),
        replace(reply(number=4, title="标签"), tags=("发票",)),
        replace(reply(number=3, title="别名"), aliases=("发票",)),
        reply(number=1, title="发票"),
    ]
    finder = TextSearch(readings(), tables().seasons)
    finder.update(Library({one.id: one for one in found}, SHELVES | {"c5": Category("c5", "发票")}))
    hits = finder.search(Query("发票"), nothing).hits
    assert [hit.reply.title for hit in hits] == ["发票", "别名", "标签", "类目", "正文"]


@pytest.mark.parametrize("query", ["发票", "fp", "fapiao"])
def test_a_title_comes_before_a_body_however_often_that_is_used(query: str) -> None:
    titled = reply("好", number=1, title="开具电子发票的说明")
    bodied = reply("发票在这里", number=2, title="别的")
    assert order(query, bodied, titled, bonus=lambda r: CAP if r == bodied.id else 0.0)[0] == titled.title


def test_among_equals_the_one_used_more_comes_first() -> None:
    seldom, often = reply(number=1, title="退货甲"), reply(number=2, title="退货乙")
    assert order("退货", seldom, often) == ["退货甲", "退货乙"]
    assert order("退货", seldom, often, bonus=lambda r: float(r == often.id)) == ["退货乙", "退货甲"]


def test_equals_come_in_the_librarys_order_personal_first() -> None:
    found = [
        replace(reply(number=1, title="退货一", code="b"), scope=Scope.SHOP, order=0),
        replace(reply(number=2, title="退货二", code="c"), order=2),
        replace(reply(number=3, title="退货三", code="b"), order=1),
        replace(reply(number=4, title="退货四", code="a"), order=1),
    ]
    assert order("退货", *found) == ["退货四", "退货三", "退货二", "退货一"]


def test_initials_that_happen_to_stand_in_a_body_come_last() -> None:
    noise = reply("退一步海阔", number=1, title="无关")
    spelled = reply("请走退货", number=2, title="正文全拼")
    assert order("tyb", noise) == ["无关"]
    literal = reply("代码 tyb 在此", number=3, title="正文照样")
    bonus = {noise.id: CAP}
    assert order("tyb", noise, literal, bonus=lambda r: bonus.get(r, 0.0)) == ["正文照样", "无关"]
    aliased = replace(reply(number=4, title="别"), aliases=("特优版",))
    assert order("tyb", noise, aliased, bonus=lambda r: bonus.get(r, 0.0))[-1] == "无关"
    assert order("tuihuo", spelled) == ["正文全拼"]


def test_two_letters_are_never_looked_for_in_a_body() -> None:
    assert order("tu", reply("退货", title="无关")) == []
    assert order("th", reply("退货", title="无关")) == []
    assert order("退", reply("退货", title="无关")) == ["无关"]


def test_an_empty_query_lists_everything_most_used_first() -> None:
    found = [reply(number=n, title=f"第{n}") for n in (1, 2, 3)]
    result = search(" 　", *found, bonus=lambda r: float(r == found[1].id))
    assert [hit.reply.title for hit in result.hits] == ["第2", "第1", "第3"]
    assert all(hit.matches == () for hit in result.hits)


def test_a_category_narrows_and_the_counts_stay_those_of_all() -> None:
    found = [reply(number=1, category="c1"), reply(number=2, category="c2"), reply(number=3, category="c3")]
    assert [hit.reply.category for hit in search("标题", *found, category="c1").hits] == ["c1", "c2"]
    assert [hit.reply.category for hit in search("标题", *found, category="c2").hits] == ["c2"]
    assert search("标题", *found, category="c3").counts == {"c1": 2, "c3": 1}
    assert search("标题", *found, category="c3").total == 3


def test_the_limit_cuts_the_hits_but_not_the_counts() -> None:
    finder = engine(*(reply(number=n) for n in range(1, 8)))
    assert len(finder.search(Query("标题", limit=3), nothing).hits) == 3
    assert finder.search(Query("标题", limit=3), nothing).total == 7
    assert len(finder.search(Query("标题", limit=0), nothing).hits) == 7


def test_a_reply_of_another_season_is_not_offered() -> None:
    peak = replace(reply(title="旺季欢迎"), only_in=("peak",))
    assert search("欢迎", peak).hits == ()
    assert search("欢迎", peak).total == 0
    assert len(search("欢迎", peak, season="promo").hits) == 1


def test_the_trash_is_not_searched() -> None:
    assert order("欢迎", replace(WELCOME, deleted=NOW)) == []


def test_an_update_takes_edits_moves_renames_and_removals() -> None:
    finder = engine(WELCOME, reply(number=2, title="退货"))
    moved = replace(WELCOME, title="您好", category="c1")
    finder.update(Library({moved.id: moved}, SHELVES))
    assert [hit.reply for hit in finder.search(Query(limit=0), nothing).hits] == [moved]
    assert not finder.search(Query("hyglin"), nothing).hits
    assert finder.search(Query("hygl"), nothing).hits[0].matches[0].field is Field.BODY
    assert finder.search(Query("您好"), nothing).counts == {"c1": 1}
    finder.update(Library({moved.id: moved}, {"c1": Category("c1", "快递")}))
    assert finder.search(Query("快递"), nothing).hits
    assert not finder.search(Query("物流"), nothing).hits


def test_a_reply_on_no_shelf_is_found() -> None:
    assert order("标题", reply(category="gone")) == ["标题1"]


@given(st.text())
def test_folding_never_changes_the_length(text: str) -> None:
    for table in (None, simplified()):
        folded = fold(text, table)
        assert len(folded) == len(text)
        assert fold(folded, table) == folded


@pytest.mark.parametrize(
    ("text", "folded"), [("ＡＢｃ１！", "abc1!"), ("　", " "), ("İß", "İß"), ("ΑΣ", "ασ"), ("發票", "發票")]
)
def test_full_width_and_capitals_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_traditional_characters_are_folded_where_a_table_is_given() -> None:
    assert fold("Ｘ發票退貨後", simplified()) == "x发票退货后"


@pytest.mark.parametrize("query", ["發票", "发票", "发票 退貨", "fp", "退货"])
def test_traditional_and_simplified_find_each_other(query: str) -> None:
    for title in ("發票和退貨", "发票和退货"):
        assert order(query, reply(title=title)) == [title]
    assert marked("发票", reply(title="😊發票")) == {Field.TITLE: ["發票"]}


TITLES = st.text(st.sampled_from("重庆银行退货欢迎aA1ＡİΣß😊，. -") | st.characters(), min_size=1, max_size=12)


@given(TITLES, st.data())
def test_every_piece_of_a_title_finds_the_reply_and_is_marked(title: str, data: st.DataObject) -> None:
    title = " ".join(title.split()) or "x"
    start = data.draw(st.integers(0, len(title) - 1))
    end = data.draw(st.integers(start + 1, len(title)))
    one = reply(title=title)
    (hit,) = search(title[start:end], one).hits
    for word in title[start:end].split():
        spans = [fold(title)[m.start : m.end] for m in hit.matches if m.field is Field.TITLE]
        assert fold(word) in spans


@given(st.text(max_size=20), st.lists(st.tuples(TITLES, st.text(max_size=30)), max_size=4))
def test_searching_never_fails_and_marks_only_what_is_there(query: str, texts: list[tuple[str, str]]) -> None:
    found = [reply(body or "x", number=n, title=title) for n, (title, body) in enumerate(texts)]
    for hit in search(query, *found).hits:
        fields = {Field.TITLE: hit.reply.title, Field.CODE: hit.reply.code, Field.BODY: hit.reply.text}
        for match in hit.matches:
            assert 0 <= match.start < match.end <= len(fields.get(match.field, "物流"))


def test_the_category_in_use_decides_among_near_equals_only() -> None:
    found = [
        reply(number=1, title="退货甲", category="c1"),
        reply(number=2, title="退货乙", category="c2"),
        reply(number=3, title="退货丙", category="c3"),
        reply(number=4, title="请退货丁", category="c3"),
    ]
    finder = engine(*found)

    def using(category: str) -> list[str]:
        return [hit.reply.title for hit in finder.search(Query("退货", in_use=category), nothing).hits]

    assert using("") == ["退货甲", "退货乙", "退货丙", "请退货丁"]
    assert using("c3") == ["退货丙", "退货甲", "退货乙", "请退货丁"]
    assert using("c1") == ["退货甲", "退货乙", "退货丙", "请退货丁"]
    assert using("gone") == using("")


def test_usage_may_come_as_a_mapping_of_those_that_were_used() -> None:
    found = [reply(number=n, title=f"退货{n}") for n in range(1, 5)]
    uses = {found[2].id: 9.0, "r-gone": 5.0}
    for text in ("退货", ""):
        assert [hit.reply for hit in engine(*found).search(Query(text, limit=2), uses).hits] == [found[2], found[0]]


def test_a_favourite_that_is_used_is_listed_once_however_far_below_it_would_stand() -> None:
    found = [reply(number=n, title=f"第{n}") for n in range(1, 6)]
    found[4] = replace(found[4], favourite=1)
    listed = engine(*found).search(Query("", limit=3), {found[4].id: 9.0}).hits
    assert [hit.reply.title for hit in listed] == ["第5", "第1", "第2"]


def test_bodies_are_left_where_titles_give_enough() -> None:
    found = [reply(number=n, title=f"退货{n}") for n in range(5)]
    finder = engine(*found, reply("退货", number=9, title="别的"))
    assert finder.search(Query("退货", limit=5), nothing).total == 5
    assert finder.search(Query("退货", limit=6), nothing).total == 6
