"""variable list, add, edit, delete; and variables.toml written by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from miaohui.cli.variable import KINDS
from miaohui.domain.values import VariableKind
from miaohui.library.tables import load_tables
from miaohui.library.variable_store import TomlVariableStore
from miaohui.paths import Paths
from tests.cli.command_line import Run
from tests.cli.fake_app import FakeApp


def listed(cli: Run, name: str) -> dict[str, object] | None:
    variables = cli("variable", "list", "--json").document["variables"]
    return next((variable for variable in variables if variable["name"] == name), None)


def test_every_kind_can_be_given() -> None:
    assert set(KINDS) == {kind.value for kind in VariableKind}


def test_an_added_variable_is_listed_asked_and_checked(cli: Run) -> None:
    facts = ("--alias", "礼盒", "--kind", "phone", "--choice", "95338", "--identifying")
    ended = cli("variable", "add", "站点电话", *facts)
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert listed(cli, "站点电话") == {
        "name": "站点电话",
        "aliases": ["礼盒"],
        "kind": "phone",
        "choices": ["95338"],
        "identifying": True,
        "default": "",
        "pattern": "",
        "own": True,
    }
    cli("reply", "add", "--title", "t", "--code", "v", "--category", "物流", "--body", "打{礼盒}")
    assert cli("render", "v").sentence == "Not filled in: 站点电话."
    assert cli("render", "v", "--set", "站点电话=138").sentence.startswith("站点电话: ")


def test_an_edit_changes_what_was_given_and_a_delete_takes_it_away(cli: Run) -> None:
    cli("variable", "add", "礼盒", "--kind", "choice", "--choice", "红", "--choice", "金", "--alias", "盒子")
    assert cli("variable", "edit", "礼盒", "--choice", "蓝").code == 0
    found = listed(cli, "礼盒")
    assert found is not None
    assert (found["choices"], found["aliases"], found["kind"]) == (["蓝"], ["盒子"], "choice")
    cli("variable", "edit", "礼盒", "--alias", "")
    found = listed(cli, "礼盒")
    assert found is not None
    assert found["aliases"] == []
    assert cli("variable", "delete", "礼盒").code == 0
    assert listed(cli, "礼盒") is None


def test_a_shipped_variable_is_changed_for_this_home_and_comes_back(cli: Run) -> None:
    before = listed(cli, "部门")
    assert cli("variable", "edit", "部门", "--choice", "门店").code == 0
    found = listed(cli, "部门")
    assert found is not None
    assert (found["choices"], found["own"], found["aliases"]) == (["门店"], True, ["department"])
    assert cli("variable", "delete", "部门").code == 0
    assert listed(cli, "部门") == before


def test_editing_one_fact_of_a_shipped_variable_keeps_the_others(cli: Run, paths: Paths) -> None:
    shipped = load_tables().variables.get("快递")
    assert cli("variable", "edit", "快递", "--alias", "物流").code == 0
    found, _problems = TomlVariableStore(paths).load()
    assert found == {"快递": replace(shipped, aliases=("物流",))}


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (("add", "昵 称"), "“昵 称” can't be a variable's name"),
        (("add", "长" * 21), "can't be a variable's name"),
        (("add", "店铺"), "“店铺” is a name that Miaohui fills in itself."),
        (("add", "今天+3天"), "“今天+3天” is a name that Miaohui fills in itself."),
        (("add", "礼盒", "--alias", "问候"), "“问候” is a name that Miaohui fills in itself."),
        (("edit", "礼盒", "--kind", "text"), "There is no variable “礼盒”."),
        (("delete", "礼盒"), "There is no variable “礼盒”."),
        (("delete", "快递"), "“快递” isn't a variable of your own."),
    ],
)
def test_what_cant_be_is_said_and_changes_nothing(cli: Run, paths: Paths, line: tuple[str, ...], sentence: str) -> None:
    ended = cli("variable", *line)
    assert (ended.code, sentence in ended.sentence) == (1, True)
    assert not paths.variables.exists()


def test_the_same_name_is_added_once(cli: Run) -> None:
    cli("variable", "add", "礼盒")
    ended = cli("variable", "add", "礼盒", "--kind", "money")
    assert (ended.code, ended.sentence) == (1, "There is a variable “礼盒” already.")


def test_an_unknown_kind_is_wrong_usage(cli: Run) -> None:
    assert cli("variable", "add", "礼盒", "--kind", "colour").code == 2


def test_the_running_app_has_it_at_once(cli: Run, paths: Paths) -> None:
    with FakeApp(paths) as app:
        assert cli("variable", "add", "礼盒", "--kind", "money").code == 0
        assert app.workspace.tables.variables.get("礼盒").kind is VariableKind.MONEY
        assert cli("variable", "edit", "礼盒", "--kind", "date").code == 0
        assert app.workspace.tables.variables.get("礼盒").kind is VariableKind.DATE
        assert cli("variable", "delete", "礼盒").code == 0
        assert app.workspace.own_variables == {}
        ended = cli("variable", "add", "店铺")
        assert (ended.code, "店铺" in ended.sentence) == (1, True)
    assert "variable" in app.verbs


def test_a_file_written_by_hand_is_taken_over_by_the_app(cli: Run, paths: Paths) -> None:
    with FakeApp(paths) as app:
        assert app.workspace.refresh() == ()
        paths.variables.write_text('[[variable]]\nname = "礼盒"\nkind = "money"\n', "utf-8")
        assert app.workspace.refresh() == ()
        assert app.workspace.tables.variables.get("礼盒").kind is VariableKind.MONEY
        paths.variables.write_text("[[variable]\n", "utf-8")
        (problem,) = app.workspace.refresh()
        assert (problem.id, problem.args["line"]) == ("variables-unreadable", 1)
        assert app.workspace.refresh() == ()


HAND_WRITTEN = """\
# 我们店
[[variable]]
name = "礼盒"   # 年货
kind = "choice"
choices = ["红", "金"]
ours = 1

[[variable]]
name = "坏的"
kind = "colour"

[[variable]]
kind = "text"

[[variable]]
name = "店铺"

[[variable]]
name = "站点"
"""


def test_a_broken_entry_is_told_by_its_line_and_the_rest_goes_on(cli: Run, paths: Paths) -> None:
    cli("variable", "list")
    paths.variables.write_text(HAND_WRITTEN, "utf-8")
    ended = cli("variable", "list")
    assert ended.code == 0
    assert ended.err.splitlines() == [
        f"{paths.variables}, line 8: the variable is left out, its “kind” can't be read.",
        f"{paths.variables}, line 12: the variable is left out, its “name” can't be read.",
        "“店铺” is a name that Miaohui fills in itself.",
    ]
    assert [row.split()[1] for row in ended.out.splitlines() if row.startswith("*")] == ["礼盒", "站点"]


def test_what_was_written_by_hand_stays_around_a_change(cli: Run, paths: Paths) -> None:
    cli("variable", "list")
    paths.variables.write_text(HAND_WRITTEN, "utf-8")
    assert cli("variable", "edit", "礼盒", "--choice", "蓝").code == 0
    assert cli("variable", "add", "花色号").code == 0
    assert cli("variable", "delete", "站点").code == 0
    text = paths.variables.read_text("utf-8")
    assert text.startswith("# 我们店\n")
    for kept in ("# 年货", "ours = 1", 'name = "坏的"', '["蓝"]', 'name = "花色号"'):
        assert kept in text
    assert "站点" not in text


@pytest.mark.parametrize(
    ("content", "line"),
    [(b'[[variable]]\nname = "x\n', 2), (b"a = \n\n[[", 1), (b"variable = 3\n", 1), (b"\xff\xfe", 1)],
)
def test_a_broken_file_is_told_and_never_overwritten(cli: Run, paths: Paths, content: bytes, line: int) -> None:
    cli("variable", "list")
    paths.variables.write_bytes(content)
    sentence = f"{paths.variables} can't be read from line {line} on; your own variables are left out."
    ended = cli("render", "hy1")
    assert (ended.code, ended.err.splitlines()) == (0, [sentence])
    ended = cli("variable", "add", "礼盒")
    assert (ended.code, set(ended.err.splitlines())) == (1, {sentence})
    assert paths.variables.read_bytes() == content
