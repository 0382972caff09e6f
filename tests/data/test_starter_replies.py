"""Every starter reply as a buyer gets it: through the real tables, the real change set and the real rendering."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from itertools import chain, combinations

import pytest

from miaohui.domain import template
from miaohui.domain.change import apply
from miaohui.domain.draft import Draft, Situation, compose
from miaohui.domain.library import Library
from miaohui.domain.reply import Channel, Reply
from miaohui.domain.tables import Tables
from miaohui.library.starter import starter_change_set
from miaohui.library.tables import load_tables
from tests.fakes import CHINA, FixedClock

SEASONS = ("normal", "peak", "promo", "newyear", "spring")
CLIENTS = ("plain", "wangwang", "wechat", "qq", "pinduoduo", "jd", "none")
MORNING = datetime(2026, 11, 11, 9, 30, tzinfo=CHINA)
EVENING = datetime(2026, 11, 11, 22, 30, tzinfo=CHINA)

PROFILE = {
    "客服昵称": "小园",
    "岗位": "售后",
    "店铺": "青山茶铺",
    "工号": "031",
    "称呼词": "亲",
    "截单时间": "16:00",
    "活动结束": "12-31",
    "默认快递": "申通",
    "可选快递": "圆通、E邮宝",
}
TYPED = {
    "昵称": "晚风",
    "停发日期": "2月10日",
    "延迟原因": "近期订单较多",
    "催付时限": "30分钟",
    "活动开始": "10月31日",
    "快递": "圆通",
    "运单号": "YT8812345678901",
    "订单编号": "3812345678901234567",
    "下单时间": "11月10日",
    "商品名": "青山茉莉花茶",
    "尺码": "均码",
    "颜色": "雾蓝",
    "数量": "2",
    "库存": "有现货，您拍下就可以安排",
    "金额": "39.9",
    "运费": "12",
    "特例": "一份小赠品",
    "优惠": "满199减20",
    "赠品": "茶匙",
    "收件人": "林一",
    "电话": "000",
    "地址": "林一，杭州市西湖区某路1号",
    "省份": "浙江",
    "城市": "杭州",
    "天数": "4-5",
    "工作日": "1-2",
    "日期": "11月14日",
    "时间": "今天",
    "物流进展": "11月10日到达杭州转运中心",
    "部门": "财务",
    "项目": "尺码",
    "事由": "买家要换大一码",
    "推荐款": "小罐装",
    "材质": "纯棉",
    "参数": "净重250克",
    "保质期": "18个月",
    "生产日期": "10月",
    "到货时间": "下周三",
    "活动时间": "11月10日到12日",
    "尾款时间": "11月11日0点",
    "限购数量": "2",
    "退换天数": "7",
    "运费说明": "来回运费由我们承担",
    "恢复时间": "正月初八",
    "上班时间": "9点到22点",
    "付费方式": "到付",
    "答复": "今晚安排发出",
    "要求": "送人用，不放价格单",
    "验收情况": "吊牌不在",
    "尊称": "先生",
    "身高体重": "165cm/55kg",
}
# Left behind where an optional part goes: punctuation out of place, something twice, something empty.
ODD = re.compile(
    r"[，。；：、！？｜]{2}|^[，。；：、！？]|[，、：；]$|“”|【】|（）|\s{2}|^\s|\s$|[，；：、][😊🌹🙇🙏🤗👋🤝]"
    r"|([\u4e00-\u9fff]{2,6})\1|亲亲|您您|码码|的的|了了|是是|我我|在在"
)


@cache
def tables() -> Tables:
    return load_tables()


@cache
def library() -> Library:
    return apply(Library(), starter_change_set(FixedClock()))


REPLIES = tuple(library().replies.values())
each_reply = pytest.mark.parametrize("reply", REPLIES, ids=[reply.code for reply in REPLIES])


def of(top: str) -> pytest.MarkDecorator:
    found = [reply for reply in REPLIES if library().top_of(reply.category) == top]
    return pytest.mark.parametrize("reply", found, ids=[reply.code for reply in found])


def drafts(
    reply: Reply,
    client: str = "plain",
    now: datetime = MORNING,
    profile: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
) -> Iterator[Draft]:
    """Every wording in every season in which the reply says something of its own."""
    for season in SEASONS:
        wordings = tables().seasons.wordings(reply, season)
        if season != "normal" and tables().seasons.variant(reply, season) != season:
            continue  # the parent's words, which have their own turn
        situation = Situation(season, client, now, profile or {}, typed or {})
        for number in range(len(wordings)):
            yield compose(reply, situation, tables(), number)


def every_filling(reply: Reply) -> Iterator[Draft]:
    """With each set of those values that decide about optional parts, by day and after the cut-off."""
    wordings = (*reply.wordings, *chain(*reply.variants.values()))
    parts = [part for wording in wordings for part in wording.parts if isinstance(part, str)]
    deciding = sorted({name for part in parts for name in template.conditions(template.parse(part))})
    for size in range(len(deciding) + 1):
        for chosen in combinations(deciding, size):
            profile = {name: PROFILE[name] for name in chosen if name in PROFILE}
            if "距截单" in chosen:
                profile["截单时间"] = PROFILE["截单时间"]
            typed = {name: value for name, value in TYPED.items() if name in chosen or name not in deciding}
            yield from drafts(reply, profile={"工号": "031", **profile}, typed=typed)


class TestRendering:
    @pytest.mark.parametrize("client", CLIENTS)
    def test_every_reply_renders_in_every_season_for_every_client(self, client: str) -> None:
        for reply in REPLIES:
            for season in SEASONS:
                for number in range(len(tables().seasons.wordings(reply, season))):
                    made = compose(reply, Situation(season, client, MORNING), tables(), number)
                    assert made.text.strip()
                    assert made.held == ()

    @each_reply
    def test_with_everything_known_nothing_is_asked(self, reply: Reply) -> None:
        for made in drafts(reply, profile=PROFILE, typed=TYPED):
            assert made.missing == ()
            assert not re.search("[{}｛｝]", made.text)

    def test_every_variable_has_a_value_in_these_tests(self) -> None:
        assert set(TYPED) == set(tables().variables.by_name)
        assert set(PROFILE) == set(tables().variables.profile)


class TestForms:
    def test_four_replies_in_five_need_no_form(self) -> None:
        asking = [reply.code for reply in REPLIES if any(made.missing for made in drafts(reply))]
        print(f"{1 - len(asking) / len(REPLIES):.1%} without a form; asking: {' '.join(asking)}")
        assert len(asking) <= len(REPLIES) / 5

    @pytest.mark.parametrize("top", ["welcome", "hold", "farewell", "auto"])
    def test_what_is_sent_within_seconds_never_asks(self, top: str) -> None:
        found = [reply for reply in REPLIES if library().top_of(reply.category) == top]
        assert found
        assert [made.reply.code for reply in found for made in drafts(reply) if made.missing] == []


class TestLooks:
    @each_reply
    def test_reads_well_whatever_is_filled_in(self, reply: Reply) -> None:
        for made in every_filling(reply):
            for text in () if made.missing else made.texts:
                assert not ODD.search(text), text

    @each_reply
    def test_reads_well_after_the_cut_off_and_without_emoticons(self, reply: Reply) -> None:
        for made in drafts(reply, client="none", now=EVENING, profile={"截单时间": "16:00"}):
            for text in () if made.missing else made.texts:
                assert not ODD.search(text), text

    @each_reply
    def test_no_sentences_run_together_where_the_emoticon_is_left_out(self, reply: Reply) -> None:
        for made in drafts(reply, profile=PROFILE, typed=TYPED):
            for text in made.texts:
                if "欢迎光临青山茶铺😊我是" not in text:  # the first greeting is fixed from outside
                    assert not re.search(r"[^。！？；，：”\n][😊🌹🙇🙏🤗👋🤝](?![。！？；，]|$)", text), text

    @each_reply
    def test_parts_are_short(self, reply: Reply) -> None:
        for made in drafts(reply, profile=PROFILE, typed=TYPED):
            assert all(len(text) <= 200 for text in made.texts)

    def test_most_parts_take_one_glance(self) -> None:
        lengths = sorted(len(text) for reply in REPLIES for made in drafts(reply) for text in made.texts)
        assert lengths[len(lengths) // 2] <= 60
        assert sum(length > 90 for length in lengths) <= len(lengths) / 20

    @pytest.mark.parametrize("reply", [r for r in REPLIES if r.channel is Channel.SMS], ids=lambda r: r.code)
    def test_sms_fits_into_one_message(self, reply: Reply) -> None:
        for made in chain(drafts(reply, profile=PROFILE, typed=TYPED), drafts(reply, typed=TYPED)):
            assert len(made.text) <= 70

    def test_every_channel_is_served(self) -> None:
        assert {reply.channel for reply in REPLIES} == set(Channel)


class TestTone:
    @each_reply
    def test_one_emoticon_at_most_and_in_chat_only(self, reply: Reply) -> None:
        for made in drafts(reply, profile=PROFILE, typed=TYPED):
            for part in made.parts:
                assert isinstance(part, tuple)
                shown = [segment for segment in part if segment.kind is template.Kind.EMOTICON]
                assert len(shown) <= (1 if reply.channel is Channel.CHAT else 0)

    @of("shipping")
    @pytest.mark.parametrize("season", [season for season in SEASONS if season != "normal"])
    def test_in_a_peak_no_days_are_named(self, reply: Reply, season: str) -> None:
        for number in range(len(tables().seasons.wordings(reply, season))):
            made = compose(reply, Situation(season, "plain", MORNING), tables(), number)
            assert not re.search(r"\d\s*[-到至~]?\s*\d*\s*天", made.text)

    @of("welcome")
    def test_greeting_welcomes_smiles_and_introduces(self, reply: Reply) -> None:
        for made in drafts(reply, client="wangwang", profile={"客服昵称": "小园", "店铺": "青山茶铺"}):
            assert "欢迎" in made.text
            assert re.search("亲|您", made.text)
            assert "客服小园" in made.text
            assert "青山茶铺" in made.text
            assert made.text.count("/:^_^") == 1
        for made in drafts(reply):
            assert "我是客服" not in made.text

    @of("farewell")
    def test_farewell_thanks_or_apologises_and_hopes_to_meet_again(self, reply: Reply) -> None:
        for made in drafts(reply, profile=PROFILE):
            assert re.search("谢|抱歉", made.text)
            assert re.search("盼|欢迎再来", made.text)

    @of("aftersales")
    def test_after_sales_keeps_its_two_tones(self, reply: Reply) -> None:
        peak = [made.text for made in drafts(reply) if made.season == "peak"]
        assert peak
        for text in peak:
            assert re.search("谢谢您的耐心|谢谢您的体谅|让您等着|请您多给我一点时间", text)

    @pytest.mark.parametrize(
        "code", ["ps1", "ps2", "ps3", "lf1", "lf3", "cf3", "zl1", "zl2", "zl3", "zl6", "ws1", "tz3"]
    )
    def test_empathy_stands_before_what_is_to_be_done(self, code: str) -> None:
        reply = next(reply for reply in REPLIES if reply.code == code)
        for made in drafts(reply):
            assert re.search("抱歉|难受|疏忽|对不起|正常|不舒服|先别担心", made.text.split("请")[0].split("麻烦")[0])


class TestFromOutside:
    """What other tests and the command line's own checks rely on."""

    def by_code(self, code: str) -> Reply:
        return next(reply for reply in REPLIES if reply.code == code)

    def test_the_first_greeting_is_what_it_always_was(self) -> None:
        assert self.by_code("hy1").text == (
            "{称呼}，您好，欢迎光临{?店铺}{店铺}{:}小店{/}😊{?客服昵称}我是{岗位}{客服昵称}，{/}有什么可以帮您？"
        )
        assert len(self.by_code("hy1").wordings) > 1

    def test_dispatch_has_its_title_and_its_seasons(self) -> None:
        reply = self.by_code("fh1")
        assert reply.title == "什么时候发货"
        assert {"peak", "spring"} <= set(reply.variants)

    def test_the_dispatch_notice_gets_along_without_a_tracking_number(self) -> None:
        (bare, *_) = drafts(self.by_code("fh3"))
        (full, *_) = drafts(self.by_code("fh3"), typed={"运单号": "YT1"})
        assert bare.missing == full.missing == ()
        assert "单号" not in bare.text
        assert "单号YT1" in full.text

    def test_what_is_noted_for_colleagues_never_slips_into_a_message(self) -> None:
        for reply in REPLIES:
            if reply.channel is not Channel.NOTE:
                texts = (made.text for made in drafts(reply, typed={"事由": "内部说明"}))
                assert not any("内部说明" in text for text in texts)

    def test_a_note_is_what_why_who_and_when(self) -> None:
        (made, *_) = drafts(self.by_code("bz1"), profile=PROFILE, typed={"项目": "地址", "事由": "买家填错"})
        assert made.text == "【改地址】买家填错｜031｜09:30"
