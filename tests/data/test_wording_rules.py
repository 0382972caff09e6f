"""The shipped rules: each by its own examples, all of them on the starter library and on the labelled sentences."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from miaohui.domain.change import apply
from miaohui.domain.library import Library
from miaohui.domain.reply import Channel
from miaohui.domain.season import PEAK_SEASON
from miaohui.domain.wording import Checker, Context, Finding, Level, Rule, judge_template
from miaohui.flow.wording import WordingCheck
from miaohui.library.starter import starter_change_set
from miaohui.library.tables import load_simplified, load_tables, read_toml
from miaohui.library.wording_rules import Rules, read_rules
from tests.fakes import FixedClock

ROOT = Path(__file__).resolve().parents[2]
SENTENCES = Path(__file__).parent / "wording"
CLIENTS = ("plain", "wangwang", "wechat", "qq", "pinduoduo", "jd", "none")
LISTS = (
    *(f"split_{letter}" for letter in "abcdefghij"),
    *(f"tuned_{kind}" for kind in ("advertising", "platform", "promises", "impatience", "insults", "refusals")),
)
TABLES = load_tables()
SIMPLIFIED = load_simplified()
RULES: Rules = read_rules(ROOT / "data/wording")
CHECKER = Checker(RULES.rules, RULES.patterns, TABLES.emoticons.bracket_names)


def found(text: str, context: Context | None = None, checker: Checker = CHECKER) -> tuple[Finding, ...]:
    return checker.check(judge_template(text, TABLES.emoticons, SIMPLIFIED), context or Context(client="wangwang"))


def errors(text: str, **where: str) -> list[str]:
    context = Context(client=where.get("client", "wangwang"), category=where.get("category", ""))
    return [one.rule.id for one in found(text, context) if one.rule.level is Level.ERROR]


class TestRules:
    def test_all_can_be_read(self) -> None:
        assert RULES.problems == ()
        assert len(RULES.rules) > 40

    @pytest.mark.parametrize("rule", RULES.rules, ids=[rule.id for rule in RULES.rules])
    def test_explains_itself_in_both_languages(self, rule: Rule) -> None:
        assert rule.why.endswith("。")
        assert rule.suggestion.endswith("。")
        assert rule.why_en.endswith(".")
        assert rule.suggestion_en.endswith(".")

    @pytest.mark.parametrize("rule", RULES.rules, ids=[rule.id for rule in RULES.rules])
    def test_fires_and_is_silent_as_its_examples_say(self, rule: Rule) -> None:
        alone = Checker([rule], RULES.patterns, TABLES.emoticons.bracket_names)
        context = Context(
            channel=next(iter(rule.channels), Channel.CHAT),
            category=next(iter(rule.categories), ""),
            client=next(iter(rule.clients), "wangwang"),
            seasons=(*rule.seasons, "normal"),
        )
        assert [text for text in rule.fires if not found(text, context, alone)] == []
        assert [text for text in rule.silent if found(text, context, alone)] == []

    def test_every_rule_that_looks_for_words_has_examples_of_both_kinds(self) -> None:
        wordy = [rule for rule in RULES.rules if rule.patterns or rule.fixes]
        assert [rule.id for rule in wordy if not (rule.fires and rule.silent)] == []


class TestNamedExamples:
    @pytest.mark.parametrize(
        "text",
        ["微信支付", "最近", "最后", "普通", "关注公众号", "您放心哦", "好的哦", "迷你款", "支持微信、支付宝付款"],
    )
    def test_harmless_talk_stays_silent(self, text: str) -> None:
        assert found(text) == ()

    @pytest.mark.parametrize(
        "text",
        [
            *("加 我 薇 信", "加\u200b我\u200b微\u200b信", "加·我·薇·信", "＋我ＶＸ", "加我微❤", "加 V ① 领券"),
            *("全 网 最 低 价", "全\u3000网\u3000最\u3000低\u3000价", "最好的服務", "最 好 的 服 務", "質量最好的"),
        ],
    )
    def test_a_disguise_is_seen_through(self, text: str) -> None:
        assert errors(text)

    def test_off_platform_words_are_ordinary_in_the_client_itself(self) -> None:
        assert errors("加我微信", client="wangwang") == ["contact"]
        assert found("加我微信", Context(client="wechat")) == ()

    def test_another_platform_depends_on_the_window(self) -> None:
        assert errors("去京东搜我们店，更便宜", client="wangwang")
        assert not errors("去京东搜我们店，更便宜", client="jd")
        assert errors("去淘宝搜我们店，更便宜", client="jd")

    def test_a_variable_is_no_literal_text(self) -> None:
        assert found("还剩{最好的}件{加我微信}") == ()
        assert [one.rule.id for one in found("只剩3件了")] == ["scarcity"]
        assert found("只剩{库存}件了") == ()

    def test_the_season_chooses_rules(self) -> None:
        text = "三天左右到货"
        quiet = Context(category="shipping", client="wangwang")
        peak = Context(category="shipping", client="wangwang", seasons=("promo", PEAK_SEASON, "normal"))
        assert found(text, quiet) == ()
        assert [one.rule.id for one in found(text, peak)] == ["peak-days"]

    def test_a_typo_comes_with_its_correction(self) -> None:
        (typo,) = found("优惠卷在首页领取")
        assert (typo.start, typo.end, typo.fix) == (0, 3, "优惠券")


class TestStarterLibrary:
    def test_passes_every_rule_at_every_level_in_every_season_for_every_client(self) -> None:
        library = apply(Library(), starter_change_set(FixedClock()))
        check = WordingCheck(CHECKER, TABLES, SIMPLIFIED)
        broken = [
            (one.reply.code, one.season, client, one.finding.rule.id, one.text[one.finding.start : one.finding.end])
            for client in CLIENTS
            for one in check.library(library, client)
        ]
        assert broken == []


@dataclass(frozen=True)
class Score:
    """How many sentences were rightly and wrongly called errors, and how many errors were missed."""

    right: int
    wrong: tuple[str, ...]
    missed: tuple[str, ...]

    @property
    def precision(self) -> float:
        return self.right / (self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        return self.right / (self.right + len(self.missed))


@cache
def categories() -> dict[str, str]:
    return {row["name"]: row["id"] for row in read_toml(ROOT / "data/categories.toml")["category"]}


def sentences(split: str) -> list[dict[str, str]]:
    with (SENTENCES / f"{split}.tsv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def score(split: str, levels: frozenset[str]) -> Score:
    """Of the findings at these levels; a sentence counts once."""
    right, wrong, missed = 0, [], []
    for row in sentences(split):
        context = Context(Channel(row["channel"]), categories().get(row["category"], ""), row["client"])
        called = any(one.rule.level in levels for one in found(row["text"], context))
        if called and row["level"] in levels:
            right += 1
        elif called:
            wrong.append(row["text"])
        elif row["level"] in levels:
            missed.append(row["text"])
    return Score(right, tuple(wrong), tuple(missed))


class TestLabelledSentences:
    def test_there_are_enough_of_them_and_nearly_half_are_close_misses(self) -> None:
        rows = sentences("split_a") + sentences("split_b")
        kinds = Counter(row["expected"] == "ok" for row in rows)
        assert len({row["text"] for row in rows}) == len(rows) >= 400
        assert kinds[True] / len(rows) > 0.45

    @pytest.mark.parametrize("split", LISTS)
    def test_errors_are_found_and_close_misses_left_alone(self, split: str) -> None:
        result = score(split, frozenset({"error"}))
        assert result.precision >= 0.95, result.wrong
        assert result.recall >= 0.9, result.missed

    def test_the_talk_of_the_day_is_no_error(self) -> None:
        result = score("tuned_harmless", frozenset({"error"}))
        assert len(result.wrong) <= 0.025 * len(sentences("tuned_harmless")), result.wrong
