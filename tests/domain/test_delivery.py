"""What is copied at once, what waits, and what was copied today."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.delivery import (
    MAX_RECENT,
    WAIT,
    Basket,
    Delivery,
    Message,
    of_day,
    part,
    pending,
    remembered,
    together,
)
from miaohui.domain.reply import Look, Part
from tests.domain.samples import CHART, NOW, PHOTO, draft

PARTS = st.lists(
    st.one_of(st.text("亲您好{}😊 ab\n", min_size=1).filter(str.strip), st.sampled_from([CHART, PHOTO])),
    min_size=1,
    max_size=6,
)


@given(PARTS)
def test_going_on_copies_every_message_once_and_in_order(parts: list[Part]) -> None:
    one = draft(*parts)
    copied, sent = [part(one, 0)], 1
    while (waiting := pending(one, sent, NOW)) is not None:
        copied.append(waiting.message)
        sent += 1
    texts = tuple(message.text for message in copied if message.picture is None)
    pictures = tuple(message.picture for message in copied if message.picture is not None)
    assert (texts, pictures) == (one.texts, one.pictures)
    assert len(copied) == len(one.parts)


@pytest.mark.parametrize(("passed", "waits"), [(0, True), (119, True), (120, False), (100_000, False)])
def test_what_is_begun_waits_for_two_minutes(passed: int, waits: bool) -> None:
    later = NOW + timedelta(seconds=passed)
    one = pending(draft("一", "二"), 1, NOW)
    assert one is not None
    assert one.waits(later) is waits
    assert Basket((), NOW).with_(draft("一"), NOW).waits(later) is waits


def test_a_basket_waits_from_the_last_that_was_put_into_it() -> None:
    later = NOW + WAIT - timedelta(seconds=1)
    basket = Basket((), NOW).with_(draft("一"), NOW).with_(draft("二"), later)
    assert basket.waits(later + WAIT / 2)
    assert [one.text for one in basket.drafts] == ["一", "二"]


def test_an_empty_basket_is_none() -> None:
    assert not Basket((), NOW).waits(NOW)


def test_several_replies_become_one_text_and_tell_their_pictures() -> None:
    message, left = together((draft("一", CHART, "二"), draft(PHOTO), draft("三")))
    assert (message.text, message.picture, left) == ("一\n二\n三", None, 2)


def test_of_pictures_alone_the_first_is_copied() -> None:
    assert together((draft(CHART, PHOTO), draft(PHOTO))) == (Message(picture=CHART), 2)


def test_a_look_is_kept_by_one_reply_alone_and_by_each_of_its_messages() -> None:
    red = replace(draft("满减", "券"), look=Look.ACTIVITY)
    assert "满减" in part(red, 0).html
    assert "券" in part(red, 1).html
    assert "<br>" in together((red,))[0].html
    assert together((red, red))[0].html == ""
    assert part(draft("满减"), 0).html == ""


def test_what_was_copied_is_shown_without_a_clients_codes() -> None:
    one = draft("您好😊", "再见", client="wangwang")
    message, _left = together((one,))
    assert message.text == "您好/:^_^\n再见"
    assert (message.shown, part(one, 0).shown) == ("您好😊\n再见", "您好😊")


def delivery(number: int, hours: int = 0) -> Delivery:
    return Delivery(NOW + timedelta(hours=hours, seconds=number), f"标题{number}", Message(f"第{number}条"))


@given(st.lists(st.integers(0, 15), max_size=40))
def test_the_latest_ten_are_remembered_each_once(numbers: list[int]) -> None:
    recent: tuple[Delivery, ...] = ()
    for number in numbers:
        recent = remembered(recent, delivery(number))
    expected = list(dict.fromkeys(reversed(numbers)))[:MAX_RECENT]
    assert [one.message.text for one in recent] == [f"第{number}条" for number in expected]


def test_yesterday_is_forgotten() -> None:
    recent = remembered(remembered((), delivery(1)), delivery(2, hours=24))
    assert [one.title for one in recent] == ["标题2"]
    assert of_day(recent, NOW.date()) == ()


def test_no_repr_shows_what_a_customer_is_sent() -> None:
    one = draft("亲，{昵称}", "好", typed={"昵称": "小李"})
    shown = repr((delivery(1), part(one, 0), pending(one, 1, NOW), Basket((one,), NOW), remembered((), delivery(1))))
    assert "小李" not in shown
    assert "第1条" not in shown
