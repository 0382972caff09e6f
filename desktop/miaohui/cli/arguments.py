"""argparse in the interface's language, and what several commands take."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import TypeAlias

from miaohui.errors import MiaohuiError
from miaohui.i18n import N_, _, ngettext
from miaohui.paths import Paths

# argparse's own sentences, here for the catalogue.
_ARGPARSE_SENTENCES = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("one of the arguments %s is required"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("not allowed with argument %s"),
    N_("ignored explicit argument %r"),
)


class UsageError(Exception):
    """A wrong command line that only its command can tell; holds the sentence to show."""


class Parser(argparse.ArgumentParser):
    """No abbreviated options: a later option must not change what a script means."""

    def __init__(self, **options: object) -> None:
        options.setdefault("allow_abbrev", False)
        options.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(**options)  # type: ignore[arg-type]


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"  # what add_subparsers returns has no public name
Run = Callable[[argparse.Namespace, Paths], int]


def speak() -> None:
    """Let argparse use the installed language.

    WORKAROUND: argparse's sentences go through the global gettext, which knows only the environment's language.
    """
    vars(argparse).update(_=_, ngettext=ngettext)


def add_command(commands: Commands, name: str, run: Run, explanation: str) -> Parser:
    """A command with what all commands take."""
    parser = commands.add_parser(name, help=explanation, description=f"{explanation[:1].upper()}{explanation[1:]}.")
    # SUPPRESS: a default here would overwrite what stood before the command.
    parser.add_argument(
        "--basedir", metavar=_("DIR"), default=argparse.SUPPRESS, help=_("keep everything in this folder")
    )
    parser.set_defaults(run=run, parser=parser)
    return parser


def add_json(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help=_("print one JSON document"))


def add_groups(commands: Commands, name: str, explanation: str) -> Commands:
    """A command that only holds further commands."""
    parser = commands.add_parser(name, help=explanation, description=f"{explanation[:1].upper()}{explanation[1:]}.")
    return parser.add_subparsers(metavar=_("COMMAND"), parser_class=Parser, required=True)


def read_stdin() -> str:
    """The standard input as text; one line end at its end isn't part of it.

    Raises:
        MiaohuiError: ``cannot-read``.
    """
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise MiaohuiError("cannot-read", path="stdin", reason=str(error)) from error
    return text.replace("\r\n", "\n").removesuffix("\n")
