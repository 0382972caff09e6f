"""Emoticons: every client's codes read, the codes of the one in use written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.emoticon import NO_EMOTICONS, UNICODE, Dialect, Emoticon, Emoticons, NoCounterpart
from miaohui.domain.reply import Channel
from miaohui.domain.template import Kind, Segment, plain_text
from tests.domain.samples import draft, rendered, tables

CLIENTS = ("plain", "wangwang", "wechat", "qq", "pinduoduo", "jd", "none")
FAMILY = "👨‍👩‍👧‍👦"
ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


def written(text: str, target: str, no_counterpart: NoCounterpart = NoCounterpart.NEAREST) -> str:
    return plain_text(tables().emoticons.write([Segment(text, Kind.LITERAL)], target, no_counterpart))


@pytest.mark.parametrize(
    ("text", "client", "expected"),
    [
        ("您好😊", "plain", "您好😊"),
        ("您好😊", "wangwang", "您好/:^_^"),
        ("您好😊", "wechat", "您好[愉快]"),
        ("您好😊", "qq", "您好/微笑"),
        ("您好😊", "pinduoduo", "您好[微笑]"),
        ("您好😊", "none", "您好"),
        ("您好/:^_^", "plain", "您好😊"),
        ("您好/:^_^", "wechat", "您好[愉快]"),
        ("您好/:^_^", "none", "您好"),
        ("您好[微笑]", "plain", "您好🙂"),
        ("您好[微笑]", "wangwang", "您好/:^_^"),
        ("您好[微笑]", "none", "您好"),
        ("/:^_^/:^_^", "plain", "😊😊"),
        ("提示:/:^_^", "plain", "提示:😊"),
        ("/:-F[强]😊", "wangwang", "/:-F/:b/:^_^"),
        ("❤", "wangwang", "/:Y"),
        ("❤️", "wangwang", "/:Y"),
        ("😮‍💨", "wangwang", '/:\'""'),
    ],
)
def test_an_emoticon_is_written_in_the_clients_codes(text: str, client: str, expected: str) -> None:
    assert rendered(text, client=client) == expected


def test_the_longest_code_is_read_first() -> None:
    assert written("/:O=O", UNICODE) == "😎"
    assert written("/:O", UNICODE) == "😨"
    assert written("/:O=/:O=O", UNICODE) == "😨=😎"


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize(
    "text", ["http://host:8080", "http://:8080/x", "https://a.cn:809/b", "8:00-18:00", "和/或", "/咖啡"]
)
def test_an_address_is_no_emoticon(text: str, client: str) -> None:
    assert rendered(text, client=client) == text


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize(
    "text", ["★ → ✓ ① ☆ ※ © ® ™ ♂ 〒", "普通的话。", "1#2*3", "½ ℃ ℡ №", "（=^_^=）", "⌚\ufe0e ❤\ufe0e"]
)
def test_text_without_codes_stays_as_it_is(text: str, client: str) -> None:
    assert rendered(text, client=client) == text


@pytest.mark.parametrize("client", ["wangwang", "wechat", "qq", "pinduoduo", "jd"])
def test_what_is_in_the_clients_dialect_stays_byte_for_byte(client: str) -> None:
    for code in tables().emoticons.dialects[client].by_code:
        for no_counterpart in NoCounterpart:
            assert written(code, client, no_counterpart) == code


@pytest.mark.parametrize("emoji", ["😊", "❤", "❤️", "👍🏽", FAMILY, "🇨🇳", "1️⃣", ENGLAND, "🏳️‍🌈", "👩🏽‍🔬", "☺️"])
def test_emoji_stay_byte_for_byte_in_unicode(emoji: str) -> None:
    for no_counterpart in NoCounterpart:
        assert written(f"a{emoji}b", UNICODE, no_counterpart) == f"a{emoji}b"


@pytest.mark.parametrize(
    "emoji",
    [FAMILY, "🇨🇳", ENGLAND, "👍🏽", "✌🏻", "✌️", "🏳️‍🌈", "🏴‍☠️", "👩🏽‍⚕️", "👩‍❤️‍👨", "❤️‍🔥", "❤‍🔥", "☀️", "🙅‍♀️", "🀄", "⁉️"],
)
def test_a_composed_emoji_goes_as_a_whole(emoji: str) -> None:
    assert written(f"好{emoji}的", NO_EMOTICONS) == "好的"
    segments = tables().emoticons.write([Segment(f"好{emoji}的", Kind.LITERAL)], UNICODE)
    assert [(s.text, s.name) for s in segments if s.kind is Kind.EMOTICON] == [(emoji, emoji)]


@pytest.mark.parametrize(("keycap", "key"), [("1️⃣", "1"), ("0⃣", "0"), ("#️⃣", "#"), ("*️⃣", "*")])
def test_of_a_keycap_the_key_stays(keycap: str, key: str) -> None:
    assert written(f"{keycap}申请退款", NO_EMOTICONS) == f"{key}申请退款"
    assert written(f"{keycap}申请退款", "wangwang") == f"{keycap}申请退款"


@pytest.mark.parametrize(
    ("emoji", "code"), [("👍🏽", "/:b"), ("🙇🏻‍♂️", "/:819"), ("🤦‍♀️", '/:\'""'), ("🤦🏿‍♂️", '/:\'""'), ("✌🏻", "/:806")]
)
def test_skin_tone_and_gender_are_let_go_for_the_nearest_code(emoji: str, code: str) -> None:
    assert written(emoji, "wangwang") == code
    assert written(emoji, "wangwang", NoCounterpart.KEEP) in (emoji, code)


@pytest.mark.parametrize(
    ("text", "client", "keep", "drop", "nearest"),
    [
        ("好🚀的", "wangwang", "好🚀的", "好的", "好🚀的"),
        ("好🥰的", "wangwang", "好🥰的", "好的", "好/:809的"),
        ("好/:814的", "wechat", "好/:814的", "好的", "好[色]的"),
        ("好/:814的", "plain", "好/:814的", "好的", "好😍的"),
        ("好[奋斗]的", "wangwang", "好[奋斗]的", "好的", "好/:012的"),
        ("好😊的", "jd", "好😊的", "好的", "好😊的"),
        ("好/:085的", "wechat", "好[再见]的", "好[再见]的", "好[再见]的"),
    ],
)
def test_what_has_no_counterpart_follows_the_setting(
    text: str, client: str, keep: str, drop: str, nearest: str
) -> None:
    outcome = {choice: draft(text, client=client, no_counterpart=choice).text for choice in NoCounterpart}
    assert outcome == {NoCounterpart.KEEP: keep, NoCounterpart.DROP: drop, NoCounterpart.NEAREST: nearest}


def test_a_code_that_had_better_not_be_written_is_read_and_kept_only() -> None:
    # Pinduoduo was not seen to draw [握手]; its table gives no emoji for it.
    assert written("[握手]", "pinduoduo") == "[握手]"
    assert written("/:)-(", "pinduoduo") == "[抱拳]"
    assert written("/:087", "pinduoduo") == "😘"


@pytest.mark.parametrize("client", ["plain", "wangwang", "wechat", "none"])
def test_slash_names_and_old_symbols_are_ordinary_text(client: str) -> None:
    assert rendered("要茶/咖啡吗/::)", client=client) == "要茶/咖啡吗/::)"


def test_an_unknown_client_gets_plain_unicode() -> None:
    assert rendered("/:^_^您好😊", client="whatsapp") == "😊您好😊"


def test_values_are_never_rewritten() -> None:
    assert rendered("{昵称}😊", client="wangwang", typed={"昵称": "[微笑]/:^_^😊"}) == "[微笑]/:^_^😊/:^_^"
    assert rendered("{昵称} 😊", client="none", typed={"昵称": "😊 "}) == "😊 "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("您好 😊", "您好"),
        ("您好 😊 😊", "您好"),
        ("😊 您好", "您好"),
        ("您好 😊 在的", "您好 在的"),
        ("您好 😊😊 🌹 在的", "您好 在的"),
        ("您好😊在的", "您好在的"),
        ("您好😊 在的", "您好 在的"),
        ("您好 😊在的", "您好 在的"),
        ("您好　😊　在的", "您好　在的"),
        ("您好 😊\n在的", "您好\n在的"),
        ("您好\n😊 在的", "您好\n在的"),
        ("您好\n😊\n在的", "您好\n在的"),
        ("您好\n😊", "您好"),
        ("😊\n您好", "您好"),
        ("您好\n😊\n🌹\n在的", "您好\n在的"),
        ("您好\n\n😊在的", "您好\n\n在的"),
        ("一  二 😊", "一  二"),
        ("一 。😊", "一 。"),
        ("{昵称} 😊 {店铺}", "小李 秋水"),
        ("{昵称} 😊", "小李"),
        ("😊 {昵称}", "小李"),
    ],
)
def test_a_dropped_emoticon_leaves_no_gap(text: str, expected: str) -> None:
    assert rendered(text, client="none", typed={"昵称": "小李", "店铺": "秋水"}) == expected


@pytest.mark.parametrize(
    ("channel", "text"),
    [(Channel.CHAT, "您好/:^_^"), (Channel.AUTO, "您好/:^_^")]
    + [(channel, "您好") for channel in (Channel.SMS, Channel.PHONE, Channel.NOTE)],
)
def test_emoticons_belong_in_chat_only(channel: Channel, text: str) -> None:
    assert draft("您好😊", client="wangwang", channel=channel).text == text


def test_an_emoticon_names_the_picture_that_is_drawn() -> None:
    segments = tables().emoticons.write([Segment("您好/:814", Kind.LITERAL)], "wangwang")
    assert [(s.text, s.kind, s.name) for s in segments] == [("您好", Kind.LITERAL, ""), ("/:814", Kind.EMOTICON, "😍")]


def test_a_code_without_a_picture_is_its_own_name() -> None:
    emoticons = Emoticons({"wangwang": Dialect("wangwang", (Emoticon("/:zz"),))})
    assert emoticons.picture("/:zz") == "/:zz"
    assert plain_text(emoticons.write([Segment("/:zz", Kind.LITERAL)], UNICODE)) == "/:zz"


def test_no_tables_at_all_leave_the_text() -> None:
    assert plain_text(Emoticons().write([Segment("您好😊[微笑]", Kind.LITERAL)], "wangwang")) == "您好😊[微笑]"


def test_every_code_is_read_back_from_its_own_client() -> None:
    emoticons = tables().emoticons
    for client in emoticons.readable:
        for emoticon in emoticons.dialects[client].emoticons:
            if emoticon.emoji:
                assert written(written(emoticon.emoji, client), client) == emoticon.code


CODES = st.sampled_from(
    ["/:^_^", "/:O", "/:O=O", "[微笑]", "[变量]", "😊", "❤️", "1️⃣", "👍🏽", "🇨🇳", FAMILY, "\ufe0f", "\u200d"]
)
TEXTS = st.lists(CODES | st.text(max_size=6), max_size=10).map("".join)


@given(TEXTS, st.sampled_from(["unicode", *CLIENTS]), st.sampled_from(list(NoCounterpart)))
def test_writing_twice_is_writing_once_for_clients_that_have_codes(
    text: str, target: str, no_counterpart: NoCounterpart
) -> None:
    once = written(text, target, no_counterpart)
    if target in ("wangwang", "wechat") and no_counterpart is not NoCounterpart.DROP:
        assert written(once, target, no_counterpart) == once


@given(st.text(alphabet=st.characters(max_codepoint=0x2000, exclude_characters="/[#*0123456789"), max_size=60))
def test_text_without_codes_or_emoji_is_never_touched(text: str) -> None:
    for client in CLIENTS:
        assert written(text.replace("©", "").replace("®", ""), client) == text.replace("©", "").replace("®", "")


@given(TEXTS)
def test_keeping_what_has_no_counterpart_loses_no_ordinary_character(text: str) -> None:
    kept = [s.text for s in tables().emoticons.write([Segment(text, Kind.LITERAL)], "wangwang", NoCounterpart.KEEP)]
    assert all(kept)


@pytest.mark.parametrize(
    "text", [" " * 100_000 + "😊", "😊 " * 30_000, "/:" * 50_000, "1" * 100_000, "😊\u200d" * 30_000]
)
def test_a_hundred_thousand_characters_are_no_burden(text: str) -> None:
    for client in ("wangwang", "none"):
        assert len(written(text, client)) <= 5 * len(text)
