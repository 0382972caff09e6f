"""reply …: everything beyond list, show, add, edit, delete and restore; and category."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from miaohui.paths import Paths
from tests.cli.command_line import Ended, Run
from tests.cli.fake_app import FakeApp


def add(cli: Run, code: str, *options: str, body: str = "您好") -> dict[str, Any]:
    given = ("--title", f"标题{code}", "--code", code, "--category", "物流", "--body", body, "--json")
    return cli("reply", "add", *given, *options).document


def show(cli: Run, reference: str) -> dict[str, Any]:
    return cli("reply", "show", reference, "--json").document


def done(ended: Ended) -> Ended:
    assert (ended.code, ended.err) == (0, "")
    return ended


class TestFields:
    def test_every_field_can_be_given(self, cli: Run) -> None:
        target = add(cli, "b1")
        document = add(
            cli,
            "a1",
            *(
                "--wording",
                "第二种",
                "--wording",
                "第三种",
                "--channel",
                "sms",
                "--look",
                "greeting",
                "--level",
                "一级",
            ),
            *("--only-in", "旺季", "--next", "b1=然后", "--favourite", "9"),
        )
        assert document["wordings"] == ["您好", "第二种", "第三种"]
        assert (document["channel"], document["look"], document["level"]) == ("sms", "greeting", "一级")
        assert (document["only_in"], document["favourite"]) == (["peak"], 9)
        assert document["next"] == [{"id": target["id"], "label": "然后"}]
        lines = cli("reply", "show", "a1").out
        assert all(word in lines for word in ("sms", "greeting", "一级", "旺季", "然后", "第三种"))

    def test_and_taken_away(self, cli: Run) -> None:
        add(cli, "b1")
        add(cli, "a1", "--wording", "二", "--only-in", "peak", "--next", "b1", "--favourite", "9", "--level", "一级")
        empty = ("--wording", "", "--only-in", "", "--next", "", "--favourite", "none", "--level", "")
        after = cli("reply", "edit", "a1", *empty, "--json").document
        assert (after["wordings"], after["only_in"], after["next"]) == (["您好"], [], [])
        assert (after["favourite"], after["level"], after["rev"]) == (None, "", 2)

    def test_who_had_a_favourite_place_gets_the_one_that_becomes_free(self, cli: Run) -> None:
        add(cli, "a1", "--favourite", "8")
        add(cli, "a2", "--favourite", "9")
        done(cli("reply", "edit", "a2", "--favourite", "8"))
        assert [show(cli, code)["favourite"] for code in ("a1", "a2")] == [9, 8]

    def test_without_a_code_the_title_s_initials_are_one(self, cli: Run) -> None:
        given = ("--title", "什么时候发货", "--category", "物流", "--body", "今天", "--json")
        assert [cli("reply", "add", *given).document["code"] for _ in range(2)] == ["smsh", "smsh2"]

    @pytest.mark.parametrize(
        ("options", "code"),
        [
            (("--next", "nobody"), 1),
            (("--next", "a1"), 1),
            (("--only-in", "春天"), 1),
            (("--favourite", "10"), 2),
            (("--channel", "fax"), 2),
            (("--title", "长" * 101), 1),
            (("--body", "长" * 100_001), 1),
            (("--alias", "长" * 101), 1),
        ],
    )
    def test_what_doesn_t_fit_changes_nothing(self, cli: Run, options: tuple[str, ...], code: int) -> None:
        before = add(cli, "a1")
        assert cli("reply", "edit", "a1", *options).code == code
        assert show(cli, "a1") == before

    def test_replies_never_follow_each_other_in_a_ring(self, cli: Run) -> None:
        add(cli, "a1")
        add(cli, "a2", "--next", "a1")
        ended = cli("reply", "edit", "a1", "--next", "a2")
        assert (ended.code, ended.sentence) == (1, "“标题a2” can't follow: it leads back to this reply.")


class TestVersions:
    def test_a_reply_s_history_is_told_and_gone_back_to(self, cli: Run) -> None:
        add(cli, "a1", body="今天发申通")
        done(cli("reply", "edit", "a1", "--body", "今天发圆通"))
        done(cli("reply", "edit", "a1", "--title", "新"))
        done(cli("reply", "edit", "a1", "--favourite", "9"))
        versions = cli("reply", "history", "a1", "--json").document["versions"]
        assert [(one["number"], one["title"], one["body"], one["label"]) for one in versions] == [
            (3, "新", "今天发圆通", "edit"),
            (2, "标题a1", "今天发圆通", "edit"),
            (1, "标题a1", "今天发申通", ""),
        ]
        (change,) = versions[1]["changes"]
        assert (change["field"], change["before"], change["after"]) == ("wordings", "今天发申通", "今天发圆通")
        assert "今天发[-申-]{+圆+}通" in cli("reply", "history", "a1").out

        back = cli("reply", "revert", "a1", "1", "--json").document
        assert (back["body"], back["title"], back["favourite"]) == ("今天发申通", "标题a1", 9)
        assert len(cli("reply", "history", "a1", "--json").document["versions"]) == 4
        ended = cli("reply", "revert", "a1", "9")
        assert (ended.code, ended.sentence) == (1, "There is no version 9.")

    def test_one_in_the_trash_has_a_history_too(self, cli: Run) -> None:
        reply = add(cli, "a1")["id"]
        cli("reply", "edit", "a1", "--body", "改")
        cli("reply", "delete", "a1")
        for reference in ("a1", reply):
            assert len(cli("reply", "history", reference, "--json").document["versions"]) == 2

    def test_doctor_counts_them_and_tells_broken_lines(self, cli: Run, paths: Paths) -> None:
        assert cli("doctor", "--json").document["history"] == 0
        paths.history.write_bytes(b"broken\n")
        ended = cli("doctor", "--json")
        assert [one["id"] for one in ended.document["notices"]] == ["history-damaged"]
        assert ended.code == 0


class TestBulk:
    def test_find_and_replace_is_shown_first(self, cli: Run) -> None:
        add(cli, "a1", body="发申通，{快递=申通}")
        add(cli, "a2", body="申通")
        command = ("reply", "replace", "申通", "圆通", "--reply", "a1", "--reply", "a2", "--json")
        preview = cli(*command, "--dry-run").document
        assert preview["dry_run"] is True
        assert [(one["code"], one["after"]["body"]) for one in preview["changed"]] == [
            ("a1", "发圆通，{快递=申通}"),
            ("a2", "圆通"),
        ]
        assert show(cli, "a1")["body"] == "发申通，{快递=申通}"
        assert cli(*command).document["changed"][0]["after"]["rev"] == 2
        assert show(cli, "a1")["body"] == "发圆通，{快递=申通}"

    def test_what_can_t_be_replaced_is_named(self, cli: Run) -> None:
        add(cli, "a1", body="申通")
        ended = cli("reply", "replace", "申通", "", "--reply", "a1")
        assert (ended.code, ended.sentence) == (0, "“标题a1” was left as it is: A reply needs a text.")
        (refused,) = cli("reply", "replace", "申通", "", "--reply", "a1", "--json").document["refused"]
        assert refused["problem"] == "empty-text"
        assert cli("reply", "replace", "", "x").code == 1

    def test_only_there(self, cli: Run) -> None:
        add(cli, "a1", "--variant", "peak=申通忙", body="申通")
        done(cli("reply", "replace", "申通", "圆通", "--category", "物流", "--in", "variants"))
        assert (show(cli, "a1")["body"], show(cli, "a1")["variants"]) == ("申通", {"peak": "圆通忙"})

    def test_moving_and_tagging(self, cli: Run) -> None:
        add(cli, "a1", "--tag", "旧")
        add(cli, "a2")
        done(cli("reply", "move", "a1", "a2", "--to", "门店/自提"))
        assert {show(cli, code)["category"] for code in ("a1", "a2")} == {"门店/自提"}
        done(cli("reply", "tag", "a1", "a2", "--add", "新", "--remove", "旧"))
        assert [show(cli, code)["tags"] for code in ("a1", "a2")] == [["新"], ["新"]]
        assert cli("reply", "tag", "a1").code == 2
        assert cli("reply", "move", "a1", "nobody", "--to", "物流").code == 1

    def test_duplicates_are_found_and_merged(self, cli: Run) -> None:
        text = "您拍下的独一无二的蓝色小象摆件今天就发出"
        keep, other = add(cli, "a1", "--alias", "甲", body=text), add(cli, "a2", "--alias", "乙", body=f"{text}哦！")
        leading = add(cli, "a3", "--next", "a2=摆件")
        groups = cli("reply", "duplicates", "--json").document["groups"]
        assert [keep["id"], other["id"]] in [[one["id"] for one in group["replies"]] for group in groups]
        assert text in cli("reply", "duplicates").out
        merged = cli("reply", "merge", "a1", "a2", "--json").document
        assert (merged["wordings"], merged["aliases"]) == ([text, f"{text}哦！"], ["甲", "乙"])
        assert show(cli, leading["code"])["next"] == [{"id": keep["id"], "label": "摆件"}]
        assert cli("reply", "show", other["id"]).code == 1

    def test_unused_ones_are_listed(self, cli: Run, paths: Paths) -> None:
        reply = show(cli, "hy1")["id"]
        assert cli("reply", "unused", "--json").document["replies"] == []
        use = {"time": datetime(2020, 1, 1, tzinfo=UTC).isoformat(), "reply": reply, "client": "qq", "season": "normal"}
        paths.usage.write_text(json.dumps(use) + "\n")
        (found,) = cli("reply", "unused", "--days", "30", "--json").document["replies"]
        assert (found["id"], found["last_used"]) == (reply, use["time"])
        assert cli("reply", "unused").out.startswith("2020-01-01  hy1")
        assert cli("reply", "unused", "--days", "0").code == 2

    def test_problems_are_listed(self, cli: Run) -> None:
        add(cli, "a1", body="您的 [商品名] 到了")
        found = cli("reply", "problems", "--reply", "a1", "--json").document["problems"]
        assert [(one["code"], one["problem"]) for one in found] == [("a1", "foreign-placeholders")]
        assert "[商品名]" in cli("reply", "problems", "--category", "物流").out


class TestTrash:
    def test_it_is_emptied_one_by_one_or_whole(self, cli: Run) -> None:
        for code in ("a1", "a2", "a3"):
            add(cli, code)
        cli("reply", "delete", "a1", "a2", "a3")
        done(cli("reply", "empty-trash", "a1"))
        trashed = cli("reply", "list", "--deleted", "--json").document["replies"]
        assert {one["code"] for one in trashed} == {"a2", "a3"}
        assert cli("reply", "empty-trash", "hy1").code == 1
        done(cli("reply", "empty-trash"))
        assert cli("reply", "list", "--deleted", "--json").document["replies"] == []


class TestOverlay:
    def test_the_agent_s_wording_stands_in_the_shop_s_place(self, cli: Run) -> None:
        shop = show(cli, "hy1")
        document = cli("reply", "overlay", "hy1", "--body", "在呢亲", "--json").document
        mine = document["reply"]
        assert (mine["code"], mine["scope"], mine["overlays"]) == ("hy1", "personal", shop["id"])
        assert [one["field"] for one in document["differences"]] == ["wordings"]
        assert show(cli, "hy1")["id"] == mine["id"]
        assert show(cli, shop["id"])["overlaid_by"] == mine["id"]
        found = [hit["id"] for hit in cli("search", "hy1", "--json").document["hits"]]
        assert mine["id"] in found
        assert shop["id"] not in found
        assert cli("render", "hy1").out == "在呢亲\n"

        done(cli("reply", "edit", shop["id"], "--title", "店铺改了", "--body", "店铺也改了"))
        document = cli("reply", "overlay", "hy1", "--json").document
        assert (document["reply"]["title"], document["conflicts"]) == ("店铺改了", ["wordings"])
        assert "the shop has changed this too" in cli("reply", "overlay", "hy1").out
        assert cli("reply", "overlay", "hy1", "--keep", "--json").document["conflicts"] == []
        assert cli("reply", "overlay", "hy1", "--take", "--json").document["reply"]["body"] == "店铺也改了"
        done(cli("reply", "overlay", "hy1", "--remove", "--json"))
        assert show(cli, "hy1")["id"] == shop["id"]
        assert cli("reply", "overlay", "hy1", "--keep").code == 1

    def test_it_moves_along_in_an_export(self, cli: Run, tmp_path: Path) -> None:
        mine = cli("reply", "overlay", "hy1", "--body", "在呢亲", "--json").document["reply"]
        file = str(tmp_path / "all.json")
        done(cli("export", file, "--format", "json"))
        cli("reply", "delete", mine["id"])
        cli("reply", "empty-trash")
        assert cli("import", file).code == 0
        assert show(cli, "hy1")["overlays"] == mine["overlays"]


class TestCategories:
    def names(self, cli: Run) -> list[str]:
        return [one["name"] for one in cli("category", "list", "--json").document["categories"]]

    def test_the_tree_is_listed_with_what_is_in_it(self, cli: Run) -> None:
        (shipping,) = (one for one in cli("category", "list", "--json").document["categories"] if one["name"] == "物流")
        below = list(cli("reply", "list", "--category", "物流", "--json").document["replies"])
        assert shipping["replies"] == len(below)
        assert "物流" in cli("category", "list").out

    def test_they_are_made_renamed_and_moved(self, cli: Run) -> None:
        done(cli("category", "add", "门店", "--icon", "🏬"))
        done(cli("category", "add", "门店/自提"))
        done(cli("category", "rename", "门店/自提", "上门取"))
        assert self.names(cli)[-2:] == ["门店", "门店/上门取"]
        done(cli("category", "move", "门店", "--place", "1"))
        assert self.names(cli)[:3] == ["门店", "门店/上门取", "欢迎语"]
        done(cli("category", "move", "门店/上门取", "--below", "物流"))
        done(cli("category", "icon", "门店", ""))
        assert "物流/上门取" in self.names(cli)
        done(cli("category", "move", "物流/上门取", "--top"))
        assert self.names(cli)[-1] == "上门取"
        ended = cli("category", "add", "a/b/c")
        assert ended.code == 1
        assert cli("category", "add", "门店").sentence == "There is a category “门店” here already."

    def test_deleting_one_says_where_its_replies_go(self, cli: Run) -> None:
        add(cli, "a1")
        ended = cli("category", "delete", "物流")
        assert ended.code == 1
        assert ended.sentence.startswith("There are replies in “物流”")
        done(cli("category", "delete", "物流", "--into", "售后"))
        assert show(cli, "a1")["category"] == "售后"
        done(cli("category", "delete", "售后", "--trash"))
        assert cli("reply", "show", "a1").code == 1
        done(cli("reply", "restore", "a1"))
        assert show(cli, "a1")["category"] == "欢迎语"


def test_the_running_app_does_it_and_keeps_it_out_of_its_own_steps(cli: Run, app: FakeApp) -> None:
    mine = cli("reply", "overlay", "hy1", "--body", "在呢亲", "--json").document["reply"]
    add(cli, "a1")
    done(cli("reply", "edit", "a1", "--body", "改了"))
    done(cli("category", "rename", "物流", "快递"))
    done(cli("reply", "move", "a1", "--to", "门店"))
    assert app.workspace.library.replies[mine["id"]].text == "在呢亲"
    assert app.workspace.library.category_name(app.workspace.find("a1").category) == "门店"
    assert [one.reply.text for one in app.workspace.history(app.workspace.find("a1").id)] == ["改了", "您好"]
    assert app.workspace.undo_label is None
    shop = show(cli, mine["overlays"])
    done(cli("reply", "edit", shop["id"], "--title", "店铺改了"))
    assert show(cli, "hy1")["title"] == "店铺改了"
