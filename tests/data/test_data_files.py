"""The files under data/, checked by themselves: no part of the package is imported."""

import csv
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).resolve().parents[2] / "data"

CHANNELS = {"chat", "auto", "sms", "phone", "note"}
LOOKS = {"plain", "greeting", "activity"}
KINDS = {"text", "choice", "multiline", "number", "money", "date", "order", "tracking", "phone", "address"} | {
    "size",
    "body",
}
REPLY_KEYS = {
    *("code", "title", "sub", "aliases", "text", "texts", "next", "channel", "tags", "look", "level", "only_in"),
    *("peak", "promo", "newyear", "spring", "auto", "auto_in"),
}
AT_LEAST = {
    "welcome": 8,
    "hold": 12,
    "consult": 32,
    "bargain": 8,
    "offer": 12,
    "order": 12,
    "check": 10,
    "shipping": 24,
    "invoice": 9,
    "aftersales": 30,
    "returns": 22,
    "complaint": 8,
    "farewell": 10,
    "remark": 6,
    "phone": 8,
    "auto": 5,
}
AT_MOST = {"bargain": 15}
EMOTICON_FILES = ("wangwang", "wechat", "qq", "pinduoduo", "jd", "legacy_wechat")
EMOTICON_HEADER = ["code", "name", "emoji", "shows", "also", "fit"]
NAME = re.compile(r"\{\??(?P<name>[^{}=|?:/]+)(?:=[^{}]*)?\}")
# What is left behind when an optional part goes: punctuation out of place, a word twice.
ODD = re.compile(r"[，。；：、！？]{2}|^[，。；：、]|[，、：；]$|“”|亲亲|您您|小店小店", re.MULTILINE)
EMOJI = re.compile(
    "[\U0001f1e6-\U0001faff\u2600-\u27bf\u231a-\u23ff\u2b50\u203c\u2049]"
    "(?:[\ufe0f\U0001f3fb-\U0001f3ff]|\u200d[\U0001f000-\U0001faff\u2600-\u27bf\u2640\u2642]\ufe0f?)*"
)


def bare(emoji: str) -> str:
    return emoji.replace("\ufe0f", "")


def toml(name: str) -> dict[str, Any]:
    with (DATA / name).open("rb") as file:
        return tomllib.load(file)


def table(name: str) -> list[dict[str, str]]:
    """Rows of a TSV file; comment lines may stand before the header only."""
    with (DATA / name).open(encoding="utf-8", newline="\n") as file:
        lines = file.read().split("\n")
    while lines[0].startswith("# "):
        del lines[0]
    assert lines.pop() == "", f"{name} ends with a line feed"
    rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert all(len(row) == len(rows[0]) for row in rows), f"{name} has rows of unequal length"
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


@dataclass(frozen=True)
class Wording:
    code: str
    category: str
    channel: str
    season: str
    text: str

    @property
    def parts(self) -> list[str]:
        return re.split(r"^---$", self.text, flags=re.MULTILINE)

    @property
    def literal(self) -> str:
        """The text an agent sends, with the names in braces gone but every choice kept."""
        return re.sub(r"\{[^{}=]*(?:=([^{}]*))?\}", lambda m: (m[1] or "").replace("|", "\n"), self.text)

    def __str__(self) -> str:
        return f"{self.code} in {self.season}"


def as_list(value: str | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or [])


def starter() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted((DATA / "starter").glob("*.toml")):
        document = toml(f"starter/{path.name}")
        for reply in document["reply"]:
            yield document["category"], reply


SEASONS = {one["id"]: one for one in toml("seasons.toml")["season"]}
REPLIES = list(starter())
CODES = Counter(reply["code"] for _, reply in REPLIES)
WORDINGS = [
    Wording(reply["code"], category, reply.get("channel", "chat"), season, text)
    for category, reply in REPLIES
    for season, key in (("normal", "text"), ("normal", "texts"), *((id_, id_) for id_ in SEASONS if id_ != "normal"))
    for text in as_list(reply.get(key))
]
CATEGORIES = {one["id"]: {sub["id"] for sub in one["subs"]} for one in toml("categories.toml")["category"]}
VARIABLES = toml("variables.toml")
PROFILE = {one["name"]: one["default"] for one in VARIABLES["profile"]}
COMPUTED = {one["name"] for one in VARIABLES["computed"]}
# Computed values that may be missing.
SOMETIMES = {"距截单"}
ASKED = {name for one in VARIABLES["variable"] for name in (one["name"], *one["aliases"])}

each_reply = pytest.mark.parametrize(("category", "reply"), REPLIES, ids=[reply["code"] for _, reply in REPLIES])
each_wording = pytest.mark.parametrize("wording", WORDINGS, ids=str)


def names_in(text: str) -> set[str]:
    return {m["name"] for m in NAME.finditer(text)}


def with_nothing_typed(text: str) -> tuple[str, set[str]]:
    """The text for a fresh profile and no values, and the names that are missing."""
    known = {name: value for name, value in PROFILE.items() if value}
    known |= dict.fromkeys(COMPUTED - SOMETIMES, "")
    known["称呼"] = PROFILE["称呼词"]
    missing: set[str] = set()

    def optional(match: re.Match[str]) -> str:
        return (match[2] if match[1] in known else match[3]) or ""

    def value(match: re.Match[str]) -> str:
        name, default = match[1], (match[2] or "").split("|")[0]
        if name.partition("+")[0] in known or default:
            return known.get(name, "") or default or "〇"
        missing.add(name)
        return ""

    text = re.sub(r"\{\?([^{}]*)\}(.*?)(?:\{:\}(.*?))?\{/\}", optional, text, flags=re.DOTALL)
    return re.sub(r"\{([^{}=]*)(?:=([^{}]*))?\}", value, text), missing


class TestEveryFile:
    @pytest.mark.parametrize("path", sorted(DATA.rglob("*.t?*")), ids=lambda path: str(path.relative_to(DATA)))
    def test_begins_with_a_comment_and_has_plain_line_ends(self, path: Path) -> None:
        raw = path.read_bytes()
        assert raw.startswith(b"# ")
        assert b"\r" not in raw
        assert raw.endswith(b"\n")
        raw.decode("utf-8", "strict")


class TestCategories:
    def test_the_tops_are_the_stages_of_a_conversation_in_order(self) -> None:
        assert [one["name"] for one in toml("categories.toml")["category"]] == [
            *("欢迎语", "安抚占位", "商品咨询", "议价", "活动优惠", "下单催付", "核对改单", "物流"),
            *("发票", "售后", "退换货", "投诉差评", "欢送语", "备注", "电话", "自动回复"),
        ]

    def test_ids_are_short_ascii_and_unique(self) -> None:
        categories = toml("categories.toml")["category"]
        assert len(CATEGORIES) == len(categories)
        for one in categories:
            ids = [one["id"], *(sub["id"] for sub in one["subs"])]
            assert all(re.fullmatch("[a-z]{2,12}", id_) for id_ in ids)
            assert len(set(ids[1:])) == len(ids[1:])
            assert EMOJI.fullmatch(one["icon"]), one


class TestSeasons:
    def test_one_base_and_every_chain_of_parents_ends_there(self) -> None:
        assert [id_ for id_, one in SEASONS.items() if "parent" not in one] == ["normal"]
        for one in SEASONS.values():
            seen = set()
            while "parent" in one:
                assert one["id"] not in seen
                seen.add(one["id"])
                one = SEASONS[one["parent"]]

    def test_each_stage_of_the_peak_is_known(self) -> None:
        assert {id_: one.get("parent") for id_, one in SEASONS.items()} == {
            "normal": None,
            "peak": "normal",
            "promo": "peak",
            "newyear": "peak",
            "spring": "peak",
        }

    def test_colours_are_hex_and_names_are_not_shared(self) -> None:
        assert all(re.fullmatch("#[0-9a-f]{6}", one["colour"]) for one in SEASONS.values())
        names = [name for one in SEASONS.values() for name in (one["id"], one["name"], *one.get("aliases", []))]
        assert len(names) == len(set(names))


class TestVariables:
    def test_no_name_or_alias_means_two_things(self) -> None:
        names = [name for one in VARIABLES["variable"] for name in (one["name"], *one["aliases"])]
        names += [*PROFILE, *COMPUTED]
        assert [name for name, count in Counter(names).items() if count > 1] == []

    def test_every_variable_has_a_known_kind_and_says_whether_it_identifies(self) -> None:
        for one in VARIABLES["variable"]:
            assert one["kind"] in KINDS
            assert isinstance(one["identifying"], bool)
            assert one["label_en"].isascii()

    @pytest.mark.parametrize("name", ["昵称", "运单号", "订单编号", "收件人", "电话", "地址"])
    def test_what_says_who_the_buyer_is_counts_as_identifying(self, name: str) -> None:
        assert next(one for one in VARIABLES["variable"] if one["name"] == name)["identifying"]


class TestClients:
    def test_every_dialect_is_built_in_or_has_a_table(self) -> None:
        clients = toml("clients.toml")["client"]
        assert [one["id"] for one in clients] == ["plain", "wangwang", "wechat", "qq", "pinduoduo", "jd", "none"]
        for one in clients:
            assert one["dialect"] in {"unicode", "none", *EMOTICON_FILES}


AUTO_SLOTS = {one["id"]: one for one in toml("auto_slots.toml")["slot"]}
AUTO_REPLIES = [reply for _, reply in REPLIES if "auto" in reply]


class TestAutoSlots:
    def test_two_are_required(self) -> None:
        assert [one["id"] for one in AUTO_SLOTS.values() if one.get("required")] == ["first", "busy"]

    def test_every_slot_has_its_clients_its_looks_and_its_shelf(self) -> None:
        clients = {one["id"] for one in toml("clients.toml")["client"]} - {"plain", "none"}
        for one in AUTO_SLOTS.values():
            assert set(one["clients"]) <= clients
            assert set(one.get("looks", [])) <= LOOKS
            assert one["name"]
            assert one["name_en"].isascii()
        assert set(CATEGORIES["auto"]) == AUTO_SLOTS.keys()

    def test_the_starter_texts_fit_their_slots(self) -> None:
        assert {reply["auto"] for reply in AUTO_REPLIES if "auto_in" not in reply} >= {"first", "busy"}
        for reply in AUTO_REPLIES:
            looks = AUTO_SLOTS[reply["auto"]].get("looks", [])
            assert not looks or reply["look"] in looks
            assert (reply["channel"], reply["sub"]) == ("auto", reply["auto"])

    def test_what_is_required_has_words_of_its_own_for_the_peak(self) -> None:
        assert all("peak" in reply for reply in AUTO_REPLIES if reply["auto"] in ("first", "busy"))


def written(client: str) -> dict[str, str]:
    """Emoji → code, the row of its own before a nearest one."""
    rows = table(f"emoticons/{client}.tsv")
    nearest = {bare(emoji): row["code"] for row in rows for emoji in row["also"].split()}
    return nearest | {bare(row["emoji"]): row["code"] for row in rows if row["emoji"]}


class TestEmoticons:
    @pytest.mark.parametrize("client", EMOTICON_FILES)
    def test_a_code_stands_once_and_an_emoji_is_written_in_one_way(self, client: str) -> None:
        rows = table(f"emoticons/{client}.tsv")
        assert list(rows[0]) == EMOTICON_HEADER
        emoji = [bare(one) for row in rows for one in (row["emoji"], *row["also"].split()) if one]
        assert [one for one, count in Counter(row["code"] for row in rows).items() if count > 1] == []
        assert [one for one, count in Counter(emoji).items() if count > 1] == []

    @pytest.mark.parametrize("client", EMOTICON_FILES)
    def test_every_row_says_whether_it_suits_and_what_is_drawn(self, client: str) -> None:
        for row in table(f"emoticons/{client}.tsv"):
            assert row["fit"] in {"service", "no"}
            assert bool(row["shows"]) == bool(row["name"])
            assert row["emoji"] in {"", row["shows"]}

    def test_wangwang_has_its_99_codes(self) -> None:
        assert len(table("emoticons/wangwang.tsv")) == 99

    @pytest.mark.parametrize(
        ("client", "emoji", "code"),
        [
            ("wangwang", "😊", "/:^_^"),
            ("wangwang", "🙂", "/:^_^"),
            ("wechat", "😊", "[愉快]"),
            ("wechat", "🙂", "[微笑]"),
            ("wangwang", "🌹", "/:-F"),
            ("wechat", "🌹", "[玫瑰]"),
            ("wangwang", "🙇", "/:819"),
            ("wechat", "🙇", "[抱拳]"),
            ("wechat", "🙏", "[合十]"),
        ],
    )
    def test_a_buyer_sees_what_was_meant(self, client: str, emoji: str, code: str) -> None:
        assert written(client)[emoji] == code

    @pytest.mark.parametrize("client", ["wangwang", "wechat"])
    def test_the_emoji_of_service_talk_have_a_friendly_writing(self, client: str) -> None:
        fit = {row["code"]: row["fit"] for row in table(f"emoticons/{client}.tsv")}
        for emoji in ("🌹", "❤", "🙏", "👍", "👋", "🤝", "🎉", "💪", "😢", "😅", "🙇", "🤗", "🥺", "😊", "🙂"):
            assert fit[written(client)[emoji]] == "service"

    def test_jd_codes_claim_no_meaning(self) -> None:
        assert not any(row["name"] or row["emoji"] or row["also"] for row in table("emoticons/jd.tsv"))

    def test_scenes_name_known_categories_and_emoji_with_a_writing(self) -> None:
        for row in table("emoticons/scenes.tsv"):
            assert set(row["categories"].split()) <= set(CATEGORIES)
            for emoji in row["emoji"].split():
                assert bare(emoji) in written("wangwang").keys() & written("wechat").keys()

    def test_scenes_are_named_in_both_languages_and_offer_nothing_twice(self) -> None:
        rows = table("emoticons/scenes.tsv")
        assert all(row["name"] and row["name_en"].isascii() for row in rows)
        assert all(len(set(row["emoji"].split())) == len(row["emoji"].split()) <= 6 for row in rows)

    def test_every_emoji_that_a_client_writes_has_an_english_name_of_its_own(self) -> None:
        rows = table("emoticons/english.tsv")
        names = {bare(row["emoji"]): row["name"] for row in rows}
        tables = [table(f"emoticons/{client}.tsv") for client in ("wangwang", "wechat", "qq", "pinduoduo")]
        assert {bare(row["emoji"]) for rows in tables for row in rows if row["emoji"]} == set(names)
        assert len(rows) == len(names) == len(set(names.values()))
        assert all(name.isascii() and name == name.lower() for name in names.values())


class TestCouriers:
    def test_names_and_codes_are_unique(self) -> None:
        rows = table("couriers.tsv")
        for column in ("name", "short", "kdniao", "kuaidi100"):
            values = [row[column] for row in rows if row[column]]
            assert len(values) == len(set(values))
        assert {row["state"] for row in rows} == {"active", "former"}

    def test_couriers_offered_by_replies_are_known(self) -> None:
        known = {row["short"] for row in table("couriers.tsv")}
        asked = next(one for one in VARIABLES["variable"] if one["name"] == "快递")
        assert set(asked["choices"]) <= known


@pytest.fixture(scope="module")
def readings() -> dict[str, list[str]]:
    lines = (DATA / "pinyin.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return {character: listed.split(",") for character, listed in rows}


class TestPinyin:
    def test_every_hanzi_of_gb2312_is_there(self, readings: dict[str, list[str]]) -> None:
        pairs = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
        hanzi = [one for pair in pairs if (one := pair.decode("gb2312", "ignore"))]
        assert len(hanzi) == 6763
        assert [one for one in hanzi if one not in readings] == []

    def test_readings_are_plain_syllables_at_most_four(self, readings: dict[str, list[str]]) -> None:
        assert 8000 <= len(readings) <= 12000
        for character, listed in readings.items():
            assert len(character) == 1
            assert 1 <= len(listed) <= 4
            assert len(set(listed)) == len(listed)
            assert all(re.fullmatch("[a-z]{1,6}", one) for one in listed)

    @pytest.mark.parametrize(
        ("character", "first"),
        [
            ("重", ["zhong", "chong"]),
            ("行", ["xing", "hang"]),
            ("便", ["bian", "pian"]),
            ("着", ["zhe", "zhao", "zhuo"]),
            ("长", ["chang", "zhang"]),
            ("发", ["fa"]),
            ("货", ["huo"]),
            ("貨", ["huo"]),
            ("率", ["lv", "shuai"]),
            ("还", ["hai", "huan"]),
            ("角", ["jiao", "jue"]),
            ("亲", ["qin"]),
            ("女", ["nv"]),
            ("儿", ["er"]),
        ],
    )
    def test_the_common_reading_comes_first(
        self, readings: dict[str, list[str]], character: str, first: list[str]
    ) -> None:
        assert readings[character][: len(first)] == first


class TestStarterLibrary:
    def test_codes_are_unique_lower_case_initials_and_a_number(self) -> None:
        assert [code for code, count in CODES.items() if count > 1] == []
        assert all(re.fullmatch(r"[a-z]{2,6}\d{1,2}", code) for code in CODES)

    def test_every_stage_has_its_replies(self) -> None:
        count = Counter(category for category, _ in REPLIES)
        assert {id_: count[id_] for id_, least in AT_LEAST.items() if count[id_] < least} == {}
        assert {id_: count[id_] for id_, most in AT_MOST.items() if count[id_] > most} == {}
        assert count.total() >= 190

    def test_every_drawer_holds_something(self) -> None:
        used = {(category, reply.get("sub")) for category, reply in REPLIES}
        assert {(top, sub) for top, subs in CATEGORIES.items() for sub in subs} - used == set()

    def test_after_sales_is_two_whole_sets(self) -> None:
        assert [r["code"] for category, r in REPLIES if category == "aftersales" and "peak" not in r] == []

    def test_bargaining_goes_on_step_by_step(self) -> None:
        following = {reply["code"]: reply.get("next", []) for _, reply in REPLIES}
        assert following["yj1"] == ["yj2"]
        assert following["yj2"] == ["yj3"]

    def test_four_replies_in_five_need_no_form(self) -> None:
        asking = {wording.code for wording in WORDINGS if with_nothing_typed(wording.text)[1]}
        assert len(asking) <= len(REPLIES) / 5

    @each_reply
    def test_reply_is_well_formed(self, category: str, reply: dict[str, Any]) -> None:
        assert set(reply) <= REPLY_KEYS
        assert ("text" in reply) != ("texts" in reply)
        assert reply["title"]
        assert category in CATEGORIES
        assert reply.get("sub") is None or reply["sub"] in CATEGORIES[category]
        assert reply.get("channel", "chat") in CHANNELS
        assert reply.get("look", "plain") in LOOKS
        assert reply.get("level", "") in {"", "一级", "二级"}
        assert set(reply.get("only_in", [])) <= SEASONS.keys()
        assert reply.get("auto_in", "normal") in SEASONS
        assert "auto" in reply or "auto_in" not in reply
        assert set(reply.get("next", [])) <= CODES.keys() - {reply["code"]}

    @pytest.mark.parametrize("reply", [reply for _, reply in REPLIES], ids=list(CODES))
    def test_reply_is_found_by_three_to_six_things_buyers_write(self, reply: dict[str, Any]) -> None:
        assert 3 <= len(reply["aliases"]) <= 6
        assert len(set(reply["aliases"])) == len(reply["aliases"])
        assert not any(re.search(r"[\s，。？！,?!]", alias) for alias in reply["aliases"])
        assert all(2 <= len(alias) <= 10 for alias in reply["aliases"])
        assert reply["title"] not in reply["aliases"]

    def test_what_a_buyer_writes_leads_to_one_reply(self) -> None:
        count = Counter(alias for _, reply in REPLIES for alias in reply["aliases"])
        assert [alias for alias, times in count.items() if times > 1] == []

    def test_titles_are_unique(self) -> None:
        assert [title for title, times in Counter(r["title"] for _, r in REPLIES).items() if times > 1] == []

    @pytest.mark.parametrize("code", ["hy1", "hy2", "sd1", "sd3", "fh1", "cj1", "hs1", "hs2", "hs3"])
    def test_what_is_sent_most_has_several_wordings(self, code: str) -> None:
        texts = next(reply for _, reply in REPLIES if reply["code"] == code)["texts"]
        openings = {with_nothing_typed(text)[0].removeprefix("亲，")[:4] for text in texts}
        assert len(openings) == len(texts) >= 2

    @pytest.mark.parametrize(
        "code",
        [
            *("fh1", "fh2", "fh3", "fh4", "fh8", "jt1", "cj1", "cj2", "tz1", "yw1", "jj1"),
            *("yj1", "yj2", "yj8", "cf1", "cf4", "cf5", "cfdx1", "cfdh1"),
            *("hs1", "hs2", "hs3", "hs4", "hs6", "zd1", "zd2", "zd3", "zd4", "zd5", "tk2", "th8", "hh4"),
        ],
    )
    def test_what_the_season_changes_has_a_peak_wording(self, code: str) -> None:
        assert "peak" in next(reply for _, reply in REPLIES if reply["code"] == code)

    def test_not_every_reply_begins_in_the_same_way(self) -> None:
        chat = [wording for wording in WORDINGS if wording.channel == "chat"]
        called = sum(wording.text.startswith("{称呼}，") for wording in chat)
        assert called <= len(chat) / 2
        openings = Counter(wording.text[:6] for wording in chat if not wording.text.startswith("{"))
        assert max(openings.values()) <= len(chat) / 20

    def test_every_follow_up_goes_somewhere_else(self) -> None:
        following = {reply["code"]: reply.get("next", []) for _, reply in REPLIES}
        steps = ["th2", "th4", "th5", "th6", "th7", "th8", "tk2"]
        assert all(after in following[before] for before, after in pairwise(steps))
        assert {"cfdh2", "cfdh3", "cfdh4", "cfdh5"} <= set(following["cfdh1"])
        assert "hs2" in following["hd1"]
        assert "cj2" in following["cj1"]


class TestStarterWordings:
    @each_wording
    def test_names_known_variables_only(self, wording: Wording) -> None:
        for name in names_in(wording.text):
            assert name in ASKED | PROFILE.keys() | COMPUTED or re.fullmatch(r"今天\+\d+天", name)

    @each_wording
    def test_braces_and_optional_parts_are_closed(self, wording: Wording) -> None:
        rest = re.sub(r"\{[^{}]+\}", "", wording.text)
        assert "{" not in rest
        assert "}" not in rest
        marks = re.findall(r"\{(\?|:|/)", wording.text)
        assert re.fullmatch(r"(\?:?/)*", "".join(marks))

    @each_wording
    def test_is_short(self, wording: Wording) -> None:
        for part in wording.parts:
            assert part.strip()
            assert len(part.strip()) <= 200
        for part in re.split(r"^---$", with_nothing_typed(wording.text)[0], flags=re.MULTILINE):
            assert len(part.strip()) <= (70 if wording.channel == "sms" else 120)

    @each_wording
    def test_emoticons_are_rare_and_can_be_written(self, wording: Wording) -> None:
        emoji = [[bare(one) for one in EMOJI.findall(part)] for part in wording.parts]
        assert all(len(found) <= 1 for found in emoji)
        assert {one for found in emoji for one in found} <= written("wangwang").keys() & written("wechat").keys()
        declined = re.search("退款|超出了|改不了|免不了|没能照您的意思|也请您体谅|婉拒", wording.text)
        if wording.category in {"complaint", "returns"} or wording.channel != "chat" or declined:
            assert emoji == [[]] * len(wording.parts)

    @each_wording
    def test_is_definite_plain_and_promises_nothing(self, wording: Wording) -> None:
        """Rules of the trade that are a list of words, beyond those of data/wording."""
        text = wording.literal
        assert re.findall("应该|可能|差不多|好像|也许|大约", text) == [] or wording.category == "shipping"
        assert re.findall("敬请|给予|予以|进行|贵店|贵方|兹|您好：|之处|届时|如有|烦请|特此|望周知", text) == []
        assert re.findall("保证|一定|肯定|绝对|包您|立刻到|准时到|必达", text.replace("不一定", "")) == []
        assert re.findall("爆仓|快递的原因|快递公司的|不归我们|不是我们能", text) == []
        assert re.findall("亲爱的|哈哈|嘻嘻|么么|哟|呦|啦啦|～|~|！！", text) == []
        assert re.findall(r"\d+\s*(?:小时|天|日|元)", re.sub(r"\{[^{}]*\}", "", wording.text)) == []
        if wording.channel != "chat":
            assert "亲" not in text
            assert "{称呼}" not in wording.text

    @each_wording
    def test_addresses_the_buyer_with_respect(self, wording: Wording) -> None:
        assert "你" not in wording.text
        if wording.channel != "note":
            assert "您" in wording.text

    @pytest.mark.parametrize("wording", [w for w in WORDINGS if w.season != "normal"], ids=str)
    def test_no_season_but_the_base_names_days_on_the_road(self, wording: Wording) -> None:
        assert "{天数" not in wording.text

    @pytest.mark.parametrize("wording", [w for w in WORDINGS if w.channel == "note"], ids=str)
    def test_note_says_what_why_who_and_when(self, wording: Wording) -> None:
        assert re.fullmatch(r"【[^】]+】.*｜\{工号\}｜\{现在\}", wording.text)

    @each_wording
    def test_reads_well_with_nothing_filled_in(self, wording: Wording) -> None:
        text, missing = with_nothing_typed(wording.text)
        if wording.category in {"welcome", "hold", "farewell"}:
            assert not missing
        if not missing:
            assert not ODD.search(text)

    @pytest.mark.parametrize("wording", [w for w in WORDINGS if w.category == "welcome"], ids=str)
    def test_greeting_welcomes_smiles_introduces_and_offers_help(self, wording: Wording) -> None:
        assert "欢迎" in wording.text
        assert "😊" in wording.text
        assert "{?客服昵称}" in wording.text
        assert "{?店铺}" in wording.text

    @pytest.mark.parametrize("wording", [w for w in WORDINGS if w.category == "farewell"], ids=str)
    def test_farewell_thanks_or_apologises_and_hopes_to_meet_again(self, wording: Wording) -> None:
        assert re.search("谢|抱歉", wording.text)
        assert re.search("盼|欢迎再来", wording.text)
