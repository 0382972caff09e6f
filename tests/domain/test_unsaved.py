from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from miaohui.domain.unsaved import Unsaved, carried_over, differs
from tests.domain.samples import reply

NOW = datetime(2026, 11, 11, 1, 30, tzinfo=UTC)
BEFORE = reply("亲，您好", code="hy1", title="欢迎")


def test_what_the_agent_changed_goes_into_the_reply_as_it_is_now() -> None:
    mine = replace(BEFORE, title="欢迎光临")
    theirs = replace(BEFORE, code="hy9", tags=("新",), rev=2, order=7)
    assert carried_over(Unsaved(BEFORE, mine, NOW), theirs) == replace(theirs, title="欢迎光临")


def test_where_both_changed_a_field_the_agents_counts() -> None:
    mine, theirs = replace(BEFORE, title="我的"), replace(BEFORE, title="别人的")
    assert carried_over(Unsaved(BEFORE, mine, NOW), theirs).title == "我的"


def test_only_what_the_form_shows_makes_a_difference() -> None:
    assert not differs(BEFORE, replace(BEFORE, order=8, rev=3))
    assert differs(BEFORE, replace(BEFORE, level="一级"))
