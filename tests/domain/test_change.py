"""Change sets: applied, refused, taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.change import Change, ChangeSet, Entity, apply, together
from miaohui.domain.library import Library
from miaohui.domain.reply import Category
from miaohui.errors import MiaohuiError
from tests.domain.samples import reply

ONE, TWO = reply(number=1), reply(number=2)
SHELF = Category("c1", "物流")
LIBRARY = Library({ONE.id: ONE}, {SHELF.id: SHELF})


def test_a_change_names_what_it_changes() -> None:
    assert (Change(None, ONE).kind, Change(None, ONE).id) == ("reply", ONE.id)
    assert (Change(SHELF, None).kind, Change(SHELF, None).id) == ("category", "c1")


def test_all_changes_happen_together() -> None:
    edited = replace(ONE, title="新")
    done = apply(LIBRARY, ChangeSet("x", (Change(ONE, edited), Change(None, TWO), Change(SHELF, None))))
    assert done == Library({ONE.id: edited, TWO.id: TWO}, {})
    assert LIBRARY.replies == {ONE.id: ONE}
    assert LIBRARY.categories == {SHELF.id: SHELF}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(Change(None, ONE), id="added twice"),
        pytest.param(Change(reply(number=3), None), id="removed though not there"),
        pytest.param(Change(replace(ONE, rev=2), ONE), id="edited from another state"),
        pytest.param(Change(replace(SHELF, name="售后"), None), id="removed in another state"),
    ],
)
def test_a_change_that_doesn_t_fit_is_refused_with_all_others(change: Change) -> None:
    with pytest.raises(MiaohuiError) as refused:
        apply(LIBRARY, ChangeSet("x", (Change(None, TWO), change)))
    assert refused.value.problem.id == "changed-meanwhile"
    assert TWO.id not in LIBRARY.replies


def test_the_inverse_goes_backwards() -> None:
    edited, again = replace(ONE, title="新"), replace(ONE, title="更新")
    change_set = ChangeSet("x", (Change(ONE, edited), Change(edited, again)))
    assert change_set.inverse == ChangeSet("x", (Change(again, edited), Change(edited, ONE)))
    assert apply(apply(LIBRARY, change_set), change_set.inverse) == LIBRARY


@given(st.data())
def test_any_sequence_applied_and_undone_gives_the_same_library(data: st.DataObject) -> None:
    library = LIBRARY
    done: list[tuple[Library, ChangeSet]] = []
    for _ in range(data.draw(st.integers(0, 6))):
        present: dict[str, Entity] = {**library.replies, **library.categories}
        changes: list[Change] = []
        for _ in range(data.draw(st.integers(0, 4))):
            key = data.draw(st.sampled_from([ONE.id, TWO.id, "c1", "c2"]))
            before = present.get(key)
            title = data.draw(st.sampled_from("甲乙丙"))
            fresh: Entity = Category(key, title) if key.startswith("c") else reply(number=int(key[2:], 16), title=title)
            after = data.draw(st.sampled_from([None, fresh])) if before is not None else fresh
            changes.append(Change(before, after))
            present.pop(key, None)
            if after is not None:
                present[key] = after
        done.append((library, ChangeSet("x", tuple(changes))))
        library = apply(library, done[-1][1])
    for before_it, change_set in reversed(done):
        library = apply(library, change_set.inverse)
        assert library == before_it
        assert change_set.inverse.inverse == change_set


def test_what_is_changed_several_times_together_is_one_change() -> None:
    first, second = replace(ONE, title="二"), replace(ONE, title="三")
    steps = [ChangeSet("a", (Change(ONE, first),)), ChangeSet("b", (Change(first, second),))]
    assert together("edit", steps) == ChangeSet("edit", (Change(ONE, second),))
    assert together("edit", [*steps, ChangeSet("c", (Change(second, ONE),))]).changes == ()
