"""Pick → fill → render → clipboard → usage."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC

import pytest

from miaohui.domain.draft import Draft, Situation, compose
from miaohui.domain.reply import Look
from miaohui.domain.usage import Use
from miaohui.errors import Problem
from miaohui.flow.deliver import Deliver, Delivered, Failed, Outcome, hindrance
from tests.domain.samples import draft, reply, tables
from tests.fakes import FakeClipboard, FixedClock, MemoryPictures, MemoryUsageLog, picture_of

CLOCK = FixedClock()
USE = Use(CLOCK.moment.astimezone(UTC), reply().id, "plain", "normal")


@dataclass
class Counter:
    """Where drafts are handed over."""

    clipboard: FakeClipboard = field(default_factory=FakeClipboard)
    usage: MemoryUsageLog = field(default_factory=MemoryUsageLog)
    pictures: MemoryPictures = field(default_factory=MemoryPictures)

    def deliver(self, one: Draft, *, confirmed: bool = False) -> Outcome:
        return Deliver(self.clipboard, self.usage, CLOCK, self.pictures)(one, confirmed=confirmed)


def uses(outcome: Outcome) -> tuple[Use, ...]:
    """What was counted for what was copied."""
    assert isinstance(outcome, Delivered)
    return outcome.uses


@pytest.fixture
def counter() -> Counter:
    return Counter()


def test_the_text_is_copied_and_the_use_counted_in_utc(counter: Counter) -> None:
    outcome = counter.deliver(draft("{昵称}，您好😊", "在的", typed={"昵称": "小李"}))
    assert uses(outcome) == (USE,)
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
    assert uses(counter.deliver(held, confirmed=True)) == (USE,)
    assert counter.clipboard.texts == ["满XX减[金额]"]


def test_missing_is_told_before_held() -> None:
    problem = hindrance(draft("{昵称}XX"))
    assert problem is not None
    assert problem.id == "missing-values"


def test_nothing_is_never_copied(counter: Counter) -> None:
    assert counter.deliver(draft("{?运单号}{运单号}{/}"), confirmed=True) == Failed(Problem("empty-draft"))
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
    assert outcome.uses == (USE,)
    assert [notice.id for notice in outcome.notices] == ["cannot-write"]
    assert counter.clipboard.texts == ["好"]


CONTENT = b"\x89PNG\r\n\x1a\n..."
SHOWN = picture_of(CONTENT, "尺码表")


def test_a_picture_alone_is_copied_as_one() -> None:
    counter = Counter(pictures=MemoryPictures(CONTENT))
    assert uses(counter.deliver(draft(SHOWN))) == (USE,)
    assert (counter.clipboard.pictures, counter.clipboard.texts) == ([CONTENT], [])
    assert counter.usage.uses == [USE]


def test_beside_a_text_pictures_are_left_over_and_told() -> None:
    counter = Counter(pictures=MemoryPictures(CONTENT))
    outcome = counter.deliver(draft("看图", SHOWN, "谢谢", SHOWN))
    assert uses(outcome) == (USE,)
    assert isinstance(outcome, Delivered)
    assert outcome.notices == (Problem("pictures-not-copied", {"count": 2}),)
    assert (counter.clipboard.pictures, counter.clipboard.texts) == ([], ["看图\n谢谢"])


def test_of_pictures_alone_the_first_is_copied_and_the_others_are_told() -> None:
    counter = Counter(pictures=MemoryPictures(CONTENT))
    outcome = counter.deliver(draft("{?运单号}{/}", SHOWN, SHOWN, SHOWN))
    assert uses(outcome) == (USE,)
    assert isinstance(outcome, Delivered)
    assert outcome.notices == (Problem("pictures-not-copied", {"count": 2}),)
    assert (counter.clipboard.pictures, counter.clipboard.texts) == ([CONTENT], [])


def test_a_picture_that_vanished_leaves_the_clipboard_and_the_count_alone(counter: Counter) -> None:
    assert counter.deliver(draft(SHOWN)) == Failed(Problem("picture-missing", {"picture": "尺码表"}))
    assert (counter.clipboard.pictures, counter.clipboard.texts, counter.usage.uses) == ([], [], [])


def test_a_clipboard_without_pictures_is_told() -> None:
    counter = Counter(FakeClipboard("clipboard-no-pictures"), pictures=MemoryPictures(CONTENT))
    assert counter.deliver(draft(SHOWN)) == Failed(Problem("clipboard-no-pictures"))
    assert counter.usage.uses == []


def test_everything_that_went_wrong_beside_the_copy_is_told(counter: Counter) -> None:
    counter.usage.broken = True
    outcome = counter.deliver(draft("看图", SHOWN))
    assert isinstance(outcome, Delivered)
    assert [notice.id for notice in outcome.notices] == ["pictures-not-copied", "cannot-write"]


def test_no_customers_value_is_in_a_problem() -> None:
    problem = hindrance(draft("{昵称}{店铺}XX", typed={"昵称": "小李"}))
    assert "小李" not in repr(problem)


def test_each_message_is_copied_by_itself_and_the_use_counted_once() -> None:
    counter = Counter(pictures=MemoryPictures(CONTENT))
    one = draft("看图", SHOWN, "谢谢")
    deliver = Deliver(counter.clipboard, counter.usage, CLOCK, counter.pictures)
    assert [uses(deliver.part(one, number, ms=700)) for number in range(3)] == [(replace(USE, ms=700),), (), ()]
    assert (counter.clipboard.texts, counter.clipboard.pictures) == (["看图", "谢谢"], [CONTENT])
    assert counter.usage.uses == [replace(USE, ms=700)]


def test_no_message_leaves_before_all_of_the_reply_may() -> None:
    counter = Counter()
    deliver = Deliver(counter.clipboard, counter.usage, CLOCK, counter.pictures)
    assert isinstance(deliver.part(draft("您好", "单号{运单号}"), 0), Failed)
    assert isinstance(deliver.part(draft("您好", "减XX元"), 0), Failed)
    assert counter.clipboard.texts == []


def test_several_replies_are_one_text_and_each_counts(counter: Counter) -> None:
    deliver = Deliver(counter.clipboard, counter.usage, CLOCK, counter.pictures)
    outcome = deliver(draft("一"), draft("二"))
    assert counter.clipboard.texts == ["一\n二"]
    assert uses(outcome) == (USE, USE)


def test_copying_again_is_no_other_use(counter: Counter) -> None:
    deliver = Deliver(counter.clipboard, counter.usage, CLOCK, counter.pictures)
    first = deliver(draft("一"))
    assert isinstance(first, Delivered)
    assert uses(deliver.again(first.delivery)) == ()
    assert counter.clipboard.texts == ["一", "一"]
    assert counter.usage.uses == [USE]


def test_a_use_taken_back_is_gone_from_the_log(counter: Counter) -> None:
    deliver = Deliver(counter.clipboard, counter.usage, CLOCK, counter.pictures)
    taken = uses(deliver(draft("一")))
    assert deliver.take_back(taken) == ()
    assert counter.usage.uses == []
    counter.usage.broken = True
    assert [problem.id for problem in deliver.take_back(taken)] == ["cannot-write"]


def test_a_reply_with_a_look_is_formatted_where_the_client_shows_it_and_the_agent_wants_it() -> None:
    activity = replace(reply("满200减20"), look=Look.ACTIVITY)
    for client, wanted, formatted in (("wangwang", True, True), ("wangwang", False, False), ("wechat", True, False)):
        counter = Counter()
        situation = Situation("normal", client, CLOCK.moment, formatted=wanted)
        Deliver(counter.clipboard, counter.usage, CLOCK, counter.pictures)(compose(activity, situation, tables()))
        assert counter.clipboard.texts == ["满200减20"]
        assert ["满200减20" in html for html in counter.clipboard.htmls] == [formatted]


@pytest.mark.parametrize(
    ("template", "typed", "personal"),
    [
        pytest.param("单号 {运单号}", {"运单号": "YT123"}, True, id="a customer's number"),
        pytest.param("{称呼}，在的", {"nickname": "小李"}, True, id="a buyer's name through a computed value"),
        pytest.param("在的", {"昵称": "小李"}, False, id="a value that isn't in the text"),
        pytest.param("发{快递}", {"快递": "申通"}, False, id="a value that is nobody's"),
        pytest.param("{称呼}，在的", {}, False, id="nothing typed"),
    ],
)
def test_a_text_with_a_customers_value_is_marked_as_personal(
    counter: Counter, template: str, typed: dict[str, str], personal: bool
) -> None:
    assert isinstance(counter.deliver(draft(template, typed=typed)), Delivered)
    assert counter.clipboard.personal == (counter.clipboard.texts if personal else [])
