"""How the interface calls levels and rules in the language in use."""

from __future__ import annotations

from miaohui.domain.wording import Finding, Level, Rule
from miaohui.i18n import _, chinese


def level_name(level: Level) -> str:
    return {Level.ERROR: _("error"), Level.WARNING: _("warning"), Level.HINT: _("hint")}[level]


def why(rule: Rule) -> str:
    return rule.why if chinese() else rule.why_en


def suggestion(rule: Rule) -> str:
    return rule.suggestion if chinese() else rule.suggestion_en


LEVEL_TOKENS = {Level.ERROR: "danger", Level.WARNING: "missing", Level.HINT: "muted"}
"""The theme's colour for each level."""

LONGEST = 12
"""Characters of a text that a line names."""


def reason(finding: Finding, text: str) -> str:
    """What was found in this text and why it shouldn't stand there, in one line."""
    found = shortened(text[finding.start : finding.end])
    rule = finding.rule
    return _("“{text}”: {why}").format(text=found, why=why(rule)) if found else why(rule)


def shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
