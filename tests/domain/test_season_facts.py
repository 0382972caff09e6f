"""What a season brings with it as values of variables."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from miaohui.domain.draft import Situation, compose
from miaohui.domain.season_facts import facts
from tests.domain.samples import reply, tables
from tests.fakes import CHINA


def on(moment: str, season: str) -> dict[str, str]:
    now = datetime.fromisoformat(moment).replace(tzinfo=CHINA)
    return facts(tables().seasons, tables().calendar, season, now, CHINA)


def sent(text: str, moment: str, season: str, **profile: str) -> str:
    now = datetime.fromisoformat(moment).replace(tzinfo=CHINA)
    made = compose(reply(text), Situation(season, "plain", now, profile, facts=on(moment, season)), tables())
    return "asks " + "、".join(made.missing) if made.missing else made.text


@pytest.mark.parametrize(
    ("moment", "season", "expected"),
    [
        ("2026-04-15 09:30", "normal", {"催付时限": "24小时"}),
        (
            "2026-11-05 09:30",
            "promo",
            {"催付时限": "30分钟", "延迟原因": "大促订单集中", "活动开始": "10月31日 20:00", "活动结束": "11月11日"},
        ),
        (
            "2026-11-05 09:30",
            "peak",
            {"催付时限": "30分钟", "延迟原因": "近期订单较多", "活动开始": "10月20日", "活动结束": "11月20日"},
        ),
        (
            "2027-01-08 12:00",
            "newyear",
            {
                "催付时限": "30分钟",
                "延迟原因": "年货订单集中",
                "活动开始": "1月7日",
                "活动结束": "1月29日",
                "停发日期": "1月30日",
                "恢复时间": "2月13日",
            },
        ),
        (
            "2027-02-06 12:00",
            "spring",
            {
                "催付时限": "30分钟",
                "延迟原因": "春节期间快递停收",
                "活动开始": "1月30日",
                "活动结束": "2月12日",
                "停发日期": "1月30日",
                "恢复时间": "2月13日",
            },
        ),
    ],
)
def test_a_season_brings(moment: str, season: str, expected: dict[str, str]) -> None:
    assert on(moment, season) == expected


def test_the_next_stop_is_spoken_of_when_it_is_in_sight() -> None:
    assert "停发日期" not in on("2026-12-15 00:00", "normal")
    assert on("2026-12-17 00:00", "normal")["停发日期"] == "1月30日"
    assert "停发日期" not in on("2027-02-13 00:00", "normal")


def test_a_season_chosen_by_hand_has_no_days_of_another() -> None:
    assert "活动结束" not in on("2026-11-05 09:30", "normal")
    assert "活动结束" not in on("2026-11-05 09:30", "newyear")


class TestInAReply:
    def test_what_is_left_counts_to_the_period_s_end(self) -> None:
        assert sent("还剩{距结束}", "2026-11-11 09:30", "promo") == "还剩14小时30分钟"
        assert sent("还剩{距结束}", "2026-11-11 09:30", "promo", 活动结束="11-11 20:00") == "还剩14小时30分钟"

    def test_outside_of_a_period_the_profile_s_counts(self) -> None:
        assert sent("还剩{距结束}", "2026-04-15 09:30", "normal", 活动结束="04-15 20:00") == "还剩10小时30分钟"
        assert sent("还剩{距结束}", "2026-11-11 09:30", "normal", 活动结束="11-11 20:00") == "还剩10小时30分钟"

    def test_what_a_season_doesn_t_know_is_asked(self) -> None:
        assert sent("因{延迟原因}", "2026-04-15 09:30", "normal") == "asks 延迟原因"
        assert sent("{?停发日期}{停发日期}停发{:}照常发货{/}", "2026-04-15 09:30", "normal") == "照常发货"

    def test_the_day_of_return_has_two_names(self) -> None:
        assert sent("{复工日期}先发，{恢复时间}先发", "2027-02-06 12:00", "spring") == "2月13日先发，2月13日先发"

    def test_what_is_typed_goes_first(self) -> None:
        now = datetime(2026, 11, 5, tzinfo=CHINA)
        situation = Situation("promo", "plain", now, typed={"延误原因": "大雾"}, facts=on("2026-11-05", "promo"))
        assert compose(reply("因{延迟原因}"), situation, tables()).text == "因大雾"

    def test_a_cut_off_of_the_season_s_own_goes_before_the_agent_s(self) -> None:
        seasons = tables().seasons
        early = replace(seasons.by_id["peak"], facts={"截单时间": "12:00"})
        own = seasons.with_own({"peak": early})
        now = datetime(2026, 11, 5, 9, 30, tzinfo=CHINA)
        found = facts(own, tables().calendar, "promo", now, CHINA)
        situation = Situation("promo", "plain", now, {"截单时间": "16:00"}, facts=found)
        assert compose(reply("{截单时间}前，还有{距截单}"), situation, tables()).text == "12:00前，还有2小时30分钟"
