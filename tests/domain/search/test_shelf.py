"""Shelves: quick about which entries a word may be in, and kept while nothing on them changes."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.library import Library
from miaohui.domain.search import strict
from miaohui.domain.search.folding import fold
from miaohui.domain.search.index import Entry, make_entry
from miaohui.domain.search.shelf import SIZE, Shelf, shelved
from tests.domain.samples import reply
from tests.domain.search.finding import SHELVES, readings

PIECES = st.text(st.sampled_from("退货重庆abthzqing1 \n，😊"), max_size=12)


def entry(number: int, title: str, body: str = "") -> Entry:
    return make_entry(reply(body or "好", number=number, title=title or "x"), Library({}, SHELVES), readings(), {})


@given(st.lists(st.tuples(PIECES, PIECES), max_size=5), PIECES)
def test_no_entry_with_the_words_is_left_out(texts: list[tuple[str, str]], query: str) -> None:
    entries = [entry(number, *text) for number, text in enumerate(texts)]
    words = fold(query).split()
    having = Shelf(entries).having(words)
    assert [one for one in entries if all(strict.find(one, word) for word in words)] == [
        one for one in having if all(strict.find(one, word) for word in words)
    ]


def test_no_word_is_found_across_two_entries() -> None:
    assert Shelf([entry(1, "甲", "退"), entry(2, "货", "乙")]).having(["退货"]) == []


def test_only_the_shelf_of_an_edit_is_put_together_anew() -> None:
    entries = [entry(number, "退货") for number in range(3)] * (SIZE // 2 + 1)
    first = shelved(entries, [])
    changed = [*entries]
    changed[SIZE + 1] = replace(changed[SIZE + 1])
    after = shelved(changed, first)
    assert [old is new for old, new in zip(first, after, strict=True)] == [True, False, True][: len(first)]
    assert shelved(entries[:1], first)[0] is not first[0]
    assert shelved([], first) == []
