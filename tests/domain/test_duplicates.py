"""Replies that say the same, or nearly."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from miaohui.domain.duplicates import ALIKE, finding_alike, normalised
from miaohui.domain.search.steps import finished
from tests.domain.samples import reply


def groups(*texts: str) -> list[tuple[list[int], float]]:
    """The texts' numbers, with the likeness."""
    replies = [reply(text, number=number) for number, text in enumerate(texts)]
    found = finished(finding_alike(replies))
    return [([int(one.id[2:], 16) for one in group.replies], round(group.likeness, 2)) for group in found]


def test_signs_blanks_case_and_width_make_no_difference() -> None:
    assert groups("亲，在的！ABC", "亲 在的，abc~", "在吗", "亲在的ＡＢＣ") == [([0, 1, 3], 1.0)]


def test_what_is_nearly_the_same_is_found_with_its_likeness() -> None:
    long = "您拍下的宝贝会在今天下午安排发出，请您耐心等待"
    assert groups(long, "完全不同的一句话", long.replace("下午", "晚上")) == [([0, 2], 0.75)]


def test_chains_are_one_group_and_the_largest_comes_first() -> None:
    base = "今天下单当天发货哦亲亲"
    found = groups("问好", "问好！", base, f"{base}呢", f"{base}呢吧")
    assert [numbers for numbers, _ in found] == [[2, 3, 4], [0, 1]]


def test_short_and_signs_only_texts_are_compared_as_they_are() -> None:
    assert groups("好", "好！", "👌", "👌", "🙏") == [([0, 1], 1.0), ([2, 3], 1.0)]
    assert groups() == groups("一") == []


texts = st.lists(st.text("亲在好发货今天", max_size=8), max_size=12)


@settings(max_examples=50)
@given(texts)
def test_every_pair_is_found_that_comparing_each_with_each_finds(texts: list[str]) -> None:
    texts = [f"{text}。" for text in texts]
    together = {frozenset(numbers) for numbers, _ in groups(*texts)}
    pairs = [{text[place : place + 2] for place in range(len(text) - 1)} for text in map(normalised, texts)]
    for one, mine in enumerate(pairs):
        for other, theirs in enumerate(pairs[:one]):
            share = len(mine & theirs) / len(mine | theirs) if mine | theirs else 0
            if share >= ALIKE or normalised(texts[one]) == normalised(texts[other]):
                assert any({one, other} <= group for group in together)


def test_it_goes_in_steps() -> None:
    replies = [reply(f"第{number}条回复", number=number) for number in range(300)]
    assert sum(1 for _ in finding_alike(replies)) > 300
