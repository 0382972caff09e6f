"""reply replace, move, tag, merge, duplicates, unused, problems: many replies at once."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC
from typing import TYPE_CHECKING

from miaohui.cli import headless, output
from miaohui.cli.arguments import Commands, Parser, UsageError, add_command, add_json
from miaohui.cli.reply_options import add_replies
from miaohui.errors import Problem
from miaohui.i18n import _, chinese
from miaohui.messages import sentence
from miaohui.paths import Paths

if TYPE_CHECKING:
    from miaohui.domain.change import ChangeSet
    from miaohui.domain.library import Library
    from miaohui.domain.reply import Reply
    from miaohui.flow.bulk import Bulk
    from miaohui.flow.problems import Trouble
    from miaohui.flow.workspace import Workspace

PLACES = ("title", "body", "variants")
UNUSED_DAYS = 90


def add_to(commands: Commands) -> None:
    parser = add_command(commands, "replace", run_replace, _("find and replace in many replies; variables stay whole"))
    parser.add_argument("wanted", metavar=_("TEXT"), help=_("what to look for, word for word"))
    parser.add_argument("by", metavar=_("NEW"), help=_("what to write instead"))
    _add_chosen(parser)
    parser.add_argument(
        "--in", choices=PLACES, action="append", dest="places", help=_("only there; may be given several times")
    )
    parser.add_argument("--case", action="store_true", help=_("letters must agree in their case"))
    parser.add_argument("--dry-run", action="store_true", help=_("only tell what would change"))
    add_json(parser)

    parser = add_command(commands, "move", run_move, _("put replies into another category"))
    add_replies(parser)
    parser.add_argument("--to", metavar=_("NAME"), required=True, help=_("top or top/sub; made where there is none"))

    parser = add_command(commands, "tag", run_tag, _("give tags to replies and take them away"))
    add_replies(parser)
    parser.add_argument("--add", metavar=_("TAG"), action="append", default=[], help=_("may be given several times"))
    parser.add_argument("--remove", metavar=_("TAG"), action="append", default=[], help=_("may be given several times"))

    parser = add_command(commands, "merge", run_merge, _("make one reply of several: the others go into the trash"))
    parser.add_argument("keep", metavar=_("REPLY"), help=_("the one that is kept: its code or id"))
    parser.add_argument("others", metavar=_("OTHER"), nargs="+", help=_("its code or id"))
    add_json(parser)

    parser = add_command(commands, "duplicates", run_duplicates, _("list replies that say the same or nearly"))
    parser.add_argument(
        "--alike", metavar="SHARE", type=_share, help=_("how much must be the same, from 0.5 to 1 (0.75)")
    )
    add_json(parser)

    parser = add_command(commands, "unused", run_unused, _("list the replies that nobody used for a long time"))
    parser.add_argument("--days", metavar="N", type=_days, default=UNUSED_DAYS, help=_("for so many days (90)"))
    add_json(parser)

    parser = add_command(commands, "problems", run_problems, _("list the replies that somebody should look at"))
    _add_chosen(parser)
    add_json(parser)


def _add_chosen(parser: Parser) -> None:
    parser.add_argument(
        "--reply",
        metavar=_("REPLY"),
        action="append",
        dest="replies",
        help=_("only this one; may be given several times"),
    )
    parser.add_argument("--category", metavar=_("NAME"), help=_("only this category: top or top/sub"))


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = 0.0
    if not 0.5 <= share <= 1:
        raise argparse.ArgumentTypeError(_("expected a number from 0.5 to 1"))
    return share


def _days(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 36_500:
        raise argparse.ArgumentTypeError(_("expected a number of days"))
    return int(text)


def _chosen(arguments: argparse.Namespace, here: Workspace) -> list[Reply]:
    """The named replies, those of a category, or all."""
    from miaohui.flow.edit_categories import replies_below

    library = here.library
    replies = list(library.active())
    if arguments.category is not None:
        replies = replies_below(library, headless.find_category(library, arguments.category))
    if arguments.replies:
        named = {here.find(reference).id for reference in arguments.replies}
        replies = [reply for reply in replies if reply.id in named]
    return replies


def run_replace(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.cli.documents import change_document
    from miaohui.domain.replacing import Place, Replacement
    from miaohui.flow import bulk

    places = frozenset(map(Place, arguments.places or PLACES))
    how = Replacement(arguments.wanted, arguments.by, arguments.case, places)

    def change(here: Workspace) -> Bulk:
        return bulk.find_and_replace(_chosen(arguments, here), how, here.clock.now().astimezone(UTC))

    home = headless.Home(paths)
    if arguments.dry_run:
        workspace = home.open()
        found, library = change(workspace), workspace.library
    else:
        found, library = _change(home, change)
    if arguments.json:
        output.document(
            {
                "changed": [change_document(one, library) for one in found.change_set.changes],
                "refused": [
                    {
                        "id": one.reply.id,
                        "code": one.reply.code,
                        "problem": one.problem.id,
                        "sentence": sentence(one.problem),
                    }
                    for one in found.refused
                ],
                "dry_run": arguments.dry_run,
            }
        )
        return 0
    output.table(_shown_change(one.before, one.after) for one in found.change_set.changes)
    _tell_refused(found)
    if not found.change_set.changes and not found.refused:
        output.say(_("Nothing was found."))
    return 0


def _shown_change(before: object, after: object) -> tuple[str, str]:
    from miaohui.cli.reply_versions import marked
    from miaohui.domain.difference import differences
    from miaohui.domain.reply import Reply

    assert isinstance(before, Reply)
    assert isinstance(after, Reply)
    return after.code, " · ".join(map(marked, differences(before, after)))


def run_move(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.domain.change import ChangeSet, apply, together
    from miaohui.flow import bulk
    from miaohui.flow.reply_fields import shelf

    def change(here: Workspace) -> Bulk:
        replies = [here.find(reference) for reference in dict.fromkeys(arguments.replies)]
        shelves, category = shelf(here.library, arguments.to)
        made = ChangeSet("move", shelves)
        moved = bulk.move(apply(here.library, made), replies, category, here.clock.now().astimezone(UTC))
        steps = (made, moved.change_set) if moved.change_set.changes else ()
        return bulk.Bulk(together("move", steps), moved.refused)

    return _told(headless.Home(paths), change)


def run_tag(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.flow import bulk

    if not arguments.add and not arguments.remove:
        raise UsageError(_("one of the arguments %s is required") % "--add --remove")

    def change(here: Workspace) -> Bulk:
        replies = [here.find(reference) for reference in dict.fromkeys(arguments.replies)]
        return bulk.tag(replies, arguments.add, arguments.remove, here.clock.now().astimezone(UTC))

    return _told(headless.Home(paths), change)


def _told(home: headless.Home, change: Callable[[Workspace], Bulk]) -> int:
    found, _library = _change(home, change)
    _tell_refused(found)
    return 1 if found.refused and not found.change_set.changes else 0


def _tell_refused(found: Bulk) -> None:
    for one in found.refused:
        output.problem(Problem("left-alone", {"title": one.reply.title, "why": one.problem}))


def _change(home: headless.Home, change: Callable[[Workspace], Bulk]) -> tuple[Bulk, Library]:
    found: list[Bulk] = []

    def build(here: Workspace) -> ChangeSet:
        found[:] = [change(here)]
        return found[0].change_set

    written = home.change(build)
    return found[0], written.library


def run_merge(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.flow import bulk

    kept: list[str] = []

    def build(here: Workspace) -> ChangeSet:
        keep = here.find(arguments.keep)
        kept[:] = [keep.id]
        others = [here.find(reference) for reference in arguments.others]
        return bulk.merge(here.library, keep, others, here.clock.now().astimezone(UTC))

    written = headless.Home(paths).change(build)
    if arguments.json:
        output.reply(written.library.replies[kept[0]], written.library)
    return 0


def run_duplicates(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.cli.documents import reply_document
    from miaohui.domain.duplicates import ALIKE
    from miaohui.domain.search.steps import finished
    from miaohui.flow import bulk

    library = headless.Home(paths).open().library
    groups = finished(bulk.duplicates(library, arguments.alike or ALIKE))
    if arguments.json:
        documents = [
            {"alike": round(one.likeness, 3), "replies": [reply_document(reply, library) for reply in one.replies]}
            for one in groups
        ]
        output.document({"groups": documents})
        return 0
    for number, one in enumerate(groups):
        if number:
            output.line()
        output.table((f"{one.likeness:.0%}", *headless.row(reply, library)) for reply in one.replies)
    if not groups:
        output.say(_("Nothing was found."))
    return 0


def run_unused(arguments: argparse.Namespace, paths: Paths) -> int:
    from miaohui.cli.documents import reply_document
    from miaohui.flow import bulk

    home = headless.Home(paths)
    workspace = home.open()
    library, last = workspace.library, home.last_uses()
    replies = bulk.unused(library, last, workspace.clock.now().astimezone(UTC), arguments.days)
    if arguments.json:
        documents = [
            reply_document(reply, library) | {"last_used": last[reply.id].isoformat() if reply.id in last else None}
            for reply in replies
        ]
        output.document({"replies": documents})
        return 0
    output.table(
        (f"{last[reply.id]:%Y-%m-%d}" if reply.id in last else "-", *headless.row(reply, library)) for reply in replies
    )
    return 0


def run_problems(arguments: argparse.Namespace, paths: Paths) -> int:
    home = headless.Home(paths)
    workspace = home.open()
    chosen = {reply.id for reply in _chosen(arguments, workspace)}
    found = [one for one in home.problems(workspace) if one.reply.id in chosen]
    if arguments.json:
        output.document({"problems": [_trouble_document(one) for one in found]})
        return 0
    output.table((one.reply.code, one.reply.title, _said(one)) for one in found)
    if not found:
        output.say(_("Nothing was found."))
    return 0


def _trouble_document(one: Trouble) -> dict[str, object]:
    document: dict[str, object] = {
        "id": one.reply.id,
        "code": one.reply.code,
        "title": one.reply.title,
        "problem": one.problem.id,
        "sentence": _said(one),
    }
    return document | ({"rule": one.finding.rule.id} if one.finding is not None else {})


def _said(one: Trouble) -> str:
    if one.finding is None:
        return sentence(one.problem)
    rule = one.finding.rule
    return rule.why if chinese() else rule.why_en
