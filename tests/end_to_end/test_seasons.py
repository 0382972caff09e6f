"""A season's way from its announcement to its end, in the real program: only the clock is set by the test."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desktop import Program
from tests.end_to_end.conftest import Shop

pytestmark = pytest.mark.desktop

CLOCKED = Path(__file__).parent / "programs" / "clocked_app.py"
HERE = "Asia/Shanghai"
QUIET = "tray ● Quiet season: by the calendar until 8 Dec 00:00, then Big sale"
SALE = "tray ▲ Big sale (Double 12): by the calendar until 13 Dec 00:00, then Quiet season"
ANNOUNCED = "message From 8 Dec 00:00 the calendar switches to “Big sale” (Double 12)."
SWITCHED = "message It is “Big sale” now, by the calendar."
GREETING = "sh1"
"""After-sales: what an agent says first."""

Start = Callable[..., Program]


@pytest.fixture
def start(shop: Shop) -> Start:
    def start(moment: str, **settings: object) -> Program:
        shop.home.mkdir(mode=0o700, exist_ok=True)
        chosen = {"language": "en", "season_seen": "normal", "welcomed": True, **settings}
        (shop.home / "settings.json").write_text(json.dumps(chosen), "utf-8")
        app = shop.run(CLOCKED, moment, HERE)
        app.wait_for("runs")
        return app

    return start


def greeting(shop: Shop) -> str:
    """What the agent gets for it, by the hotkey and a few keys."""
    shop.fill_clipboard("")
    shop.open_palette()
    shop.desktop.type(GREETING)
    shop.desktop.press("Return")
    shop.wait_for_chat()
    shop.desktop.wait(shop.desktop.clipboard)
    return shop.desktop.clipboard()


def said(shop: Shop, season: str) -> set[str]:
    """All that the greeting may say in a season: it has several wordings."""
    reply = shop.ask("reply", "show", GREETING)
    chosen = [reply["variants"]["peak"]] if season != "normal" else reply["wordings"]
    return {text.replace("{称呼}", "亲").replace("{?客服昵称}我是售后{客服昵称}，{/}", "") for text in chosen}


def test_a_season_comes_by_itself_and_goes_by_hand(shop: Shop, start: Start) -> None:
    """GIVEN a quiet day, WHEN the days go by, THEN the season is announced once the day before, at midnight of its
    first day tray, palette and the after-sales greeting change by themselves, and by hand all is back until its end."""
    app = start("2026-12-06T10:00")
    app.wait_for(QUIET)
    assert greeting(shop) in said(shop, "normal")

    app.say(f"2026-12-07T09:00 {HERE}")
    app.wait_for(ANNOUNCED)
    app.say(f"2026-12-07T23:59:59 {HERE}")
    assert greeting(shop) in said(shop, "normal")
    assert SALE not in app.lines

    app.say(f"2026-12-08T00:00 {HERE}")
    app.wait_for(SALE)
    app.wait_for(SWITCHED)
    assert greeting(shop) in said(shop, "promo")
    assert app.count(ANNOUNCED) == app.count(SWITCHED) == 1

    shop.open_palette()
    shop.desktop.press("ctrl+s")
    shop.desktop.press("Up", times=2)
    shop.desktop.press("Return")
    app.wait_for("tray ● Quiet season: by hand until 13 Dec 00:00, then by the calendar")
    shop.command("hide")
    shop.wait_for_chat()
    assert greeting(shop) in said(shop, "normal")

    app.say(f"2026-12-13T00:00 {HERE}")
    app.wait_for("tray ● Quiet season: by the calendar until 7 Jan 00:00, then New Year goods")


def test_what_came_in_sleep_or_in_another_time_zone_is_seen(shop: Shop, start: Start) -> None:
    app = start("2026-12-06T22:00")
    app.wait_for(QUIET)
    app.say(f"2026-12-09T08:30 {HERE}")  # the lid was closed for two nights
    app.wait_for(SALE)
    app.say(f"2026-12-07T08:00 {HERE}")  # somebody set the clock back
    app.wait_for(QUIET, times=2)
    shown = app.count(SALE)
    app.say("2026-12-07T17:00 UTC")  # in Shanghai it is the 8th already
    app.wait_for(ANNOUNCED)
    assert app.count(SALE) == shown
    app.say(f"2026-12-08T01:00 {HERE}")  # the same moment, at home again
    app.wait_for(SALE, times=shown + 1)


def test_overlaps_and_29_february(shop: Shop, start: Start) -> None:
    (shop.home).mkdir(mode=0o700, exist_ok=True)
    (shop.home / "seasons.toml").write_text(
        '[[season]]\nid = "s-1"\nname = "店庆"\nparent = "peak"\n'
        '[[period]]\nid = "s-1"\nseason = "s-1"\nname = "店庆"\nfrom = "02-29"\nto = "02-29"\n'
        '[[period]]\nid = "wide"\nseason = "peak"\nname = "上新"\nfrom = "02-20"\nto = "03-05"\n',
        "utf-8",
    )
    app = start("2028-02-28T23:00")
    app.wait_for("tray ▲ Peak season (上新): by the calendar until 29 Feb 00:00, then 店庆")
    app.say(f"2028-02-29T12:00 {HERE}")
    app.wait_for("tray ▲ 店庆 (店庆): by the calendar until 1 Mar 00:00, then Peak season")
    assert greeting(shop) in said(shop, "s-1")
    app.say(f"2027-02-28T12:00 {HERE}")
    app.wait_for("tray ▲ 店庆 (店庆): by the calendar until 1 Mar 00:00, then Peak season", times=2)


def test_a_season_is_switched_back_by_command(shop: Shop, start: Start) -> None:
    app = start("2026-12-09T10:00")
    app.wait_for(SALE)
    assert shop.command("season", "use", "平日").returncode == 0
    app.wait_for("tray ● Quiet season: by hand until 13 Dec 00:00, then by the calendar")
    assert shop.command("season", "auto").returncode == 0
    app.wait_for(SALE, times=2)
    assert shop.command("season", "dates", "double-12", "--off").returncode == 0
    app.wait_for("message It is “Quiet season” now, by the calendar.")
