"""A reply's versions."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

from miaohui.domain.history import CONTENT, KEPT, PLACE, Past, Version, same_content, versions, with_content
from miaohui.domain.reply import Reply, Wording
from tests.domain.samples import reply

START = datetime(2026, 11, 1, tzinfo=UTC)
FIRST = replace(reply("一"), created=START)


def at(day: int) -> datetime:
    return START + timedelta(days=day)


def saying(text: str) -> Reply:
    return replace(FIRST, wordings=(Wording((text,)),))


def facts(found: tuple[Version, ...]) -> list[tuple[int, datetime | None, str, str]]:
    return [(one.number, one.time, one.label, one.reply.text) for one in found]


def test_a_reply_that_never_changed_has_one() -> None:
    assert facts(versions(FIRST, [])) == [(1, START, "", "一")]


def test_each_is_told_with_the_change_that_made_it() -> None:
    past = [Past(at(1), "edit", FIRST), Past(at(2), "import", saying("二"))]
    assert facts(versions(saying("三"), past)) == [
        (3, at(2), "import", "三"),
        (2, at(1), "edit", "二"),
        (1, START, "", "一"),
    ]


def test_what_only_moved_is_no_version() -> None:
    moved = replace(FIRST, category="c2", order=9, favourite=1, rev=4)
    assert facts(versions(moved, [Past(at(1), "move", FIRST)])) == [(1, START, "", "一")]


def test_the_last_ones_are_kept() -> None:
    past = [Past(at(n), "edit", saying(str(n))) for n in range(KEPT + 5)]
    found = versions(saying("jetzt"), past)
    assert (len(found), found[0].number, found[-1].reply.text) == (KEPT + 1, KEPT + 1, "5")


def test_an_earlier_one_comes_back_where_the_reply_stands_now() -> None:
    now = replace(saying("新"), category="c2", favourite=3, rev=8, title="别的")
    back = with_content(now, FIRST)
    assert same_content(back, FIRST)
    assert back == replace(now, title=FIRST.title, wordings=FIRST.wordings)


def test_every_field_is_either_content_or_place() -> None:
    assert {*CONTENT, *PLACE, "id"} == {field.name for field in fields(Reply)}
