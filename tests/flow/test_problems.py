"""Replies that somebody should look at."""

from __future__ import annotations

from dataclasses import replace

import pytest

from miaohui.domain.library import Library
from miaohui.domain.reply import Reply, Wording
from miaohui.domain.search.steps import finished
from miaohui.flow.problems import ProblemSearch, Trouble
from miaohui.flow.wording import WordingCheck
from miaohui.library.tables import load_simplified
from tests.domain.samples import CHART, NOW, tables
from tests.fakes import MemoryPictures
from tests.flow.samples import FIRST, SECOND, SHELVES
from tests.wording import load_checker


@pytest.fixture(scope="module")
def search() -> ProblemSearch:
    facts = tables()
    check = WordingCheck(load_checker(facts.emoticons), facts, load_simplified())
    return ProblemSearch(facts, check, MemoryPictures(), "plain")


def found(search: ProblemSearch, *replies: Reply) -> list[Trouble]:
    return list(finished(search.library(Library({one.id: one for one in replies}, SHELVES))))


def told(search: ProblemSearch, *replies: Reply) -> list[tuple[str, str]]:
    return [(one.reply.id, one.problem.id) for one in found(search, *replies)]


def test_a_sound_library_has_none(search: ProblemSearch) -> None:
    assert told(search, FIRST, SECOND) == []


def test_each_kind_is_found(search: ProblemSearch) -> None:
    assert told(search, FIRST, replace(SECOND, code="HY1")) == [(FIRST.id, "code-shared"), (SECOND.id, "code-shared")]
    assert told(search, replace(FIRST, category="gone")) == [(FIRST.id, "category-gone")]
    assert told(search, replace(FIRST, next=((SECOND.id, ""),)), replace(SECOND, deleted=NOW)) == [
        (FIRST.id, "next-gone")
    ]
    assert told(search, replace(FIRST, next=((FIRST.id, ""),))) == [(FIRST.id, "next-itself")]
    ring = replace(FIRST, next=((SECOND.id, ""),)), replace(SECOND, next=((FIRST.id, ""),))
    assert told(search, *ring) == [(FIRST.id, "next-cycle"), (SECOND.id, "next-cycle")]
    assert told(search, replace(FIRST, only_in=("春天",))) == [(FIRST.id, "unknown-season")]
    assert told(search, replace(FIRST, wordings=(Wording((CHART, CHART)),))) == [(FIRST.id, "picture-missing")]


def test_foreign_placeholders_are_named_together(search: ProblemSearch) -> None:
    one = replace(FIRST, wordings=(Wording(("您的 [商品名] 发 ___ 快递，[商品名]",)),))
    (trouble,) = found(search, one)
    assert trouble.problem.args == {"texts": "[商品名]、___"}


def test_wording_errors_come_with_their_rule(search: ProblemSearch) -> None:
    one = replace(FIRST, wordings=(Wording(("加我微信聊：abc123456，这是全网最低价",)),))
    troubles = found(search, one)
    assert troubles
    assert all(trouble.problem.id == "wording" and trouble.finding is not None for trouble in troubles)


def test_it_goes_in_steps(search: ProblemSearch) -> None:
    many = {f"r-{n:016x}": replace(FIRST, id=f"r-{n:016x}", code=f"c{n}") for n in range(100)}
    assert sum(1 for _ in search.library(Library(many, SHELVES))) >= 5
