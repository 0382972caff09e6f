"""Moving in: a foreign table as one change set."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.change import apply
from miaohui.domain.library import Library
from miaohui.domain.reply import (
    MAX_CODE,
    MAX_TEXT,
    MAX_TITLE,
    Reply,
    Scope,
    Wording,
    checked_code,
    checked_title,
    wording_from_text,
)
from miaohui.flow.transfer import UNFILED, Mode, Plan, Row, RowProblem, plan
from tests.domain.samples import CHART, reply
from tests.flow.samples import FIRST, SECOND, library

NOW = datetime(2026, 11, 11, 1, 30, tzinfo=UTC)


def rows(*cells: tuple[str, ...]) -> list[Row]:
    """(code, text, category, title), the last ones may be missing."""
    return [Row(number, *cell) for number, cell in enumerate(cells, start=2)]


def planned(there: Library, *cells: tuple[str, ...], mode: Mode = Mode.MERGE) -> Plan:
    return plan(there, rows(*cells), "qianniu", mode, NOW)


def moved_in(there: Library, *cells: tuple[str, ...], mode: Mode = Mode.MERGE) -> Library:
    return apply(there, planned(there, *cells, mode=mode).change_set)


def counts(done: Plan) -> tuple[int, int, int, int]:
    return done.new, done.changed, done.same, done.skipped


def texts(there: Library, code: str) -> list[str]:
    found = there.find(code)
    assert found is not None
    return [wording.text for wording in found.wordings]


class TestNewRows:
    def test_one_answer_to_several_questions_is_several_replies(self) -> None:
        there = moved_in(library(), ("", "在的", "物流", "在吗"), ("", "在的", "物流", "有人吗"))
        assert {one.title for one in there.active()} == {"在吗", "有人吗"}
        again = planned(there, ("", "在的", "物流", "在吗"), ("", "在的", "物流", "有人吗"))
        assert counts(again) == (0, 0, 2, 0)

    def test_a_row_becomes_a_reply(self) -> None:
        there = moved_in(library(), ("在吗", "亲，在的/:^_^", "物流"))
        (one,) = there.active()
        assert one == Reply(
            id=one.id,
            code="在吗",
            title="在吗",
            category="shipping",
            wordings=(Wording(("亲，在的/:^_^",)),),
            order=1,
            source="qianniu:物流/在吗",
            created=NOW,
            updated=NOW,
        )

    @pytest.mark.parametrize(
        ("category", "name"),
        [
            ("物流", "物流"),
            ("物流/查件", "物流/查件"),
            (" 物流 / 改派 ", "物流/改派"),
            ("新类", "新类"),
            ("新类/细分", "新类/细分"),
            ("a/b/c", "a/b-c"),
            ("/物流/", "物流"),
            ("", UNFILED),
            (" / ", UNFILED),
        ],
    )
    def test_its_group_is_found_or_made(self, category: str, name: str) -> None:
        there = moved_in(library(), ("k", "x", category), ("k2", "y", category))
        assert {there.category_name(one.category) for one in there.active()} == {name}
        names = [there.category_name(c) for c in there.categories]
        assert len(names) == len(set(names))

    def test_new_shelves_stand_behind_those_that_are_there(self) -> None:
        there = moved_in(library(), ("a", "x", "甲"), ("b", "y", "物流/乙"), ("c", "z", "物流/丙"))
        assert [c.name for c in there.tops()] == ["欢迎语", "物流", "甲"]
        assert [c.name for c in there.subs("shipping")] == ["查件", "乙", "丙"]

    def test_rows_keep_their_order(self) -> None:
        there = moved_in(library(replace(FIRST, order=5)), ("b", "x"), ("a", "y"))
        assert [one.order for one in there.active()] == [5, 6, 7]

    def test_a_text_that_looks_like_a_picture_is_a_text(self) -> None:
        there = moved_in(library(reply(CHART, code="t")), ("k", CHART.text))
        found = there.find("k")
        assert found is not None
        assert found.wordings == (Wording((CHART.text,)),)
        assert counts(planned(there, ("k", CHART.text))) == (0, 0, 1, 0)

    @pytest.mark.parametrize("text", ["一\n---\n二", CHART.text])
    def test_a_text_without_a_code_is_known_by_what_it_says_and_not_by_how_it_is_written(self, text: str) -> None:
        there = library(replace(FIRST, wordings=(Wording((text,)),)))
        assert counts(planned(there, ("", text))) == (0, 0, 1, 0)
        there = library(replace(FIRST, wordings=(wording_from_text(text),)))
        assert counts(planned(there, ("", text))) == (1, 0, 0, 0)

    def test_a_text_of_many_lines_is_one_message(self) -> None:
        there = moved_in(library(), ("k", "一\r\n---\r二"))
        (one,) = there.active()
        assert one.wordings == (Wording(("一\n---\n二",)),)

    @pytest.mark.parametrize(
        ("cell", "code", "title"),
        [
            (("a b　c", "x"), "abc", "a b c"),
            (("", "亲，\n在的"), "亲，在的", "亲， 在的"),
            (("", "x", "", " 短 标题 "), "短标题", "短 标题"),
            (("k", "x", "", "标题"), "k", "标题"),
            (("  ", "x", "", "  "), "x", "x"),
            (("r-0123456789abcdef", "x"), "xr-0123456789abcdef", "r-0123456789abcdef"),
            (("\u200b", "x"), "x", "\u200b"),
            (("字" * 50, "x"), "字" * MAX_CODE, "字" * 50),
            (("", "字" * 500), "字" * MAX_CODE, "字" * MAX_TITLE),
        ],
    )
    def test_code_and_title_are_made_fit(self, cell: tuple[str, ...], code: str, title: str) -> None:
        there = moved_in(library(), cell)
        (one,) = there.active()
        assert (one.code, one.title) == (code, title)
        assert checked_code(one.code) == one.code
        assert checked_title(one.title) == one.title

    def test_codes_that_clash_between_groups_get_a_number(self) -> None:
        there = moved_in(
            library(FIRST), ("hy1", "一", "物流"), ("HY1", "二", "售后"), ("字" * 40, "三"), ("字" * 41, "四")
        )
        codes = [one.code for one in there.active()]
        assert codes == ["hy1", "hy1-2", "HY1-3", "字" * 40, "字" * 38 + "-2"]

    def test_the_shops_codes_don_t_count(self) -> None:
        there = moved_in(library(replace(FIRST, scope=Scope.SHOP)), ("hy1", "一", "物流"))
        assert [one.code for one in there.active()] == ["hy1", "hy1"]


class TestWordings:
    def test_rows_with_the_same_code_and_group_are_wordings_of_one_reply(self) -> None:
        cells = (("议价", "不议价哦", "议价"), ("议价", "已是最低", "议价"), ("议价", "另一组", "售后"))
        done = planned(library(), *cells)
        assert counts(done) == (3, 0, 0, 0)
        there = apply(library(), done.change_set)
        assert texts(there, "议价") == ["不议价哦", "已是最低"]
        assert texts(there, "议价-2") == ["另一组"]

    def test_rows_without_a_code_are_replies_of_their_own(self) -> None:
        there = moved_in(library(), ("", "一", "物流", "催"), ("", "二", "物流", "催"))
        assert [(one.code, one.title, one.text) for one in there.active()] == [("催", "催", "一"), ("催-2", "催", "二")]

    def test_a_code_that_is_another_rows_text_is_another_reply(self) -> None:
        there = moved_in(library(), ("", "在的"), ("在的", "亲，在的"))
        assert sorted(one.text for one in there.active()) == ["亲，在的", "在的"]

    def test_a_wording_more_is_a_changed_row(self) -> None:
        there = moved_in(library(), ("k", "一"))
        done = planned(there, ("k", "一"), ("k", "二"))
        assert counts(done) == (0, 1, 1, 0)
        assert texts(apply(there, done.change_set), "k") == ["一", "二"]

    def test_a_wording_less_changes_nothing(self) -> None:
        there = moved_in(library(), ("k", "一"), ("k", "二"))
        assert planned(there, ("k", "二")).change_set.changes == ()

    def test_wordings_added_by_hand_stay(self) -> None:
        there = moved_in(library(), ("k", "一"))
        (one,) = there.active()
        there = Library({one.id: replace(one, wordings=(*one.wordings, Wording(("手写",))))}, there.categories)
        assert texts(moved_in(there, ("k", "改")), "k") == ["改", "手写"]
        assert texts(moved_in(there, ("k", "改"), mode=Mode.REPLACE), "k") == ["改"]


class TestKnownRows:
    FILE = (
        ("hy", "您好", "欢迎语"),
        ("hy", "在的", "欢迎语"),
        ("", "没有编码的一条很长很长很长很长很长很长很长很长很长很长很长很长很长的话，发往广东", "物流"),
        ("", "没有编码的一条很长很长很长很长很长很长很长很长很长很长很长很长很长的话，发往广西", "物流"),
        ("", "有标题", "物流", "标题"),
        ("hy", "另一组", "售后"),
        ("a b", "编码有空格", ""),
        ("r-0123456789abcdef", "像个编号", ""),
        ("字" * 60, "编码太长", "a/b/c"),
        ("x", "一\r\n二", ""),
    )

    @pytest.mark.parametrize("mode", Mode)
    def test_twice_in_a_row_is_the_same(self, mode: Mode) -> None:
        there = moved_in(library(), *self.FILE, mode=mode)
        done = planned(there, *self.FILE, mode=mode)
        assert counts(done) == (0, 0, len(self.FILE), 0)
        assert done.change_set.changes == ()

    def test_a_changed_text_changes_its_reply_and_no_other(self) -> None:
        there = moved_in(library(), *self.FILE)
        cells = [("hy", "另一组，新", "售后") if cell[1] == "另一组" else cell for cell in self.FILE]
        cells = [("", "有标题，新", "物流", "标题") if cell[1] == "有标题" else cell for cell in cells]
        done = planned(there, *cells)
        assert counts(done) == (0, 2, 8, 0)
        assert done.trashed == 0
        after = apply(there, done.change_set)
        assert texts(after, "hy-2") == ["另一组，新"]
        assert texts(after, "标题") == ["有标题，新"]
        assert {one.rev for one in after.active()} == {1, 2}

    def test_a_reply_edited_here_is_known_by_where_it_came_from(self) -> None:
        there = moved_in(library(), ("hy", "您好", "欢迎语"))
        (one,) = there.active()
        renamed = replace(one, code="xx", category="shipping", title="改名")
        there = Library({one.id: renamed}, there.categories)
        done = planned(there, ("hy", "新", "欢迎语"))
        assert counts(done) == (0, 1, 0, 0)
        assert apply(there, done.change_set).replies[one.id] == replace(
            renamed, wordings=(Wording(("新",)),), rev=2, updated=NOW
        )

    def test_a_reply_made_here_is_known_by_code_and_category(self) -> None:
        assert counts(planned(library(FIRST), ("HY1", "新", "欢迎语"))) == (0, 1, 0, 0)
        assert counts(planned(library(FIRST), ("HY1", FIRST.text, "欢迎语"))) == (0, 0, 1, 0)

    def test_a_reply_on_no_shelf_is_known_in_a_file_without_groups(self) -> None:
        assert counts(planned(library(replace(FIRST, category="gone")), ("hy1", "新", ""))) == (0, 1, 0, 0)

    def test_else_by_its_text(self) -> None:
        done = planned(library(FIRST, SECOND), ("别的码", FIRST.text, "别的组"))
        assert counts(done) == (0, 0, 1, 0)
        assert done.change_set.changes == ()

    def test_the_shops_and_the_trash_are_never_taken_for_a_row(self) -> None:
        there = library(replace(FIRST, scope=Scope.SHOP), replace(SECOND, deleted=NOW))
        assert counts(planned(there, ("hy1", FIRST.text, "欢迎语"), ("wl1", SECOND.text, "物流/查件"))) == (2, 0, 0, 0)

    def test_one_reply_never_stands_for_two_rows(self) -> None:
        """The second row has the first reply's text: what it says must not be lost, nor the reply changed twice."""
        there = moved_in(library(), ("k", "一", "物流"))
        cells = (("其他", "一", "售后"), ("k", "二", "物流"))
        done = planned(there, *cells)
        assert counts(done) == (1, 1, 0, 0)
        there = apply(there, done.change_set)
        assert (texts(there, "k"), texts(there, "其他")) == (["二"], ["一"])
        assert counts(planned(there, *cells)) == (0, 0, 2, 0)

    def test_of_two_replies_with_the_same_text_the_free_one_is_known(self) -> None:
        there = moved_in(library(), ("", "二", "", "标题"), ("", "一", ""))
        cells = (("", "一", "", "标题"), ("", "一", "欢迎语"))
        there = moved_in(there, *cells)
        assert counts(planned(there, *cells)) == (0, 0, 2, 0)


class TestOwnTables:
    def test_a_code_that_had_to_be_another_one_stays_so(self) -> None:
        table = [
            Row(2, "k", "一", "物流", "甲", id="r-a", own=True),
            Row(3, "k", "二", "售后", "乙", id="r-b", own=True),
        ]
        there = library()
        there = apply(there, plan(there, table, "csv", Mode.MERGE, NOW).change_set)
        assert {one.code for one in there.active()} == {"k", "k-2"}
        assert counts(plan(there, table, "csv", Mode.MERGE, NOW)) == (0, 0, 2, 0)

    def test_a_code_that_is_free_by_now_is_taken(self) -> None:
        there = library(replace(FIRST, code="k-2"))
        row = Row(2, "k", FIRST.text, "欢迎语", FIRST.title, id=FIRST.id, own=True)
        there = apply(there, plan(there, [row], "csv", Mode.MERGE, NOW).change_set)
        assert [one.code for one in there.active()] == ["k"]


class TestReplacing:
    def test_personal_replies_that_the_file_doesn_t_hold_go_to_the_trash(self) -> None:
        shop = replace(SECOND, scope=Scope.SHOP)
        locked = replace(SECOND, id="r-3", code="l", wordings=(Wording(("锁",)),), locked=True)
        own = replace(SECOND, id="r-4", code="z", wordings=(Wording(("z",)),))
        there = library(FIRST, shop, locked, own)
        done = planned(there, ("hy1", FIRST.text, "欢迎语"), mode=Mode.REPLACE)
        assert counts(done) == (0, 0, 1, 0)
        assert done.trashed == 1
        assert {one.id for one in apply(there, done.change_set).active()} == {FIRST.id, shop.id, "r-3"}

    def test_merging_trashes_nothing(self) -> None:
        assert planned(library(FIRST, SECOND), ("neu", "x")).trashed == 0

    def test_a_code_that_goes_is_free(self) -> None:
        there = moved_in(library(FIRST), ("hy1", "新", "物流"), mode=Mode.REPLACE)
        assert texts(there, "hy1") == ["新"]

    def test_a_file_of_which_nothing_could_be_taken_empties_no_library(self) -> None:
        done = plan(library(FIRST), rows(("k", " ")), "qianniu", Mode.REPLACE, NOW, [RowProblem(9, "odd")])
        assert counts(done) == (0, 0, 0, 2)
        assert done.change_set.changes == ()

    def test_it_can_be_undone(self) -> None:
        there = library(FIRST, SECOND)
        done = planned(there, ("k", "x", "新/细"), ("hy1", "改", "欢迎语"), mode=Mode.REPLACE)
        assert apply(apply(there, done.change_set), done.change_set.inverse) == there


def test_rows_that_can_t_be_taken_are_told_in_the_files_order() -> None:
    cells = (("a", "好"), ("a", ""), ("a", " \r\n"), ("a", "好"), ("b", "好"), ("c", "字" * (MAX_TEXT + 1)))
    done = plan(library(), rows(*cells), "qianniu", Mode.MERGE, NOW, [RowProblem(1, "odd")])
    assert [(problem.row, problem.reason) for problem in done.problems] == [
        (1, "odd"),
        (3, "empty-text"),
        (4, "empty-text"),
        (5, "duplicate-row"),
        (7, "text-too-long"),
    ]
    assert counts(done) == (2, 0, 0, 5)


CODES = st.sampled_from(["", "hy1", "HY1", "k", "a b", "字" * 60]) | st.text(max_size=4)
TEXTS = st.sampled_from(["", "一", "二", "三\r\n四", "亲，您好"]) | st.text(max_size=6)
GROUPS = st.sampled_from(["", "欢迎语", "物流", "物流/查件", "a/b/c", "/"])
TITLES = st.sampled_from(["", "标题", " "])
FILES = st.lists(st.tuples(CODES, TEXTS, GROUPS, TITLES), max_size=12)


@given(FILES, FILES, st.sampled_from(Mode))
def test_any_file_counts_every_row_fits_the_library_and_is_known_the_second_time(
    first: list[tuple[str, ...]], second: list[tuple[str, ...]], mode: Mode
) -> None:
    there = library(FIRST, SECOND)
    for cells in (first, second):
        done = planned(there, *cells, mode=mode)
        assert sum(counts(done)) == len(cells)
        there = apply(there, done.change_set)
        again = planned(there, *cells, mode=mode)
        assert (again.new, again.changed, again.skipped) == (0, 0, done.skipped)
        assert again.change_set.changes == ()
        codes = [one.code.casefold() for one in there.active() if one.scope is Scope.PERSONAL]
        assert len(codes) == len(set(codes))
        for one in there.active():
            assert checked_code(one.code) == one.code
            assert checked_title(one.title) == one.title
            assert there.category_name(one.category)
