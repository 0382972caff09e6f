"""reply history, revert: what a reply was before."""

from __future__ import annotations

import argparse
from datetime import UTC
from itertools import pairwise
from typing import TYPE_CHECKING

from miaohui.cli import headless, output
from miaohui.cli.arguments import Commands, add_command, add_json
from miaohui.cli.reply_options import add_reply, find_deleted
from miaohui.i18n import N_, _
from miaohui.messages import label
from miaohui.paths import Paths

if TYPE_CHECKING:
    from miaohui.domain.change import ChangeSet
    from miaohui.domain.difference import Difference
    from miaohui.flow.workspace import Workspace

FIELDS = {
    "title": N_("title"),
    "code": N_("code"),
    "category": N_("category"),
    "wordings": N_("text"),
    "variants": N_("text in a season"),
    "aliases": N_("aliases"),
    "tags": N_("tags"),
    "channel": N_("channel"),
    "only_in": N_("only in"),
    "next": N_("next"),
    "look": N_("look"),
    "level": N_("level"),
}


def add_to(commands: Commands) -> None:
    parser = add_command(commands, "history", run_history, _("show the earlier versions of a reply, the newest first"))
    add_reply(parser)
    add_json(parser)
    parser = add_command(commands, "revert", run_revert, _("make a reply say again what it said in an earlier version"))
    add_reply(parser)
    parser.add_argument("version", metavar=_("VERSION"), type=int, help=_("its number in the history"))
    add_json(parser)


def run_history(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.cli.documents import version_document
    from miaohui.domain.difference import differences

    workspace = headless.Home(paths).open()
    trashed = None if workspace.library.find(arguments.reply) else find_deleted(workspace.library, arguments.reply)
    reply = trashed or workspace.find(arguments.reply)
    versions = workspace.history(reply.id)
    older = {one.number: before for one, before in pairwise(versions)}
    changes = {
        one.number: differences(older[one.number].reply, one.reply) if one.number in older else () for one in versions
    }
    if arguments.json:
        output.document({"versions": [version_document(one, changes[one.number]) for one in versions]})
        return 0
    for one in versions:
        time = "" if one.time is None else f"{one.time.astimezone(workspace.clock.now().tzinfo):%Y-%m-%d %H:%M}"
        output.line("  ".join(filter(None, (str(one.number), time, label(one.label) if one.label else ""))))
        for change in changes[one.number]:
            output.line(f"   {_(FIELDS[change.field])}{f' {change.key}' if change.key else ''}: {marked(change)}")
    return 0


def marked(difference: Difference) -> str:
    """As word differences are written: ``[-gone-]{+new+}``."""
    from miaohui.domain.difference import Kind

    marks = {Kind.SAME: "{}", Kind.REMOVED: "[-{}-]", Kind.ADDED: "{{+{}+}}"}
    return output.one_line("".join(marks[piece.kind].format(piece.text) for piece in difference.pieces))


def run_revert(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.flow import versions

    found: list[str] = []

    def build(here: Workspace) -> ChangeSet:
        reply = here.find(found[0] if found else arguments.reply)
        found[:] = [reply.id]  # the code may be what is changed
        version = versions.numbered(here.history(reply.id), arguments.version)
        return versions.revert(here.library, reply, version, here.clock.now().astimezone(UTC))

    written = headless.Home(paths).change(build)
    if arguments.json:
        output.reply(written.library.replies[found[0]], written.library)
    return 0
