"""Pick → fill → render → clipboard → usage."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC

import pytest

from miaohui.domain.draft import Draft
from miaohui.domain.usage import Use
from miaohui.errors import Problem
from miaohui.flow.deliver import Deliver, Delivered, Failed, Outcome, hindrance
from tests.domain.samples import draft, reply
from tests.fakes import FakeClipboard, FixedClock, MemoryUsageLog

CLOCK = FixedClock()
USE = Use(CLOCK.moment.astimezone(UTC), reply().id, "plain", "normal")


@dataclass
class Counter:
    """Where drafts are handed over."""

    clipboard: FakeClipboard = field(default_factory=FakeClipboard)
    usage: MemoryUsageLog = field(default_factory=MemoryUsageLog)

    def deliver(self, one: Draft, *, confirmed: bool = False) -> Outcome:
        return Deliver(self.clipboard, self.usage, CLOCK)(one, confirmed=confirmed)


@pytest.fixture
def counter() -> Counter:
    return Counter()


def test_the_text_is_copied_and_the_use_counted_in_utc(counter: Counter) -> None:
    outcome = counter.deliver(draft("{昵称}，您好😊", "在的", typed={"昵称": "小李"}))
    assert outcome == Delivered(USE)
    assert USE.time.tzinfo is UTC
    assert counter.clipboard.texts == ["小李，您好😊\n在的"]
    assert counter.usage.uses == [USE]


@pytest.mark.parametrize("confirmed", [False, True])
def test_what_is_missing_never_leaves(counter: Counter, confirmed: bool) -> None:
    outcome = counter.deliver(draft("{昵称}，{店铺}"), confirmed=confirmed)
    assert outcome == Failed(Problem("missing-values", {"names": "昵称、店铺"}))
    assert (counter.clipboard.texts, counter.usage.uses) == ([], [])


def test_what_the_guard_holds_leaves_only_when_confirmed(counter: Counter) -> None:
    held = draft("满XX减[金额]")
    assert counter.deliver(held) == Failed(Problem("held-back", {"texts": "XX  [金额]"}))
    assert counter.clipboard.texts == []
    assert counter.deliver(held, confirmed=True) == Delivered(USE)
    assert counter.clipboard.texts == ["满XX减[金额]"]


def test_missing_is_told_before_held() -> None:
    problem = hindrance(draft("{昵称}XX"))
    assert problem is not None
    assert problem.id == "missing-values"


def test_nothing_is_never_copied(counter: Counter) -> None:
    assert counter.deliver(draft("{?运单号}{运单号}{/}"), confirmed=True) == Failed(Problem("empty-text"))
    assert counter.clipboard.texts == []


@pytest.mark.parametrize("problem", ["clipboard-held", "clipboard-unavailable"])
def test_a_clipboard_that_fails_counts_no_use(problem: str) -> None:
    counter = Counter(FakeClipboard(problem))
    assert counter.deliver(draft("好")) == Failed(Problem(problem))
    assert counter.usage.uses == []


def test_a_use_that_can_t_be_written_down_is_a_notice_beside_the_copy(counter: Counter) -> None:
    counter.usage.broken = True
    outcome = counter.deliver(draft("好"))
    assert isinstance(outcome, Delivered)
    assert outcome.use == USE
    assert outcome.notice is not None
    assert outcome.notice.id == "cannot-write"
    assert counter.clipboard.texts == ["好"]


def test_no_customers_value_is_in_a_problem() -> None:
    problem = hindrance(draft("{昵称}{店铺}XX", typed={"昵称": "小李"}))
    assert "小李" not in repr(problem)
