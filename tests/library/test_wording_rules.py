"""Reading the rules: what is broken is named and left out, the rest goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from miaohui.library.wording_rules import read_rules
from miaohui.messages import sentence

GOOD = 'id = "good"\nlevel = "hint"\nwhy = "因为"\nwhy_en = "because"\npatterns = ["<sure>好"]\n'


def written(folder: Path, **files: str) -> Path:
    for name, content in files.items():
        (folder / f"{name}.toml").write_text(content, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ('id = "bad"', "level, why, why_en missing"),
        (GOOD.replace("good", "bad").replace("hint", "loud"), "loud"),
        (GOOD.replace("good", "bad") + 'pattern = "x"', "unknown keys pattern"),
        (GOOD.replace("good", "bad").replace("<sure>", "<unknown>"), "unknown"),
        (GOOD.replace("good", "bad").replace("<sure>好", "(好"), "leaves a bracket open"),
        (GOOD.replace("good", "bad").replace('["<sure>好"]', "[1]"), "patterns must be a list of texts"),
        (GOOD.replace("good", "bad").replace('["<sure>好"]', "[]"), "no patterns"),
        (GOOD, "comes twice"),
    ],
)
def test_a_broken_rule_is_named_with_its_line_and_the_others_stay(tmp_path: Path, broken: str, reason: str) -> None:
    rules = f"# ours\n\n[[rule]]\n{GOOD}\n[[rule]]\n{broken}\n\n[[rule]]\n{GOOD.replace('good', 'last')}"
    found = read_rules(written(tmp_path, lists='sure = ["保证"]', rules=rules))
    assert [rule.id for rule in found.rules] == ["good", "last"]
    (problem,) = found.problems
    assert (problem.id, problem.args["path"], problem.args["line"]) == ("bad-rule", str(tmp_path / "rules.toml"), 10)
    assert reason in str(problem.args["reason"])
    assert "line 10" in sentence(problem)


def test_a_broken_file_is_named_with_its_line_and_the_others_are_read(tmp_path: Path) -> None:
    rules = f"[[rule]]\n{GOOD.replace('<sure>', '')}"
    found = read_rules(written(tmp_path, a_broken="[[rule]]\nid = \n", rules=rules))
    assert [rule.id for rule in found.rules] == ["good"]
    (problem,) = found.problems
    assert (problem.id, problem.args["line"]) == ("rules-unreadable", 2)


def test_bytes_that_are_no_text_cost_that_file_only(tmp_path: Path) -> None:
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    found = read_rules(written(tmp_path, rules=f"[[rule]]\n{GOOD.replace('<sure>', '')}"))
    assert len(found.rules) == len(found.problems) == 1


def test_a_broken_list_costs_the_rules_that_need_it(tmp_path: Path) -> None:
    plain = GOOD.replace("<sure>", "").replace("good", "plain")
    found = read_rules(written(tmp_path, lists="sure = 1", rules=f"[[rule]]\n{GOOD}\n[[rule]]\n{plain}"))
    assert [rule.id for rule in found.rules] == ["plain"]
    assert [problem.args["line"] for problem in found.problems] == [1, 1]
