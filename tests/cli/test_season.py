"""season list, use, auto."""

from __future__ import annotations

import json

import pytest

from miaohui.paths import Paths
from tests.cli.command_line import Run


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


def test_a_season_changes_no_other_setting(cli: Run, paths: Paths) -> None:
    paths.home.mkdir(parents=True)
    paths.settings.write_text(json.dumps({"client": "wechat", "profile": {"店铺": "小店"}, "from-later": 1}), "utf-8")
    cli("season", "use", "peak")
    settings = json.loads(paths.settings.read_text("utf-8"))
    assert (settings["client"], settings["profile"], settings["from-later"]) == ("wechat", {"店铺": "小店"}, 1)
