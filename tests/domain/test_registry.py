"""What is kept along with the changes is what a look at all replies tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.change import Change, ChangeSet, apply
from miaohui.domain.library import Library
from miaohui.domain.registry import registry
from miaohui.domain.reply import Reply, Scope
from tests.domain.samples import reply

NOW = datetime(2026, 11, 11, tzinfo=UTC)
IDS = [f"r-000000000000000{number}" for number in range(5)]

STATES = st.none() | st.builds(
    lambda code, source, scope, overlays, deleted: (code, source, scope, overlays, deleted),
    st.sampled_from(["hy1", "HY1", "kd1"]),
    st.sampled_from(["", "starter:hy1", "qianniu:hy1"]),
    st.sampled_from(list(Scope)),
    st.sampled_from(["", "r-00000000000000ff"]),
    st.sampled_from([None, NOW]),
)


@given(st.lists(st.lists(st.tuples(st.sampled_from(IDS), STATES), max_size=5), max_size=8))
def test_after_any_changes(steps: list[list[tuple[str, tuple[str, str, Scope, str, datetime | None] | None]]]) -> None:
    library = Library()
    for step in steps:
        changes: list[Change] = []
        now: dict[str, Reply | None] = dict(library.replies)
        for one, state in step:
            after = None
            if state is not None:
                code, source, scope, overlays, deleted = state
                after = replace(
                    reply("好"), id=one, code=code, source=source, scope=scope, overlays=overlays, deleted=deleted
                )
            if now.get(one) is not None or after is not None:
                changes.append(Change(now.get(one), after))
            now[one] = after
        library = apply(library, ChangeSet("edit", tuple(changes)))
        whole = registry(library.replies.values())
        kept = library.registry
        assert (kept.overlaying, kept.imported) == (whole.overlaying, whole.imported)
        assert {code: set(ids) for code, ids in kept.codes.items()} == {c: set(i) for c, i in whole.codes.items()}
        assert {r.id for r in library.with_codes({"hy1"})} == {
            r.id for r in library.active() if r.code.casefold() == "hy1"
        }
