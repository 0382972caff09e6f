"""Work in slices: a large library and the later passes never hold the window."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from miaohui.domain.library import Library
from miaohui.domain.reply import Reply
from miaohui.domain.search import Query, TextSearch, finished
from tests.domain.samples import NOW, reply
from tests.domain.search.finding import SHELVES, engine, nothing, titles

OLD = reply("好", number=1, title="退货说明")
NEW = [reply("好", number=number, title=f"发货说明{number}") for number in range(1, 1_200)]


def library(*replies: Reply) -> Library:
    return Library({one.id: one for one in replies}, SHELVES)


def found(finder: TextSearch, text: str) -> list[str]:
    return titles(finder.search(Query(text, limit=0), nothing))


def test_the_old_replies_answer_until_the_new_ones_are_ready() -> None:
    finder = engine(OLD)
    assert found(finder, "shuoming") == found(finder, "") == ["退货说明"]
    finder.update(library(*NEW))
    steps = finder.preparing()
    count = 0
    for _ in steps:
        count += 1
        assert found(finder, "thsm") == ["退货说明"]
    assert count > 5
    assert found(finder, "thsm") == []
    assert len(found(finder, "fhsm")) == len(found(finder, "")) == len(NEW)


def test_a_search_waits_for_what_nobody_prepares() -> None:
    finder = engine(OLD)
    finder.update(library(*NEW))
    assert len(found(finder, "")) == len(found(finder, "fhsm")) == len(NEW)


def test_what_was_dropped_half_way_is_made_up_for() -> None:
    finder = engine(OLD)
    finder.update(library(*NEW))
    steps = finder.preparing()
    next(steps)
    steps.close()
    assert len(found(finder, "fhsm")) == len(NEW)


def test_an_update_under_way_is_followed_by_the_next() -> None:
    finder = engine(OLD)
    finder.update(library(*NEW))
    steps = finder.preparing()
    next(steps)
    finder.update(library(OLD, NEW[1]))
    finished(steps)
    assert found(finder, "") == found(finder, "shuoming") == ["退货说明", "发货说明2"]


def test_the_later_passes_find_the_same_in_steps() -> None:
    finder = engine(OLD, *NEW[1:3])
    for text in ("tuihou", "推货", "ts", "tuihuo shoming", "我要退货说明一下"):
        steps = finder.widening(Query(text), nothing)
        assert next(steps, "found at once") is None
        finished(finder.widening(Query("fahou"), nothing))  # the one before is dropped
        assert titles(finder.widen(Query(text), nothing))[0] == "退货说明"


EDITS = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from(["退货", "发货", "重庆", None]), st.integers(0, 3)), max_size=12
)


@settings(deadline=None, max_examples=40)
@given(st.lists(EDITS, max_size=5))
def test_edits_leave_what_a_new_engine_would_find(rounds: list[list[tuple[int, str | None, int]]]) -> None:
    finder = engine()
    replies: dict[str, Reply] = {}
    for edits in rounds:
        replies = dict(replies)
        for number, title, order in edits:
            one = replace(reply("好", number=number, title=title or "x"), order=order, favourite=order or None)
            replies[one.id] = one if title is not None else replace(one, deleted=NOW)
        finder.update(Library(replies, SHELVES))
        fresh = engine(*replies.values())
        for text in ("", "huo", "cq", "货", "fahou"):
            query = Query(text, limit=3)
            assert finder.widen(query, nothing) == fresh.widen(query, nothing)
