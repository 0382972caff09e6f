"""What is looked for where the strict pass finds few: every way of writing, and that it only ever adds below."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.reply import Reply
from miaohui.domain.search import ENOUGH, Field, Query
from tests.domain.samples import reply
from tests.domain.search.finding import engine, marks, nothing, titles, widened

RETURNS = "退货地址"

KINDS = [
    # mixed: characters, syllables, initials, and a syllable that isn't finished
    *((query, "包邮说明", found) for query, found in (("bao邮", "包邮"), ("b邮", "包邮"), ("byou", "包邮"))),
    *((query, "包邮说明", found) for query, found in (("包y", "包邮"), ("包you", "包邮"), ("baoy", "包邮"))),
    *((query, "包邮说明", found) for query, found in (("baoysm", "包邮说明"), ("byoushuo", "包邮说"))),
    ("七tian", "七天无理由", "七天"),
    ("7tian", "满7天，可退", "7天"),
    ("baoysm", "😊包邮，说明", "包邮，说明"),
    # characters of several readings, in a mixture
    ("chongq包y", "重庆包邮", "重庆包邮"),
    ("银h", "银行到账", "银行"),
    # what speakers mix up
    ("zaoji", "亲别着急", "着急"),
    ("sangpin", "商品咨询", "商品"),
    ("shuse", "速色", "速色"),
    ("cima", "尺码", "尺码"),
    ("liunai", "牛奶", "牛奶"),
    ("nanse", "蓝色", "蓝色"),
    ("qinjia", "请假", "请假"),
    ("zengpin", "赠品", "赠品"),
    ("zenpin", "赠品", "赠品"),
    ("fanwen", "访问", "访问"),
    # ü
    ("lvse", "绿色", "绿色"),
    ("luse", "绿色", "绿色"),
    ("celue", "策略", "策略"),
    ("celve", "策略", "策略"),
    ("nvzhuang", "女装", "女装"),
    ("nuzhuang", "女装", "女装"),
    # one slip
    ("tuihou", "退货", "退货"),
    ("tuihup", "退货", "退货"),
    ("tuiuo", "退货", "退货"),
    ("tuihhuo", "退货", "退货"),
    ("fapaio", "发票", "发票"),
    ("wului", "物流", "物流"),
    ("dispacth", "dispatch时间", "dispatch"),
    ("wlcz", "物流插座", "物流插座"),
    # other characters of the same sound
    ("宝邮", "包邮说明", "包邮"),
    ("优惠卷", "优惠券", "优惠"),
    ("发或", "发货时间", "发货"),
    # initials with gaps
    ("td", RETURNS, "退|地"),
    ("tdz", RETURNS, "退|地址"),
    ("tz", RETURNS, "退|址"),
    ("td", "【售后】退货地址", "退|地"),
    # a whole sentence
    ("帮我改一下地址", "改地址", "地址"),
    ("显示已签收我没收到", "签收没收到", "签收没收到"),
]


@pytest.mark.parametrize(("query", "title", "found"), KINDS)
def test_every_way_of_writing_finds_its_reply(query: str, title: str, found: str) -> None:
    others = [reply("好", number=n, title=t) for n, t in ((2, "再见"), (3, "晚安各位"))]
    result = widened(query, *others, reply("好", title=title))
    assert titles(result)[0] == title
    assert "|".join(marks(result)) == found


@pytest.mark.parametrize("query", ["uihuo", "yuihuo", "tuo", "thuo退", "zzzz", "dt", "饿饿", "退退", "kd"])
def test_what_is_too_far_away_is_not_found(query: str) -> None:
    assert titles(widened(query, reply("好", title=RETURNS))) == []


def test_mixed_words_with_characters_are_found_in_texts_too() -> None:
    one = reply("这件包邮哦", title="运费")
    (hit,) = widened("bao邮", one).hits
    assert [(m.field, one.text[m.start : m.end]) for m in hit.matches] == [(Field.BODY, "包邮")]
    assert titles(widened("byou", one)) == []


def test_several_words_may_each_be_found_in_another_way() -> None:
    one = reply("好", title="退货地址", code="th6")
    for query in ("tuihou th6", "推货 dizhi", "th6 tuih地zhi"):
        assert titles(widened(query, one)) == ["退货地址"]
    assert titles(widened("tuihou xyz", one)) == []


def test_aliases_tags_and_codes_are_looked_through() -> None:
    one = replace(reply("好", title="运费", code="baoyou"), aliases=("免邮费",), tags=("经济型",))
    for query in ("mian邮", "mianyuo", "面邮", "jing济", "jingjixnig", "baoyuo"):
        assert titles(widened(query, one)) == ["运费"]


def test_each_pass_comes_below_the_one_before() -> None:
    found = [
        reply("好", number=1, title="退货"),  # one slip away
        reply("好", number=2, title="突火"),  # as it is typed
        reply("好", number=3, title="吐火欧布"),  # in a mixture
    ]
    assert titles(widened("tuhuo", *found)) == ["突火", "吐火欧布", "退货"]


def test_hits_by_chance_in_a_text_come_last_of_all() -> None:
    chance = reply("天多阻", number=1, title="无关")
    meant = reply("好", number=2, title=RETURNS)
    assert titles(widened("tdz", chance, meant)) == [RETURNS, "无关"]


def test_nothing_is_added_where_there_is_enough() -> None:
    many = [reply("好", number=n, title=f"宝油{n}") for n in range(ENOUGH)]
    near = reply("好", number=99, title="包邮")
    assert engine(*many, near).search(Query("宝油", limit=0), nothing).scarce is False
    assert "包邮" not in titles(widened("宝油", *many, near))
    assert titles(widened("宝油", *many[:3], near))[-1] == "包邮"


def test_category_season_and_trash_hold_for_the_later_passes() -> None:
    found = [
        reply("好", number=1, title="包邮甲", category="c1"),
        reply("好", number=2, title="包邮乙", category="c3"),
        replace(reply("好", number=3, title="包邮丙", category="c3"), only_in=("peak",)),
    ]
    result = widened("宝邮", *found, category="c3")
    assert titles(result) == ["包邮乙"]
    assert result.counts == {"c1": 1, "c3": 1}


PIECES = st.text(st.sampled_from("退货地址包邮重庆绿女abthz' ，😊1İ") | st.characters(), max_size=8)
REPLIES = st.lists(st.tuples(PIECES, PIECES), max_size=6)
LETTERS = st.text(st.sampled_from("退货包邮tuihobayzcdn v'"), max_size=9)


def made(texts: list[tuple[str, str]]) -> list[Reply]:
    return [
        replace(reply("退货包邮", number=n, title=title), aliases=(alias,) if alias else ())
        for n, (title, alias) in enumerate(texts)
    ]


@given(PIECES | LETTERS, REPLIES)
def test_exact_hits_are_never_pushed_down_and_marks_lie_inside(query: str, texts: list[tuple[str, str]]) -> None:
    found = made(texts)
    finder = engine(*found)
    strict = finder.search(Query(query), nothing)
    wide = finder.widen(Query(query), nothing)
    certain = [hit for hit in strict.hits if hit.score > 0 or not query.strip()]
    assert list(wide.hits[: len(certain)]) == certain
    assert {hit.reply.id for hit in strict.hits} <= {hit.reply.id for hit in wide.hits}
    assert len({hit.reply.id for hit in wide.hits}) == len(wide.hits) == wide.total
    scores = [hit.score for hit in wide.hits]
    assert scores == sorted(scores, reverse=True)
    for hit in wide.hits:
        texts_of = {Field.TITLE: hit.reply.title, Field.CODE: hit.reply.code, Field.BODY: hit.reply.text}
        for match in hit.matches:
            longest = texts_of.get(match.field, max((*hit.reply.aliases, "物流"), key=len))
            assert 0 <= match.start < match.end <= len(longest)


@pytest.mark.parametrize(
    "query",
    [
        "a" * 10_000,
        "包" * 10_000,
        "a包" * 5_000,
        "\ud800",
        "a\udfff",
        "\x00a\x1b",
        "[(",
        "a\\",
        "abcd " * 3_000,
        " ".join(map(str, range(10_000))),
        "\x00",
        "tuih" * 2_500,
        "退货 " * 3_000,
        "tuihou\u0007",
        "\U0001f600tui",
        "𠀀货",
    ],
)
def test_bad_input_does_no_harm(query: str) -> None:
    long = replace(reply("退货" * 100_000, number=2, title="很长" * 500), aliases=("长" * 200,))
    assert widened(query, reply(title="包邮啊啊啊啊啊啊"), long).total <= 2
