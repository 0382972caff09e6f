"""render and copy."""

from __future__ import annotations

import errno
import json
import os
import subprocess
from pathlib import Path

import pytest

from miaohui.errors import MiaohuiError
from miaohui.paths import Paths
from miaohui.system.clipboard import pyperclip_clipboard
from tests.cli.command_line import Run, command, environment
from tests.desktop import Desktop


class FakeClipboard:
    texts: list[str]
    problem = ""

    def set_text(self, text: str, html: str = "", *, personal: bool = False) -> None:
        if self.problem:
            raise MiaohuiError(self.problem)
        self.texts.append(text)


@pytest.fixture
def clipboard(monkeypatch: pytest.MonkeyPatch) -> FakeClipboard:
    fake = FakeClipboard()
    fake.texts = []
    monkeypatch.setattr(pyperclip_clipboard, "PyperclipClipboard", lambda: fake)
    return fake


@pytest.fixture
def reply(cli: Run) -> str:
    """Two parts, a variable without a value, one with a default, an emoticon."""
    body = "{昵称}，您好😊\n---\n单号 {运单号}，发{快递=申通|圆通}"
    return cli("reply", "add", "--title", "t", "--code", "t1", "--category", "物流", "--body", body).out.strip()


VALUES = ("--set", "昵称=小李", "--set", "运单号=12345678")


def test_parts_are_separated_by_a_line(cli: Run, reply: str) -> None:
    ended = cli("render", reply, *VALUES)
    assert (ended.code, ended.out, ended.err) == (0, "小李，您好😊\n---\n单号 12345678，发申通\n", "")


def test_a_reply_is_found_by_its_code_in_any_letter_case(cli: Run, reply: str) -> None:
    assert cli("render", "T1", *VALUES).out == cli("render", reply, *VALUES).out


@pytest.mark.parametrize(
    ("client", "greeting"),
    [
        ("wangwang", "小李，您好/:^_^"),
        ("wechat", "小李，您好[愉快]"),
        ("plain", "小李，您好😊"),
        ("none", "小李，您好"),
    ],
)
def test_emoticons_are_written_for_the_client(cli: Run, reply: str, client: str, greeting: str) -> None:
    document = cli("render", reply, *VALUES, "--for", client, "--json").document
    assert document["client"] == client
    assert document["parts"] == [greeting, "单号 12345678，发申通"]


def test_where_a_smile_ended_the_sentence_a_comma_stands_without_it(cli: Run) -> None:
    assert "欢迎光临小店，" in cli("render", "hy1", "--for", "none").out


def test_the_document_tells_which_emoticons_the_client_has_no_code_for(cli: Run) -> None:
    cli("reply", "add", "--title", "t", "--code", "e1", "--category", "物流", "--body", "好🎉的😊")
    assert cli("render", "e1", "--for", "wangwang", "--json").document["lost"] == ["🎉"]
    assert cli("render", "e1", "--for", "plain", "--json").document["lost"] == []


def test_the_document_tells_what_the_contract_says(cli: Run, reply: str) -> None:
    document = cli("render", reply, *VALUES, "--json").document
    assert document["parts"] == ["小李，您好😊", "单号 12345678，发申通"]
    assert document["text"] == "\n".join(document["parts"])
    assert (document["client"], document["season"], document["missing"]) == ("plain", "normal", [])


def test_what_is_missing_is_named_and_nothing_is_printed(cli: Run, reply: str) -> None:
    ended = cli("render", reply)
    assert (ended.code, ended.out, ended.sentence) == (3, "", "Not filled in: 昵称、运单号.")


def test_the_document_names_what_is_missing_too(cli: Run, reply: str) -> None:
    ended = cli("render", reply, "--set", "昵称=小李", "--json")
    assert (ended.code, ended.document["missing"]) == (3, ["运单号"])


def test_a_forgotten_placeholder_is_held_back(cli: Run) -> None:
    cli("reply", "add", "--title", "t", "--code", "p", "--category", "物流", "--body", "单号[填单号]，XX快递")
    ended = cli("render", "p")
    assert (ended.code, ended.out) == (3, "")
    assert "[填单号]" in ended.sentence
    held = cli("render", "p", "--json")
    assert (held.code, held.document["held"]) == (3, ["[填单号]", "XX"])


def test_a_value_is_never_judged_nor_expanded(cli: Run, reply: str) -> None:
    ended = cli("render", reply, "--set", "昵称=[{运单号}]XX", "--set", "运单号=a=b")
    assert (ended.code, ended.out.split("，")[0]) == (0, "[{运单号}]XX")
    assert "单号 a=b" in ended.out


def test_a_variable_may_be_given_by_any_of_its_names(cli: Run, reply: str) -> None:
    assert (
        cli("render", reply, "--set", "买家昵称=小李", "--set", "快递单号=12345678", "--set", "courier=圆通").code == 0
    )


@pytest.mark.parametrize(
    "content",
    [
        "昵称=小李\n运单号=12345678\n",
        "\ufeff昵称=小李\r\n\r\n运单号=12345678",
        '{"昵称": "小李", "运单号": 12345678}',
    ],
    ids=["lines", "lines of Windows", "a JSON object"],
)
@pytest.mark.parametrize("place", ["stdin", "a file"])
def test_values_come_from_a_file(cli: Run, reply: str, tmp_path: Path, content: str, place: str) -> None:
    file = tmp_path / "values"
    file.write_bytes(content.encode())
    ended = cli("render", reply, "--set-file", "-" if place == "stdin" else str(file), stdin=content)
    assert (ended.code, ended.out) == (0, "小李，您好😊\n---\n单号 12345678，发申通\n")


def test_a_value_of_the_command_line_goes_before_the_files(cli: Run, reply: str) -> None:
    ended = cli("render", reply, "--set", "昵称=小王", "--set-file", "-", stdin="昵称=小李\n运单号=1")
    assert ended.out.startswith("小王")


@pytest.mark.parametrize(
    "content", ["{", '{"a":' + "[" * 100_000, "[1]\n", '{"昵称": ["小李"]}', "nothing of the kind"]
)
def test_a_file_without_values_is_wrong_usage_and_isnt_repeated(cli: Run, reply: str, content: str) -> None:
    ended = cli("render", reply, "--set-file", "-", stdin=content)
    assert (ended.code, ended.out) == (2, "")
    assert "小李" not in ended.err


def test_a_missing_file_of_values_is_a_failure(cli: Run, reply: str) -> None:
    ended = cli("render", reply, "--set-file", "nowhere")
    assert (ended.code, ended.sentence) == (1, f"Can't read nowhere: {os.strerror(errno.ENOENT)}.")


def test_a_file_in_another_encoding_is_a_failure(cli: Run, reply: str) -> None:
    ended = cli("render", reply, "--set-file", "-", stdin="昵称=小李".encode("gbk"))
    assert (ended.code, ended.sentence.startswith("Can't read stdin: ")) == (1, True)


def test_a_season_has_its_own_wording(cli: Run) -> None:
    cli("reply", "add", "--title", "t", "--code", "s", "--category", "物流", "--body", "平日", "--variant", "旺季=旺季")
    assert cli("render", "s").out == "平日\n"
    assert cli("render", "s", "--season", "大促").out == "旺季\n"
    cli("season", "use", "peak")
    assert cli("render", "s").out == "旺季\n"


def test_the_settings_client_is_the_default(cli: Run, paths: Paths, reply: str) -> None:
    paths.settings.write_text(json.dumps({"client": "wechat"}), "utf-8")
    assert cli("render", reply, *VALUES, "--json").document["client"] == "wechat"


def test_every_starter_greeting_holding_line_and_farewell_renders_with_nothing_given(cli: Run) -> None:
    for category in ("欢迎语", "安抚占位", "欢送语"):
        for reply in cli("reply", "list", "--category", category, "--json").document["replies"]:
            assert cli("render", reply["code"], "--for", "wangwang").code == 0, reply["code"]


def test_a_value_that_doesnt_look_like_its_kind_is_told_and_used(cli: Run, reply: str) -> None:
    odd = ("--set", "昵称=小李", "--set", "运单号=yt1")
    ended = cli("render", reply, *odd)
    assert (ended.code, "单号 yt1" in ended.out) == (0, True)
    assert ended.sentence == "运单号: A tracking number has at least 8 digits and letters."
    document = cli("render", reply, *odd, "--json").document
    assert document["doubts"] == [{"name": "运单号", "rule": "doubt-tracking"}]
    assert cli("render", reply, *VALUES, "--json").document["doubts"] == []


def test_values_are_written_as_their_kind_is(cli: Run) -> None:
    body = "改成{金额}元，{日期}截止，到{电话}"
    cli("reply", "add", "--title", "t", "--code", "v", "--category", "物流", "--body", body)
    ended = cli("render", "v", "--set", "金额=¥1,280.50", "--set", "日期=11月05号", "--set", "电话=138 0013 8000")
    assert (ended.code, ended.out, ended.err) == (0, "改成1280.50元，11月5日截止，到13800138000\n", "")


def test_control_characters_of_a_value_reach_nobody(cli: Run, reply: str) -> None:
    content = json.dumps({"昵称": "小\x1b[31m\u202e李\n\ud800", "运单号": "12345678"})
    ended = cli("render", reply, "--set-file", "-", stdin=content)
    assert (ended.code, ended.out.split("，")[0]) == (0, "小[31m李")


def test_a_line_ends_only_where_it_ends(cli: Run, reply: str) -> None:
    ended = cli("render", reply, "--set-file", "-", stdin="昵称=小\u2028李\x0c王\r\n运单号=12345678")
    assert (ended.code, ended.out.split("，")[0]) == (0, "小 李 王")


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="no process list to read")
def test_values_from_stdin_show_in_no_process_list(reply: str) -> None:
    line = command("render", reply, "--set-file", "-")
    with subprocess.Popen(line, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.write("昵称=小李\n运单号=12345678\n".encode())
        process.stdin.flush()  # it reads on until the end comes
        files = [Path(f"/proc/{process.pid}/{file}") for file in ("cmdline", "environ")]
        while b"--set-file" not in files[0].read_bytes():  # before that it isn't the program yet
            assert process.poll() is None
        listed = b"".join(file.read_bytes() for file in files)
        out, _ = process.communicate(timeout=20)
    assert "小李".encode() not in listed
    assert out.decode().startswith("小李")


def test_a_megabyte_comes_through_a_pipe(cli: Run, reply: str) -> None:
    ended = cli("render", reply, "--set-file", "-", stdin=f"昵称={'长' * 1_000_000}\n运单号=12345678")
    assert (ended.code, ended.out.count("长")) == (0, 1_000_000)
    assert ended.sentence == "昵称: That is more than 5000 characters."


@pytest.mark.parametrize("command", ["render", "copy"])
def test_rendering_and_copying_follow_the_same_rules(
    cli: Run, clipboard: FakeClipboard, reply: str, command: str
) -> None:
    assert cli(command, reply, "--set-file", "-", stdin="昵称=小李").sentence == "Not filled in: 运单号."
    ended = cli(command, reply, "--set-file", "-", stdin="昵称={运单号}\n运单号=yt1")
    assert (ended.code, ended.err) == (0, "运单号: A tracking number has at least 8 digits and letters.\n")
    text = ended.out if command == "render" else clipboard.texts[0]
    assert text.startswith("{运单号}，您好")


def test_rendering_keeps_nothing_that_was_typed(cli: Run, paths: Paths, reply: str) -> None:
    cli("render", reply, "--set", "昵称=小李", "--set", "运单号=SF13800138000")
    assert not any(b"SF13800138000" in file.read_bytes() for file in paths.home.rglob("*") if file.is_file())


def test_copying_sets_the_clipboard_counts_the_use_and_prints_nothing(
    cli: Run, clipboard: FakeClipboard, paths: Paths, reply: str
) -> None:
    ended = cli("copy", reply, *VALUES)
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert clipboard.texts == ["小李，您好😊\n单号 12345678，发申通"]
    (use,) = [json.loads(line) for line in paths.usage.read_text("utf-8").splitlines()]
    assert (use["reply"], use["client"], use["season"]) == (reply, "plain", "normal")
    assert use.keys() == {"time", "reply", "client", "season"}


def test_copying_what_is_missing_leaves_clipboard_and_usage_alone(
    cli: Run, clipboard: FakeClipboard, paths: Paths, reply: str
) -> None:
    assert cli("copy", reply).code == 3
    assert (clipboard.texts, paths.usage.exists()) == ([], False)


def test_a_clipboard_that_is_held_is_a_failure_and_no_use(
    cli: Run, clipboard: FakeClipboard, paths: Paths, reply: str
) -> None:
    clipboard.problem = "clipboard-held"
    ended = cli("copy", reply, *VALUES)
    assert (ended.code, ended.sentence) == (1, "Another program holds the clipboard; nothing was copied.")
    assert not paths.usage.exists()


def test_a_use_that_cant_be_written_down_is_told_and_the_copy_counts(
    cli: Run, clipboard: FakeClipboard, paths: Paths, reply: str
) -> None:
    paths.usage.mkdir()
    ended = cli("copy", reply, *VALUES)
    assert (ended.code, len(clipboard.texts)) == (0, 1)
    assert ended.sentence.startswith("Can't write to ")


@pytest.mark.desktop
def test_another_program_reads_what_was_copied_and_no_pipe_stays_open(desktop: Desktop) -> None:
    done = subprocess.run(command("copy", "hy1"), env=desktop.env, capture_output=True, timeout=20, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert desktop.run(["xclip", "-o", "-selection", "clipboard"]).startswith("亲，您好，欢迎光临小店😊")
