"""Find and replace in one reply."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.replacing import Place, Replacement, replaced
from miaohui.domain.reply import Wording
from miaohui.domain.template import Slot, parse
from miaohui.errors import MiaohuiError
from tests.domain.samples import CHART, reply


def text_of(text: str, wanted: str, by: str, *, case: bool = False) -> str:
    return replaced(reply(text), Replacement(wanted, by, case)).text


@pytest.mark.parametrize(
    ("text", "wanted", "by", "expected"),
    [
        ("发申通，申通快", "申通", "圆通", "发圆通，圆通快"),
        ("SF express", "sf", "顺丰", "顺丰 express"),
        ("1+1=2", "1+1", r"\1", r"\1=2"),
        ("没有", "有没有", "x", "没有"),
        ("{称呼}，称呼您", "称呼", "亲", "{称呼}，亲您"),
        ("{快递=申通|圆通} 申通", "申通", "韵达", "{快递=申通|圆通} 韵达"),
        ("｛称呼｝您好", "称呼", "x", "｛称呼｝您好"),
        ("亲{昵称}好", "亲{昵", "x", "亲{昵称}好"),
        ("亲{昵称}好", "{昵称}", "{称呼}", "亲{称呼}好"),
        ("亲{昵称}好", "亲{昵称}", "您", "您好"),
        ("{?运单号}有单号{/}", "号", "号码", "{?运单号}有单号码{/}"),
        ("半个{括号", "括号", "x", "半个{x"),
    ],
)
def test_words_are_replaced_and_variables_stay_whole(text: str, wanted: str, by: str, expected: str) -> None:
    assert text_of(text, wanted, by) == expected


def test_letters_may_have_to_agree_in_case() -> None:
    assert text_of("SF sf", "sf", "顺丰", case=True) == "SF 顺丰"


def test_only_the_chosen_places_are_touched_and_pictures_never() -> None:
    one = replace(
        reply("尺码", CHART, title="尺码"),
        wordings=(Wording(("尺码", CHART)), Wording(("看尺码",))),
        variants={"peak": (Wording(("旺尺码",)),)},
    )
    for places, expected in (
        ({Place.TITLE}, ("大小", "尺码", "看尺码", "旺尺码")),
        ({Place.BODY}, ("尺码", "大小", "看大小", "旺尺码")),
        ({Place.VARIANTS}, ("尺码", "尺码", "看尺码", "旺大小")),
    ):
        after = replaced(one, Replacement("尺码", "大小", places=frozenset(places)))
        texts = (after.title, after.wordings[0].parts[0], after.wordings[1].text, after.variants["peak"][0].text)
        assert texts == expected
        assert after.wordings[0].parts[1] == CHART


def test_a_message_that_has_become_empty_is_left_out() -> None:
    assert replaced(reply("广告", "正文"), Replacement("广告", "")).wordings == (Wording(("正文",)),)


def test_there_must_be_something_to_find() -> None:
    with pytest.raises(MiaohuiError) as refused:
        Replacement("", "x")
    assert refused.value.problem.id == "nothing-to-find"


@given(st.text("亲{}昵称?:/=| ", max_size=20), st.text("亲{}昵称", min_size=1, max_size=3), st.text("新称", max_size=3))
def test_no_variable_is_ever_changed_in_part(text: str, wanted: str, by: str) -> None:
    before = [node.source for node in parse(text) if isinstance(node, Slot)]
    after = [node.source for node in parse(text_of(f"头{text}尾", wanted, by)) if isinstance(node, Slot)]
    if "{" not in wanted and "}" not in wanted:
        assert [source for source in before if source not in after] == []
