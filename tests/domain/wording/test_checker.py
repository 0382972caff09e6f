"""The check as a whole: offsets, disguises, optional parts, exceptions, and texts nobody writes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.reply import Channel
from miaohui.domain.template import Kind, Segment
from miaohui.domain.wording import Check, Checker, Context, Finding, Level, Rule, judge_segments, judge_template
from miaohui.domain.wording.pattern import Patterns
from miaohui.library.tables import load_simplified, load_tables
from tests.wording import load_checker

EMOTICONS = load_tables().emoticons
SIMPLIFIED = load_simplified()
SHIPPED = load_checker(EMOTICONS)


def rule(**more: object) -> Rule:
    values: dict[str, object] = {"id": "r", "level": Level.WARNING, "why": "因为。", "why_en": "Because."}
    return Rule(**{**values, **more})  # type: ignore[arg-type]


def check(text: str, *rules: Rule, context: Context | None = None) -> tuple[Finding, ...]:
    checker = Checker(rules, Patterns({}), EMOTICONS.bracket_names)
    return checker.check(judge_template(text, EMOTICONS, SIMPLIFIED), context or Context())


def spans(text: str, *rules: Rule, context: Context | None = None) -> list[str]:
    return [text[one.start : one.end] for one in check(text, *rules, context=context)]


class TestOffsets:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("亲，加微信", "加微信"),
            ("亲，加 微 信 吧", "加 微 信"),
            ("{{亲}} {昵称}加\u200b微信", "加\u200b微信"),
            ("{?单号}好{:}加微信{/}", "加微信"),
            ("😊/:^_^加·微·信", "加·微·信"),
            ("ＡＢ①加微信", "加微信"),
        ],
    )
    def test_are_those_of_the_text_as_it_was_given(self, text: str, expected: str) -> None:
        assert spans(text, rule(patterns=("加微信",))) == [expected]

    def test_of_a_variable_in_the_middle_cover_it_whole(self) -> None:
        assert spans("保证{天数=3}天到", rule(patterns=("保证…天到",))) == ["保证{天数=3}天到"]
        assert spans("只剩{库存}", rule(patterns=("只剩@",))) == ["只剩{库存}"]

    def test_in_a_rendered_text_values_are_not_judged(self) -> None:
        segments = [Segment("亲", Kind.LITERAL), Segment("加微信", Kind.FILLED), Segment("，加微信", Kind.LITERAL)]
        checker = Checker([rule(patterns=("加微信",))], Patterns({}), ())
        (one,) = checker.check(judge_segments(segments, EMOTICONS, SIMPLIFIED), Context())
        assert (one.start, one.end) == (5, 8)


class TestRules:
    def test_a_pattern_can_name_a_sentences_end_but_no_gap_reads_on_behind_it(self) -> None:
        assert spans("哎呀！真抱歉，请稍等", rule(patterns=("哎呀(!|,)?真的?抱歉,请稍",))) == ["哎呀！真抱歉，请稍"]
        assert spans("哎呀！真抱歉", rule(patterns=("哎呀……抱歉",))) == []

    def test_an_exception_that_touches_a_hit_silences_it_alone(self) -> None:
        assert spans("最近最好", rule(patterns=("最",), exceptions=("最近",))) == ["最"]

    def test_nothing_is_found_beside_an_unless(self) -> None:
        harsh = rule(patterns=("没办法",), unless=("抱歉",))
        assert spans("没办法", harsh) == ["没办法"]
        assert spans("没办法，抱歉", harsh) == []

    def test_what_is_required_and_missing_is_about_the_whole_text(self) -> None:
        welcome = rule(check=Check.REQUIRED, patterns=("欢迎",))
        assert spans("在的", welcome) == ["在的"]
        assert spans("歡迎光臨", welcome) == []

    def test_of_overlapping_hits_the_first_and_longest_counts(self) -> None:
        assert spans("全网最低价", rule(patterns=("最低", "全网最低", "最低价"))) == ["全网最低"]

    def test_a_rule_applies_where_it_says(self) -> None:
        phone = rule(patterns=("亲",), channels=(Channel.PHONE,))
        assert check("亲", phone) == ()
        assert check("亲", phone, context=Context(Channel.PHONE))

    def test_alternatives_of_an_optional_part_are_not_read_as_one_sentence(self) -> None:
        assert spans("{?单号}加{:}微信{/}", rule(patterns=("加…微信",))) == []


class TestChecks:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("由XX快递发出", ["XX"]),
            ("单号{运单号}", []),
            ("[微笑]XXL", []),
            ("{{XX}}", ["XX"]),
            ("{?单号}XX{:}__{/}", ["XX", "__"]),
        ],
    )
    def test_placeholders(self, text: str, expected: list[str]) -> None:
        assert spans(text, rule(check=Check.PLACEHOLDERS)) == expected

    def test_length_counts_what_is_written_of_the_longer_alternative(self) -> None:
        short = rule(check=Check.LENGTH, limit=4)
        assert spans("一二三四五", short) == ["五"]
        assert spans("一二{很长很长的变量}三四", short) == []
        assert spans("一二{?单号}三四{:}五六{/}", short) == []
        assert spans("一二{?单号}三四{:}五六七{/}", short) == ["七{/}"]

    def test_emoticons_of_two_alternatives_are_never_sent_together(self) -> None:
        two = rule(check=Check.EMOTICONS, limit=2)
        assert spans("好😊{?单号}查🌹{:}等/:806{/}", two) == ["/:806"] or spans("好😊{?单号}查🌹{:}等{/}", two) == [
            "🌹"
        ]
        assert spans("{?单号}查🌹{:}等/:^_^{/}", two) == []
        assert spans("好😊，查[玫瑰]", two) == ["[玫瑰]"]

    def test_links_of_the_own_platforms_are_fine(self) -> None:
        own = rule(check=Check.LINKS, words=("taobao.com",))
        assert spans("https://item.taobao.com/i?id=1", own) == []
        assert spans("看nottaobao.com哦", own) == ["nottaobao.com"]
        assert spans("ｗｗｗ．ａｂｃ．ｃｏｍ", own) == ["ｗｗｗ．ａｂｃ．ｃｏｍ"]
        assert spans("发到me@example.com", own) == ["me@example.com"]
        assert spans("版本1.2.3，尺寸3.5cm", own) == []

    def test_a_mobile_number_isn_t_an_order_number(self) -> None:
        number = rule(check=Check.NUMBERS)
        assert spans("打139 0000 1111，１３８００００１１１１", number) == ["139 0000 1111", "１３８００００１１１１"]
        assert spans("订单3813900001111", number) == []

    def test_exactly_one_colour(self) -> None:
        colour = rule(check=Check.COLOURS, words=("black",))
        assert spans("<font color=red>亲</font>", colour) == []
        assert spans('<font color="red">亲</font><b style="COLOR: #800080">', colour) == ["#800080"]
        assert spans("<font color=black>亲</font>", colour) == ["black"]


ODD = st.text(
    st.one_of(
        st.sampled_from(list("最好加微信{}?:/|=｛｝😊/:^_^ \u200b\ue000\ue003\ud800\r\n\x00①❤")),
        st.characters(),
    ),
    max_size=60,
)


class TestTextsNobodyWrites:
    @given(ODD, st.sampled_from(list(Channel)), st.sampled_from(["", "welcome", "complaint", "shipping"]))
    def test_any_text_is_judged_and_every_span_lies_in_it(self, text: str, channel: Channel, category: str) -> None:
        judged = judge_template(text, EMOTICONS, SIMPLIFIED)
        assert len(judged.literal) == len(text)
        for one in SHIPPED.check(judged, Context(channel, category, "wangwang", ("peak", "normal"))):
            assert 0 <= one.start <= one.end <= len(text)

    @pytest.mark.parametrize(
        "unit",
        [
            *(
                "最",
                "最好",
                "加微信",
                "保证明天",
                "好评红包",
                "不能",
                "你",
                "最 ",
                "最\u200b",
                "😊",
                "/:^_^",
                "{?a}",
                "{{",
            ),
            *("{?a}x{:}y{/}", "[", "X", "*", "a.", "a@", "1 ", "\ud800", "\x00", "\n", "color=red ", "e\u0301", "①"),
        ],
    )
    def test_a_hundred_thousand_characters_come_to_an_end(self, unit: str) -> None:
        text = (unit * 100_000)[:100_000]
        for one in SHIPPED.check(judge_template(text, EMOTICONS, SIMPLIFIED), Context()):
            assert one.end <= len(text)
