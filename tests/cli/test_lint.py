"""lint."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.command_line import Run


def rules(cli: Run, *arguments: str) -> list[str]:
    ended = cli("lint", *arguments, "--json")
    assert ended.code == 0
    return [one["rule"] for one in ended.document["findings"]]


def test_a_finding_tells_what_the_contract_says(cli: Run) -> None:
    text = "亲，{昵称}，加 我 薇 信"
    (one,) = cli("lint", text, "--json").document["findings"]
    assert {"rule", "level", "start", "end", "text", "why", "suggestion"} <= one.keys()
    assert (one["rule"], one["level"]) == ("contact", "error")
    assert text[one["start"] : one["end"]] == one["text"] == "加 我 薇 信"
    assert one["why"] == "Leading a buyer away from the platform is punished."


def test_reasons_come_in_the_language_of_the_interface(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    (one,) = cli("lint", "加我薇信", "--json").document["findings"]
    assert one["why"] == "引导买家到平台外联系，平台会处罚。"
    assert one["suggestion"]


def test_whatever_it_finds_it_ends_with_0(cli: Run) -> None:
    ended = cli("lint", "亲，这是最好的")
    assert ended.code == 0
    assert ended.out.startswith("error  最好的")
    clean = cli("lint", "亲，您好")
    assert (clean.code, clean.out, clean.sentence) == (0, "", "Nothing was found.")
    assert cli("lint", "亲，您好", "--json").document == {"findings": []}


def test_the_client_and_the_category_choose_the_rules(cli: Run) -> None:
    assert rules(cli, "加我微信") == ["contact"]
    assert rules(cli, "加我微信", "--for", "wechat") == []
    assert rules(cli, "您好") == []
    assert "greeting-welcome" in rules(cli, "您好", "--category", "欢迎语")
    assert "emoticons-channel" in rules(cli, "您好😊", "--channel", "sms")


def test_the_season_in_force_chooses_rules_too(cli: Run) -> None:
    assert rules(cli, "三天左右到货", "--category", "物流") == []
    cli("season", "use", "promo")
    assert rules(cli, "三天左右到货", "--category", "物流") == ["peak-days"]


def test_a_file_is_read_with_its_parts_and_places(cli: Run, tmp_path: Path) -> None:
    text = "亲，您好😊\r\n---\r\n这边收到😊\n---\n我们是最好的"
    file = tmp_path / "reply.txt"
    file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    (one,) = cli("lint", "--file", str(file), "--json").document["findings"]
    assert text[one["start"] : one["end"]] == "最好的"
    (again,) = cli("lint", "--file", "-", "--json", stdin="我们是最好的").document["findings"]
    assert again["text"] == "最好的"


def test_a_file_that_can_t_be_read_is_a_failure_in_one_sentence(cli: Run, tmp_path: Path) -> None:
    ended = cli("lint", "--file", str(tmp_path / "none.txt"))
    assert ended.code == 1
    assert ended.sentence.startswith("Can't read")


def test_the_library_tells_where_a_finding_is(cli: Run) -> None:
    assert rules(cli, "--library") == []
    body = "亲，您好\n---\n我们是最好的"
    cli(
        "reply",
        "add",
        "--title",
        "T",
        "--code",
        "zz",
        "--category",
        "物流",
        "--body",
        body,
        "--variant",
        "peak=三天到货",
    )
    first, second = cli("lint", "--library", "--json").document["findings"]
    assert (first["code"], first["category"], first["season"], first["part"]) == ("zz", "物流", "normal", 2)
    assert (second["rule"], second["season"], second["part"]) == ("peak-days", "peak", 1)
    assert rules(cli, "--library", "--category", "售后") == []


@pytest.mark.parametrize("arguments", [(), ("text", "--library"), ("text", "--file", "f")])
def test_one_thing_is_checked(cli: Run, arguments: tuple[str, ...]) -> None:
    assert cli("lint", *arguments).code == 2


def test_an_unknown_client_or_category_is_said(cli: Run) -> None:
    assert cli("lint", "亲", "--for", "icq").code == 1
    assert cli("lint", "亲", "--category", "无").code == 1


def home_file(text: str) -> None:
    home = Path(os.environ["MIAOHUI_HOME"])
    home.mkdir(parents=True, exist_ok=True)
    (home / "wording.toml").write_text(text, "utf-8")


def test_the_shops_own_rules_count(cli: Run) -> None:
    home_file(
        '[[word]]\ntext = "云朵款"\nlevel = "error"\n[[exception]]\ntext = "最好的服务"\n'
        '[[rule]]\nid = "contact"\non = false\n'
    )
    assert rules(cli, "云朵款，加我微信，最好的服务，最好的质量") == ["own:云朵款", "contact-hint", "superlative-best"]


def test_a_broken_entry_is_said_and_the_rest_counts(cli: Run) -> None:
    home_file('[[word]]\ntext = "云朵款"\n[[word]]\nlevel = 1\n')
    ended = cli("lint", "云朵款", "--json")
    assert [one["rule"] for one in ended.document["findings"]] == ["own:云朵款"]
    assert ended.code == 0
    assert "wording.toml, line 3" in ended.sentence
