"""reply list, show, add, edit, delete, restore."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.command_line import Ended, Run

KEYS = {
    *("id", "code", "title", "category", "body", "aliases", "tags", "variants", "wordings", "channel", "scope"),
    *("level", "look", "only_in", "next", "favourite", "rev", "source"),
}


def add(cli: Run, code: str, *options: str, body: str = "您好") -> Ended:
    return cli("reply", "add", "--title", f"标题{code}", "--code", code, "--category", "物流", "--body", body, *options)


def show(cli: Run, reference: str) -> dict[str, Any]:
    return cli("reply", "show", reference, "--json").document


def test_a_reply_tells_what_the_contract_says(cli: Run) -> None:
    assert show(cli, "hy1").keys() >= KEYS


def test_adding_prints_the_new_id(cli: Run) -> None:
    ended = add(cli, "a1")
    assert (ended.code, ended.err) == (0, "")
    assert show(cli, "a1")["id"] == ended.out.strip()


def test_a_reply_has_everything_that_was_given(cli: Run) -> None:
    more = [
        "--alias",
        "到哪了",
        "--alias",
        "怎么还没到",
        "--tag",
        "老客",
        "--variant",
        "peak=忙",
        "--variant",
        "大促=很忙",
    ]
    document = add(cli, "a1", *more, "--scope", "shop", "--json", body="一\n---\n二").document
    assert document == show(cli, "a1")
    assert document["title"] == "标题a1"
    assert document["category"] == "物流"
    assert document["body"] == "一\n---\n二"
    assert document["wordings"] == ["一\n---\n二"]
    assert document["aliases"] == ["到哪了", "怎么还没到"]
    assert document["tags"] == ["老客"]
    assert document["variants"] == {"peak": "忙", "promo": "很忙"}
    assert (document["scope"], document["rev"], document["channel"]) == ("shop", 1, "chat")


def test_a_body_comes_from_stdin(cli: Run) -> None:
    assert add(cli, "a1", "--json", body="-").code == 1
    document = cli(
        *("reply", "add", "--title", "t", "--code", "a1", "--category", "物流", "--body", "-", "--json"),
        stdin="\ufeff一\r\n---\r\n二\n",
    ).document
    assert document["body"] == "一\n---\n二"


def test_a_category_is_made_where_there_is_none(cli: Run) -> None:
    cli("reply", "add", "--title", "t", "--code", "a1", "--category", "门店/自提", "--body", "b")
    assert show(cli, "a1")["category"] == "门店/自提"
    assert cli("search", "", "--category", "门店", "--json").document["hits"][0]["code"] == "a1"


def test_a_code_is_given_once_in_any_letter_case(cli: Run) -> None:
    add(cli, "a1")
    ended = add(cli, "A1")
    assert (ended.code, ended.out, ended.sentence) == (1, "", "The code “A1” belongs to “标题a1” already.")


def test_a_personal_reply_comes_before_the_shops_with_its_code(cli: Run) -> None:
    reply = add(cli, "hy1", body="我的").out.strip()
    assert show(cli, "hy1")["id"] == reply
    assert cli("render", "hy1").out == "我的\n"


def test_an_edit_changes_what_was_given_and_nothing_else(cli: Run) -> None:
    before = add(cli, "a1", "--alias", "x", "--variant", "peak=忙", "--json").document
    ended = cli("reply", "edit", "a1", "--title", "新", "--code", "a2", "--variant", "大促=很忙", "--json")
    after = ended.document
    changed = {key for key in after if after[key] != before[key]}
    assert changed == {"title", "code", "variants", "rev", "updated"}
    assert after["variants"] == {"peak": "忙", "promo": "很忙"}
    assert (after["rev"], after["code"]) == (2, "a2")
    assert show(cli, "a2") == after


def test_an_edit_takes_away_what_is_given_empty(cli: Run) -> None:
    add(cli, "a1", "--alias", "x", "--tag", "y", "--variant", "peak=忙")
    assert cli("reply", "edit", "a1", "--alias", "", "--tag", "", "--variant", "peak=").code == 0
    assert [show(cli, "a1")[key] for key in ("aliases", "tags", "variants")] == [[], [], {}]


def test_an_edit_without_a_change_changes_nothing(cli: Run) -> None:
    before = show(cli, "hy1")
    assert cli("reply", "edit", "hy1").code == 0
    assert cli("reply", "edit", "hy1", "--title", before["title"]).code == 0
    assert show(cli, "hy1") == before


def test_a_deleted_reply_is_in_the_trash_only(cli: Run) -> None:
    reply = add(cli, "a1").out.strip()
    assert cli("reply", "delete", "a1").code == 0
    assert cli("reply", "show", reply).code == 1
    assert reply not in {r["id"] for r in cli("reply", "list", "--json").document["replies"]}
    (trashed,) = cli("reply", "list", "--deleted", "--json").document["replies"]
    assert trashed["id"] == reply


@pytest.mark.parametrize("by", ["code", "id"])
def test_a_deleted_reply_comes_back_as_it_was(cli: Run, by: str) -> None:
    before = add(cli, "a1", "--alias", "x", "--json").document
    cli("reply", "delete", "a1")
    assert cli("reply", "restore", before["id"] if by == "id" else "a1").code == 0
    after = show(cli, "a1")
    assert {key for key in after if after[key] != before[key]} == {"rev", "updated"}


def test_several_replies_are_deleted_together_or_not_at_all(cli: Run) -> None:
    ended = cli("reply", "delete", "hy1", "nobody")
    assert (ended.code, ended.sentence) == (1, "There is no reply “nobody”.")
    assert cli("reply", "show", "hy1").code == 0
    reply = show(cli, "hy1")["id"]
    assert cli("reply", "delete", "hy1", "hy2", reply).code == 0
    assert len(cli("reply", "list", "--deleted", "--json").document["replies"]) == 2
    assert cli("reply", "restore", "hy1", "hy2").code == 0
    assert cli("reply", "list", "--deleted", "--json").document["replies"] == []


def test_restoring_what_isnt_deleted_changes_nothing(cli: Run) -> None:
    before = show(cli, "hy1")
    assert cli("reply", "restore", "hy1").code == 0
    assert show(cli, "hy1") == before


def test_a_reply_whose_code_was_given_away_stays_in_the_trash(cli: Run) -> None:
    old = add(cli, "a1").out.strip()
    cli("reply", "delete", "a1")
    add(cli, "a1")
    ended = cli("reply", "restore", old)
    assert (ended.code, ended.sentence) == (1, "The code “a1” belongs to “标题a1” already.")


def test_the_list_follows_the_order_of_the_categories(cli: Run) -> None:
    replies = cli("reply", "list", "--json").document["replies"]
    tops = list(dict.fromkeys(reply["category"].split("/")[0] for reply in replies))
    assert tops[:3] == ["欢迎语", "安抚占位", "商品咨询"]
    assert all(reply.keys() >= KEYS for reply in replies)
    assert len(cli("reply", "list").out.splitlines()) == len(replies)


def test_a_reply_is_shown_as_it_was_written(cli: Run) -> None:
    add(cli, "a1", "--alias", "到哪了", "--variant", "peak=忙\n---\n很忙", body="{昵称}您好")
    lines = cli("reply", "show", "a1").out.splitlines()
    assert lines[0] == "a1  标题a1"
    assert lines[-7:] == ["", "{昵称}您好", "", "[旺季]", "忙", "---", "很忙"]
