"""Emoticons: every client's codes read, the codes of the one in use written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.emoticon import NO_EMOTICONS, UNICODE, Dialect, Emoticon, Emoticons, NoCounterpart
from miaohui.domain.reply import Channel
from miaohui.domain.template import Kind, Segment, plain_text
from tests.domain.samples import CHART, draft, rendered, tables

CLIENTS = ("plain", "wangwang", "wechat", "qq", "pinduoduo", "jd", "none")
FAMILY = "👨‍👩‍👧‍👦"
ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


def written(text: str, target: str, no_counterpart: NoCounterpart = NoCounterpart.NEAREST) -> str:
    return plain_text(tables().emoticons.write([Segment(text, Kind.LITERAL)], target, no_counterpart).segments)


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


def test_every_code_is_seen() -> None:
    emoticons = tables().emoticons
    codes = [(code, client) for client, dialect in emoticons.dialects.items() for code in dialect.by_code]
    assert [one for one in codes if not emoticons.spot(*one)] == []


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
    assert written(f"好 {emoji}的", NO_EMOTICONS) == "好 的"
    segments = tables().emoticons.write([Segment(f"好{emoji}的", Kind.LITERAL)], UNICODE).segments
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
        ("好🚀的", "wangwang", "好🚀的", "好，的", "好🚀的"),
        ("好🥰的", "wangwang", "好🥰的", "好，的", "好/:809的"),
        ("好/:814的", "wechat", "好/:814的", "好，的", "好[色]的"),
        ("好/:814的", "plain", "好/:814的", "好，的", "好😍的"),
        ("好[奋斗]的", "wangwang", "好[奋斗]的", "好，的", "好/:012的"),
        ("好😊的", "jd", "好😊的", "好，的", "好😊的"),
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
        ("您好。😊在的", "您好。在的"),
        ("您好😊，在的", "您好，在的"),
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
    segments = tables().emoticons.write([Segment("您好/:814", Kind.LITERAL)], "wangwang").segments
    assert [(s.text, s.kind, s.name) for s in segments] == [("您好", Kind.LITERAL, ""), ("/:814", Kind.EMOTICON, "😍")]


def test_a_code_without_a_picture_stays_and_names_none() -> None:
    emoticons = Emoticons({"wangwang": Dialect("wangwang", (Emoticon("/:zz"),))})
    (segment,) = emoticons.write([Segment("/:zz", Kind.LITERAL)], UNICODE).segments
    assert (segment.text, segment.kind, segment.name) == ("/:zz", Kind.EMOTICON, "")


def test_no_tables_at_all_leave_the_text() -> None:
    done = Emoticons().write([Segment("您好😊[微笑]", Kind.LITERAL)], "wangwang")
    assert (plain_text(done.segments), done.lost) == ("您好😊[微笑]", ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("欢迎光临小店😊我是小园", "欢迎光临小店，我是小园"),
        ("欢迎光临小店 😊 我是小园", "欢迎光临小店 我是小园"),
        ("好的😊😊🌹收到", "好的，收到"),
        ("{店铺}😊{昵称}您好", "秋水，小李您好"),
        ("ok😊thanks", "ok thanks"),
        ("共10😊20件", "共10 20件"),
        ("好的😊ok", "好的 ok"),
        ("好的！😊收到", "好的！收到"),
        ("好的😊（收到）", "好的（收到）"),
        ("好的😊", "好的"),
        ("好的😊\n收到", "好的\n收到"),
    ],
)
def test_words_that_only_an_emoticon_kept_apart_stay_apart(text: str, expected: str) -> None:
    assert rendered(text, client="none", typed={"昵称": "小李", "店铺": "秋水"}) == expected


@pytest.mark.parametrize(
    ("text", "client", "choice", "lost"),
    [
        ("😊🌹", "wangwang", NoCounterpart.NEAREST, ()),
        ("🙂", "wangwang", NoCounterpart.NEAREST, ()),  # both are called 微笑
        ("👍🏽🙇‍♂️", "wangwang", NoCounterpart.NEAREST, ()),
        ("🎉🎉在的", "wangwang", NoCounterpart.NEAREST, ("🎉",)),
        ("🎉🥰", "wangwang", NoCounterpart.DROP, ("🎉", "🥰")),
        ("[囧]", "qq", NoCounterpart.NEAREST, ("😖",)),
        ("[囧]", "qq", NoCounterpart.KEEP, ("😖",)),
        ("[囧]", "qq", NoCounterpart.DROP, ("😖",)),
        ("🚀", "wangwang", NoCounterpart.NEAREST, ()),  # sent as it is
        ("/:814", "plain", NoCounterpart.NEAREST, ("😍",)),
        ("/:085", "plain", NoCounterpart.NEAREST, ()),  # both are called 再见
        ("/:^_^", "jd", NoCounterpart.NEAREST, ()),
        ("#E-s01", "jd", NoCounterpart.NEAREST, ()),
        ("#E-s01", "wechat", NoCounterpart.NEAREST, ("#E-s01",)),
        ("😊1️⃣", "none", NoCounterpart.NEAREST, ("😊",)),
        ("普通的话", "none", NoCounterpart.DROP, ()),
    ],
)
def test_what_the_buyer_does_not_see_as_it_was_meant_is_told(
    text: str, client: str, choice: NoCounterpart, lost: tuple[str, ...]
) -> None:
    assert draft(text, client=client, no_counterpart=choice).lost == lost


def test_what_is_lost_in_several_parts_is_told_once() -> None:
    assert draft("🎉", "您好🎉", CHART, "🥰", client="wangwang").lost == ("🎉", "🥰")


@pytest.mark.parametrize(
    ("text", "target", "expected"),
    [
        ("😨=O", "wangwang", "/:O =O"),
        ("提示:/😊", "wangwang", "提示:/ /:^_^"),
        ("亲OK👌", "qq", "亲OK /OK"),
        ("/:b🏽", "unicode", "👍 🏽"),
        ("😨=", "wangwang", "/:O="),
        ("/:O=O", "wangwang", "/:O=O"),
    ],
)
def test_what_would_be_read_as_something_else_gets_a_blank_between(text: str, target: str, expected: str) -> None:
    assert written(text, target) == expected


def test_no_code_comes_to_be_where_an_emoticon_was_dropped() -> None:
    assert written("/:🚀O", "wangwang", NoCounterpart.DROP) == "/ :O"
    assert written("/:8😊09", NO_EMOTICONS) == "/:8 09"


def test_what_a_value_makes_of_itself_stays() -> None:
    assert rendered("/:{昵称}", client="wangwang", typed={"昵称": "O"}) == "/:O"
    assert rendered("😨{昵称}", client="wangwang", typed={"昵称": "=O"}) == "/:O =O"


def test_every_picture_of_the_tables_is_an_emoji() -> None:
    rows = [emoticon for dialect in tables().emoticons.dialects.values() for emoticon in dialect.emoticons]
    shown = {one for row in rows for one in (row.shows, *row.also) if one}
    read = {one: tables().emoticons.write([Segment(one, Kind.LITERAL)], UNICODE).segments for one in shown}
    assert [one for one, segments in read.items() if [s.kind for s in segments] != [Kind.EMOTICON]] == []


PAIRS = [(name, e.code, e.emoji) for name, d in tables().emoticons.dialects.items() for e in d.emoticons if e.emoji]


@pytest.mark.parametrize(("dialect", "code", "emoji"), PAIRS)
def test_a_one_to_one_pair_goes_both_ways(dialect: str, code: str, emoji: str) -> None:
    assert tables().emoticons.decoded(f"亲{code}在", dialect) == f"亲{emoji}在"
    assert written(emoji, dialect, NoCounterpart.DROP) == code
    assert pictures(code, dialect) == [emoji]


def pictures(text: str, dialect: str) -> list[str]:
    """What is drawn for a text that is known to be in this dialect."""
    segments = tables().emoticons.write([Segment(text, Kind.LITERAL)], UNICODE, source=dialect).segments
    return [segment.name for segment in segments if segment.kind is Kind.EMOTICON]


@pytest.mark.parametrize(
    ("dialect", "text", "expected"),
    [
        ("qq", "要茶/咖啡吗/微笑", "要茶☕吗😊"),
        ("qq", "亲/酷", "亲😎"),
        ("qq", "看 https://a.cn/OK ，/OK", "看 https://a.cn/OK ，👌"),
        ("qq", "{?运单号}单号{:}/微笑{/}/强", "{?运单号}单号{:}😊{/}👍"),
        ("qq", "发{快递=顺丰/强}", "发{快递=顺丰/强}"),
        ("qq", "/:^_^[微笑]", "/:^_^[微笑]"),
        ("legacy_wechat", "您好/::)/:rose", "您好🙂🌹"),
        ("legacy_wechat", "/::&lt;/::<", "😢😢"),
        ("legacy_wechat", "/::&#x27;(/::&#39;(", "😭😭"),
        ("legacy_wechat", "http://:8*", "http://:8*"),
        ("jd", "#E-s01", "#E-s01"),
        ("wangwang", "/:8*8 /:qp 好/:O=O/:&gt;O&lt;", "👏 💔 好😎😭"),
    ],
)
def test_a_text_known_to_be_a_clients_becomes_one_for_all(dialect: str, text: str, expected: str) -> None:
    assert tables().emoticons.decoded(text, dialect) == expected


DIALECTS = ["wangwang", "wechat", "qq", "pinduoduo", "jd"]
CODES = st.sampled_from(
    [
        *("/:^_^", "/:O", "/:O=O", "[微笑]", "[变量]", "😊", "❤️", "1️⃣", "👍🏽", "🇨🇳", FAMILY, "\ufe0f", "\u200d"),
        *("/:", ":/", "=O", "/微笑", "/OK", "#E-s01", "🏽", "🚀", "[", "]", "/:8", "09", "🇨", "🇳"),
    ]
) | st.sampled_from([code for d in tables().emoticons.dialects.values() for code in d.by_code])
TEXTS = st.lists(CODES | st.text(max_size=6), max_size=10).map("".join)
ONE_TO_ONE = {name: [emoji for dialect, _, emoji in PAIRS if dialect == name] for name in DIALECTS}


@given(TEXTS, st.sampled_from([*DIALECTS, UNICODE]), st.sampled_from(list(NoCounterpart)))
def test_reading_back_what_was_written_is_exact(text: str, target: str, no_counterpart: NoCounterpart) -> None:
    """Any text, any client: the app finds in what it wrote the very same emoticons and nothing else, but for codes of
    other clients that were kept."""
    first = tables().emoticons.write([Segment(text, Kind.LITERAL)], target, no_counterpart).segments
    again = tables().emoticons.write([Segment(plain_text(first), Kind.LITERAL)], target, NoCounterpart.KEEP).segments
    assert [(s.text, s.kind) for s in again] == [(s.text, s.kind) for s in first]


@given(st.data(), st.sampled_from([name for name in DIALECTS if name != "jd"]))
def test_what_has_a_counterpart_means_the_same_when_it_is_read_back(data: st.DataObject, target: str) -> None:
    emoji = st.sampled_from(ONE_TO_ONE[target])
    pieces = data.draw(st.lists(emoji | st.text(alphabet="亲:/O=8*1[] \n", max_size=4), max_size=12))
    # Neighbouring emoji may be one emoji with a tone or a joiner, signs may be a code of the client's (/亲亲): that is
    # what was typed then.
    meant = [one.picture for one in tables().emoticons.spot("".join(pieces), target)]
    sent = written("".join(pieces), target)
    assert [one.replace("\ufe0f", "") for one in pictures(sent, target)] == [one.replace("\ufe0f", "") for one in meant]


@given(st.text(alphabet=st.characters(exclude_characters="{}｛｝/[#", exclude_categories=["So", "Sk", "Cs"])))
def test_text_without_braces_and_codes_renders_as_itself(text: str) -> None:
    plain = "".join(c for c in text if c.isalnum() or c.isspace() or c in "，。！？、：；“”（）.,!?:;()-_=+@%&~")
    for client in CLIENTS:
        assert rendered(plain or "好", client=client) == (plain or "好")


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
    kept = tables().emoticons.write([Segment(text, Kind.LITERAL)], "wangwang", NoCounterpart.KEEP).segments
    assert all(segment.text for segment in kept)


@pytest.mark.parametrize(
    "text", [" " * 100_000 + "😊", "😊 " * 30_000, "/:" * 50_000, "1" * 100_000, "😊\u200d" * 30_000]
)
def test_a_hundred_thousand_characters_are_no_burden(text: str) -> None:
    for client in ("wangwang", "none"):
        assert len(written(text, client)) <= 5 * len(text)
