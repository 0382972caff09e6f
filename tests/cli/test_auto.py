"""auto list, show, set, clear, copy, done, check."""

from __future__ import annotations

import json
from typing import Any

import pytest

from miaohui.paths import Paths
from tests.cli.command_line import Run
from tests.cli.fake_app import FakeApp


def rows(cli: Run, *arguments: str) -> dict[tuple[str, str], dict[str, Any]]:
    """By client and slot."""
    found = cli("auto", *(arguments or ("list",)), "--json").document["auto_replies"]
    return {(row["client"], row["slot"]): row for row in found}


def standing(cli: Run, slot: str, *arguments: str) -> tuple[str, str]:
    row = cli("auto", "show", slot, *arguments, "--json").document
    return row["standing"], row["text"]


def test_a_new_home_answers_by_itself_in_every_client(cli: Run) -> None:
    found = rows(cli)
    assert {client for client, _ in found} == {"wangwang", "qq", "pinduoduo", "jd"}
    first = found["jd", "first"]
    assert (first["standing"], first["code"], first["required"]) == ("inherited", "zd1", True)
    assert first["from"]["client"] == ""
    assert first["text"].startswith("您好，欢迎光临")


def test_the_list_follows_the_season_in_force_and_any_other(cli: Run) -> None:
    cli("season", "use", "peak")
    document = cli("auto", "list", "--client", "jd", "--json").document
    assert document["season"] == "peak"
    assert "咨询较多" in document["auto_replies"][0]["text"]
    assert document["auto_replies"][0]["text_season"] == "peak"
    quiet = cli("auto", "list", "--client", "jd", "--season", "平日", "--json").document
    assert quiet["season"] == "normal"
    assert "咨询较多" not in quiet["auto_replies"][0]["text"]


def test_the_list_says_where_a_text_comes_from(cli: Run) -> None:
    lines = cli("auto", "list", "--client", "jd").out.splitlines()
    assert lines[0].startswith("jd  first First message of the day  zd1, from all clients · Quiet season")
    assert lines[4].split() == ["jd", "event", "Activity", "–"]


def test_a_reply_is_chosen_for_a_place_and_taken_away(cli: Run) -> None:
    assert cli("auto", "set", "busy", "zd4", "--client", "jd", "--season", "peak").code == 0
    there = ("--client", "jd", "--season", "promo")
    assert standing(cli, "busy", *there)[0] == "inherited"
    assert "离开座位" in standing(cli, "busy", *there)[1]
    assert "离开座位" not in standing(cli, "busy", "--client", "jd")[1]
    assert "离开座位" not in standing(cli, "busy", "--client", "wangwang", "--season", "peak")[1]
    assert cli("auto", "clear", "busy", "--client", "jd", "--season", "peak").code == 0
    assert "离开座位" not in standing(cli, "busy", *there)[1]
    assert cli("auto", "clear", "busy", "--client", "jd", "--season", "peak").code == 1


def test_a_text_is_written_as_a_reply_of_its_own(cli: Run) -> None:
    assert cli("auto", "set", "off", "--text", "-", stdin="您好，已经下班\n").code == 0
    assert standing(cli, "off") == ("own", "您好，已经下班")
    (reply,) = [one for one in cli("reply", "list", "--json").document["replies"] if one["body"] == "您好，已经下班"]
    assert (reply["category"], reply["channel"], reply["code"]) == ("自动回复/下班放假", "auto", "zd7")


@pytest.mark.parametrize("arguments", [(), ("zd1", "--text", "您好")], ids=["neither", "both"])
def test_either_a_reply_or_a_text_is_set(cli: Run, arguments: tuple[str, ...]) -> None:
    assert cli("auto", "set", "first", *arguments).code == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "lunch"), "There is no automatic reply “lunch”. There are: first · busy · away · off · event."),
        (("show", "first", "--client", "icq"), "There is no chat client “icq”."),
        (("show", "first", "--client", "wechat"), "This chat client doesn't send that automatic reply."),
        (("list", "--season", "monsoon"), "There is no season “monsoon”."),
        (("set", "first", "zz99"), "There is no reply “zz99”."),
        (("set", "first", "--text", " "), "A reply needs a text."),
        (("done", "first", "--client", "icq"), "There is no chat client “icq”."),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, tuple) else "",
)
def test_what_isn_t_there_is_said_in_one_sentence(cli: Run, arguments: tuple[str, ...], said: str) -> None:
    ended = cli("auto", *arguments)
    assert (ended.code, ended.sentence) == (1, said)


def test_a_place_without_text_is_missing_and_nothing_to_copy(cli: Run) -> None:
    for command in ("show", "copy"):
        ended = cli("auto", command, "event")
        assert (ended.code, ended.out, ended.sentence) == (3, "", "There is no text to copy.")
    assert cli("auto", "show", "event", "--json").document["standing"] == "missing"


def test_a_reply_that_was_deleted_is_missing_until_it_comes_back(cli: Run) -> None:
    cli("reply", "delete", "zd1")
    assert standing(cli, "first") == ("gone", "")
    lines = cli("auto", "check", "--client", "jd").out.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("jd  first First message of the day  warning  The reply that stood here")
    cli("reply", "restore", "zd1")
    assert standing(cli, "first", "--client", "jd")[0] == "inherited"


def test_the_check_of_a_new_home_finds_nothing_in_any_season(cli: Run) -> None:
    for season in ("normal", "peak", "promo", "newyear", "spring"):
        ended = cli("auto", "check", "--season", season)
        assert (ended.code, ended.out, ended.sentence) == (0, "", "Nothing was found.")


def test_the_check_names_what_is_missing_and_unfit(cli: Run) -> None:
    cli("auto", "clear", "first")
    cli("auto", "set", "busy", "--text", "{昵称}你好，{问候}")
    found = rows(cli, "check")
    assert [one["rule"] for one in found["jd", "first"]["problems"]] == ["auto-missing"]
    assert [(one["rule"], one["level"]) for one in found["jd", "busy"]["problems"]] == [
        ("auto-unfilled", "error"),
        ("auto-fleeting", "warning"),
    ]
    assert "honorific" in [one["rule"] for one in found["jd", "busy"]["findings"]]
    lines = cli("auto", "check", "--client", "jd").out.splitlines()
    assert len(lines) == 4


def test_what_nobody_fills_in_is_never_copied(cli: Run) -> None:
    cli("auto", "set", "busy", "--text", "{昵称}您好")
    ended = cli("auto", "copy", "busy")
    assert (ended.code, ended.out, ended.sentence) == (3, "", "Not filled in: 昵称.")


def test_a_text_is_copied_in_the_client_s_codes_and_counts_as_no_use(
    cli: Run, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    from miaohui.system.clipboard import pyperclip_clipboard

    copied: list[str] = []
    monkeypatch.setattr(
        pyperclip_clipboard.PyperclipClipboard, "set_text", lambda _self, text, *_args, **_kw: copied.append(text)
    )
    cli("auto", "set", "first", "--text", "您好😊")
    assert cli("auto", "copy", "first", "--client", "wangwang").code == 0
    assert copied == ["您好/:^_^"]
    assert not paths.usage.exists()


def test_what_is_set_in_a_client_is_ticked_off_until_the_season_changes(cli: Run) -> None:
    def marks(client: str) -> list[str]:
        return [row["set"] for (one, slot), row in rows(cli).items() if one == client and slot in ("first", "busy")]

    assert cli("auto", "done", "first", "--client", "jd").code == 0
    assert marks("jd") == ["done", "open"]
    assert marks("pinduoduo") == ["open", "open"]
    cli("season", "use", "peak")
    assert marks("jd") == ["due", "open"]
    (line,) = cli("auto", "check", "--client", "jd").out.splitlines()
    assert line.startswith("jd  first First message of the day  to do  Another text stands")
    cli("auto", "done", "first", "--client", "jd")
    assert marks("jd") == ["done", "open"]
    cli("auto", "done", "first", "--client", "jd", "--undo")
    assert marks("jd") == ["open", "open"]


def test_marks_hold_no_text(cli: Run, paths: Paths) -> None:
    cli("auto", "done", "first", "--client", "jd")
    assert json.loads(paths.settings.read_text("utf-8"))["auto_set"].keys() == {"first/jd"}
    assert "您好" not in paths.settings.read_text("utf-8")


def test_only_the_clients_in_use_are_listed(cli: Run, paths: Paths) -> None:
    paths.home.mkdir(parents=True)
    paths.settings.write_text(json.dumps({"clients_in_use": ["jd", "wechat"]}), "utf-8")
    assert {client for client, _ in rows(cli)} == {"jd"}
    assert {client for client, _ in rows(cli, "list", "--client", "qq")} == {"qq"}


def test_everything_goes_through_the_running_app(cli: Run, app: FakeApp) -> None:
    assert cli("auto", "set", "busy", "zd4", "--client", "jd").code == 0
    assert cli("auto", "set", "away", "--text", "您好，走开一会儿").code == 0
    assert cli("auto", "clear", "busy", "--client", "jd").code == 0
    assert cli("auto", "done", "away", "--client", "qq").code == 0
    assert (app.verbs.count("apply"), app.verbs.count("auto-reply")) == (3, 1)
    assert "away/qq" in app.workspace.settings.auto_set
    assert standing(cli, "away")[1] == "您好，走开一会儿"


def test_the_longest_text_is_kept_and_checked(cli: Run) -> None:
    text = "好" * 100_000
    assert cli("auto", "set", "first", "--text", "-", stdin=text).code == 0
    assert standing(cli, "first")[1] == text
    assert [one["rule"] for one in rows(cli, "check")["jd", "first"]["findings"]] == ["length-chat"]
    assert cli("auto", "set", "first", "--text", "-", stdin=f"{text}长").code == 1
