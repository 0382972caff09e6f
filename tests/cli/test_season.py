"""season list, use, auto."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from miaohui.paths import Paths
from tests.cli.command_line import Run
from tests.cli.fake_app import FakeApp
from tests.fakes import CHINA, RunningClock


def active(cli: Run) -> list[str]:
    return [season["id"] for season in cli("season", "list", "--json").document["seasons"] if season["active"]]


def test_the_base_season_is_in_force_at_first(cli: Run) -> None:
    document = cli("season", "list", "--json").document
    assert document["auto"] is True
    assert {"id", "name", "active"} <= document["seasons"][0].keys()
    assert [season["id"] for season in document["seasons"]] == ["normal", "peak", "promo", "newyear", "spring"]
    assert active(cli) == ["normal"]


@pytest.mark.parametrize("name", ["promo", "大促", "双11"])
def test_a_season_is_chosen_by_id_name_or_alias(cli: Run, name: str) -> None:
    ended = cli("season", "use", name)
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert active(cli) == ["promo"]


@pytest.mark.parametrize("back", [("season", "use", "auto"), ("season", "auto")], ids=" ".join)
def test_the_calendar_chooses_again(cli: Run, back: tuple[str, ...], paths: Paths) -> None:
    cli("season", "use", "peak")
    assert cli(*back).code == 0
    assert json.loads(paths.settings.read_text("utf-8"))["season"] == "auto"
    assert active(cli) == ["normal"]


def test_the_list_marks_the_season_in_force(cli: Run) -> None:
    cli("season", "use", "peak")
    marked = [line.split()[1] for line in cli("season", "list").out.splitlines() if line.startswith("*")]
    assert marked == ["peak"]
    assert "Peak season" in cli("season", "list").out


def test_a_season_changes_no_other_setting(cli: Run, paths: Paths) -> None:
    paths.home.mkdir(parents=True)
    paths.settings.write_text(json.dumps({"client": "wechat", "profile": {"店铺": "小店"}, "from-later": 1}), "utf-8")
    cli("season", "use", "peak")
    settings = json.loads(paths.settings.read_text("utf-8"))
    assert (settings["client"], settings["profile"], settings["from-later"]) == ("wechat", {"店铺": "小店"}, 1)


class TestByTheCalendar:
    def test_the_season_follows_the_day(self, cli: Run, clock: RunningClock) -> None:
        clock.moment = datetime(2026, 11, 5, 9, tzinfo=CHINA)
        assert active(cli) == ["promo"]
        clock.moment = datetime(2026, 11, 12, tzinfo=CHINA)
        assert active(cli) == ["peak"]

    def test_show_says_why_and_until_when(self, cli: Run, clock: RunningClock) -> None:
        clock.moment = datetime(2026, 11, 5, 9, tzinfo=CHINA)
        shown = cli("season", "show").out
        assert shown == "Big sale (Double 11): by the calendar until 12 Nov 00:00, then Peak season\n"
        document = cli("season", "show", "--json").document
        assert (document["season"], document["by_hand"], document["then"], document["period"]) == (
            *("promo", False, "peak", "double-11"),
        )
        assert document["until"] == "2026-11-12T00:00:00+08:00"
        assert document["facts"]["活动结束"] == "11月11日"
        assert document["coming"][0] == {
            "period": "double-12",
            "season": "promo",
            "from": "2026-12-08T00:00",
            "to": "2026-12-13T00:00",
        }

    def test_by_hand_holds_until_the_next_change(self, cli: Run, clock: RunningClock) -> None:
        clock.moment = datetime(2026, 11, 5, 9, tzinfo=CHINA)
        cli("season", "use", "平日")
        assert cli("season", "show").out == "Quiet season: by hand until 12 Nov 00:00, then Peak season\n"
        assert cli("season", "list", "--json").document["auto"] is False
        clock.moment = datetime(2026, 11, 12, tzinfo=CHINA)
        assert active(cli) == ["peak"]
        assert cli("season", "list", "--json").document["auto"] is True

    def test_render_takes_the_season_in_force(self, cli: Run, clock: RunningClock) -> None:
        quiet = cli("render", "fh1").out
        clock.moment = datetime(2026, 11, 5, 9, tzinfo=CHINA)
        assert cli("render", "fh1").out == cli("render", "fh1", "--season", "promo").out != quiet


class TestDates:
    def test_this_year_and_the_next_two_are_listed(self, cli: Run) -> None:
        periods = {one["id"]: one for one in cli("season", "dates", "--json").document["periods"]}
        stop = periods["spring-festival"]
        assert (stop["season"], stop["from"], stop["to"], stop["own"]) == ("spring", "春节-7", "春节+6", False)
        assert stop["dates"] == {
            "2026": {"from": "2026-02-10T00:00", "to": "2026-02-24T00:00"},
            "2027": {"from": "2027-01-30T00:00", "to": "2027-02-13T00:00"},
            "2028": {"from": "2028-01-19T00:00", "to": "2028-02-02T00:00"},
        }
        assert "double-11" in cli("season", "dates").out

    def test_every_year_or_one_year_is_changed_and_brought_back(self, cli: Run) -> None:
        assert cli("season", "dates", "618", "--from", "06-15 20:00").code == 0
        assert cli("season", "dates", "618", "--year", "2027", "--to", "2027-06-22").code == 0
        assert cli("season", "dates", "618", "--year", "2028", "--off").code == 0
        (period,) = cli("season", "dates", "618", "--json").document["periods"]
        assert period["own"] is True
        assert period["dates"] == {
            "2026": {"from": "2026-06-15T20:00", "to": "2026-06-21T00:00"},
            "2027": {"from": "2027-06-15T20:00", "to": "2027-06-23T00:00"},
            "2028": None,
        }
        assert cli("season", "dates", "618", "--year", "2028", "--on").code == 0
        assert cli("season", "dates", "618", "--year", "2028", "--json").document["periods"][0]["dates"]["2028"]
        assert cli("season", "dates", "618", "--reset").code == 0
        assert cli("season", "dates", "618", "--json").document["periods"][0]["from"] == "06-16"

    def test_a_period_of_one_s_own_may_come_once(self, cli: Run, clock: RunningClock) -> None:
        added = cli(
            "season",
            "dates",
            "jhs",
            "--season",
            "大促",
            "--name",
            "聚划算",
            "--from",
            "2026-05-06",
            "--to",
            "2026-05-07",
        )
        assert (added.code, added.err) == (0, "")
        clock.moment = datetime(2026, 5, 7, 23, 59, tzinfo=CHINA)
        assert active(cli) == ["promo"]
        assert cli("season", "dates", "jhs", "--json").document["periods"][0]["dates"]["2027"] is None
        assert cli("season", "dates", "jhs", "--reset").code == 0
        assert active(cli) == ["normal"]

    @pytest.mark.parametrize(
        ("arguments", "code", "said"),
        [
            (("gone",), 1, "There is no period “gone” in the calendar."),
            (("gone", "--from", "1-1"), 1, "There is no period “gone” in the calendar."),
            (("618", "--from", "32-1"), 1, "“32-1” isn't a day such as 11-11, 10-31 20:00, 2026-10-24 or 春节-7."),
            (("618", "--season", "春天"), 1, "There is no season “春天”."),
            (("618", "--reset"), 1, "“618” is as Miaohui brings it: there is nothing of your own to take away."),
            (("618", "--from", "2020-01-01", "--to", "2020-01-02"), 1, "The days of “618” never come."),
        ],
    )
    def test_what_can_t_be_is_said(self, cli: Run, arguments: tuple[str, ...], code: int, said: str) -> None:
        ended = cli("season", "dates", *arguments)
        assert (ended.code, ended.sentence) == (code, said)

    def test_a_change_without_a_period_is_wrong_usage(self, cli: Run) -> None:
        assert cli("season", "dates", "--from", "1-1").code == 2


class TestOwnSeasons:
    def test_one_is_added_changed_and_removed(self, cli: Run, clock: RunningClock) -> None:
        facts = ("--fact", "延误原因=店庆单多", "--colour", "#aa00ff")
        season = cli("season", "add", "店庆", "--from", "05-03", "--to", "05-05", *facts).out.strip()
        clock.moment = datetime(2026, 5, 4, 9, tzinfo=CHINA)
        assert active(cli) == [season]
        assert cli("season", "show", "--json").document["facts"]["延迟原因"] == "店庆单多"
        peak = cli("render", "fh1", "--season", "peak").out
        assert cli("render", "fh1").out == peak  # what its parent says
        changed = cli("reply", "edit", "fh1", "--variant", "店庆=店庆单多，按付款顺序发出")
        assert changed.code == 0, changed.err
        assert cli("render", "fh1").out == "店庆单多，按付款顺序发出\n"
        assert cli("season", "set", "店庆", "--name", "周年庆", "--parent", "平日", "--fact", "延迟原因=").code == 0
        (document,) = (one for one in cli("season", "list", "--json").document["seasons"] if one["own"])
        assert (document["id"], document["name"], document["parent"], document["facts"], document["colour"]) == (
            *(season, "周年庆", "normal", {}, "#aa00ff"),
        )
        assert cli("season", "remove", "周年庆").code == 0
        assert active(cli) == ["normal"]
        assert cli("season", "list", "--json").document["seasons"][-1]["id"] == "spring"

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("add", "大促"), "There is a season “大促” already."),
            (("add", "店庆", "--parent", "gone"), "There is no season “gone”."),
            (
                ("add", "店庆", "--from", "x", "--to", "1-1"),
                "“x” isn't a day such as 11-11, 10-31 20:00, 2026-10-24 or 春节-7.",
            ),
            (("add", "店庆", "--colour", "red"), "“red” isn't a colour such as #ff7a45."),
            (("set", "peak", "--parent", "promo"), "“旺季” can't stand below itself."),
            (("remove", "peak"), "“旺季” is as Miaohui brings it: there is nothing of your own to take away."),
        ],
    )  # fmt: skip
    def test_what_can_t_be_is_said_and_nothing_is_kept(
        self, cli: Run, paths: Paths, arguments: tuple[str, ...], said: str
    ) -> None:
        ended = cli("season", *arguments)
        assert (ended.code, ended.sentence) == (1, said)
        assert not paths.seasons.exists()

    def test_the_running_app_takes_them_over(self, cli: Run, app: FakeApp) -> None:
        assert cli("season", "add", "店庆").code == 0
        assert cli("season", "dates", "618", "--off").code == 0
        assert app.verbs.count("season") == 2
        assert app.workspace.find_season("店庆").parent == "peak"
        assert app.workspace.tables.calendar.periods["618"].off
        assert cli("season", "remove", "店庆").code == 0
        assert app.workspace.tables.seasons.find("店庆") is None

    def test_a_broken_file_is_named_and_the_calendar_holds(self, cli: Run, paths: Paths, clock: RunningClock) -> None:
        cli("season", "list")
        paths.seasons.write_text('[[season]]\nname = "x"\n', "utf-8")
        clock.moment = datetime(2026, 11, 5, 9, tzinfo=CHINA)
        ended = cli("season", "list", "--json")
        assert ended.sentence == f"{paths.seasons}, line 1: the season is left out, “id” can't be read."
        assert [one["id"] for one in ended.document["seasons"] if one["active"]] == ["promo"]


class TestPreview:
    def test_it_tells_what_changes_side_by_side(self, cli: Run) -> None:
        document = cli("season", "preview", "大促", "--json").document
        assert (document["from"], document["to"]) == ("normal", "promo")
        changed = {one["code"]: one for one in document["changed"]}
        assert changed["fh1"]["before"] != changed["fh1"]["after"]
        assert changed["fh1"]["variant"] == "peak"
        assert "hy1" in {one["code"] for one in document["without"]}
        assert document["appearing"]
        assert document["disappearing"] == []
        lines = cli("season", "preview", "大促").out.splitlines()
        assert sum(line.startswith("~") for line in lines) == len(changed)

    def test_from_another_one(self, cli: Run) -> None:
        document = cli("season", "preview", "大促", "--from", "旺季", "--json").document
        assert (document["from"], document["changed"]) == ("peak", [])

    def test_an_unknown_one_is_refused(self, cli: Run) -> None:
        assert cli("season", "preview", "春天").sentence == "There is no season “春天”."
