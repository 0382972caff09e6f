"""chat_windows.toml: which chat client a window belongs to, as shipped and as the user wrote it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from pathlib import Path

from miaohui import resources
from miaohui.domain.chat_window import ClientRule
from miaohui.errors import Problem
from miaohui.library.toml_lines import entry_starts, error_line, line_at
from miaohui.paths import Paths

_CRITERIA = ("class", "process", "title")


class _WrongRuleError(Exception):
    """``line`` counts from 1 within the rule; ``reason`` is a problem of its own."""

    def __init__(self, line: int, reason: Problem) -> None:
        super().__init__(reason.id)
        self.line = line
        self.reason = reason


def load_rules(paths: Paths, clients: Collection[str]) -> tuple[tuple[ClientRule, ...], tuple[Problem, ...]]:
    """The user's rules and then the shipped ones, and a problem for each of the user's that can't be used.

    Raises:
        ValueError: a shipped one is wrong, which is a bug.
    """
    shipped = resources.data("chat_windows.toml")
    rules, problems = _read(resources.read_text(shipped), shipped, clients)
    if problems:
        raise ValueError(f"{shipped}: {problems[0].args}")
    try:
        text = paths.chat_windows.read_text("utf-8-sig")
    except FileNotFoundError:
        return rules, ()
    except UnicodeDecodeError:
        reason: object = Problem("rule-not-utf8")
    except OSError as error:
        reason = error.strerror or str(error)
    else:
        own, problems = _read(text, paths.chat_windows, clients)
        return (*own, *rules), problems
    return rules, (Problem("cannot-read", {"path": str(paths.chat_windows), "reason": reason}),)


def _read(text: str, path: Path, clients: Collection[str]) -> tuple[tuple[ClientRule, ...], tuple[Problem, ...]]:
    """Rule by rule, so that a wrong one costs no other."""
    rules: list[ClientRule] = []
    problems: list[Problem] = []
    for line, block in _blocks(text):
        try:
            rules.extend(_rules(block, clients))
        except _WrongRuleError as error:
            where = {"path": str(path), "line": line + error.line - 1, "reason": error.reason}
            problems.append(Problem("rule-ignored", where))
    return tuple(rules), tuple(problems)


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """What stands before the first rule, and each rule; with the number of its first line."""
    text = text.replace("\r\n", "\n")
    starts = [0, *entry_starts(text, "rule")]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield line_at(text, start), text[start:end]


def _rules(block: str, clients: Collection[str]) -> Iterator[ClientRule]:
    try:
        document = tomllib.loads(block)
    except tomllib.TOMLDecodeError as error:
        raise _WrongRuleError(error_line(error, block), Problem("rule-not-toml")) from error
    for name, rows in document.items():
        if name != "rule" or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise _WrongRuleError(_line(block, name), Problem("rule-unknown-key", {"name": name}))
        for row in rows:
            yield _rule(row, block, clients)


def _rule(row: dict[str, object], block: str, clients: Collection[str]) -> ClientRule:
    for name in row:
        if name not in ("client", *_CRITERIA):
            raise _WrongRuleError(_line(block, name), Problem("rule-unknown-key", {"name": name}))
    client = row.get("client")
    if not isinstance(client, str) or client not in clients:
        known = ", ".join(clients)
        raise _WrongRuleError(_line(block, "client"), Problem("rule-unknown-client", {"clients": known}))
    classes, processes, titles = (_patterns(row, name, block) for name in _CRITERIA)
    if not (classes or processes or titles):
        raise _WrongRuleError(1, Problem("rule-empty"))
    return ClientRule(client, classes, processes, titles)


def _patterns(row: dict[str, object], name: str, block: str) -> tuple[str, ...]:
    value = row.get(name, [])
    patterns = value if isinstance(value, list) else [value]
    if not all(isinstance(pattern, str) and pattern for pattern in patterns):
        raise _WrongRuleError(_line(block, name), Problem("rule-bad-pattern", {"name": name}))
    return tuple(patterns)


def _line(block: str, name: str) -> int:
    """Where this key stands; the rule's heading where it doesn't."""
    found = re.search(rf"^\s*\[*[\"']?{re.escape(name)}\b", block, re.MULTILINE)
    return line_at(block, found.end()) if found else 1
