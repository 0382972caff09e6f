"""variable list, add, edit, delete: what replies may ask for."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from miaohui.cli import headless, output
from miaohui.cli.arguments import Commands, Parser, add_command, add_groups, add_json
from miaohui.errors import MiaohuiError
from miaohui.i18n import _
from miaohui.paths import Paths

if TYPE_CHECKING:
    from miaohui.domain.variables import Variable

KINDS = (
    "text", "choice", "multiline", "number", "money", "date", "order", "tracking", "phone", "address", "size", "body",
)  # fmt: skip
"""Those of ``domain.values.VariableKind``, which a command line that asks for something else doesn't load."""


def add_to(commands: Commands) -> None:
    group = add_groups(commands, "variable", _("list the variables of replies and add your own"))
    add_json(add_command(group, "list", run_list, _("list the variables; * marks your own")))
    parser = add_command(group, "add", run_add, _("add a variable"))
    parser.add_argument("name", metavar=_("NAME"), help=_("what stands in the braces"))
    _add_facts(parser)
    parser = add_command(group, "edit", run_edit, _("change a variable; a shipped one is changed for you alone"))
    parser.add_argument("name", metavar=_("NAME"), help=_("its name"))
    _add_facts(parser)
    parser = add_command(group, "delete", run_delete, _("delete a variable of your own; a shipped one comes back"))
    parser.add_argument("name", metavar=_("NAME"), help=_("its name"))


def _add_facts(parser: Parser) -> None:
    parser.add_argument(
        "--alias", metavar=_("ALIAS"), action="append", help=_("another name for it; may be given several times")
    )
    parser.add_argument("--kind", choices=KINDS, help=_("what kind of value it holds"))
    parser.add_argument(
        "--choice", metavar=_("VALUE"), action="append", help=_("a value to offer; may be given several times")
    )
    parser.add_argument("--default", metavar=_("VALUE"), help=_("what stands in a text that names no other default"))
    parser.add_argument(
        "--pattern", metavar=_("PATTERN"), help=_("how a value looks: # a digit, @ a letter, ? anything, else itself")
    )
    parser.add_argument(
        "--identifying",
        action=argparse.BooleanOptionalAction,
        help=_("whether its value says who the buyer is"),
    )


def run_list(arguments: argparse.Namespace, paths: Paths) -> int:
    workspace = headless.Home(paths).open()
    own = workspace.own_variables
    variables = workspace.tables.variables.by_name.values()
    if arguments.json:
        output.document({"variables": [_document(variable, own=variable.name in own) for variable in variables]})
        return 0
    output.table(
        (
            "*" if variable.name in own else "",
            variable.name,
            variable.kind.value,
            "、".join(variable.aliases),
            "|".join(variable.choices),
        )
        for variable in variables
    )
    return 0


def _document(variable: Variable, *, own: bool) -> dict[str, object]:
    return {
        "name": variable.name,
        "aliases": list(variable.aliases),
        "kind": variable.kind.value,
        "choices": list(variable.choices),
        "identifying": variable.identifying,
        "default": variable.default,
        "pattern": variable.pattern,
        "own": own,
    }


def run_add(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.domain.variables import Variable

    home = headless.Home(paths)
    if arguments.name in home.open().own_variables:
        raise MiaohuiError("variable-exists", name=arguments.name)
    home.put_variable(_changed(Variable(arguments.name), arguments))
    return 0


def run_edit(arguments: argparse.Namespace, paths: Paths) -> int:
    home = headless.Home(paths)
    known = home.open().tables.variables.by_name
    if arguments.name not in known:
        raise MiaohuiError("unknown-variable", variable=arguments.name)
    home.put_variable(_changed(known[arguments.name], arguments))
    return 0


def run_delete(arguments: argparse.Namespace, paths: Paths) -> int:
    home = headless.Home(paths)
    workspace = home.open()
    if arguments.name not in workspace.own_variables:
        shipped = arguments.name in workspace.tables.variables.by_name
        raise MiaohuiError("variable-shipped" if shipped else "unknown-variable", variable=arguments.name)
    home.remove_variable(arguments.name)
    return 0


def _changed(variable: Variable, arguments: argparse.Namespace) -> Variable:
    """An option given empty takes away what was there."""
    from dataclasses import replace

    from miaohui.domain.values import VariableKind

    if arguments.alias is not None:
        variable = replace(variable, aliases=_texts(arguments.alias))
    if arguments.choice is not None:
        variable = replace(variable, choices=_texts(arguments.choice))
    if arguments.kind is not None:
        variable = replace(variable, kind=VariableKind(arguments.kind))
    if arguments.default is not None:
        variable = replace(variable, default=arguments.default.strip())
    if arguments.pattern is not None:
        variable = replace(variable, pattern=arguments.pattern.strip())
    if arguments.identifying is not None:
        variable = replace(variable, identifying=arguments.identifying)
    return variable


def _texts(given: list[str]) -> tuple[str, ...]:
    from miaohui.domain.values import clean

    return tuple(dict.fromkeys(text for text in (clean(one).strip() for one in given) if text))
