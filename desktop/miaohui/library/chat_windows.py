"""chat_windows.toml: which chat client a window belongs to, as shipped and as the user wrote it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from miaohui import resources
from miaohui.domain.chat_window import ClientRule
from miaohui.errors import MiaohuiError, Problem
from miaohui.library.files import cannot_write, make_private_folder, write_atomically
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


class TomlChatRules:
    """A ``flow.ports.ChatRuleStore`` for the user's file. What stands between the rules, and what can't be read, stays
    as it was written."""

    def __init__(self, paths: Paths, clients: Collection[str]) -> None:
        self._path = paths.chat_windows
        self._clients = clients

    def shipped(self) -> tuple[ClientRule, ...]:
        path = resources.data("chat_windows.toml")
        return _read(resources.read_text(path), path, self._clients)[0]

    def own(self) -> Mapping[int, ClientRule]:
        try:
            blocks = self._blocks()
        except MiaohuiError:
            return {}
        rules: dict[int, ClientRule] = {}
        for place, block in enumerate(blocks[1:]):
            try:
                rules.update((place, rule) for rule in _rules(block, self._clients))
            except _WrongRuleError:
                continue
        return rules

    def put(self, rule: ClientRule, place: int | None = None) -> None:
        blocks = self._blocks()
        if place is None:
            blocks.insert(1, _written(rule))
        else:
            blocks[place + 1] = _written(rule)
        self._write(blocks)

    def remove(self, place: int) -> None:
        blocks = self._blocks()
        del blocks[place + 1]
        self._write(blocks)

    def _blocks(self) -> list[str]:
        try:
            return [block for _line, block in _blocks(self._path.read_text("utf-8-sig"))]
        except FileNotFoundError:
            return [""]
        except UnicodeDecodeError:
            reason = Problem("rule-not-utf8")
            raise MiaohuiError("cannot-read", path=str(self._path), reason=reason) from None
        except OSError as error:
            raise cannot_write(self._path, error) from error

    def _write(self, blocks: list[str]) -> None:
        ended = [block if block.endswith("\n") or not block else f"{block}\n" for block in blocks]
        try:
            make_private_folder(self._path.parent)
            write_atomically(self._path, ["".join(ended).encode()])
        except OSError as error:
            raise cannot_write(self._path, error) from error


def _written(rule: ClientRule) -> str:
    """A string of JSON is one of TOML as well."""
    lines = ["[[rule]]", f"client = {json.dumps(rule.client)}"]
    for name, patterns in zip(_CRITERIA, (rule.classes, rule.processes, rule.titles), strict=True):
        if patterns:
            lines.append(f"{name} = {json.dumps(patterns, ensure_ascii=False)}")
    return "\n".join([*lines, "", ""])


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
