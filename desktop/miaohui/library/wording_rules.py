"""Reads data/wording: rules and lists. A broken file or rule is named with its line and left out; the rest goes on."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from miaohui import resources
from miaohui.domain.reply import Channel
from miaohui.domain.wording import Check, Level, Rule
from miaohui.domain.wording.matcher import validate
from miaohui.domain.wording.pattern import Lists, PatternError, Patterns
from miaohui.errors import Problem

LISTS_FILE = "lists.toml"
_HEADING = re.compile(r"^\s*\[\[\s*rule\s*\]\]", re.MULTILINE)
_LINE_OF_ERROR = re.compile(r"\(at line (\d+)")
_TEXTS = ("id", "level", "check", "why", "why_en", "suggestion", "suggestion_en")
_MANY = (
    *("patterns", "exceptions", "unless", "words", "fires", "silent"),
    *("channels", "categories", "except_categories", "clients", "except_clients", "seasons"),
)
_KEYS = frozenset((*_TEXTS, *_MANY, "fixes", "limit"))


@dataclass(frozen=True)
class Rules:
    """What could be read, and what couldn't (``bad-rule``, ``rules-unreadable``)."""

    rules: tuple[Rule, ...]
    patterns: Patterns
    problems: tuple[Problem, ...] = ()


def read_rules(folder: Path, lists: Lists | None = None) -> Rules:
    """All ``*.toml`` of a folder; ``lists`` are names that they may use besides those of their own lists.toml."""
    problems: list[Problem] = []
    known = dict(lists or {})
    rules: dict[str, Rule] = {}
    own = folder / LISTS_FILE
    if own.exists():
        known |= _lists(own, problems)
    patterns = Patterns(known)
    for path in sorted(folder.glob("*.toml")):
        if path != own:
            for rule in _rules(path, patterns, rules, problems):
                rules[rule.id] = rule
    return Rules(tuple(rules.values()), patterns, tuple(problems))


def _document(path: Path, problems: list[Problem]) -> tuple[dict[str, Any], str]:
    try:
        content = resources.read_text(path).removeprefix("\ufeff")
        return tomllib.loads(content), content
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        line = _LINE_OF_ERROR.search(str(error))
        problems.append(_problem("rules-unreadable", path, int(line[1]) if line else 1, str(error)))
        return {}, ""


def _lists(path: Path, problems: list[Problem]) -> dict[str, tuple[str, ...]]:
    document, content = _document(path, problems)
    found: dict[str, tuple[str, ...]] = {}
    for name, words in document.items():
        if isinstance(words, list) and all(isinstance(word, str) for word in words) and words:
            found[name] = tuple(words)
        else:
            line = next((n for n, text in enumerate(content.split("\n"), 1) if text.startswith(name)), 1)
            problems.append(_problem("bad-rule", path, line, f"“{name}” isn't a list of words"))
    return found


def _rules(path: Path, patterns: Patterns, others: Mapping[str, Rule], problems: list[Problem]) -> Iterator[Rule]:
    document, content = _document(path, problems)
    lines = [content.count("\n", 0, match.end()) + 1 for match in _HEADING.finditer(content)]
    rows = document.get("rule", [])
    for number, row in enumerate(rows if isinstance(rows, list) else [rows]):
        try:
            rule = _rule(row)
            if rule.id in others:
                raise ValueError(f"the id “{rule.id}” comes twice")
            validate(rule, patterns)
        except (ValueError, TypeError, PatternError, RecursionError) as error:
            line = lines[number] if number < len(lines) else 1
            problems.append(_problem("bad-rule", path, line, str(error)))
        else:
            yield rule


def _problem(problem: str, path: Path, line: int, reason: str) -> Problem:
    return Problem(problem, {"path": str(path), "line": line, "reason": reason})


def _rule(row: object) -> Rule:
    """Raises ValueError with a reason in English: whoever writes rules reads it."""
    if not isinstance(row, dict):
        raise ValueError("a rule is a table [[rule]]")
    if unknown := sorted(row.keys() - _KEYS):
        raise ValueError(f"unknown keys {', '.join(unknown)}")
    if missing := [key for key in ("id", "level", "why", "why_en") if not row.get(key)]:
        raise ValueError(f"{', '.join(missing)} missing")
    many = {key: _words(row, key) for key in _MANY}
    texts = {key: row.get(key, "") for key in _TEXTS}
    fixes, limit = row.get("fixes", {}), row.get("limit", 0)
    if not all(isinstance(text, str) for text in texts.values()):
        raise ValueError("a text isn't one")
    if not isinstance(fixes, dict) or not all(isinstance(fix, str) for fix in fixes.values()):
        raise ValueError("fixes must be a table of words and what replaces them")
    if not isinstance(limit, int):
        raise ValueError("limit must be a whole number")
    rule = Rule(
        id=texts["id"],
        level=Level(texts["level"]),
        why=texts["why"],
        why_en=texts["why_en"],
        suggestion=texts["suggestion"],
        suggestion_en=texts["suggestion_en"],
        check=Check(texts["check"] or "phrases"),
        patterns=many["patterns"],
        exceptions=many["exceptions"],
        unless=many["unless"],
        fixes=fixes,
        limit=limit,
        words=many["words"],
        channels=tuple(map(Channel, many["channels"])),
        categories=many["categories"],
        except_categories=many["except_categories"],
        clients=many["clients"],
        except_clients=many["except_clients"],
        seasons=many["seasons"],
        fires=many["fires"],
        silent=many["silent"],
    )
    if rule.check in (Check.PHRASES, Check.REQUIRED) and not (rule.patterns or rule.fixes):
        raise ValueError("no patterns")
    return rule


def _words(row: dict[str, object], key: str) -> tuple[str, ...]:
    words = row.get(key, [])
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise ValueError(f"{key} must be a list of texts")
    return tuple(words)
