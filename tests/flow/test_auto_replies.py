"""Automatic replies: what holds where, what is wrong with it, and what still has to be set in the clients."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from miaohui.domain.auto_reply import ANY_CLIENT
from miaohui.domain.change import apply
from miaohui.domain.library import Library
from miaohui.domain.reply import MAX_TEXT, Channel, Look, Reply, Scope, Wording
from miaohui.domain.settings import Settings
from miaohui.domain.wording import Level
from miaohui.errors import MiaohuiError
from miaohui.flow import auto_replies, edit
from miaohui.flow.auto_replies import AutoReplies, Mark, Place, Standing, Text
from miaohui.flow.wording import WordingCheck
from miaohui.flow.workspace import Workspace
from miaohui.library.starter import starter_change_set
from miaohui.library.tables import load_simplified
from tests.domain.samples import CHART, reply, tables
from tests.fakes import FixedClock, MemoryLibraryStore
from tests.flow.samples import Here, library
from tests.wording import load_checker


def wordings(*texts: str) -> tuple[Wording, ...]:
    return tuple(Wording((text,)) for text in texts)


BASE = reply("您好，欢迎光临", number=1, title="欢迎", channel=Channel.AUTO)
SEASONAL = replace(
    reply("您好，稍等", number=2, title="稍等", channel=Channel.AUTO), variants={"peak": wordings("现在忙")}
)
PEAK = reply("您好，现在咨询多", number=3, title="高峰", channel=Channel.AUTO)


@cache
def check() -> WordingCheck:
    return WordingCheck(load_checker(tables().emoticons), tables(), load_simplified())


class Desk:
    """Automatic replies over a small library."""

    def __init__(self, *replies: Reply, settings: Settings | None = None, season: str = "normal") -> None:
        self.here = Here(MemoryLibraryStore(library(*(replies or (BASE, SEASONAL, PEAK)))))
        self.here.settings.settings = settings or Settings(season=season, auto_season=season)
        self.workspace = self.here.open()
        self.auto = AutoReplies(self.workspace)

    def place(self, slot: str, client: str = ANY_CLIENT, season: str = "normal") -> Place:
        return auto_replies.find_place(self.workspace, slot, client, season)

    def assign(self, one: Reply, slot: str, client: str = ANY_CLIENT, season: str = "normal") -> None:
        place = self.place(slot, client, season)
        self.workspace.commit(auto_replies.assign(self.workspace.library, place, one))

    def write(self, text: str, slot: str, client: str = ANY_CLIENT, season: str = "normal") -> Text:
        place = self.place(slot, client, season)
        self.workspace.commit(auto_replies.write(self.workspace, place, text))
        return self.auto.text(place)

    def text(self, slot: str, client: str = "wangwang", season: str = "normal") -> Text:
        return self.auto.text(self.place(slot, client, season))

    def problems(self, slot: str, client: str = "wangwang", season: str = "normal") -> list[str]:
        return [one.problem.id for one in self.text(slot, client, season).shortcomings]


class TestStanding:
    def test_an_empty_place_inherits_and_says_from_where(self) -> None:
        desk = Desk()
        desk.assign(BASE, "first")
        found = desk.text("first", season="peak")
        assert (found.standing, found.text) == (Standing.INHERITED, "您好，欢迎光临")
        assert found.assigned is not None
        assert (found.assigned.client, found.season) == (ANY_CLIENT, "normal")

    def test_a_variant_of_the_reply_counts_as_the_season_s_own_words(self) -> None:
        desk = Desk()
        desk.assign(SEASONAL, "busy", "wangwang")
        assert (desk.text("busy").standing, desk.text("busy").text) == (Standing.OWN, "您好，稍等")
        found = desk.text("busy", season="peak")
        assert (found.standing, found.season, found.text) == (Standing.OWN, "peak", "现在忙")
        found = desk.text("busy", season="promo")
        assert (found.standing, found.season) == (Standing.INHERITED, "peak")

    def test_a_place_without_any_text_is_missing(self) -> None:
        desk = Desk()
        assert (desk.text("first").standing, desk.text("first").text) == (Standing.MISSING, "")
        assert desk.problems("first") == ["auto-missing"]
        assert desk.text("first").shortcomings[0].level is Level.WARNING
        assert desk.problems("away") == []

    def test_a_reply_in_the_trash_is_said_and_comes_back_with_it(self) -> None:
        desk = Desk()
        desk.assign(BASE, "first")
        desk.assign(PEAK, "first", season="peak")
        gone = replace(BASE, deleted=FixedClock().now())
        desk.workspace.library = replace(desk.workspace.library, replies={gone.id: gone, PEAK.id: PEAK})
        assert (desk.text("first").standing, desk.problems("first")) == (Standing.GONE, ["auto-gone"])
        assert desk.text("first", season="peak").text == PEAK.text
        desk.workspace.library = replace(desk.workspace.library, replies={})
        assert desk.text("first").standing is Standing.GONE

    def test_the_agent_s_own_wording_stands_in_the_place_of_the_shop_s(self) -> None:
        shop = replace(BASE, scope=Scope.SHOP)
        mine = replace(reply("您好，我的说法", number=9), overlays=shop.id, overlaid=shop)
        desk = Desk(shop, mine)
        desk.assign(mine, "first")
        assert desk.text("first").text == "您好，我的说法"
        desk.workspace.commit(edit.delete(mine, FixedClock().now()))
        assert desk.text("first").text == shop.text

    def test_the_text_is_written_in_the_codes_of_the_client(self) -> None:
        desk = Desk(reply("您好😊", number=1, channel=Channel.PHONE))
        desk.assign(desk.workspace.find("k1"), "first")
        assert desk.text("first", "wangwang").text == "您好/:^_^"
        assert desk.text("first", "jd").text != desk.text("first", "pinduoduo").text

    def test_a_client_lists_the_slots_that_it_has(self) -> None:
        auto = Desk().auto
        assert [one.place.slot.id for one in auto.texts("jd")] == ["first", "busy", "away", "off", "event"]
        assert [one.place.slot.id for one in auto.texts("qq")] == ["away"]
        assert auto.texts("wechat") == ()


class TestShortcomings:
    @pytest.mark.parametrize("text", ["{昵称}您好", "您的单号{运单号}", "发{快递=|申通|圆通}"])
    def test_what_only_a_customer_fills_in_is_an_error(self, text: str) -> None:
        desk = Desk(replace(reply(text, number=1), look=Look.GREETING))
        desk.assign(desk.workspace.find("k1"), "first")
        (found,) = desk.text("first").shortcomings
        assert (found.level, found.problem.id) == (Level.ERROR, "auto-unfilled")

    @pytest.mark.parametrize("text", ["{称呼}您好", "{?运单号}单号{运单号}{/}您好", "我是{岗位}", "发{快递=申通}"])
    def test_what_is_always_there_is_fine(self, text: str) -> None:
        desk = Desk(replace(reply(text, number=1), look=Look.GREETING))
        desk.assign(desk.workspace.find("k1"), "first")
        assert desk.problems("first") == []

    @pytest.mark.parametrize("text", ["{问候}", "到{今天+3天}", "{?距截单}还有{距截单}{/}您好", "现在{现在}"])
    def test_what_follows_from_the_time_will_be_out_of_date(self, text: str) -> None:
        desk = Desk(replace(reply(text, number=1), look=Look.GREETING))
        desk.assign(desk.workspace.find("k1"), "first")
        assert desk.problems("first") == ["auto-fleeting"]

    def test_a_client_s_limit_counts_where_it_is_known(self) -> None:
        desk = Desk(replace(reply("长" * 21, number=1), look=Look.GREETING))
        slot = replace(tables().auto_slots["first"], limits={"jd": 20})
        place = Place(slot, "jd", "normal")
        desk.assign(desk.workspace.find("k1"), "first")
        (found,) = desk.auto.text(place).shortcomings
        assert dict(found.problem.args) == {"count": 21, "limit": 20}
        assert desk.auto.text(replace(place, client="wangwang")).shortcomings == ()

    def test_pictures_have_no_place(self) -> None:
        both = replace(reply("看", CHART, number=1), look=Look.GREETING)
        desk = Desk(both, replace(reply(CHART, number=2), look=Look.GREETING))
        desk.assign(both, "first")
        desk.assign(desk.workspace.find("k2"), "busy")
        assert desk.problems("first") == ["auto-pictures"]
        assert desk.problems("busy") == ["empty-draft", "auto-pictures"]

    def test_a_greeting_or_activity_phrase_is_asked_for_where_text_is_formatted(self) -> None:
        desk = Desk()
        desk.assign(BASE, "first")
        assert desk.problems("first", "wangwang") == ["auto-look"]
        assert desk.problems("first", "jd") == []

    def test_wording_rules_judge_it_as_an_automatic_reply(self) -> None:
        desk = Desk(reply("你好，全网最低价", number=1))
        desk.assign(desk.workspace.find("k1"), "first")
        found = auto_replies.findings(desk.text("first"), check())
        assert found[0].rule.level is Level.ERROR
        assert "honorific" in {one.rule.id for one in found}
        assert auto_replies.findings(desk.text("busy"), check()) == ()

    def test_the_longest_text_is_judged(self) -> None:
        desk = Desk()
        found = desk.write("好" * MAX_TEXT, "first")
        assert len(found.text) == MAX_TEXT
        assert [one.rule.id for one in auto_replies.findings(found, check())] == ["length-chat"]


class TestChanging:
    def test_a_place_holds_one_text_and_can_be_undone(self) -> None:
        desk = Desk()
        desk.assign(BASE, "first")
        desk.assign(PEAK, "first")
        assert desk.text("first").text == PEAK.text
        desk.workspace.undo()
        assert desk.text("first").text == BASE.text
        desk.workspace.undo()
        assert desk.text("first").standing is Standing.MISSING

    def test_the_same_once_more_is_no_change(self) -> None:
        desk = Desk()
        desk.assign(BASE, "first")
        assert auto_replies.assign(desk.workspace.library, desk.place("first"), BASE).changes == ()

    def test_a_cleared_place_inherits_again(self) -> None:
        desk = Desk()
        desk.assign(BASE, "first")
        desk.assign(PEAK, "first", "jd", "peak")
        desk.workspace.commit(auto_replies.clear(desk.workspace.library, desk.place("first", "jd", "peak")))
        assert desk.text("first", "jd", "peak").text == BASE.text
        with pytest.raises(MiaohuiError, match="auto-not-assigned"):
            auto_replies.clear(desk.workspace.library, desk.place("first", "jd", "peak"))

    def test_a_written_text_is_a_reply_of_its_own(self) -> None:
        desk = Desk(replace(BASE, code="zd1"))
        found = desk.write("您好，欢迎光临", "first", "jd", "peak")
        assert found.reply is not None
        assert (found.reply.title, found.reply.code) == ("当天首条消息 · 京东 · 旺季", "zd2")
        assert (found.reply.channel, found.reply.look) == (Channel.AUTO, Look.GREETING)
        assert desk.workspace.library.category_name(found.reply.category) == "自动回复"
        assert found.standing is Standing.OWN

    def test_it_lies_on_the_slot_s_own_shelf_where_there_is_one(self) -> None:
        here = Here(MemoryLibraryStore(apply(Library(), starter_change_set(FixedClock()))))
        workspace = here.open()
        place = auto_replies.find_place(workspace, "off", "", "")
        change_set = auto_replies.write(workspace, place, "您好，已经下班")
        (added,) = [change.after for change in change_set.changes if isinstance(change.after, Reply)]
        assert (added.category, added.look) == ("auto/off", Look.PLAIN)

    def test_writing_again_changes_the_words_of_the_same_reply(self) -> None:
        desk = Desk()
        first = desk.write("您好，一", "first")
        again = desk.write("您好，二", "first")
        assert first.reply is not None
        assert again.reply is not None
        assert (again.reply.id, again.text) == (first.reply.id, "您好，二")
        desk.workspace.undo()
        assert desk.text("first").text == "您好，一"

    @pytest.mark.parametrize(
        "other",
        [
            pytest.param(replace(BASE, scope=Scope.SHOP), id="the shop's"),
            pytest.param(replace(BASE, locked=True), id="a locked one"),
            pytest.param(SEASONAL, id="one with a text for a season"),
        ],
    )
    def test_a_reply_that_means_more_is_left_alone(self, other: Reply) -> None:
        desk = Desk(other)
        desk.assign(other, "first")
        desk.write("您好，新", "first")
        assert desk.workspace.library.replies[other.id] == other

    def test_a_reply_that_stands_elsewhere_too_is_left_alone(self) -> None:
        desk = Desk(BASE)
        desk.assign(BASE, "first")
        desk.assign(BASE, "busy")
        desk.write("您好，新", "first")
        assert desk.text("busy").text == BASE.text

    @pytest.mark.parametrize(("text", "problem"), [(" \n", "empty-text"), ("长" * (MAX_TEXT + 1), "text-too-long")])
    def test_no_text_and_a_monster_are_refused(self, text: str, problem: str) -> None:
        desk = Desk()
        with pytest.raises(MiaohuiError, match=problem):
            desk.write(text, "first")
        assert desk.text("first").standing is Standing.MISSING


class TestPlaces:
    def test_slots_and_seasons_are_found_by_name(self) -> None:
        found = Desk().place("忙碌", "jd", "双11")
        assert (found.slot.id, found.season) == ("busy", "promo")

    @pytest.mark.parametrize(
        ("slot", "client", "season", "problem"),
        [
            ("lunch", "", "", "unknown-auto-slot"),
            ("first", "icq", "", "unknown-client"),
            ("first", "wechat", "", "auto-slot-elsewhere"),
            ("first", "", "monsoon", "unknown-season"),
        ],
    )
    def test_what_isn_t_there_is_named(self, slot: str, client: str, season: str, problem: str) -> None:
        with pytest.raises(MiaohuiError) as refused:
            auto_replies.find_place(Desk().workspace, slot, client, season)
        assert refused.value.problem.id == problem


class TestClients:
    def test_all_that_answer_by_themselves_are_in_use_at_first(self) -> None:
        assert Desk().auto.clients == ("wangwang", "qq", "pinduoduo", "jd")

    def test_the_settings_choose(self) -> None:
        settings = Settings(clients_in_use=("jd", "wechat", "wangwang", "nonsense"))
        assert Desk(settings=settings).auto.clients == ("wangwang", "jd")


class TestMarks:
    def desk(self, **settings: object) -> Desk:
        desk = Desk(settings=replace(Settings(clients_in_use=("wangwang",)), **settings))  # type: ignore[arg-type]
        desk.assign(SEASONAL, "first")
        desk.assign(BASE, "busy")
        return desk

    def due(self, desk: Desk) -> list[str]:
        return [slot.id for slots in desk.auto.due().values() for slot in slots]

    def test_what_was_ticked_off_is_done_until_the_text_changes(self) -> None:
        desk = self.desk()
        assert desk.text("first").mark is Mark.OPEN
        desk.auto.tick(desk.place("first", "wangwang"))
        assert desk.text("first").mark is Mark.DONE
        assert desk.text("first", "jd").mark is Mark.OPEN
        desk.assign(PEAK, "first", "wangwang")
        assert desk.text("first").mark is Mark.DUE
        assert self.due(desk) == ["first"]
        desk.auto.tick(desk.place("first", "wangwang"))
        assert self.due(desk) == []
        desk.auto.tick(desk.place("first", "wangwang"), done=False)
        assert desk.text("first").mark is Mark.OPEN

    def test_a_mark_holds_nothing_of_the_text(self) -> None:
        desk = self.desk()
        desk.auto.tick(desk.place("first", "wangwang"))
        (mark,) = desk.here.settings.settings.auto_set.values()
        assert len(mark) == 16
        assert mark.isascii()

    def test_a_season_tells_which_settings_need_another_text(self) -> None:
        desk = self.desk()
        assert desk.auto.follow() == {}
        desk.workspace.use_season("peak")
        assert {client: [one.id for one in slots] for client, slots in desk.auto.follow().items()} == {
            "wangwang": ["first"]
        }
        assert desk.auto.follow() == {}, "said twice"

    def test_it_stays_to_be_done_until_it_is_ticked_off_also_after_a_restart(self) -> None:
        desk = self.desk()
        desk.workspace.use_season("peak")
        desk.auto.follow()
        again = AutoReplies(desk.here.open())
        assert [slot.id for slot in again.due()["wangwang"]] == ["first"]
        again.tick(desk.place("first", "wangwang"))
        assert again.due() == {}

    def test_back_in_the_season_before_nothing_is_left_to_do(self) -> None:
        desk = self.desk()
        desk.workspace.use_season("peak")
        desk.auto.follow()
        desk.workspace.use_season("normal")
        assert desk.auto.follow() == {}
        assert desk.text("first").mark is Mark.OPEN, "nobody has ticked it off"

    def test_a_switch_while_nobody_looked_is_told_later(self) -> None:
        desk = self.desk(season="peak")
        assert list(desk.auto.follow()) == ["wangwang"]

    def test_a_text_that_only_the_season_had_has_to_be_taken_out_again(self) -> None:
        desk = self.desk()
        desk.workspace.use_season("promo")
        desk.assign(PEAK, "event", season="promo")
        desk.auto.follow()
        desk.auto.tick(desk.place("event", "wangwang"))
        desk.workspace.use_season("normal")
        assert "event" in [slot.id for slot in desk.auto.follow()["wangwang"]]
        desk.auto.tick(desk.place("event", "wangwang"))
        assert "event" not in self.due(desk)

    def test_a_last_season_that_nobody_knows_any_more_does_no_harm(self) -> None:
        desk = self.desk(auto_season="mine", season="peak")
        assert list(desk.auto.follow()) == ["wangwang"]

    def test_where_nothing_can_be_kept_it_is_said(self) -> None:
        desk = self.desk()
        desk.workspace.use_season("peak")
        desk.here.settings.broken = True
        with pytest.raises(MiaohuiError, match="cannot-write"):
            desk.auto.follow()


class TestStarter:
    """What a new home begins with."""

    @pytest.fixture
    def workspace(self) -> Workspace:
        return Here(MemoryLibraryStore(apply(Library(), starter_change_set(FixedClock())))).open()

    @pytest.mark.parametrize("season", [season.id for season in tables().seasons])
    def test_what_is_required_stands_everywhere_and_passes_every_rule(self, workspace: Workspace, season: str) -> None:
        auto = AutoReplies(workspace)
        for client in auto.clients:
            for text in auto.texts(client, season):
                assert text.shortcomings == ()
                assert auto_replies.findings(text, check()) == ()
                assert text.standing is not Standing.MISSING or not text.place.slot.required

    def test_the_peak_has_words_of_its_own(self, workspace: Workspace) -> None:
        auto = AutoReplies(workspace)
        for quiet, peak in zip(auto.texts("jd", "normal")[:2], auto.texts("jd", "peak")[:2], strict=True):
            assert quiet.text != peak.text
            assert peak.season == "peak"

    def test_the_activity_begins_with_the_big_sale_and_the_holiday_with_the_stop(self, workspace: Workspace) -> None:
        auto = AutoReplies(workspace)
        standing = {
            season: {one.place.slot.id: one for one in auto.texts("jd", season)}
            for season in ("peak", "promo", "spring")
        }
        assert standing["peak"]["event"].standing is Standing.MISSING
        assert "活动" in standing["promo"]["event"].text
        assert "春节" in standing["spring"]["off"].text
