"""render and copy: a reply as it would be sent."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from miaohui.cli import headless, output
from miaohui.cli.arguments import Commands, UsageError, add_command, add_json, read_stdin
from miaohui.errors import MiaohuiError, Problem
from miaohui.i18n import _
from miaohui.paths import Paths

if TYPE_CHECKING:
    from miaohui.domain.draft import Draft
    from miaohui.flow.workspace import Workspace


def add_to(commands: Commands) -> None:
    for name, run, explanation in (
        ("render", run_render, _("print a reply as it would be sent")),
        ("copy", run_copy, _("put a reply on the clipboard")),
    ):
        parser = add_command(commands, name, run, explanation)
        parser.add_argument("reply", metavar=_("REPLY"), help=_("its code or id"))
        parser.add_argument(
            "--set",
            metavar=_("NAME=VALUE"),
            action="append",
            default=[],
            dest="values",
            help=_("the value of a variable; may be given several times"),
        )
        parser.add_argument(
            "--set-file",
            metavar=_("FILE"),
            help=_("values from a file (- for the standard input): lines NAME=VALUE or one JSON object"),
        )
        parser.add_argument(
            "--for", metavar=_("CLIENT"), dest="client", help=_("the chat client whose emoticons are written")
        )
        parser.add_argument("--season", metavar="ID", help=_("as if this season were in force"))
        add_json(parser)


def run_render(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.domain.reply import PART_LINE
    from miaohui.flow.deliver import hindrance

    draft = _draft(arguments, headless.Home(paths).open())
    if arguments.json:
        _print_document(draft)
    _tell_doubts(draft)
    problem = hindrance(draft)
    if problem is not None:
        raise MiaohuiError(problem.id, **problem.args)
    if not arguments.json:
        output.line(f"\n{PART_LINE}\n".join(draft.printed))
    return 0


def run_copy(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.flow.deliver import Failed

    home = headless.Home(paths)
    draft = _draft(arguments, home.open())
    if arguments.json:
        _print_document(draft)
    _tell_doubts(draft)
    outcome = home.deliver(draft)
    if isinstance(outcome, Failed):
        raise MiaohuiError(outcome.problem.id, **outcome.problem.args)
    for notice in outcome.notices:
        output.problem(notice)
    return 0


def _print_document(draft: Draft) -> None:
    from miaohui.cli.documents import draft_document

    output.document(draft_document(draft))


def _tell_doubts(draft: Draft) -> None:
    """A value that doesn't look like its kind is said, and used: whoever writes a command has meant it."""
    for name, doubt in draft.doubts.items():
        output.problem(Problem("doubtful", {"name": name, "why": doubt}))


def _draft(arguments: argparse.Namespace, workspace: Workspace) -> Draft:
    from dataclasses import replace

    values = _values(arguments)
    situation = workspace.situation(client=arguments.client or "", season=arguments.season or "")
    return workspace.draft(workspace.find(arguments.reply), replace(situation, typed=values))


def _values(arguments: argparse.Namespace) -> dict[str, str]:
    """What was typed: the file's values, then those of the command line."""
    values: dict[str, str] = {}
    if arguments.set_file is not None:
        values |= parse_values(_content(arguments.set_file))
    for pair in arguments.values:
        values |= dict([_pair(pair)])
    return values


def _content(name: str) -> str:
    if name == "-":
        return read_stdin()
    try:
        return Path(name).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise MiaohuiError("cannot-read", path=name, reason=reason) from error


def parse_values(content: str) -> dict[str, str]:
    """Lines ``name=value``, or a JSON object of texts and numbers.

    Raises:
        UsageError: neither; the sentence names no value.
    """
    if content.lstrip().startswith("{"):
        try:
            values = json.loads(content)
        except (ValueError, RecursionError) as error:
            raise UsageError(_("the values are no JSON object")) from error
        if not all(isinstance(value, str | int | float) for value in values.values()):
            raise UsageError(_("a value must be a text"))
        return {name: str(value) for name, value in values.items()}
    # Not splitlines: a value may hold what other programs take for the end of a line.
    return dict(_pair(line.removesuffix("\r")) for line in content.split("\n") if line.strip())


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise UsageError(_("a value is written NAME=VALUE"))
    return name.strip(), value
