"""import: moving in with the reply table of another program."""

from __future__ import annotations

import argparse
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

from miaohui.cli import headless, output
from miaohui.cli.arguments import Commands, add_command, add_json
from miaohui.errors import Problem
from miaohui.i18n import _, ngettext
from miaohui.messages import sentence
from miaohui.paths import Paths

if TYPE_CHECKING:
    from miaohui.domain.change import ChangeSet
    from miaohui.flow.transfer import Plan
    from miaohui.flow.workspace import Workspace

FORMATS = ("auto", "qianniu")
MODES = ("merge", "replace")
EMOTICONS = ("qq", "legacy_wechat")
"""Dialects that are ordinary text but where a file is known to be written in them."""


def add_to(commands: Commands) -> None:
    parser = add_command(commands, "import", run, _("take in the reply table of another program"))
    parser.add_argument("file", metavar=_("FILE"))
    parser.add_argument("--format", choices=FORMATS, default="auto", help=_("what wrote the file (default: auto)"))
    parser.add_argument(
        "--mode",
        choices=MODES,
        default="merge",
        help=_("replace: personal replies that aren't in the file go to the trash (default: merge)"),
    )
    parser.add_argument(
        "--emoticons",
        choices=EMOTICONS,
        default="",
        help=_("the file writes emoticons as QQ does (/微笑) or as old WeChat versions did (/::))"),
    )
    parser.add_argument("--dry-run", action="store_true", help=_("only tell what would happen"))
    add_json(parser)


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.flow.transfer import Mode, plan

    table = headless.read_table(Path(arguments.file), arguments.format, arguments.emoticons)
    plans: list[Plan] = []

    def build(here: Workspace) -> ChangeSet:
        now = here.clock.now().astimezone(UTC)
        plans[:] = [plan(here.library, table.rows, table.format, Mode(arguments.mode), now, table.problems)]
        return plans[0].change_set

    home = headless.Home(paths)
    if arguments.dry_run:
        build(home.open())
    else:
        home.change(build)
    _report(plans[0], as_json=arguments.json)
    return 0


def _report(plan: Plan, *, as_json: bool) -> None:
    from miaohui.domain.reply import MAX_TEXT

    if as_json:
        output.document(
            {
                "new": plan.new,
                "changed": plan.changed,
                "same": plan.same,
                "skipped": plan.skipped,
                "problems": [{"row": problem.row, "reason": problem.reason} for problem in plan.problems],
            }
        )
        return
    counts = (
        ngettext("{count} row is new", "{count} rows are new", plan.new).format(count=plan.new),
        ngettext("{count} row has changed", "{count} rows have changed", plan.changed).format(count=plan.changed),
        ngettext("{count} row is here already", "{count} rows are here already", plan.same).format(count=plan.same),
        ngettext("{count} row was left out", "{count} rows were left out", plan.skipped).format(count=plan.skipped),
    )
    output.line(" · ".join(counts))
    for problem in plan.problems:
        reason = sentence(Problem(problem.reason, {"limit": MAX_TEXT}))
        output.say(_("Row {row}: {reason}").format(row=problem.row, reason=reason))
