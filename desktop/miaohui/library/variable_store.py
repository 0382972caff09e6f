"""variables.toml in the home: the variables that a shop has added. Meant to be edited by hand as well."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

from miaohui.domain.variables import Variable
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow.variable_records import KEYS, decode_variable, encode_variable
from miaohui.library.files import cannot_write, make_private_folder, write_atomically
from miaohui.library.toml_lines import entry_line, error_line
from miaohui.paths import Paths

_HEADING = (
    "# The shop's own variables. The keys are those of Miaohui's own list: name, aliases, kind, choices, identifying.\n"
)


class TomlVariableStore:
    """A ``flow.ports.VariableStore``. Comments, the order and keys it doesn't know stay as they were written."""

    def __init__(self, paths: Paths) -> None:
        self._path = paths.variables
        self._state: object = None

    def load(self) -> tuple[Mapping[str, Variable], tuple[Problem, ...]]:
        """Never raises: an entry that can't be read is told with its line and left out, the others hold."""
        self._state = self._look()
        text = ""
        try:
            text = self._text()
            rows = _rows(text)
        except OSError as error:
            return {}, (Problem("cannot-read", {"path": str(self._path), "reason": error.strerror or str(error)}),)
        except ValueError as error:
            args: dict[str, object] = {"path": str(self._path), "line": error_line(error, text)}
            return {}, (Problem("variables-unreadable", args),)
        variables: dict[str, Variable] = {}
        problems: list[Problem] = []
        for number, row in enumerate(rows):
            try:
                variable = decode_variable(row)
                variables[variable.name] = variable
            except MiaohuiError as error:
                line = entry_line(text, "variable", number)
                args = {"path": str(self._path), "line": line, "key": error.problem.args["reason"]}
                problems.append(Problem("variable-ignored", args))
        return variables, tuple(problems)

    def changed(self) -> bool:
        return self._look() != self._state

    def put(self, variable: Variable) -> None:
        import tomlkit  # only a change needs it

        document = self._document()
        entries = document.setdefault("variable", tomlkit.aot())
        record = encode_variable(variable)
        entry = next((entry for entry in entries if entry.get("name") == variable.name), None)
        if entry is None:
            entry = tomlkit.table()
            entries.append(entry)
        for key in KEYS:
            if key not in record:
                entry.pop(key, None)
        entry.update(record)
        self._write(document)

    def remove(self, name: str) -> None:
        document = self._document()
        entries = document.get("variable", [])
        for number in reversed([n for n, entry in enumerate(entries) if entry.get("name") == name]):
            del entries[number]
        self._write(document)

    def _look(self) -> object:
        """Changes whenever the file does."""
        try:
            facts = self._path.stat()
        except OSError:
            return None
        return facts.st_mtime_ns, facts.st_size, facts.st_ino

    def _text(self) -> str:
        """Raises OSError, and ValueError for what isn't UTF-8."""
        try:
            return self._path.read_text("utf-8-sig")
        except FileNotFoundError:
            return ""

    def _document(self) -> Any:  # noqa: ANN401 — tomlkit's documents have no useful type
        import tomlkit

        text = ""
        try:
            text = self._text()
            _rows(text)
        except OSError as error:
            raise cannot_write(self._path, error) from error
        except ValueError as error:  # never overwrite what somebody is writing by hand
            line = error_line(error, text)
            raise MiaohuiError("variables-unreadable", path=str(self._path), line=line) from None
        return tomlkit.parse(text or _HEADING)

    def _write(self, document: Any) -> None:  # noqa: ANN401
        import tomlkit

        try:
            make_private_folder(self._path.parent)
            write_atomically(self._path, [tomlkit.dumps(document).encode()])
        except OSError as error:
            raise cannot_write(self._path, error) from error


def _rows(text: str) -> list[object]:
    """Raises ValueError."""
    try:
        rows = tomllib.loads(text).get("variable", [])
    except RecursionError as error:
        raise ValueError("lists in lists") from error
    if not isinstance(rows, list):
        raise ValueError("not a list of tables")
    return rows
