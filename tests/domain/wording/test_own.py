"""What a shop makes of the rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.domain.reply import Channel
from miaohui.domain.wording import (
    Check,
    Checker,
    Context,
    Level,
    OwnException,
    OwnRules,
    OwnWord,
    Rule,
    Switch,
    judge_template,
)
from miaohui.domain.wording.pattern import Patterns
from miaohui.library.tables import load_simplified, load_tables

EMOTICONS = load_tables().emoticons
SIMPLIFIED = load_simplified()
BEST = Rule("best", Level.ERROR, "不。", "No.", patterns=("最(好|快)",))
VAGUE = Rule("vague", Level.WARNING, "不。", "No.", patterns=("应该",), categories=("consult",))
NUMBERS = Rule("number", Level.ERROR, "不。", "No.", check=Check.NUMBERS)
NAMES = {"售后": "aftersales", "咨询": "consult"}


def found(text: str, own: OwnRules, context: Context | None = None, *rules: Rule) -> list[tuple[str, Level, str]]:
    applied = own.applied(rules or (BEST, VAGUE, NUMBERS), SIMPLIFIED, lambda name: NAMES.get(name, name))
    checker = Checker(applied, Patterns({}), EMOTICONS.bracket_names, own.harmless(SIMPLIFIED))
    judged = judge_template(text, EMOTICONS, SIMPLIFIED)
    checked = checker.check(judged, context or Context(category="consult"))
    return [(one.rule.id, one.rule.level, text[one.start : one.end]) for one in checked]


def rules(text: str, own: OwnRules, context: Context | None = None) -> list[str]:
    return [rule for rule, _, _ in found(text, own, context)]


class TestWords:
    def test_are_found_as_they_are_meant(self) -> None:
        own = OwnRules((OwnWord("仙品"),))
        for text in ("仙品", "仙 品", "仙·品", "仙\u200b品"):
            assert found(text, own) == [("own:仙品", Level.WARNING, text)]
        assert found("軟妹", OwnRules((OwnWord("软妹"),))) == [("own:软妹", Level.WARNING, "軟妹")]

    def test_say_why_in_the_shops_words_or_in_ours(self) -> None:
        (own, default) = OwnRules((OwnWord("甲", why="老板说不。"), OwnWord("乙", fix="丙"))).applied(
            (), SIMPLIFIED, str
        )
        assert own.why == own.why_en == "老板说不。"
        assert "乙" in default.why_en
        assert "丙" in default.suggestion

    def test_bring_their_fix(self) -> None:
        applied = OwnRules((OwnWord("仙品", fix="好物"),)).applied((), SIMPLIFIED, str)
        (one,) = Checker(applied, Patterns({}), ()).check(judge_template("仙品", EMOTICONS, SIMPLIFIED), Context())
        assert one.fix == "好物"

    @pytest.mark.parametrize("word", ["(a|b", "a?", "…", "#", "@", "^^", "<time>", "(((((", "a" * 40])
    def test_mean_nothing_but_themselves(self, word: str) -> None:
        assert rules(f"亲，{word}。", OwnRules((OwnWord(word),))) == [f"own:{word}"]
        assert rules("亲，您好。", OwnRules((OwnWord(word),))) == []

    def test_latin_ones_are_whole_words(self) -> None:
        assert rules("VIP", OwnRules((OwnWord("vip"),))) == ["own:vip"]
        assert rules("vipabc", OwnRules((OwnWord("vip"),))) == []

    def test_can_be_for_some_places_only(self) -> None:
        own = OwnRules((OwnWord("仙品", categories=("售后",), clients=("jd",)),))
        assert rules("仙品", own, Context(category="aftersales", client="jd")) == ["own:仙品"]
        assert rules("仙品", own, Context(category="aftersales", client="qq")) == []
        assert rules("仙品", own, Context(category="consult", client="jd")) == []

    @given(st.text(min_size=1, max_size=40))
    def test_no_word_breaks_the_check(self, word: str) -> None:
        own = OwnRules((OwnWord(word),))
        if own.applied((), SIMPLIFIED, str)[0].literals != {"": None}:
            found(f"亲{word}", own)

    def test_a_thousand_of_them_don_t_hang(self) -> None:
        own = OwnRules(tuple(OwnWord("啊" * (1 + number % 40) + str(number)) for number in range(1_000)))
        applied = own.applied((), SIMPLIFIED, str)
        checker = Checker(applied, Patterns({}), ())
        assert checker.check(judge_template("啊" * 2_000, EMOTICONS, SIMPLIFIED), Context()) == ()


class TestExceptions:
    def test_are_harmless_to_all_rules(self) -> None:
        own = OwnRules(exceptions=(OwnException("最好看"),))
        assert found("最好看，最好", own) == [("best", Level.ERROR, "最好")]

    def test_or_to_those_named(self) -> None:
        own = OwnRules((OwnWord("最好看"),), (OwnException("最好看", ("best",)),))
        assert rules("最好看", own) == ["own:最好看"]

    def test_spare_the_shops_own_number(self) -> None:
        own = OwnRules(exceptions=(OwnException("13800138000"),))
        assert rules("打13800138000", OwnRules()) == ["number"]
        assert rules("打13800138000", own) == []


class TestSwitches:
    def test_a_rule_can_be_off(self) -> None:
        assert rules("最好", OwnRules(switches={"best": Switch("best", on=False)})) == []

    def test_or_of_another_level(self) -> None:
        own = OwnRules(switches={"best": Switch("best", level=Level.HINT)})
        assert found("最好", own) == [("best", Level.HINT, "最好")]

    def test_a_level_can_be_off(self) -> None:
        assert rules("最好，应该", OwnRules(off=frozenset({Level.WARNING}))) == ["best"]

    def test_for_some_categories_only_or_without_some(self) -> None:
        only = OwnRules(switches={"best": Switch("best", categories=("售后",))})
        without = OwnRules(switches={"best": Switch("best", except_categories=("售后",))})
        after, consult = Context(category="aftersales"), Context(category="consult")
        assert (rules("最好", only, after), rules("最好", only, consult)) == (["best"], [])
        assert (rules("最好", without, after), rules("最好", without, consult)) == ([], ["best"])

    def test_for_some_clients_only_or_without_some(self) -> None:
        only = OwnRules(switches={"best": Switch("best", clients=("jd",))})
        without = OwnRules(switches={"best": Switch("best", except_clients=("jd",))})
        jd, other = Context(client="jd"), Context(client="qq")
        assert (rules("最好", only, jd), rules("最好", only, other)) == (["best"], [])
        assert (rules("最好", without, jd), rules("最好", without, other)) == ([], ["best"])

    def test_a_rule_s_own_places_stay(self) -> None:
        own = OwnRules(switches={"vague": Switch("vague", categories=("售后",))})
        for category in ("aftersales", "consult"):
            assert rules("应该", own, Context(Channel.CHAT, category)) == []
