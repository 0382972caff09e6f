"""The starter library as an agent meets it: a buyer's question, a few keys, the right reply among the first five."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from miaohui.domain.change import apply
from miaohui.domain.library import Library
from miaohui.domain.search import TextSearch
from miaohui.flow.find import Find
from miaohui.flow.workspace import Stores, Workspace
from miaohui.library.starter import starter_change_set
from miaohui.library.tables import load_readings, load_simplified, load_tables
from tests.fakes import FixedClock, MemoryLibraryStore, MemorySettingsStore, MemoryUsageLog

FIRST = 5


@dataclass(frozen=True)
class Question:
    """``codes`` are the replies that answer it well."""

    stage: str
    question: str
    query: str
    codes: frozenset[str]

    def __str__(self) -> str:
        return f"{self.stage}: {self.question} ({self.query})"


def read() -> Iterator[Question]:
    path = Path(__file__).with_name("buyer_questions.tsv")
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        yield Question(row["stage"], row["question"], row["query"], frozenset(row["codes"].split()))


QUESTIONS = list(read())


@pytest.fixture(scope="module")
def find() -> Find:
    """Search over the starter library with the real readings, nothing used yet."""
    tables = load_tables()
    library = apply(Library(), starter_change_set(FixedClock()))
    stores = Stores(MemoryLibraryStore(library), MemorySettingsStore())
    workspace = Workspace(stores, tables, FixedClock())
    return Find(workspace, TextSearch(load_readings(), tables.seasons, load_simplified()), MemoryUsageLog())


def found(find: Find, query: str) -> list[str]:
    return [hit.reply.code for hit in find.widen(query, limit=FIRST).hits]


def test_every_stage_asks_five_and_the_last_three_one_each() -> None:
    count = Counter(question.stage for question in QUESTIONS)
    assert {stage for stage, number in count.items() if number == 1} == {"备注", "电话", "自动回复"}
    assert sum(number == 5 for number in count.values()) == 13
    assert len(count) == 16


def test_every_answer_is_a_reply_of_its_stage_or_a_neighbour(find: Find) -> None:
    codes = {hit.reply.code for hit in find("", season="peak", limit=0).hits}
    assert {code for question in QUESTIONS for code in question.codes} <= codes


def test_the_right_reply_is_among_the_first_five(find: Find) -> None:
    missed = [q for q in QUESTIONS if not q.codes & set(found(find, q.query))]
    for question in missed:
        print(f"missed: {question} → {' '.join(found(find, question.query))}, not {' '.join(question.codes)}")
    assert len(missed) <= len(QUESTIONS) / 5
    by_stage = Counter(question.stage for question in missed)
    assert all(number <= 2 for number in by_stage.values())


def test_a_whole_question_pasted_as_it_is_finds_its_reply(find: Find) -> None:
    missed = [q for q in QUESTIONS if not q.codes & set(found(find, q.question))]
    for question in missed:
        print(f"missed: {question} → {' '.join(found(find, question.question))}")
    assert len(missed) <= len(QUESTIONS) / 10


@pytest.mark.parametrize(
    ("query", "code"),
    [
        *(("smshfh", "fh1"), ("cuifahuo", "fh2"), ("催发货", "fh2"), ("guanglin", "hy1"), ("hy1", "hy1")),
        *(("包油", "yf2"), ("优惠卷", "yhq1"), ("运险费", "th3"), ("领劵", "yhq1"), ("再吗", "hy2")),
    ],
)
def test_titles_codes_and_typical_typos_lead_to_their_reply(find: Find, query: str, code: str) -> None:
    assert found(find, query)[0] == code
