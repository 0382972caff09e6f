"""The wording check: what in a text breaks the trade's rules, where, why, and what to write instead."""

from miaohui.domain.wording.acceptance import Acceptance, acceptance
from miaohui.domain.wording.checker import Checker
from miaohui.domain.wording.judged import Judged, judge_segments, judge_template
from miaohui.domain.wording.own import OwnException, OwnRules, OwnWord, Switch
from miaohui.domain.wording.rule import Check, Context, Finding, Level, Rule

__all__ = [
    "Acceptance",
    "Check",
    "Checker",
    "Context",
    "Finding",
    "Judged",
    "Level",
    "OwnException",
    "OwnRules",
    "OwnWord",
    "Rule",
    "Switch",
    "acceptance",
    "judge_segments",
    "judge_template",
]
