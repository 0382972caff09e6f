"""variables.toml in the home: the variables that a shop has added. Meant to be edited by hand as well."""

from __future__ import annotations

from collections.abc import Mapping

from miaohui.domain.variables import Variable
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow.variable_records import KEYS, decode_variable, encode_variable
from miaohui.library.own_toml import OwnToml
from miaohui.library.toml_lines import entry_line
from miaohui.paths import Paths

_HEADING = (
    "# The shop's own variables. The keys are those of Miaohui's own list: name, aliases, kind, choices, identifying.\n"
)


class TomlVariableStore:
    """A ``flow.ports.VariableStore``. Comments, the order and keys it doesn't know stay as they were written."""

    def __init__(self, paths: Paths) -> None:
        self._file = OwnToml(paths.variables, ("variable",), "variables-unreadable", _HEADING)

    def load(self) -> tuple[Mapping[str, Variable], tuple[Problem, ...]]:
        """Never raises: an entry that can't be read is told with its line and left out, the others hold."""
        rows, unreadable = self._file.read()
        variables: dict[str, Variable] = {}
        problems = list(unreadable)
        for number, row in enumerate(rows["variable"]):
            try:
                variable = decode_variable(row)
                variables[variable.name] = variable
            except MiaohuiError as error:
                line = entry_line(self._file.text, "variable", number)
                args = {"path": str(self._file.path), "line": line, "key": error.problem.args["reason"]}
                problems.append(Problem("variable-ignored", args))
        return variables, tuple(problems)

    def changed(self) -> bool:
        return self._file.changed()

    def put(self, variable: Variable) -> None:
        import tomlkit  # only a change needs it

        document = self._file.document()
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
        self._file.write(document)

    def remove(self, name: str) -> None:
        document = self._file.document()
        entries = document.get("variable", [])
        for number in reversed([n for n, entry in enumerate(entries) if entry.get("name") == name]):
            del entries[number]
        self._file.write(document)
