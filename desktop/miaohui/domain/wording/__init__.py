"""The wording check: what in a text breaks the trade's rules, where, why, and what to write instead."""

from miaohui.domain.wording.checker import Checker
from miaohui.domain.wording.judged import Judged, judge_segments, judge_template
from miaohui.domain.wording.rule import Check, Context, Finding, Level, Rule

__all__ = ["Check", "Checker", "Context", "Finding", "Judged", "Level", "Rule", "judge_segments", "judge_template"]
