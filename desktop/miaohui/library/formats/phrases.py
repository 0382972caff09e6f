"""Lists of phrases that are no tables: espanso's YAML, Beeftext's JSON, and plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from miaohui.errors import MiaohuiError, Problem
from miaohui.flow.transfer import Row, RowProblem
from miaohui.library.formats.columns import ReadRows
from miaohui.library.formats.encoding import BROKEN

if TYPE_CHECKING:
    import yaml

_MATCHES = re.compile(r"^matches\s*:", re.MULTILINE)
_BLANK_LINE = re.compile(r"\n[ \t\u3000]*\n\s*")
_MAX_YAML = 10 * 1024 * 1024
"""Characters; the parser takes a hundredfold in memory."""
_TEXTS = ("replace", "markdown", "html", "form")
"""Where espanso has a match's text; that of a form has its fields in double brackets."""


def is_espanso(text: str) -> bool:
    return _MATCHES.search(text) is not None


def read_espanso(text: str, path: str) -> ReadRows:
    """espanso's match file: a row is the line where its match begins; the first trigger becomes the code, without the
    mark that keeps it from being typed by chance, the others become aliases.

    Only the document's shape is read (YAML nodes), so nothing in it can be made an object or grow by references.
    https://espanso.org/docs/matches/basics/

    Raises:
        MiaohuiError: ``import-unreadable``.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        if len(text) > _MAX_YAML:
            raise MiaohuiError("import-unreadable", path=path, reason=Problem("not-espanso"))
        root = yaml.compose(text, Loader=loader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = Problem("bad-yaml", {"row": mark.line + 1}) if mark is not None else Problem("not-espanso")
        raise MiaohuiError("import-unreadable", path=path, reason=reason) from error
    rows: list[Row] = []
    problems: list[RowProblem] = []
    for node in _items(_mapping(root).get("matches"), path):
        line = node.start_mark.line + 1
        match = _mapping(node)
        replacement = next((match[kind] for kind in _TEXTS if kind in match), None)
        phrase = replacement.value if isinstance(replacement, yaml.ScalarNode) else ""
        triggers = [_code(trigger) for trigger in _scalars(match.get("trigger"), match.get("triggers"))]
        label = "".join(_scalars(match.get("label")))
        if BROKEN in phrase:
            problems.append(RowProblem(line, "bad-characters"))
        elif phrase.strip():
            code, *aliases = triggers or [""]
            rows.append(Row(line, code, phrase.strip("\n"), title=label, aliases=tuple(aliases)))
        else:
            problems.append(RowProblem(line, "empty-text"))
    return ReadRows(tuple(rows), tuple(problems))


def _items(node: object, path: str) -> Iterator[yaml.Node]:
    import yaml

    if not isinstance(node, yaml.SequenceNode):
        raise MiaohuiError("import-unreadable", path=path, reason=Problem("not-espanso"))
    yield from node.value


def _mapping(node: object) -> dict[str, object]:
    import yaml

    if not isinstance(node, yaml.MappingNode):
        return {}
    return {key.value: value for key, value in node.value if isinstance(key, yaml.ScalarNode)}


def _scalars(*nodes: object) -> Iterator[str]:
    import yaml

    for node in nodes:
        if isinstance(node, yaml.ScalarNode):
            yield node.value
        elif isinstance(node, yaml.SequenceNode):
            yield from (item.value for item in node.value if isinstance(item, yaml.ScalarNode))


def _code(trigger: str) -> str:
    return trigger.strip().lstrip(":;") or trigger.strip()


def is_beeftext(document: object) -> bool:
    return isinstance(document, dict) and isinstance(document.get("combos"), list)


def read_beeftext(document: object) -> ReadRows:
    """Beeftext's backup or combo list: a row is a combo's number in it; groups are named by uuid.

    https://github.com/xmichelo/Beeftext/wiki/Combo-list-file-format
    """
    assert isinstance(document, dict)
    groups = document.get("groups")
    names = {
        group["uuid"]: group["name"]
        for group in (groups if isinstance(groups, list) else ())
        if isinstance(group, dict) and isinstance(group.get("uuid"), str) and isinstance(group.get("name"), str)
    }
    rows: list[Row] = []
    problems: list[RowProblem] = []
    for number, combo in enumerate(document["combos"], start=1):
        items = combo.items() if isinstance(combo, dict) else ()
        cells = {key: value for key, value in items if isinstance(value, str)}
        text = cells.get("snippet", "")
        if text.strip():
            # A slash in a name is no level.
            category = names.get(cells.get("group", ""), "").replace("/", "-")
            rows.append(Row(number, cells.get("keyword", ""), text, category, cells.get("name", "")))
        else:
            problems.append(RowProblem(number, "empty-text"))
    return ReadRows(tuple(rows), tuple(problems))


def read_plain(text: str) -> ReadRows:
    """Phrases with a blank line between them; a row is the line where one begins."""
    rows: list[Row] = []
    problems: list[RowProblem] = []
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    line = position = 0
    for end, after in (*(match.span() for match in _BLANK_LINE.finditer(text)), (len(text), len(text))):
        phrase = text[position:end]
        number = line + 1 + (len(phrase) - len(phrase.lstrip("\n"))) if phrase.strip() else line + 1
        if BROKEN in phrase:
            problems.append(RowProblem(number, "bad-characters"))
        elif phrase.strip():
            rows.append(Row(number, "", phrase.strip("\n").rstrip()))
        line += text.count("\n", position, after)
        position = after
    return ReadRows(tuple(rows), tuple(problems))
