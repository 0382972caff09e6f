from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from hypothesis import given

from miaohui.domain.auto_reply import AutoReply
from miaohui.domain.change import Change, ChangeSet
from miaohui.domain.picture import Picture
from miaohui.domain.reply import Category, Reply, Wording
from miaohui.errors import MiaohuiError
from miaohui.library import codec
from tests.library.samples import auto_replies, categories, replies, reply

NAME = f"{'5a' * 32}.png"
SMALLEST = {"id": "r-1", "code": "hy", "title": "欢迎", "category": "welcome", "wordings": [["亲"]]}


@given(replies)
def test_a_reply_comes_back_from_json_as_it_was(reply: Reply) -> None:
    assert codec.decode_reply(orjson.loads(orjson.dumps(codec.encode_reply(reply)))) == reply


@given(categories)
def test_a_category_comes_back_from_json_as_it_was(category: Category) -> None:
    assert codec.decode_category(orjson.loads(orjson.dumps(codec.encode_category(category)))) == category


@given(replies, categories, auto_replies)
def test_a_change_set_comes_back_from_json_as_it_was(reply: Reply, category: Category, auto_reply: AutoReply) -> None:
    changes = (Change(None, reply), Change(category, None), Change(reply, reply), Change(auto_reply, None))
    change_set = ChangeSet("edit", changes)
    assert codec.decode_change_set(orjson.loads(orjson.dumps(codec.encode_change_set(change_set)))) == change_set


@pytest.mark.parametrize(
    "change",
    [{"slot": ""}, {"client": None}, {"season": 1}, {"reply": " "}, {"id": "busy//peak"}, {"id": None}, {"more": 1}],
    ids=str,
)
def test_an_automatic_reply_that_isn_t_one_is_refused(change: dict[str, Any]) -> None:
    good = codec.encode_auto_reply(AutoReply("first", "", "peak", "r-1"))
    assert codec.decode_auto_reply(good) == AutoReply("first", "", "peak", "r-1")
    with pytest.raises(MiaohuiError) as refused:
        codec.decode_auto_reply(good | change)
    assert refused.value.problem.id == "bad-record"


def test_a_picture_is_an_object_among_texts() -> None:
    record = {**SMALLEST, "wordings": [["看图", {"picture": NAME, "alt": "尺码表"}, {"picture": NAME}]]}
    decoded = codec.decode_reply(record)
    assert decoded.wordings == (Wording(("看图", Picture(NAME, "尺码表"), Picture(NAME))),)
    assert codec.encode_reply(decoded) == record


def test_what_has_its_default_is_left_out() -> None:
    assert codec.encode_reply(codec.decode_reply(SMALLEST)) == SMALLEST
    assert codec.encode_category(Category("welcome", "欢迎语")) == {"id": "welcome", "name": "欢迎语"}


def test_a_time_is_written_in_utc() -> None:
    record = {**SMALLEST, "created": "2026-11-11T09:00:00+08:00"}
    assert codec.decode_reply(record).created == datetime(2026, 11, 11, 1, tzinfo=UTC)
    assert codec.encode_reply(codec.decode_reply(record))["created"] == "2026-11-11T01:00:00+00:00"


@pytest.mark.parametrize(
    "change",
    [
        {"id": ""},
        {"id": 1},
        {"code": " "},
        {"title": None},
        {"category": ["welcome"]},
        {"wordings": []},
        {"wordings": [[]]},
        {"wordings": [[""]]},
        {"wordings": ["亲"]},
        {"wordings": [[1]]},
        {"wordings": None},
        {"wordings": [[{}]]},
        {"wordings": [[{"picture": "chart.png"}]]},
        {"wordings": [[{"picture": f"../{NAME}"}]]},
        {"wordings": [[{"picture": 1}]]},
        {"wordings": [[{"picture": NAME, "alt": None}]]},
        {"wordings": [[{"picture": NAME, "alt": "一\n二"}]]},
        {"wordings": [[{"picture": NAME, "width": 3}]]},
        {"wordings": [{"picture": NAME}]},
        {"aliases": "在吗"},
        {"aliases": None},
        {"tags": [1]},
        {"channel": "fax"},
        {"channel": ["chat"]},
        {"variants": {"peak": []}},
        {"variants": [["peak"]]},
        {"next": [["r-2"]]},
        {"next": [["r-2", 1]]},
        {"next": None},
        {"look": 1},
        {"favourite": "1"},
        {"favourite": None},
        {"order": True},
        {"order": 1.0},
        {"order": 2**63},
        {"locked": 1},
        {"scope": "everybody"},
        {"rev": "2"},
        {"created": "yesterday"},
        {"created": "2026-11-11T09:00:00"},
        {"created": "0001-01-01T00:00:00+23:59"},
        {"updated": 1700000000},
        {"colour": "red"},
    ],
    ids=str,
)
def test_a_broken_field_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(MiaohuiError) as caught:
        codec.decode_reply({**SMALLEST, **change})
    assert caught.value.problem.id == "bad-record"


@pytest.mark.parametrize("missing", SMALLEST)
def test_a_missing_field_is_refused(missing: str) -> None:
    with pytest.raises(MiaohuiError, match="bad-record"):
        codec.decode_reply({name: value for name, value in SMALLEST.items() if name != missing})


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        "add",
        {},
        {"label": "add"},
        {"label": "add", "changes": {}},
        {"label": 1, "changes": []},
        {"label": "add", "changes": [{"kind": "reply"}]},
        {"label": "add", "changes": [{"kind": "season", "after": {}}]},
        {"label": "add", "changes": [{"kind": ["reply"], "after": SMALLEST}]},
        {"label": "add", "changes": [{"kind": "category", "after": SMALLEST}]},
        {"label": "add", "changes": [{"kind": "reply", "after": None}]},
        {"label": "add", "changes": [{"kind": "reply", "before": SMALLEST, "after": {**SMALLEST, "id": "r-2"}}]},
        {"label": "add", "changes": [], "verb": "quit"},
        {"label": "add", "changes": [{1: 2}]},
    ],
    ids=str,
)
def test_a_broken_change_set_is_refused(value: object) -> None:
    with pytest.raises(MiaohuiError, match="bad-record"):
        codec.decode_change_set(value)


def test_a_naive_time_cannot_be_written() -> None:
    with pytest.raises(MiaohuiError, match="bad-record"):
        codec.encode_time(datetime(2026, 11, 11))  # noqa: DTZ001


def test_a_problem_tells_the_field_and_never_the_content() -> None:
    with pytest.raises(MiaohuiError) as caught:
        codec.decode_reply({**SMALLEST, "wordings": [["13800138000", 5]]})
    assert caught.value.problem.args == {"reason": "wordings"}


def test_an_empty_wording_is_not_read_back() -> None:
    record = codec.encode_reply(reply()) | {"wordings": [list(Wording((" ",)).parts)]}
    with pytest.raises(MiaohuiError, match="bad-record"):
        codec.decode_reply(record)
