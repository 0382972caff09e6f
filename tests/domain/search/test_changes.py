"""What differs between two libraries."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.search.changes import differing
from tests.domain.samples import reply

REPLIES = {number: [reply(number=number, title=title) for title in "甲乙"] for number in range(6)}
LIBRARIES = st.lists(st.tuples(st.integers(0, 5), st.booleans()), unique_by=lambda one: one[0]).map(
    lambda chosen: {REPLIES[number][other].id: REPLIES[number][other] for number, other in chosen}
)


@given(LIBRARIES, LIBRARIES)
def test_new_changed_and_gone_replies_differ_and_no_others(before: dict, after: dict) -> None:  # type: ignore[type-arg]
    expected = {key for key in before.keys() | after.keys() if before.get(key) is not after.get(key)}
    found = differing(before, after)
    assert set(found) == expected
    assert len(found) == len(expected)
