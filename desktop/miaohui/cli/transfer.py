"""import, export: moving in with the reply table of another program, and out again."""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

from miaohui.cli import headless, output
from miaohui.cli.arguments import Commands, UsageError, add_command, add_json
from miaohui.cli.documents import export_document, import_document
from miaohui.errors import Problem
from miaohui.i18n import _, ngettext
from miaohui.messages import row_problem, sentence
from miaohui.paths import Paths

if TYPE_CHECKING:
    from miaohui.domain.change import ChangeSet
    from miaohui.flow.transfer import Plan
    from miaohui.flow.workspace import Workspace

FORMATS = ("auto", "qianniu", "v3", "feiniu", "csv", "xlsx", "json", "espanso", "beeftext", "text")
ENCODINGS = ("utf-8", "gb18030", "utf-16", "utf-32")
EXPORTS = ("qianniu", "csv", "xlsx", "json", "html")
BY_SEASON = ("qianniu", "html")
"""What has no column for seasons."""
QIANNIU_ENCODINGS = ("gbk", "utf-8")
MODES = ("merge", "replace")
SCOPES = ("personal", "shop")
SHOWN = 10
"""Placeholders that are told to people; ``--json`` has them all."""
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
    parser.add_argument(
        "--encoding", choices=ENCODINGS, default="", help=_("the file's encoding, where it was taken for another")
    )
    parser.add_argument(
        "--variables",
        action="store_true",
        help=_("make variables of the placeholders of other programs, such as [商品名] or ___"),
    )
    parser.add_argument(
        "--scope", choices=SCOPES, default="personal", help=_("whose new replies they are (default: personal)")
    )
    parser.add_argument("--category", metavar=_("NAME"), default="", help=_("top or top/sub for rows that name none"))
    parser.add_argument("--dry-run", action="store_true", help=_("only tell what would happen"))
    add_json(parser)
    parser = add_command(commands, "export", run_export, _("write the replies to a file"))
    parser.add_argument("file", metavar=_("FILE"))
    parser.add_argument("--format", choices=EXPORTS, required=True, help=_("what to write"))
    parser.add_argument(
        "--encoding",
        choices=QIANNIU_ENCODINGS,
        default="gbk",
        help=_("the encoding of a table for Qianniu (default: gbk)"),
    )
    parser.add_argument("--category", metavar=_("NAME"), help=_("top or top/sub: only what is in it"))
    parser.add_argument("--scope", choices=SCOPES, help=_("only mine, or only the shop's"))
    parser.add_argument("--season", metavar=_("SEASON"), help=_("the texts of this season (qianniu, html)"))
    parser.add_argument("--history", action="store_true", help=_("in JSON, also what the replies were before"))
    add_json(parser)


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.domain.reply import Scope
    from miaohui.flow.transfer import Asked, Mode
    from miaohui.flow.transfer.preparing import Wishes, dry_run

    home = headless.Home(paths)
    table = headless.read_table(Path(arguments.file), Asked(arguments.format, arguments.encoding))
    placeholders = headless.placeholders(table)
    wishes = Wishes(
        arguments.emoticons,
        arguments.category,
        {one.kind: one.variable for one in placeholders} if arguments.variables else {},
        Scope(arguments.scope),
        Mode(arguments.mode),
    )
    plans: list[Plan] = []

    def build(here: Workspace) -> ChangeSet:
        plans[:] = [dry_run(table, wishes, here.library, here.tables, here.clock.now().astimezone(UTC))]
        if not arguments.dry_run:
            home.keep_pictures(table, plans[0])
        return plans[0].change_set

    if arguments.dry_run:
        build(home.open())
    else:
        home.change(build, lambda: table.history(plans[0]))
    if arguments.json:
        output.document(import_document(table, plans[0], placeholders))
        return 0
    _report(plans[0])
    if placeholders and not arguments.variables:
        told = [f"{one.text} → {one.variable} ×{one.count}" for one in placeholders[:SHOWN]]
        more = [_("and {count} more").format(count=len(placeholders) - SHOWN)] if len(placeholders) > SHOWN else []
        listed = " · ".join(map(output.one_line, [*told, *more]))
        output.say(_("Placeholders that could become variables (--variables): {list}").format(list=listed))
    return 0


def _report(plan: Plan) -> None:
    counts = (
        ngettext("{count} row is new", "{count} rows are new", plan.new).format(count=plan.new),
        ngettext("{count} row has changed", "{count} rows have changed", plan.changed).format(count=plan.changed),
        ngettext("{count} row is here already", "{count} rows are here already", plan.same).format(count=plan.same),
        ngettext("{count} row was left out", "{count} rows were left out", plan.skipped).format(count=plan.skipped),
    )
    output.line(" · ".join(counts))
    for problem in plan.problems:
        output.say(row_problem(problem.row, problem.reason, problem.args))


def run_export(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.domain.reply import Scope
    from miaohui.flow.transfer.selecting import Selection

    if arguments.season is not None and arguments.format not in BY_SEASON:
        raise UsageError(_("--season is for {formats}").format(formats=", ".join(BY_SEASON)))
    if arguments.history and arguments.format != "json":
        raise UsageError(_("--history is for {formats}").format(formats="json"))

    def select(workspace: Workspace) -> Selection:
        named = arguments.category
        return Selection(
            "" if named is None else headless.find_category(workspace.library, named),
            None if arguments.scope is None else Scope(arguments.scope),
            "" if arguments.season is None else workspace.find_season(arguments.season).id,
            history=arguments.history,
        )

    export = headless.Home(paths).export(arguments.format, arguments.encoding, select)
    headless.write_file(Path(arguments.file), export.content)
    if arguments.json:
        output.document(export_document(export, arguments.format, arguments.file))
        return 0
    told = ngettext("{count} reply written to {path}", "{count} replies written to {path}", export.replies)
    output.line(told.format(count=export.replies, path=arguments.file))
    for field, count in Counter(field for left in export.left for field in left.fields).items():
        fields = sentence(Problem(f"left-{field}"))
        told = ngettext("Not in the file: {what} of {count} reply", "Not in the file: {what} of {count} replies", count)
        output.say(told.format(what=fields, count=count))
    for left in export.left:
        if left.lost:
            what = _("can't be carried: {what}").format(what=" ".join(map(output.one_line, left.lost)))
            output.say(_("{code} “{title}”: {what}").format(code=left.reply.code, title=left.reply.title, what=what))
    return 0
