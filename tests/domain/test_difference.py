"""What differs between texts and replies."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.difference import Difference, Kind, differences, pieces
from miaohui.domain.reply import Channel, Wording
from tests.domain.samples import reply


def shown(before: str, after: str) -> str:
    marks = {Kind.SAME: "{}", Kind.REMOVED: "[-{}]", Kind.ADDED: "[+{}]"}
    return "".join(marks[piece.kind].format(piece.text) for piece in pieces(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("一样", "一样", "一样"),
        ("亲，在的", "亲，在的哦", "亲，在的[+哦]"),
        ("今天发申通快递", "今天发圆通快递", "今天发[-申][+圆]通快递"),
        ("48小时内发货", "24小时内发货", "[-48][+24]小时内发货"),
        ("满99元包邮", "满199元包邮", "满[-99][+199]元包邮"),
        ("hello world", "hello there", "hello [-world][+there]"),
        ("您好，请稍等", "在的，马上查", "[-您好，请稍等][+在的，马上查]"),
        ("一\n---\n二", "一\n---\n三", "一\n---\n[-二][+三]"),
        ("旧", "", "[-旧]"),
    ],
)
def test_changes_are_shown_in_words_and_characters(before: str, after: str, expected: str) -> None:
    assert shown(before, after) == expected


@given(st.text("亲在的，。a1 \n", max_size=30), st.text("亲在的，。a1 \n", max_size=30))
def test_the_pieces_make_up_both_texts(before: str, after: str) -> None:
    found = Difference("wordings", "1", pieces(before, after))
    assert (found.before, found.after) == (before, after)


@pytest.mark.parametrize("unit", ["很长的一句话，没完没了。", "x1 ", "长"])
def test_a_hundred_thousand_characters_are_compared_in_no_time(unit: str) -> None:
    before = (unit * 100_000)[:100_000]
    after = f"{before[:50_000]}！{before[50_000:99_000]}"
    found = Difference("wordings", "1", pieces(before, after))
    assert (found.before, found.after) == (before, after)


def test_a_reply_s_fields_are_told_one_by_one() -> None:
    before = replace(reply("一", title="旧", code="a1"), tags=("x",), variants={"peak": (Wording(("旺",)),)})
    after = replace(
        before,
        title="新",
        wordings=(Wording(("一",)), Wording(("二",))),
        variants={"promo": (Wording(("促",)),)},
        channel=Channel.SMS,
        category="elsewhere",
    )
    found = differences(before, after)
    assert [(one.field, one.key, one.before, one.after) for one in found] == [
        ("title", "", "旧", "新"),
        ("wordings", "2", "", "二"),
        ("variants", "promo", "", "促"),
        ("channel", "", "chat", "sms"),
        ("variants", "peak", "旺", ""),
    ]
    assert differences(before, before) == ()
